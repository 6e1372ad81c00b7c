"""Doors of devices."""
