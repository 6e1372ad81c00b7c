"""Doors of output."""
