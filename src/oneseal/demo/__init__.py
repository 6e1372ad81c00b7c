"""The demonstration bureau: its people, items and a year of work, all made through the real services."""
