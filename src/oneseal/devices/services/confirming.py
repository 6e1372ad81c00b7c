"""The window's second screen: what was entered, or a slip, is checked and signed, or said to be wrong (3.16)."""

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
from oneseal.foundation.display import paper_day
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Subject, Update, record
from oneseal.hall import selectors as hall
from oneseal.hall.rules.paths import WAYS, Path
from oneseal.kernel.access import Actor
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


def slip_of(slip: Any) -> dict[str, Any]:
    """What a visitor is shown of a slip: its matter, what to do, until when; the labels are translated when shown."""
    content = slip.content
    lines = {
        Path.GUIDE: [
            [N_("找谁办"), content.get("agency", "")],
            [N_("联系方式"), content.get("contact", "")],
            [N_("原因"), content.get("reason", "")],
        ],
        Path.LIST: [[each["what"], each["remedy"]] for each in content.get("lacks", [])],
        Path.STUDY: [[N_("哪一条拿不准"), content.get("question", "")]],
    }[Path(slip.path)]
    matter = [[N_("要办什么事"), slip.matter], *lines, [N_("了结期限"), paper_day(slip.due)]]
    return {
        "item": WAYS[Path(slip.path)].label,
        "applicant": slip.number,
        "parts": [{"title": "", "lines": matter}],
        "materials": [],
    }


def ask(actor: Actor, *, case_id: int) -> Confirmation:
    """Show the applicant on the window's tablet what was entered; a question before it on that screen is taken back.

    Raises Forbidden for who does not sit at a window with a tablet, NotFound for a case out of reach.
    """
    if not actor.has(*selectors.ASKERS):
        raise Forbidden("may_not_ask", N_("由窗口请申请人核对。"))
    case = cases.access_case(actor, case_id)
    return _show(actor, events.ConfirmationAsked, shown_of(actor, case_id), case=case)


def ask_slip(actor: Actor, *, slip_id: int) -> Confirmation:
    """Show the visitor on the window's tablet the slip they are given, to sign for it. Raises as `ask`."""
    if not actor.has(*selectors.ASKERS):
        raise Forbidden("may_not_ask", N_("由窗口请申请人核对。"))
    slip = hall.access_slip(actor, slip_id)
    return _show(actor, events.SlipShown, slip_of(slip), slip=slip)


def _show(
    actor: Actor,
    event: type[events.ConfirmationAsked] | type[events.SlipShown],
    data: dict[str, Any],
    **about: Any,
) -> Confirmation:
    device = selectors.tablet_of(actor)
    if device is None:
        raise Conflict(
            "no_tablet", N_("您还没有坐到配有平板的窗口。请先在窗口工作台开窗，或请管理员配对平板。")
        )
    with transaction.atomic():
        lock(Device, device.pk)
        for before in Confirmation.objects.filter(device=device, state=AnswerState.ASKED):
            _settle(actor, before, "withdraw", events.ConfirmationWithdrawn(before.digest), {})
        row = Confirmation.objects.create(
            bureau_id=device.bureau_id,
            device=device,
            staff_id=actor.staff_id,
            data=data,
            digest=digest_of(data),
            asked_at=clock.now(),
            **about,
        )
        record(actor, Subject(*row.subject), event(device.name, row.digest))
    return row


def withdraw(actor: Actor, *, confirmation_id: int) -> Confirmation:
    """Take the question back."""
    with transaction.atomic():
        row = lock(Confirmation, confirmation_id)
        selectors.access_confirmation(actor, row.uid)
        return _settle(actor, row, "withdraw", events.ConfirmationWithdrawn(row.digest), {})


def end_questions() -> int:
    """Take back the questions to which nobody answered in time; returns how many."""
    rows = selectors.stale_questions()
    for each in rows:
        with transaction.atomic():
            row = lock(Confirmation, each.pk)
            if row.state == AnswerState.ASKED:
                event = events.ConfirmationWithdrawn(row.digest)
                _settle(of_device(row.device), row, "withdraw", event, {})
    return len(rows)


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
        answered = events.ConfirmationAnswered if row.case_id else events.SlipAnswered
        event = answered("已签名确认", row.digest, file.sha256 if file else "")
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
        answered = events.ConfirmationAnswered if row.case_id else events.SlipAnswered
        event = answered("有不对的地方", row.digest, "")
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
    record(actor, Subject(*row.subject), event, changes=[change])
    row.state = state
    return row
