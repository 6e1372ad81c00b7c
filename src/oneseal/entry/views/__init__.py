"""Doors of entry."""
