"""Doors of filings."""
