"""``python -m tests.bench [NAME…]``."""

from tests.bench.run import main

main()
