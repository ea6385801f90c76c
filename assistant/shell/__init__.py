"""What the commands print. The shell holds no rules: it calls the core and puts the result into words or JSON."""
