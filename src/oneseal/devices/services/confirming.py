"""The window's second screen: the applicant checks what was entered, signs or says what is wrong (inventory 3.16)."""

import hashlib
from typing import Any

from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.devices import events, selectors
from oneseal.devices.models import Confirmation, Device
from oneseal.devices.rules import screens
from oneseal.devices.rules.screens import ANSWERS, AnswerState
from oneseal.devices.services.identifying import of_device
from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound
from oneseal.kernel.hashing import canonical
from oneseal.kernel.text import N_

SIGNATURE = "confirmation_signature"


def shown_of(actor: Actor, case_id: int) -> dict[str, Any]:
    """What the applicant is shown: item, applicant, the whole form, materials; nothing masked, it is theirs."""
    page = cases.case_page(actor, case_id)
    parts = [
        {"title": part.title, "lines": [[line.label, _text(line)] for line in part.lines]}
        for part in page.summary(mask=False)
    ]
    materials = [row.name for row in page.materials]
    return {
        "item": page.case.item_name,
        "applicant": page.case.party_name,
        "parts": parts,
        "materials": materials,
    }


def _text(line: Any) -> str:
    return "；".join("，".join(row) for row in line.rows) if line.heads else line.text


def digest_of(data: dict[str, Any]) -> str:
    """The digest of what was shown."""
    return hashlib.sha256(canonical(data)).hexdigest()


def ask(actor: Actor, *, case_id: int) -> Confirmation:
    """Show the applicant on the window's tablet what was entered; a question before it on that screen is taken back.

    Raises Forbidden for who does not sit at a window with a tablet, NotFound for a case out of reach.
    """
    if not actor.has(Role.CLERK):
        raise Forbidden("may_not_ask", N_("由窗口请申请人核对。"))
    case = cases.access_case(actor, case_id)
    device = selectors.tablet_of(actor)
    if device is None:
        raise Conflict(
            "no_tablet", N_("您还没有坐到配有平板的窗口。请先在窗口工作台开窗，或请管理员配对平板。")
        )
    data = shown_of(actor, case_id)
    with transaction.atomic():
        lock(Device, device.pk)
        for before in Confirmation.objects.filter(device=device, state=AnswerState.ASKED):
            _settle(actor, before, "withdraw", events.ConfirmationWithdrawn(before.digest), {})
        row = Confirmation.objects.create(
            bureau_id=case.bureau_id,
            device=device,
            case_id=case_id,
            staff_id=actor.staff_id,
            data=data,
            digest=digest_of(data),
            asked_at=clock.now(),
        )
        record(actor, Subject("case", case_id), events.ConfirmationAsked(device.name, row.digest))
    return row


def withdraw(actor: Actor, *, confirmation_id: int) -> Confirmation:
    """Take the question back."""
    with transaction.atomic():
        row = lock(Confirmation, confirmation_id)
        cases.access_case(actor, row.case_id)
        return _settle(actor, row, "withdraw", events.ConfirmationWithdrawn(row.digest), {})


def sign(device: Device, *, confirmation_id: int, signature: bytes = b"", name: str = "") -> Confirmation:
    """The applicant confirms what is shown, by a drawing or by the typed name."""
    screens.check_answer(signature=signature, name=name)
    with transaction.atomic():
        row = _open(device, confirmation_id)
        who = of_device(device)
        file = None
        if signature:
            file = documents.store_file(
                who,
                bureau_id=device.bureau_id,
                name=f"signature-{row.uid}.png",
                content=signature,
                purpose=SIGNATURE,
            )
        event = events.ConfirmationAnswered("已签名确认", row.digest, file.sha256 if file else "")
        values = {
            "signature_id": file.pk if file else None,
            "name": sealed(Confirmation, "name", row.uid, name.strip()[:60]),
        }
        return _settle(who, row, "sign", event, values)


def object_to(device: Device, *, confirmation_id: int, said: str) -> Confirmation:
    """The applicant says what is wrong; the clerk corrects it and asks again."""
    said = screens.need_words(said, N_("请写明哪里不对。"), "said")
    with transaction.atomic():
        row = _open(device, confirmation_id)
        event = events.ConfirmationAnswered("有不对的地方", row.digest, "")
        values = {"said": sealed(Confirmation, "said", row.uid, said)}
        return _settle(of_device(device), row, "object", event, values)


def _open(device: Device, confirmation_id: int) -> Confirmation:
    row = lock(Confirmation, confirmation_id)
    if row.device_id != device.pk or clock.now() - row.asked_at > screens.ASK_WITHIN:
        raise NotFound("not_asked_here", N_("窗口已经收回，请问窗口工作人员。"))
    return row


def _settle(actor: Actor, row: Confirmation, verb: str, event: Any, values: dict[str, Any]) -> Confirmation:
    state = ANSWERS.step(row.state, verb)
    values = values | {"state": state, "answered_at": clock.now()}
    change = Update(Confirmation, row.pk, values, expect={"state": row.state})
    record(actor, Subject("case", row.case_id), event, changes=[change])
    row.state = state
    return row
