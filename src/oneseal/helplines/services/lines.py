"""Consulting numbers set up and taken out of use; test calls (inventory 3.23)."""

from django.db import transaction
from django.urls import reverse

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.helplines import events, selectors
from oneseal.helplines.models import Helpline, SpotCheck
from oneseal.helplines.rules.life import LONGEST
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.identifiers import parse_phone
from oneseal.kernel.text import N_
from oneseal.notices.services import notify_staff
from oneseal.queueing import selectors as queueing


def keep_line(actor: Actor, *, number: str, section_id: int, window_id: int | None = None) -> Helpline:
    """Give a window, else a section, its consulting number; the number it had is taken out of use.

    `section_id` answers for it. Raises RuleViolation for what is no telephone number or is in use elsewhere.
    """
    _check_keeper(actor)
    plain = parse_phone(number, field="number")
    section = identity.access_organisation(actor, section_id)
    window = queueing.access_window(actor, window_id) if window_id else None
    with transaction.atomic():
        rows = selectors.lines_in_use(actor.bureau_id).select_for_update(of=("self",))
        same = rows.filter(window=window.pk) if window else rows.filter(window=None, section=section.pk)
        if rows.filter(number=plain).exclude(pk__in=same.values("pk")).exists():
            text = N_("这个号码已经是别的窗口或科室的咨询电话，请换一个或者先停用。")
            raise RuleViolation("number_taken", text, field="number")
        for old in same:
            _close(actor, old)
        line = Helpline.objects.create(
            bureau_id=actor.bureau_id, number=plain, section_id=section.pk, window_id=window_id or None
        )
        record(
            actor,
            Subject("helpline", line.pk),
            events.LineKept(plain, window.number if window else section.name),
        )
    return line


def close_line(actor: Actor, *, line_id: int) -> None:
    """Take a number out of use; its calls stay."""
    _check_keeper(actor)
    with transaction.atomic():
        lock(Helpline, line_id)
        _close(actor, selectors.access_line(actor, line_id))


def check_line(
    actor: Actor,
    *,
    line_id: int,
    answered: bool,
    seconds: int | None = None,
    right: bool = False,
    polite: bool = False,
    note: str = "",
) -> SpotCheck:
    """Enter a test call: whether it was answered, after how many seconds, whether rightly and politely (抽查).

    Test calls are no part of the rate. Raises Forbidden for those who answer, RuleViolation for a fault without words.
    """
    if not actor.has(*selectors.CHECKERS) or not actor.staff_id:
        raise Forbidden("not_checker", N_("电话抽查由监督岗、协调督办岗或系统管理岗登记。"))
    line, text = selectors.access_line(actor, line_id), note.strip()
    right, polite = answered and right, answered and polite
    if not (right and polite) and not text:
        raise RuleViolation("note_missing", N_("没有通过的请写明是什么问题。"), field="note")
    with transaction.atomic():
        row = SpotCheck.objects.create(
            bureau_id=actor.bureau_id,
            line=line,
            at=clock.now(),
            by_id=actor.staff_id,
            answered=answered,
            seconds=seconds if answered else None,
            right=right,
            polite=polite,
            note=text[:LONGEST],
        )
        verdict = N_("通过") if row.passed else N_("没有通过")
        event = events.LineChecked(line.number, row.passed, verdict)
        record(actor, Subject("helpline", line.pk), event, reason=row.note)
        if not row.passed:
            _tell_heads(actor, row)
    return row


def _tell_heads(actor: Actor, row: SpotCheck) -> None:
    """Whoever heads the section that answers hears of a test call that did not pass."""
    notify_staff(
        actor,
        bureau_id=row.bureau_id,
        staff_ids=[each.pk for each in identity.heads_of(row.line.section_id, clock.today())],
        template="call_check_failed",
        data={"number": row.line.number, "why": row.note},
        occasion=str(row.pk),
        about=Subject("helpline", row.line_id),
        link=reverse("helplines:figures"),
    )


def _close(actor: Actor, line: Helpline) -> None:
    change = Update(Helpline, line.pk, {"closed_on": clock.today()})
    record(actor, Subject("helpline", line.pk), events.LineClosed(line.number), changes=[change])


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("not_keeper", N_("咨询电话由系统管理岗或协调督办岗设置。"))
