"""Doors of fees."""
