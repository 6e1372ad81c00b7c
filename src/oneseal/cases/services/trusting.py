"""The bureau's file of broken promises: entered by a source, repaired (TOL-3, COM-3; a credit file takes it over)."""

from datetime import date
from typing import Any

from django.db import transaction

from oneseal.cases.events import modes as events
from oneseal.cases.models import Dishonesty
from oneseal.cases.services.loading import need_text
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

KEEPERS = (Role.SUPERVISOR, Role.COORDINATOR)


def record_dishonesty(actor: Actor, *, number: str, fact: str, source: str, found_on: date) -> Dishonesty:
    """Enter what another agency found about an applicant, with the number of its document."""
    _check_keeper(actor)
    applicant = identity.applicant_by_number(number)
    if applicant is None:
        raise NotFound("no_such_applicant", N_("没有这个证件号码的申请人，请核对号码。"), field="number")
    fact = need_text(fact, "fact_missing", N_("请写明失信事实。"), "fact")
    source = need_text(source, "source_missing", N_("请写明认定机关和文书号。"), "source")
    if found_on > clock.today():
        raise RuleViolation("found_in_future", N_("认定日期不能晚于今天。"), field="found_on")
    with transaction.atomic():
        row = Dishonesty.objects.create(
            bureau_id=actor.bureau_id,
            identifier_index=applicant.number_index,
            applicant_id=applicant.pk,
            origin=Dishonesty.Origin.OTHER,
            fact=fact[:500],
            source=source[:200],
            found_on=found_on,
            recorded_by_id=actor.staff_id or None,
        )
        record(actor, Subject("dishonesty", row.pk), events.DishonestyRecorded(applicant.pk, row.origin))
    return row


def record_broken_promise(actor: Actor, *, applicant: Any, fact: str, source: str) -> Dishonesty:
    """Enter a promise that was broken to the bureau itself, for contexts above that found it by a document `source`.

    The calling context has checked that the actor may.
    """
    with transaction.atomic():
        row = Dishonesty.objects.create(
            bureau_id=actor.bureau_id,
            identifier_index=applicant.number_index,
            applicant_id=applicant.pk,
            origin=Dishonesty.Origin.COMMITMENT,
            fact=fact[:500],
            source=source[:200],
            found_on=clock.today(),
            recorded_by_id=actor.staff_id or None,
        )
        record(actor, Subject("dishonesty", row.pk), events.DishonestyRecorded(applicant.pk, row.origin))
    return row


def repair_dishonesty(actor: Actor, *, record_id: int, repair: str) -> Dishonesty:
    """Credit was repaired: from today the applicant may promise again."""
    _check_keeper(actor)
    repair = need_text(repair, "repair_missing", N_("请写明信用修复的依据（决定文号、日期）。"), "repair")
    with transaction.atomic():
        row = db.lock(Dishonesty, record_id)
        if row.bureau_id != actor.bureau_id:
            raise db.not_found()
        if row.repaired_on is not None:
            raise Conflict("repaired_already", N_("这条记录已经修复，请刷新页面。"))
        values = {"repaired_on": clock.today(), "repair": repair[:500]}
        event = events.DishonestyRepaired(row.applicant_id)
        changes = [Update(Dishonesty, row.pk, values)]
        record(actor, Subject("dishonesty", row.pk), event, changes=changes, reason=repair)
    row.refresh_from_db()
    return row


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*KEEPERS):
        raise Forbidden("may_not_keep_credit", N_("失信记录由督查岗和统筹岗登记、修复。"))
