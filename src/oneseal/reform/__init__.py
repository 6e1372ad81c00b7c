"""The reformer's bench. See README.md beside this file."""
