"""Tables of seals."""

from oneseal.seals.models.registry import Seal, SealKey, SealUse

__all__ = ["Seal", "SealKey", "SealUse"]
