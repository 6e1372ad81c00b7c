"""Papers that came by courier: opened by a clerk and counted against what the applicant wrote (inventory 3.28)."""

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.notices.services import Recipient, notify
from oneseal.output import events, selectors
from oneseal.output.models import Parcel
from oneseal.output.rules.parcels import ParcelState, Way
from oneseal.output.services.sending import tell


def open_papers(actor: Actor, *, parcel_id: int, complete: bool, found: str = "") -> Parcel:
    """Say what was in the parcel, once; the applicant is told. What lacks is named in `found`.

    Raises Conflict before it is signed for or the second time.
    """
    if not actor.has(Role.CLERK):
        raise Forbidden("may_not_open", N_("寄来的材料由综合窗口拆件核对。"))
    with transaction.atomic():
        row = lock(Parcel, parcel_id)
        selectors.access_parcel(actor, row.uid)
        if row.way != Way.IN or row.state != ParcelState.SIGNED:
            raise Conflict("not_arrived", N_("材料还没有签收，不能拆件。"))
        if row.opened_at is not None:
            raise Conflict("opened_already", N_("这个邮件已经拆件核对过，请刷新页面。"))
        found = found.strip()[:500]
        if not complete and not found:
            raise RuleViolation("found_missing", N_("请写明缺什么、多什么或者哪里破损。"), field="found")
        found = found or row.contents
        values = {"opened_at": clock.now(), "opened_by_id": actor.staff_id, "found": found}
        tell(actor, row, events.PapersOpened(row.waybill, complete), Update(Parcel, row.pk, values))
        _tell_sender(row, found, complete=complete)
    row.refresh_from_db()
    return row


def _tell_sender(row: Parcel, found: str, *, complete: bool) -> None:
    case = row.case
    notify(
        SYSTEM,
        bureau_id=row.bureau_id,
        recipient=Recipient.of(case.applicant),
        template="papers_arrived" if complete else "papers_incomplete",
        data={"item_name": case.item_name, "case_number": case.number, "found": found},
        dedupe_key=f"parcel:{row.pk}:opened",
        about=Subject("case", case.pk),
        link=selectors.case_url(case.pk),
    )
