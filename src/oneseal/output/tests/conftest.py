"""A courier that listens on this machine, and the settings that lead to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oneseal.output.counterpart import Counterpart


@pytest.fixture
def courier(tmp_path: Path, settings: Any) -> Iterator[Counterpart]:
    """Its call-backs are dropped: tests hand them over themselves, in the order that they want."""
    made = Counterpart(tmp_path / "courier.sqlite", "bureau")
    made.manner.drop = True
    settings.COURIER_GATEWAY = f"{made.url}/gateway"
    settings.COURIER_APP_ID = "bureau"
    settings.COURIER_KEY = made.client.text
    settings.COURIER_PROVIDER_KEY = made.key.public.hex()
    yield made
    made.shutdown()
    made.server_close()
