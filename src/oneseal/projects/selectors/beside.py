"""What other contexts say of a project: plan layers on its site, bills of its applications (6.6, 6.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from oneseal.fees import selectors as fees
from oneseal.kernel.access import Actor
from oneseal.plans import selectors as plans
from oneseal.projects.models import Project
from oneseal.projects.selectors.reading import Reading


@dataclass(frozen=True)
class Blueprint:
    """What the plan layers say of a site: how many were asked, those that conflict, those that need consent."""

    layers: int
    conforming: int
    conflicting: tuple[Any, ...]
    consent: tuple[Any, ...]
    unknown: tuple[Any, ...]
    drawing: dict[str, Any]
    """The site and the pieces that conflict or need consent, for the map."""


def blueprint(actor: Actor, project: Project) -> Blueprint | None:
    """The site held against every layer of the bureau in force; citizens see the public ones. None without a site."""
    if project.site is None:
        return None
    found = plans.conflicts(project.site, bureau_id=project.bureau_id, public_only=not actor.is_staff)
    return Blueprint(
        len(found.findings),
        len(found.of("conforms")),
        found.conflicting,
        found.of("consent"),
        found.of("unknown"),
        {"site": project.site, "pieces": _pieces([*found.conflicting, *found.of("consent")])},
    )


def _pieces(findings: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "geojson": piece.geojson,
            "verdict": str(each.verdict),
            "text": " ".join(filter(None, [each.name, piece.name, f"{piece.area_m2:,.0f} m²"])),
        }
        for each in findings
        for piece in each.judged.pieces
    ]


def map_of(actor: Actor, bureau_id: int) -> dict[str, Any]:
    """What a map needs to show the plan layers that the actor may see: the layers, the box around them."""
    rows = plans.current_layers(bureau_id, public_only=not actor.is_staff)
    return {"drawn": plans.map_layers(rows), "bounds": plans.bounds_of(version for _, version in rows)}


def open_bills(actor: Actor, reading: Reading) -> list[Any]:
    """The open bills of the project's applications that the actor may see, oldest first (6.7)."""
    cases = [line.task.case_id for line in reading.lines if line.task.case_id]
    if not cases:
        return []
    rows = fees.visible_bills(actor).filter(lines__case__in=cases, state="open")
    return list(rows.distinct().order_by("id"))
