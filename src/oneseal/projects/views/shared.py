"""What the pages have in common: tones, the history, one project as shown."""

from collections.abc import Mapping
from typing import Any

from oneseal.foundation.history import timeline
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor
from oneseal.projects import selectors
from oneseal.projects.models import Project
from oneseal.projects.selectors.reading import Line, Reading, stage_used

TASK_TONES = {"waiting": "grey", "running": "blue", "done": "green", "skipped": "grey"}
STAGE_TONES = {"waiting": "grey", "running": "blue", "passed": "green"}
PROJECT_TONES = {"running": "blue", "done": "green", "stopped": "grey"}
OPINION_TONES = {"asked": "blue", "missing": "red", "given": "green"}
WALL_TONES = {"none": "grey", "waiting": "grey", "running": "blue", "late": "red", "done": "green"}


def history(project: Project, limit: int = 15) -> list[dict[str, Any]]:
    """What happened, newest first."""
    return timeline(Subject("project", project.pk))[:limit]


def blueprint_of(actor: Actor, project: Project) -> dict[str, Any]:
    """What the plan layers say of the site, with the map on which it is drawn."""
    found = selectors.blueprint(actor, project)
    drawn = selectors.map_of(actor, project.bureau_id)["drawn"] if found else []
    return {"blueprint": found, "drawn": drawn, "result": {"map": found.drawing} if found else None}


def stage_rows(reading: Reading, acts: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The stages with their tasks, what each took, and what may be done (views.acts.offered)."""
    stages, tasks = (acts["stages"], acts["tasks"]) if acts else ({}, {})
    return [
        {
            "stage": stage,
            "tone": STAGE_TONES[stage.state],
            "acts": stages.get(stage.pk, []),
            "lines": [row(line, tasks.get(line.task.pk, [])) for line in reading.of_stage(stage.number)],
            "used": stage_used(reading, stage) if stage.opened_on else None,
        }
        for stage in reading.stages
    ]


def row(line: Line, acts: list[dict[str, Any]]) -> dict[str, Any]:
    """One task as a table row."""
    tone = "red" if line.now.refused else TASK_TONES[line.now.state]
    return {
        "acts": acts,
        "line": line,
        "task": line.task,
        "now": line.now,
        "planned": line.planned,
        "tone": tone,
    }


def steps(reading: Reading) -> list[dict[str, Any]]:
    """The four stages as a line of steps."""
    states = {"waiting": "todo", "running": "current", "passed": "done"}
    return [
        {"name": stage.get_number_display(), "state": states[stage.state], "who": stage.lead_name}
        for stage in reading.stages
        if stage.number <= 4
    ]
