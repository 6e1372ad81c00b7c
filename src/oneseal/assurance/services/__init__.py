"""Acts of assurance."""

from oneseal.assurance.services.checking import (
    VOUCHES,
    confirm_check,
    note_reading,
    require,
    see_document,
    vouch,
)

__all__ = ["VOUCHES", "confirm_check", "note_reading", "require", "see_document", "vouch"]
