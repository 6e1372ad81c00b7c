"""A platform that listens on this machine, and the settings that lead to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oneseal.records.counterpart import Counterpart


@pytest.fixture
def agencies(tmp_path: Path, settings: Any) -> Iterator[Counterpart]:
    """It knows nobody until a test tells it."""
    with Counterpart(tmp_path / "records.sqlite", "bureau").quietly(settings) as made:
        yield made
