"""Reports that exist already: read from files, so that this year's can be checked against and built on them."""
