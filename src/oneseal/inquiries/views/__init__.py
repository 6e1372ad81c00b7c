"""Doors of inquiries."""
