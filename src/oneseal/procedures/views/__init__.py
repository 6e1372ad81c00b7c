"""Doors of special procedures."""
