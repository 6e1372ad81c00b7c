"""A payment provider that listens on this machine, and the settings that lead to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oneseal.fees.counterpart import Counterpart


@pytest.fixture
def provider(tmp_path: Path, settings: Any) -> Iterator[Counterpart]:
    """Its call-backs are dropped: tests hand them over themselves, in the order that they want."""
    with Counterpart(tmp_path / "provider.sqlite", "bureau").quietly(settings) as made:
        yield made
