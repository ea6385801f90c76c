from __future__ import annotations

import pytest
from table_samples import city_tables

from assistant.tables.schema import Tables


@pytest.fixture(scope="session")
def city() -> Tables:
    return city_tables()
