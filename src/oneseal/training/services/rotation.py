"""Rotation between sections (轮岗, inventory 1.10)."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from oneseal.catalog.rules.labels import LINES
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.training import events, selectors
from oneseal.training.models import Rotation
from oneseal.training.rules import rotation as rules
from oneseal.training.rules.rotation import ROTATION, Turn
from oneseal.training.rules.skills import Ground, check_scope
from oneseal.training.services.skills import check_keeper, give
from oneseal.training.services.telling import tell


def begin_rotation(
    actor: Actor,
    *,
    staff: int,
    section: int,
    mentor: int | None = None,
    from_on: date,
    to_on: date,
    lines: Iterable[str],
) -> Rotation:
    """Send somebody to learn another section's lines. Raises Forbidden, Conflict, NotFound, RuleViolation."""
    check_keeper(actor, staff)
    person = identity.access_staff(actor, staff)
    identity.access_organisation(actor, section)
    named = list(dict.fromkeys(lines))
    check_scope((), named, LINES)
    rules.check_turn(person.section_id, section, from_on, to_on)
    if mentor is not None and identity.access_staff(actor, mentor).pk == staff:
        raise RuleViolation("own_mentor", N_("带教人不能是本人，请重新选择。"), field="mentor")
    with transaction.atomic():
        if Rotation.objects.filter(staff=staff, state=Turn.RUNNING).exists():
            text = N_("这位同事正在轮岗，请先结束原来的轮岗。")
            raise Conflict("rotating_already", text, field="staff")
        row = Rotation.objects.create(
            bureau_id=actor.bureau_id,
            staff_id=staff,
            section_id=section,
            mentor_id=mentor,
            from_on=from_on,
            to_on=to_on,
            lines=named,
        )
        event = events.RotationBegun(staff, section, to_on.isoformat())
        record(actor, Subject("rotation", row.pk), event)
        _tell(actor, row, person.name)
    return row


def _tell(actor: Actor, row: Rotation, name: str) -> None:
    """Whoever rotates, and the mentor."""
    said = {
        "name": name,
        "first": row.from_on.isoformat(),
        "last": row.to_on.isoformat(),
        "section": row.section.name,
    }
    told = [pk for pk in (row.staff_id, row.mentor_id) if pk]
    tell(actor, told, "rotation_begun", said, Subject("rotation", row.pk), "training:rotations")


def end_rotation(actor: Actor, *, rotation_id: int, passed: bool, outcome: str) -> Rotation:
    """End a rotation: passed once its last day has come, which gives the lines as skills; or before its time."""
    found = selectors.access_rotation(actor, rotation_id)
    check_keeper(actor, found.staff_id)
    said = outcome.strip()[:500]
    if not said:
        raise RuleViolation("no_outcome", N_("请写明带教人的评语或者提前结束的原因。"), field="outcome")
    with transaction.atomic():
        row = lock(Rotation, rotation_id)
        state = ROTATION.step(row.state, "finish" if passed else "stop")
        if passed:
            rules.check_finished(row.to_on, clock.today())
        change = Update(Rotation, row.pk, {"state": state, "outcome": said}, expect={"state": row.state})
        event = events.RotationEnded(row.staff_id, ROTATION.labels[state])
        record(actor, Subject("rotation", row.pk), event, changes=[change], reason=said)
        if passed:
            proof = f"{found.section.name}轮岗期满"
            give(
                actor,
                row.staff_id,
                (),
                row.lines,
                since=row.to_on,
                until=None,
                ground=Ground.ROTATION,
                proof=proof,
                rotation_id=row.pk,
            )
    row.refresh_from_db()
    return row
