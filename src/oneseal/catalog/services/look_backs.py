"""Looking back at delegated powers and putting right what is found 回头看 (2.20)."""

from datetime import date

from django.db import transaction

from oneseal.catalog.events import PowerLookedBack, PowerRectified
from oneseal.catalog.models import ChangeLedger, LookBack
from oneseal.catalog.rules import look_backs as rules
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

CHECKERS = (Role.ITEM_KEEPER, Role.SUPERVISOR)


def look_back(
    actor: Actor,
    *,
    entry_id: int,
    checked_on: date,
    finding: str,
    in_order: bool,
    rectify_by: date | None = None,
) -> None:
    """Record a look at a delegated or taken-over power: what was found, and by when it is put right."""
    with transaction.atomic():
        entry = _locked_entry(actor, entry_id)
        rules.check_look(checked_on, in_order, rectify_by, begun=entry.effective_on, today=clock.today())
        if not finding.strip():
            raise RuleViolation("finding_missing", N_("请写明检查情况。"), field="finding")
        row = {
            "entry_id": entry.pk,
            "checked_on": checked_on,
            "checked_by": actor.name,
            "finding": finding.strip(),
            "in_order": in_order,
            "rectify_by": None if in_order else rectify_by,
            "rectified_on": None,
            "rectified_by": "",
            "rectification": "",
        }
        day = rectify_by.isoformat() if rectify_by and not in_order else ""
        event = PowerLookedBack(entry.item_id, entry.pk, in_order, day)
        record(actor, Subject("item", entry.item_id), event, changes=[Insert(LookBack, row)])


def rectify(actor: Actor, *, look_back_id: int, rectified_on: date, rectification: str) -> None:
    """Record that what a look had found was put right."""
    with transaction.atomic():
        found = db.lock(LookBack, look_back_id)
        entry = _locked_entry(actor, found.entry_id)
        look = rules.Look(found.checked_on, found.in_order, found.rectify_by, found.rectified_on)
        rules.check_rectified(look, rectified_on, clock.today())
        if not rectification.strip():
            raise RuleViolation("rectification_missing", N_("请写明怎样整改的。"), field="rectification")
        values = {
            "rectified_on": rectified_on,
            "rectified_by": actor.name,
            "rectification": rectification.strip(),
        }
        event = PowerRectified(entry.item_id, found.pk, rectified_on.isoformat())
        record(actor, Subject("item", entry.item_id), event, changes=[Update(LookBack, found.pk, values)])


def _locked_entry(actor: Actor, entry_id: int) -> ChangeLedger:
    entry = db.lock(ChangeLedger, entry_id)
    kinds = (ChangeLedger.Kind.DELEGATE, ChangeLedger.Kind.TAKE_OVER)
    if actor.has(*CHECKERS) and actor.bureau_id == entry.bureau_id and entry.kind in kinds:
        return entry
    raise NotFound("ledger_entry_not_found", N_("没有找到这条委托或承接记录，或者您无权检查。"))
