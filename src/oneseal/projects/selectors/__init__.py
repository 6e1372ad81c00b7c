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
    visible_reports,
)
from oneseal.projects.selectors.beside import Blueprint, blueprint, map_of, open_bills
from oneseal.projects.selectors.flows import flow_of, flows
from oneseal.projects.selectors.managing import Managed, managed, visits_to
from oneseal.projects.selectors.reading import Line, Reading, read, reading_of, stage_used, with_everything
from oneseal.projects.selectors.stages import Applying, theme_code, to_apply

__all__ = [
    "KEEPERS",
    "READERS",
    "SCOPE",
    "SPEAKERS",
    "Applying",
    "Blueprint",
    "Line",
    "Managed",
    "Reading",
    "access_ask",
    "access_project",
    "access_project_by_code",
    "assessments_in_force",
    "blueprint",
    "flow_of",
    "flows",
    "managed",
    "map_of",
    "missed_opinions",
    "open_bills",
    "overdue_opinions",
    "own_opinions",
    "read",
    "reading_of",
    "stage_used",
    "theme_code",
    "to_apply",
    "visible_asks",
    "visible_assessments",
    "visible_projects",
    "visible_reports",
    "visits_to",
    "with_everything",
]
