"""Tables of seals."""

from oneseal.seals.models.authority import Certificate, RevocationList
from oneseal.seals.models.registry import Seal, SealKey, SealUse

__all__ = ["Certificate", "RevocationList", "Seal", "SealKey", "SealUse"]
