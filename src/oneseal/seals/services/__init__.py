"""Every write of seals. Call these, nothing deeper."""

from oneseal.seals.services.keeping import adopt_key, make_key

__all__ = ["adopt_key", "make_key"]
