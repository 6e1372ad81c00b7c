"""Reads of the key-project list: for everybody, for the desk, and for contexts above (inventory 11.4)."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from oneseal.advance.models import KeyProject
from oneseal.advance.rules.projects import years_in_force
from oneseal.foundation import clock
from oneseal.foundation.lists import Page, keyset_page
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

KEEPERS = (Role.COORDINATOR,)
ORDER = ("-year", "-id")


def standing_projects(bureau_id: int) -> QuerySet[KeyProject]:
    """The projects that are key projects today: of the years in force, not taken off."""
    years = years_in_force(clock.today())
    return KeyProject.objects.filter(bureau=bureau_id, year__in=years, removed_on=None)


def key_project(bureau_id: int, code: str) -> KeyProject | None:
    """The key project with this code today; None where it is none. For contexts above (5.7, 6.8)."""
    return standing_projects(bureau_id).filter(code=code.strip()).order_by(*ORDER).first()


def projects_of_owner(bureau_id: int, owner_code: str) -> list[KeyProject]:
    """The key projects of an owner today, newest plan first, one row for each code."""
    rows = standing_projects(bureau_id).filter(owner_code=owner_code).order_by(*ORDER) if owner_code else []
    return list({row.code: row for row in reversed(list(rows))}.values())


def listed_name(bureau_id: int, number: str, text: str) -> str:
    """How the list calls the project that an owner with this number named by code or name; empty: it is not there."""
    wanted = text.strip()
    found = next(
        (each for each in projects_of_owner(bureau_id, number.strip()) if wanted in {each.code, each.name}),
        None,
    )
    return str(found) if found else ""


def access_project(actor: Actor, project_id: int) -> KeyProject:
    """One project of the actor's bureau; citizens see those that stand. Raises NotFound."""
    rows = KeyProject.objects.filter(pk=project_id)
    rows = rows.filter(bureau=actor.bureau_id) if actor.is_staff else rows.filter(removed_on=None)
    found = rows.first()
    if found is None:
        raise _missing()
    return found


def public_project(uid: UUID) -> KeyProject:
    """One project for everybody, also when it was taken off. Raises NotFound."""
    found = KeyProject.objects.filter(uid=uid).first()
    if found is None:
        raise _missing()
    return found


def _missing() -> NotFound:
    return NotFound("project_not_found", N_("没有找到这个项目。"))


def project_list(actor: Actor, asked: Mapping[str, str]) -> Page[KeyProject]:
    """The desk's list: `year`, `q` (name, code, owner), `all` also those taken off."""
    rows = KeyProject.objects.filter(bureau=actor.bureau_id)
    if not actor.has(*CASEWORK):
        rows = rows.none()
    if not asked.get("all"):
        rows = rows.filter(removed_on=None)
    return keyset_page(_narrowed(rows, asked), ORDER, asked)


def public_projects(asked: Mapping[str, str]) -> Page[KeyProject]:
    """The list for everybody: `year` and `q`."""
    return keyset_page(_narrowed(KeyProject.objects.filter(removed_on=None), asked), ORDER, asked)


def public_years() -> list[int]:
    """The years that have a list, newest first."""
    rows = KeyProject.objects.filter(removed_on=None).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct()[:10])


def _narrowed(rows: QuerySet[KeyProject], asked: Mapping[str, str]) -> QuerySet[KeyProject]:
    year = asked.get("year", "")
    if year.isascii() and year.isdigit() and len(year) == 4:
        rows = rows.filter(year=int(year))
    if text := asked.get("q", "").strip()[:60]:
        rows = rows.filter(Q(name__contains=text) | Q(code__contains=text) | Q(owner__contains=text))
    return rows
