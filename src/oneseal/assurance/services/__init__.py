"""Acts of assurance."""

from oneseal.assurance.services.checking import (
    VOUCHES,
    confirm_check,
    note_reading,
    require,
    see_document,
    vouch,
)
from oneseal.assurance.services.facing import compare_face

__all__ = ["VOUCHES", "compare_face", "confirm_check", "note_reading", "require", "see_document", "vouch"]
