"""Doors of the hall."""
