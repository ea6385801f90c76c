from __future__ import annotations

import sys
from pathlib import Path

import pytest

# The published figures of a city serve the tests of the tables and of their screen.
sys.path.append(str(Path(__file__).resolve().parents[1] / "tables"))

from table_samples import city_tables

from assistant.tables.schema import Tables


@pytest.fixture(scope="session")
def city() -> Tables:
    return city_tables()
