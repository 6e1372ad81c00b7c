"""Forms filled at a station: kept for three days under a code, taken over by the window (inventory 3.15)."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from oneseal.cases import selectors as cases_read
from oneseal.cases import services as cases
from oneseal.devices import events, selectors
from oneseal.devices.models import Device, Sheet
from oneseal.devices.rules import screens
from oneseal.devices.services.identifying import of_device
from oneseal.foundation import clock
from oneseal.foundation.crypto import blind_index
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.hashing import canonical
from oneseal.kernel.text import N_


def sheet_digest(code: str) -> str:
    """What the database knows a form's code by."""
    return blind_index("".join(code.split()), "sheet_code")


def keep_sheet(device: Device, *, item_id: int, data: Mapping[str, Any], complete: bool) -> str:
    """Keep a visitor's form and return the code by which a window gets it, shown this once."""
    code = f"{secrets.randbelow(10**screens.SHEET_DIGITS):0{screens.SHEET_DIGITS}d}"
    now = clock.now()
    with transaction.atomic():
        Sheet.objects.create(
            device=device,
            item_id=item_id,
            code_digest=sheet_digest(code),
            data=dict(data),
            complete=complete,
            made_at=now,
            until=now + timedelta(days=screens.SHEET_DAYS),
        )
        record(of_device(device), Subject("device", device.pk), events.SheetMade(device.name, item_id))
    return code


def take_sheet(actor: Actor, *, code: str, case_id: int) -> Sheet:
    """Put a form into a draft of the same item, over what is empty there. Once.

    Raises NotFound for a wrong code or a case out of reach, RuleViolation for another item, Conflict the second time.
    """
    with transaction.atomic():
        found = selectors.sheet_by_code(actor, sheet_digest(code))
        row = lock(Sheet, found.pk)
        case = cases_read.access_case(actor, case_id)
        if row.taken_at is not None:
            raise Conflict("sheet_taken", N_("这份申请表已经调用过，不能再用一次。"), field="code")
        if case.item_id != row.item_id:
            raise RuleViolation(
                "other_item", N_("申请表不是这个事项的，请选择同一事项的草稿。"), field="case"
            )
        page = cases_read.case_page(actor, case_id)
        typed = {key: value for key, value in (page.form.data if page.form else {}).items() if value}
        cases.save_draft(actor, case_id=case_id, data={**row.data, **typed})
        digest = hashlib.sha256(canonical(row.data)).hexdigest()
        change = Update(Sheet, row.pk, {"taken_at": clock.now(), "case_id": case_id})
        record(actor, Subject("case", case_id), events.SheetTaken(row.pk, digest), changes=[change])
    return row


def drop_sheets() -> int:
    """Forms that nobody came for in three days, and those taken over, are gone."""
    return Sheet.objects.filter(until__lte=clock.now()).delete()[0]
