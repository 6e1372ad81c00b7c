"""Doors of appraisal."""
