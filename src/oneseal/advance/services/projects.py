"""Keeping the annual list of key projects; putting one on the green channel (inventory 11.4, 3.29)."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from oneseal.advance import events
from oneseal.advance.models import KeyProject
from oneseal.advance.rules import projects as rules
from oneseal.advance.rules.projects import Entry
from oneseal.advance.selectors import KEEPERS, access_project, standing_projects
from oneseal.cases import services as case_services
from oneseal.cases.selectors.modes import green_entry
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


def list_project(actor: Actor, entry: Entry) -> KeyProject:
    """Enter one project of the plan. By the coordinator; raises Violations with each wrong field, Conflict if there."""
    _check_keeper(actor)
    entry = rules.tidied(entry)
    rules.check_entry(entry, clock.today())
    with transaction.atomic():
        if _standing(actor.bureau_id, entry) is not None:
            text = N_("这个年度的计划里已经有这个项目代码，不用重复列入。")
            raise Conflict("listed_already", text, field="code")
        return _list(actor, entry)


def import_projects(actor: Actor, *, content: bytes) -> dict[str, int]:
    """Take over a whole plan from a CSV file, all or nothing: new ones are entered, known ones follow the file.

    Tells how many were `new`, `changed` and the `same`. Raises Violations with each faulty row.
    """
    _check_keeper(actor)
    entries = rules.read_entries(rules.decoded(content), clock.today())
    told = {"new": 0, "changed": 0, "same": 0}
    with transaction.atomic():
        for entry in entries:
            row = _standing(actor.bureau_id, entry)
            if row is None:
                _list(actor, entry)
                told["new"] += 1
                continue
            values = {name: value for name, value in asdict(entry).items() if getattr(row, name) != value}
            told["changed" if values else "same"] += 1
            if values:
                event = events.ProjectChanged(row.year, row.code)
                changes = [Update(KeyProject, row.pk, values)]
                record(
                    actor, Subject("key_project", row.pk), event, changes=changes, reason=entry.approved_by
                )
    return told


def remove_project(actor: Actor, *, project_id: int, reason: str) -> KeyProject:
    """Take a project off the plan; an entry on the green channel that rests on it ends with it."""
    _check_keeper(actor)
    reason = reason.strip()[:300]
    if not reason:
        text = N_("请写明移出的依据，例如调整计划的文号。")
        raise RuleViolation("reason_missing", text, field="reason")
    with transaction.atomic():
        access_project(actor, project_id)
        row = db.lock(KeyProject, project_id)
        if row.removed_on is not None:
            raise Conflict("removed_already", N_("这个项目已经移出计划，请刷新页面。"))
        values = {"removed_on": clock.today(), "removed_for": reason}
        changes = [Update(KeyProject, row.pk, values)]
        event = events.ProjectRemoved(row.year, row.code)
        record(actor, Subject("key_project", row.pk), event, changes=changes, reason=reason)
        _end_green(actor, row, reason)
    row.refresh_from_db()
    return row


def green_project(actor: Actor, *, project_id: int, until: date) -> None:
    """Put a key project on the green channel, with its owner; ground and document are the plan's (3.29)."""
    row = access_project(actor, project_id)
    if not standing_projects(row.bureau_id).filter(pk=row.pk).exists():
        text = N_("这个项目不在现行年度计划里，不能列入绿色通道。")
        raise RuleViolation("not_standing", text, basis=rules.BASIS)
    case_services.list_green(
        actor,
        number=row.owner_code,
        kind="project",
        ground=f"{row.year}年度{rules.LEVELS[row.level]}重点项目",
        source=row.approved_by,
        from_on=clock.today(),
        until=until,
        project=row.code,
    )


def _end_green(actor: Actor, row: KeyProject, reason: str) -> None:
    owner = identity.applicant_by_number(row.owner_code)
    entry = green_entry(actor.bureau_id, owner.pk) if owner else None
    again = standing_projects(row.bureau_id).filter(code=row.code).exists()
    if entry is not None and entry.kind == "project" and row.code in entry.project and not again:
        case_services.end_green(actor, entry_id=entry.pk, reason=reason)


def _list(actor: Actor, entry: Entry) -> KeyProject:
    row = KeyProject.objects.create(bureau_id=actor.bureau_id, listed_at=clock.now(), **asdict(entry))
    event = events.ProjectListed(row.year, row.code)
    record(actor, Subject("key_project", row.pk), event, reason=entry.approved_by)
    return row


def _standing(bureau_id: int, entry: Entry) -> KeyProject | None:
    rows = KeyProject.objects.select_for_update().filter(bureau=bureau_id, removed_on=None)
    return rows.filter(year=entry.year, code=entry.code).first()


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*KEEPERS):
        raise Forbidden("not_keeper", N_("重点项目计划由统筹岗维护。"), basis=rules.BASIS)
