"""Doors of helplines."""
