"""How much the tests try: enough for every run, more on demand."""

from __future__ import annotations

import os

ASKED = int(os.environ.get("HYPOTHESIS_EXAMPLES", "0"))
"""Examples of each property; 0: what each test finds enough."""
FULL = bool(os.environ.get("NIANBAO_TESTS_FULL"))
"""Generated reports in their full number instead of a spread of them."""


def examples(enough: int) -> int:
    """Examples of a slow property: ``enough``, or as many as are asked for when that is more."""
    return max(enough, ASKED)
