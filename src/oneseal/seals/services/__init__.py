"""Every write of seals. Call these, nothing deeper."""

from oneseal.seals.services.keeping import make_key

__all__ = ["make_key"]
