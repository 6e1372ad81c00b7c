"""A courier and a cabinets' controller that listen on this machine, and the settings that lead to them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oneseal.output import cabinet_counterpart
from oneseal.output.counterpart import Counterpart


@pytest.fixture
def courier(tmp_path: Path, settings: Any) -> Iterator[Counterpart]:
    """Its call-backs are dropped: tests hand them over themselves, in the order that they want."""
    with Counterpart(tmp_path / "courier.sqlite", "bureau").quietly(settings) as made:
        yield made


@pytest.fixture
def controller(tmp_path: Path, settings: Any) -> Iterator[cabinet_counterpart.Counterpart]:
    """The same for the doors of cabinets."""
    path = tmp_path / "doors.sqlite"
    with cabinet_counterpart.Counterpart(path, "bureau").quietly(settings) as made:
        yield made
