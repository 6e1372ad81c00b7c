"""Doors of what happens before an application."""
