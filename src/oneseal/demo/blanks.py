"""Numbered blanks in the demonstration: a delivery, a printer, papers printed, printed again, spoiled (README.md)."""

from datetime import timedelta
from typing import TYPE_CHECKING

from oneseal.certificates import selectors, services
from oneseal.certificates.selectors import blanks
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.demo.advance import ActorInPost

PRINTER = "出件窗打证机"
KIND, SERIES, FIRST, LAST = "food_licence", "云食", "0026001", "0026060"


def load_blanks(bureau_id: int, post: "ActorInPost") -> int:
    """Blanks of the food licence: sixty came in, ten lie in the printer; tells how many are new."""
    keeper, clerk = post(bureau_id, "coordinator", 0), post(bureau_id, "delivery_clerk", 0)
    if blanks.printers(keeper).exists():
        return 0
    kind = selectors.visible_types(keeper).get(code=KIND)
    held = selectors.visible_certificates(clerk).filter(type=kind.pk, state="valid").order_by("id")
    certificates = list(held.values_list("pk", flat=True)[:3])
    with clock.at(clock.now() - timedelta(days=6)):
        printer = services.set_up_printer(keeper, name=PRINTER, place="一楼统一出件窗").pk
        lot = services.receive_blanks(
            keeper, type_id=kind.pk, series=SERIES, first=FIRST, last=LAST, source="市印刷厂，送货单 2026-118"
        )
        services.issue_blanks(keeper, type_id=kind.pk, printer_id=printer, count=10)
    with clock.at(clock.now() - timedelta(days=5)):
        for certificate_id in certificates[:2]:
            _print(clerk, printer, certificate_id)
    with clock.at(clock.now() - timedelta(days=2)):
        _print(clerk, printer, certificates[0], why="持证人声明遗失")
        services.spoil_blank(clerk, code=f"{SERIES}0026010", why="受潮起皱")
    for certificate_id in certificates[2:]:
        services.ask_print(clerk, certificate_id=certificate_id, printer_id=printer)
    return lot.size


def _print(clerk: Actor, printer: int, certificate_id: int, why: str = "") -> None:
    services.ask_print(clerk, certificate_id=certificate_id, printer_id=printer, why=why)
    job = services.take_print(clerk, printer_id=printer)
    if job is not None and job.blank is not None:
        services.finish_print(clerk, printer_id=printer, uid=job.uid, blank=job.blank.code)
