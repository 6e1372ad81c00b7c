"""The stock of numbered blanks: received, handed out, taken back, spoiled, destroyed by two."""

from typing import Any

from django.db import IntegrityError, transaction

from oneseal.certificates import events
from oneseal.certificates.models import (
    Blank,
    BlankDestruction,
    BlankLot,
    BlankPrinter,
)
from oneseal.certificates.rules import blanks as rules
from oneseal.certificates.rules.blanks import BLANKS, BlankState
from oneseal.certificates.selectors import access_type
from oneseal.certificates.selectors import blanks as selectors
from oneseal.foundation import clock
from oneseal.foundation.db import lock, lock_name
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_


def _keeper(actor: Actor) -> None:
    if not actor.has(*selectors.KEEPERS):
        raise Forbidden("not_keeper", N_("空白证由科室负责人、协调督办岗或系统管理员保管和领发。"))


def set_up_printer(actor: Actor, *, name: str, place: str) -> BlankPrinter:
    """Enter a machine. Raises Conflict for a name that is taken."""
    _keeper(actor)
    try:
        with transaction.atomic():
            row = BlankPrinter.objects.create(
                bureau_id=actor.bureau_id, name=name.strip(), place=place.strip()
            )
            record(actor, Subject("blank_printer", row.pk), events.PrinterSetUp(row.name))
    except IntegrityError as error:
        raise Conflict("printer_known", N_("已经有同名的打证机，请换个名称。"), field="name") from error
    return row


def receive_blanks(
    actor: Actor, *, type_id: int, series: str, first: str, last: str, source: str
) -> BlankLot:
    """Take a delivery into stock, every number from first to last. `source`: from whom, by which delivery note.

    Raises RuleViolation at the field, Conflict where a number was received before.
    """
    _keeper(actor)
    kind = access_type(actor, type_id)
    numbered = rules.codes(series.strip().upper(), first.strip(), last.strip())
    try:
        with transaction.atomic():
            lot = BlankLot.objects.create(
                bureau_id=actor.bureau_id,
                type_id=kind.pk,
                series=series.strip().upper(),
                first=first.strip(),
                last=last.strip(),
                size=len(numbered),
                source=source.strip(),
                received_by_id=actor.staff_id,
                received_at=clock.now(),
            )
            own: dict[str, Any] = {"lot": lot, "type_id": kind.pk, "bureau_id": actor.bureau_id}
            Blank.objects.bulk_create([Blank(number=n, code=code, **own) for n, code in numbered])
            event = events.BlanksReceived(kind.pk, numbered[0][1], numbered[-1][1], lot.size)
            record(actor, Subject("blank_lot", lot.pk), event)
    except IntegrityError as error:
        text = N_("这些编号里有已经登记过的空白证，请核对送货单上的字轨和起止编号。")
        raise Conflict("blank_known", text, field="first") from error
    return lot


def issue_blanks(actor: Actor, *, type_id: int, printer_id: int, count: int) -> list[Blank]:
    """Hand the next `count` blanks of a kind out of stock to a machine. Raises Conflict where there are fewer."""
    return _move(actor, type_id, printer_id, count, "issue")


def return_blanks(actor: Actor, *, type_id: int, printer_id: int, count: int) -> list[Blank]:
    """Take the last `count` unused blanks of a kind from a machine back into stock."""
    return _move(actor, type_id, printer_id, count, "return")


LABELS = {"issue": N_("领到打证机"), "return": N_("退回库存")}


def _move(actor: Actor, type_id: int, printer_id: int, count: int, verb: str) -> list[Blank]:
    _keeper(actor)
    kind = access_type(actor, type_id)
    selectors.access_printer(actor, printer_id)
    out = verb == "issue"
    with transaction.atomic():
        lock_name(f"blanks:{actor.bureau_id}:{kind.pk}")
        lock(BlankPrinter, printer_id)
        rows = Blank.objects.select_for_update().filter(bureau=actor.bureau_id, type=kind.pk)
        order = ("lot", "number") if out else ("-lot", "-number")
        rows = (
            rows.filter(state=BlankState.STOCK)
            if out
            else rows.filter(state=BlankState.PRINTER, printer=printer_id)
        )
        found = list(rows.order_by(*order)[:count])
        if len(found) < count:
            text = N_("只有%(there)s张可以领退，请减少张数或者先登记收货。")
            raise Conflict("too_few_blanks", text, params={"there": len(found)}, field="count")
        found.sort(key=lambda each: (each.lot_id, each.number))
        state = BLANKS.step(found[0].state, verb)
        ids = [each.pk for each in found]
        Blank.objects.filter(pk__in=ids).update(state=state, printer=printer_id if out else None)
        event = events.BlanksMoved(found[0].code, found[-1].code, count, LABELS[verb])
        record(actor, Subject("blank_printer", printer_id), event)
    return found


def spoil_blank(actor: Actor, *, code: str, why: str) -> Blank:
    """A blank in stock or in a machine is torn, misprinted, lost: it is written off with the reason.

    By keepers and by those who print. Raises RuleViolation, Conflict for a blank that is in use or gone.
    """
    if not actor.has(*selectors.AT_BLANKS):
        raise Forbidden("not_at_blanks", N_("只有保管和打印证照的人员可以登记作废。"))
    why = reason(why)
    row = Blank.objects.filter(bureau=actor.bureau_id, code=code.strip().upper()).first()
    if row is None:
        raise NotFound("no_blank", N_("没有这个编号的空白证，请核对字轨和编号。"), field="code")
    with transaction.atomic():
        row = lock(Blank, row.pk)
        if row.state == BlankState.TAKEN:
            raise Conflict("blank_in_print", N_("这张正在打印，请在打印任务里登记损坏。"), field="code")
        values = {"state": BLANKS.step(row.state, "spoil"), "why": why, "printer_id": None}
        change = Update(Blank, row.pk, values, expect={"state": row.state})
        record(actor, Subject("blank", row.pk), events.BlankSpoiled(row.code), changes=[change], reason=why)
    row.refresh_from_db()
    return row


def reason(why: str) -> str:
    """Why a blank is written off or a certificate printed again. Raises RuleViolation for none."""
    said = why.strip()
    if not 2 <= len(said) <= 200:
        raise RuleViolation("reason_missing", N_("请写明原因（2至200个字），例如“卡纸撕破”。"), field="why")
    return said


def list_destruction(actor: Actor) -> BlankDestruction:
    """List all spoiled and void blanks for destruction. Raises Conflict where there are none."""
    _keeper(actor)
    with transaction.atomic():
        ids = list(selectors.waste(actor).select_for_update(of=("self",)).values_list("pk", flat=True))
        if not ids:
            raise Conflict("nothing_to_destroy", N_("没有作废待销毁的空白证。"))
        row = BlankDestruction.objects.create(
            bureau_id=actor.bureau_id,
            size=len(ids),
            proposed_by_id=actor.staff_id,
            proposed_at=clock.now(),
        )
        Blank.objects.filter(pk__in=ids).update(destruction=row)
        record(actor, Subject("blank_destruction", row.pk), events.DestructionListed(len(ids)))
    return row


def witness_destruction(actor: Actor, *, destruction_id: int) -> BlankDestruction:
    """The second person signs that all of the list were destroyed. Raises Conflict for who listed them, or twice."""
    _keeper(actor)
    selectors.access_destruction(actor, destruction_id)
    with transaction.atomic():
        row = lock(BlankDestruction, destruction_id)
        if row.witnessed_at is not None:
            raise Conflict("destroyed_already", N_("这份清单已经销毁过了，请刷新页面。"))
        if row.proposed_by_id == actor.staff_id:
            raise Conflict("same_person", N_("销毁要由两个人：请另一名保管人员监督并确认。"))
        Blank.objects.filter(destruction=row).update(state=BlankState.DESTROYED)
        values = {"witnessed_by_id": actor.staff_id, "witnessed_at": clock.now()}
        change = Update(BlankDestruction, row.pk, values, expect={"witnessed_at": None})
        event = events.BlanksDestroyed(row.size)
        record(actor, Subject("blank_destruction", row.pk), event, changes=[change])
    return selectors.access_destruction(actor, destruction_id)
