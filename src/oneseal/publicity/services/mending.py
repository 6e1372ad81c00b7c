"""A wrong publication is found, corrected or withdrawn (PUB)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from oneseal.foundation import calendars, clock, db
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.publicity import events, selectors
from oneseal.publicity.models import Publication, PublicationVersion
from oneseal.publicity.rules import fields
from oneseal.publicity.rules.limits import mend_by
from oneseal.publicity.rules.states import PublicationState, ends_with_licence
from oneseal.publicity.services.publishing import reason_of, taken

ANNULLED = "这项行政许可已被依法撤销（{basis}）。"
"""Why its publication went, as the public page says it."""


def report_mistake(actor: Actor, *, publication_id: int, reason: str) -> None:
    """Enter that a publication is wrong: from now there are three working days to put it right."""
    text, today = reason_of(reason), clock.today()
    due = mend_by(today, calendars.current()).day
    with transaction.atomic():
        row = taken(actor, publication_id, "report")
        values = {"mistake": text, "mistake_on": today, "mend_by": due, "mended_on": None}
        event = events.MistakeReported(row.case_id, row.number, due.isoformat())
        change = Update(Publication, row.pk, values)
        record(actor, Subject("publication", row.pk), event, changes=[change], reason=text)


def correct(actor: Actor, *, publication_id: int, given: Mapping[str, str], reason: str) -> Publication:
    """Say it right; what was said before stays in the history with the reason.

    `given`: some of rules.fields.CORRECTABLE. Raises RuleViolation where nothing changes.
    """
    text = reason_of(reason)
    with transaction.atomic():
        row = taken(actor, publication_id, "correct")
        changed = fields.changed(row.fields, given)
        if not changed:
            raise RuleViolation(
                "nothing_changed", N_("没有改动任何一栏。请改正有误的栏目，或者撤下这条公示。")
            )
        if not changed.get("holder", "x"):
            raise RuleViolation("holder_missing", N_("行政相对人名称不能为空。"), field="holder")
        said = {**row.fields, **changed}
        values = {"fields": said, "holder": said["holder"], "version": row.version + 1, **_mended(row)}
        event = events.Corrected(row.case_id, row.number, row.version + 1, sorted(changed), _on_time(row))
        changes: list[Insert | Update] = [_kept(actor, row, text), Update(Publication, row.pk, values)]
        record(actor, Subject("publication", row.pk), event, changes=changes, reason=text)
    row.refresh_from_db()
    return row


def withdraw(actor: Actor, *, publication_id: int, reason: str) -> None:
    """Take it off the public list; its page says that and why (the decision was changed, annulled, or wrong)."""
    text = reason_of(reason)
    with transaction.atomic():
        row = taken(actor, publication_id, "withdraw")
        values = {"state": PublicationState.WITHDRAWN, "state_reason": text, **_mended(row)}
        event = events.Withdrawn(row.case_id, row.number, _on_time(row))
        changes: list[Insert | Update] = [_kept(actor, row, text), Update(Publication, row.pk, values)]
        record(actor, Subject("publication", row.pk), event, changes=changes, reason=text)


def follow_annulment(*, case_ids: Iterable[int], basis: str) -> int:
    """The licence that these cases brought was annulled: what was published of it goes, what waits is not published.

    Returns how many went (LIC-20, PUB).
    """
    found = selectors.of_cases(case_ids)
    for pk in found:
        with transaction.atomic():
            row = db.lock(Publication, pk)
            if not ends_with_licence(row.state):
                continue
            reason = ANNULLED.format(basis=basis)
            actor = SYSTEM.of_bureau(row.bureau_id)
            values = {"state": PublicationState.WITHDRAWN, "state_reason": reason, **_mended(row)}
            event = events.Withdrawn(row.case_id, row.number, _on_time(row))
            changes: list[Insert | Update] = [_kept(actor, row, reason), Update(Publication, row.pk, values)]
            record(actor, Subject("publication", row.pk), event, changes=changes, reason=reason)
    return len(found)


def _kept(actor: Actor, row: Publication, reason: str) -> Insert:
    """What is on the page until now."""
    values = {
        "publication_id": row.pk,
        "version": row.version,
        "fields": row.fields,
        "until": clock.now(),
        "reason": reason,
        "by_id": actor.staff_id or None,
    }
    return Insert(PublicationVersion, values)


def _mended(row: Publication) -> dict[str, Any]:
    return {"mended_on": clock.today()} if row.mistake_on and not row.mended_on else {}


def _on_time(row: Publication) -> bool:
    """Within three working days of a mistake; what nobody reported has no last day."""
    return row.mended_on is not None or row.mend_by is None or clock.today() <= row.mend_by
