"""Papers go from section to section: given, signed for, sent back (inventory 3.6–3.8)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from oneseal.cases.services import papers
from oneseal.cases.services.loading import lock_case, lock_unseen, tell
from oneseal.foundation import calendars, clock
from oneseal.foundation.db import lock
from oneseal.foundation.display import paper_moment
from oneseal.foundation.journal import Update
from oneseal.hall import events, selectors
from oneseal.hall.models import Handover
from oneseal.hall.rules import handing, paths
from oneseal.hall.rules.handing import BASIS, LIFE, Hand
from oneseal.identity import selectors as identity
from oneseal.kernel.access import CASEWORK, Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_


def hand_over(
    actor: Actor, *, case_id: int, receiver: int, lines: Sequence[tuple[str, int | None]]
) -> Handover:
    """Give a case's papers to another section (`receiver`, its id), with what they are and how many copies.

    Only the section that signed for them last hands them on. Raises Forbidden, Conflict, RuleViolation.
    """
    if not actor.staff_id or not actor.has(*CASEWORK):
        raise Forbidden("not_handling", N_("您的岗位不经手办件材料。"), basis=BASIS)
    given = handing.lines_of(lines)
    with transaction.atomic():
        case = lock_case(actor, case_id).case
        if not case.number:
            raise Conflict("not_handed_in", N_("申请还没有提交，没有可以移交的材料。"), basis=BASIS)
        before = selectors.handovers_of(case_id)
        if any(row.state == Hand.ON_WAY for row in before):
            raise Conflict("on_way", N_("这个办件的材料正在移交，请等对方签收。"), basis=BASIS)
        keeper = selectors.keeper_of(before)
        handing.check_giver(keeper, actor.sections)
        from_section = keeper or identity.access_staff(actor, actor.staff_id).section_id
        row, to_name = _given(actor, case_id, from_section, receiver, given)
        tell(actor, case, events.HandedOver(row.pk, case.number, row.copies, receiver, to_name))
    return row


def _given(
    actor: Actor, case_id: int, giver: int, receiver: int, lines: list[handing.Line]
) -> tuple[Handover, str]:
    names = {each[0]: each[1] for each in selectors.receivers(actor)}
    if receiver not in names:
        raise RuleViolation("no_such_section", N_("请选择接收的科室。"), field="receiver", basis=BASIS)
    handing.check_way(giver, receiver)
    by = handing.due(clock.today(), calendars.current())
    row = Handover.objects.create(
        bureau_id=actor.bureau_id,
        case_id=case_id,
        lines=[{"what": each.what, "copies": each.copies} for each in lines],
        from_section_id=giver,
        to_section_id=receiver,
        giver_id=actor.staff_id,
        given_at=clock.now(),
        due=by.day,
        due_provisional=by.provisional,
    )
    return row, names[receiver]


def receive_papers(actor: Actor, *, handover_id: int) -> Handover:
    """Sign for the papers; the hand-over sheet with both signatures is issued."""
    with transaction.atomic():
        row = _locked(actor, handover_id, "receive")
        sheet = _sheet(actor, row)
        event = events.HandoverReceived(row.pk, row.case.number, row.copies, sheet.number)
        _end(actor, row, "receive", event, document_id=sheet.pk)
    return row


def _sheet(actor: Actor, row: Handover) -> Any:
    """What went from whom to whom, signed by both."""
    given, taken = paper_moment(row.given_at), paper_moment(clock.now())
    signatures = (
        ("交出", row.giver.name, row.from_section.name, given),
        ("签收", actor.name, row.to_section.name, taken),
    )
    return papers.issue(
        actor,
        row.case,
        "handover_sheet",
        paragraphs=[f"{line['what']}　{line['copies']}份" for line in row.lines],
        facts=[
            *({"name": act, "value": f"{section}，{at}"} for act, _, section, at in signatures),
            {"name": "合计", "value": f"{row.copies}份"},
        ],
        people=[
            {"name": name, "capacity": f"{section}{act}人", "signed": at}
            for act, name, section, at in signatures
        ],
    )


def send_papers_back(actor: Actor, *, handover_id: int, note: str) -> Handover:
    """Refuse the papers because they are not what the record says; they stay with those who gave them."""
    why = paths.text_of(note, field="note", missing=N_("请写明与清单哪里不符，对方好补齐。"))[:500]
    with transaction.atomic():
        row = _locked(actor, handover_id, "send_back")
        event = events.HandoverReturned(row.pk, row.case.number)
        _end(actor, row, "send_back", event, note=why)
    return row


def _locked(actor: Actor, handover_id: int, verb: str) -> Handover:
    lock_unseen(actor, lock(Handover, handover_id).case_id)
    row = selectors.access_handover(actor, handover_id)
    LIFE.step(row.state, verb)
    handing.check_receiver(actor.staff_id, actor.sections, giver=row.giver_id, receiver=row.to_section_id)
    return row


def _end(
    actor: Actor,
    row: Handover,
    verb: str,
    event: events.HandoverReceived | events.HandoverReturned,
    **more: object,
) -> None:
    values = {
        "state": LIFE.step(row.state, verb),
        "receiver_id": actor.staff_id,
        "received_at": clock.now(),
        **more,
    }
    change = Update(Handover, row.pk, values, expect={"state": row.state})
    tell(actor, row.case, event, changes=[change], reason=str(more.get("note", "")))
    row.state = str(values["state"])
