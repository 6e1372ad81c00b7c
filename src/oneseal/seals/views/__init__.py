"""Doors of seals."""

from oneseal.seals.views.registry import new_seal, picture, replace, retire, seal, seals, uses

__all__ = ["new_seal", "picture", "replace", "retire", "seal", "seals", "uses"]
