"""The planner: who stands where. See README.md beside this file."""
