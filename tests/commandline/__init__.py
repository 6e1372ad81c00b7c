"""The program as those who run it see it: commands, settings."""
