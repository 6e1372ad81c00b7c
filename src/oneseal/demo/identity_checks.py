"""Identity checks in the demonstration: a service that compares faces without looking at any (README.md)."""

from pathlib import Path

from django.conf import settings

from oneseal.assurance.counterpart import Counterpart

APP_ID = "yunling"


def faces() -> Counterpart:
    """The service, listening."""
    return Counterpart(Path(settings.VAR) / "demo" / "faces.sqlite", APP_ID)
