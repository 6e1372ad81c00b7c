"""Blanks, machines and prints: what the desk, the machines and the verification read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from oneseal.certificates.models import (
    Blank,
    BlankDestruction,
    BlankLot,
    BlankPrinter,
    CertificateType,
    PrintJob,
)
from oneseal.certificates.rules import blanks as rules
from oneseal.certificates.rules.blanks import OPEN, WASTE, BlankState, JobState
from oneseal.foundation import lists
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

KEEPERS: Final = frozenset({Role.COORDINATOR, Role.SECTION_HEAD, Role.ADMINISTRATOR})
"""Who keeps the stock: takes deliveries in, hands blanks out, has the spoiled ones destroyed."""
PRINTERS: Final = frozenset({Role.CLERK})
"""Who has certificates printed."""
AT_BLANKS: Final = KEEPERS | PRINTERS


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of blank with its ledger."""

    type: CertificateType
    account: rules.Account


def _of_bureau(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(bureau=actor.bureau_id) if actor.has(*AT_BLANKS) else rows.none()


def ledger(actor: Actor) -> list[Line]:
    """Every kind of which blanks were ever received. Three statements."""
    lots = _of_bureau(actor, BlankLot.objects.order_by()).values_list("type")
    received: dict[int, int] = dict(lots.annotate(Sum("size")))
    counted = _of_bureau(actor, Blank.objects.order_by()).values_list("type", "state")
    found: dict[int, dict[str, int]] = {}
    for type_id, state, count in counted.annotate(Count("id")):
        found.setdefault(type_id, {})[state] = count
    kinds = CertificateType.objects.filter(pk__in=received).order_by("name")
    return [Line(kind, rules.account(received[kind.pk], found.get(kind.pk, {}))) for kind in kinds]


def printers(actor: Actor) -> QuerySet[BlankPrinter]:
    """The bureau's machines with the blanks in them and the prints that wait."""
    good = Blank.objects.filter(printer=OuterRef("pk"), state=BlankState.PRINTER)
    waiting = PrintJob.objects.filter(printer=OuterRef("pk"), state__in=OPEN)
    rows = BlankPrinter.objects.annotate(good=_number(good), waiting=_number(waiting))
    return _of_bureau(actor, rows)


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many, counted each for itself: joined, every print of a machine would be held against every blank in it."""
    counted = rows.order_by().values("printer").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def access_printer(actor: Actor, printer_id: int) -> BlankPrinter:
    """One machine, where a form names it. Raises NotFound."""
    found = printers(actor).filter(pk=printer_id).first()
    if found is None:
        raise NotFound("no_printer", N_("请选择列出的打证机。"), field="printer_id")
    return found


def lots(actor: Actor) -> QuerySet[BlankLot]:
    """Deliveries, newest first."""
    return _of_bureau(actor, BlankLot.objects.select_related("type", "received_by"))


def waste(actor: Actor) -> QuerySet[Blank]:
    """Spoiled and void blanks that nobody has listed for destruction yet."""
    rows = Blank.objects.filter(state__in=WASTE, destruction=None).select_related("type")
    return _of_bureau(actor, rows).order_by("type", "code")


def destructions(actor: Actor) -> QuerySet[BlankDestruction]:
    """Lists of blanks to destroy, newest first."""
    return _of_bureau(actor, BlankDestruction.objects.select_related("proposed_by", "witnessed_by"))


def access_destruction(actor: Actor, destruction_id: int) -> BlankDestruction:
    """One list. Raises NotFound."""
    found = destructions(actor).filter(pk=destruction_id).first()
    if found is None:
        raise NotFound("destruction_not_found", N_("没有找到这份销毁清单，请刷新页面。"))
    return found


def visible_prints(actor: Actor) -> QuerySet[PrintJob]:
    """Prints of the actor's bureau."""
    rows = PrintJob.objects.select_related("certificate", "printer", "blank", "asked_by", "replaces__blank")
    return _of_bureau(actor, rows)


def access_print(actor: Actor, uid: UUID) -> PrintJob:
    """One print. Raises NotFound."""
    found = visible_prints(actor).filter(uid=uid).first()
    if found is None:
        raise _no_print()
    return found


def _no_print() -> NotFound:
    return NotFound("print_not_found", N_("没有找到这个打印任务，请刷新页面。"))


def print_list(actor: Actor, query: Mapping[str, str]) -> lists.Page[PrintJob]:
    """Prints, newest first; `view` open (default) or all."""
    rows = visible_prints(actor)
    if query.get("view") != "all":
        rows = rows.filter(state__in=OPEN)
    return lists.keyset_page(rows, ("-asked_at", "-id"), query)


def prints_of(certificate_id: int) -> list[PrintJob]:
    """All prints of a certificate that the caller may see, oldest first."""
    rows = PrintJob.objects.filter(certificate=certificate_id)
    return list(rows.select_related("printer", "blank", "asked_by").order_by("id"))


def standing_blank(certificate_id: int) -> str:
    """The number of the blank on which a certificate stands on paper; empty where there is no paper."""
    rows = PrintJob.objects.filter(
        certificate=certificate_id, state=JobState.DONE, voided_at__isnull=True, blank__state=BlankState.USED
    )
    return str(rows.values_list("blank__code", flat=True).first() or "")


def print_on_blank(code: str) -> PrintJob | None:
    """What was printed on a blank, by its number; None for a blank that was never used or is not ours."""
    rows = PrintJob.objects.filter(blank__code=code, state=JobState.DONE)
    return rows.select_related("blank").first()


def print_at(printer_id: int, uid: UUID) -> PrintJob:
    """A print of this machine. Raises NotFound for those of others."""
    found = (
        PrintJob.objects.select_related("certificate", "blank").filter(printer=printer_id, uid=uid).first()
    )
    if found is None:
        raise _no_print()
    return found
