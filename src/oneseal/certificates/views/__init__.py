"""Doors of certificates."""
