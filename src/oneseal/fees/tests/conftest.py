"""A payment provider that listens on this machine, and the settings that lead to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from oneseal.fees.counterpart import Counterpart


@pytest.fixture
def provider(tmp_path: Path, settings: Any) -> Iterator[Counterpart]:
    """Its call-backs are dropped: tests hand them over themselves, in the order that they want."""
    made = Counterpart(tmp_path / "provider.sqlite", "bureau")
    made.manner.drop = True
    settings.PAY_GATEWAY = f"{made.url}/gateway"
    settings.PAY_APP_ID = "bureau"
    settings.PAY_KEY = made.client.text
    settings.PAY_PROVIDER_KEY = made.key.public.hex()
    yield made
    made.shutdown()
    made.server_close()
