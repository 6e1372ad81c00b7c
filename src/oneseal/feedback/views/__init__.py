"""Doors of feedback."""
