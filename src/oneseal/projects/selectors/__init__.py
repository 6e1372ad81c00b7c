"""Every read of projects, for pages, the API and the contexts above."""

from oneseal.projects.selectors.access import (
    KEEPERS,
    READERS,
    SCOPE,
    SPEAKERS,
    access_ask,
    access_project,
    access_project_by_code,
    assessments_in_force,
    missed_opinions,
    overdue_opinions,
    own_opinions,
    visible_asks,
    visible_assessments,
    visible_projects,
)
from oneseal.projects.selectors.flows import flow_of, flows
from oneseal.projects.selectors.reading import Line, Reading, read, reading_of, stage_used, with_everything

__all__ = [
    "KEEPERS",
    "READERS",
    "SCOPE",
    "SPEAKERS",
    "Line",
    "Reading",
    "access_ask",
    "access_project",
    "access_project_by_code",
    "assessments_in_force",
    "flow_of",
    "flows",
    "missed_opinions",
    "overdue_opinions",
    "own_opinions",
    "read",
    "reading_of",
    "stage_used",
    "visible_asks",
    "visible_assessments",
    "visible_projects",
    "with_everything",
]
