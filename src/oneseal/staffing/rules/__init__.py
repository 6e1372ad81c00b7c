"""Pure rules of the planner."""
