"""What the courier tells: by call-back or asked for, in any order, any number of times; believed by its signature alone."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, NotFound
from oneseal.kernel.text import N_
from oneseal.notices.services import notify_staff
from oneseal.output import events, selectors
from oneseal.output.gateway import courier
from oneseal.output.models import Parcel, Trace
from oneseal.output.rules import parcels
from oneseal.output.rules.parcels import ParcelState
from oneseal.output.services.sending import sign, tell
from oneseal.seals.callbacks import Ear

LONGEST_PROOF = 2 * 1024 * 1024


def take_news(said: Mapping[str, Any], *, by: str) -> bool:
    """What a parcel's courier says of it now, with its whole trace; whether anything was new.

    Raises NotFound for a number that we never gave, Conflict for another waybill or a proof without its digest.
    """
    found = Parcel.objects.filter(number=str(said["order_no"])).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("parcel_not_found", N_("没有这个快递单。"))
    with transaction.atomic():
        row = lock(Parcel, found)
        if row.waybill and row.waybill != str(said["waybill_no"]):
            raise Conflict("waybill_differs", N_("运单号与下单时的不一致，通知没有被接受。"))
        fresh = _traces(row, said["traces"])
        target = parcels.next_state(row.state, str(said["state"]))
        if target is None:
            Parcel.objects.filter(pk=row.pk).update(heard_at=clock.now())
            return fresh
        _move(SYSTEM.of_bureau(row.bureau_id), row, target, said, by)
    return True


def _traces(row: Parcel, told: list[Mapping[str, Any]]) -> bool:
    """Keep what is new of the trace."""
    known = set(row.traces.values_list("seq", flat=True))
    new = [
        Trace(
            parcel=row,
            seq=int(each["seq"]),
            state=str(each["state"])[:10],
            text=str(each["text"])[:200],
            at=datetime.fromisoformat(each["at"]),
        )
        for each in told[:500]
        if int(each["seq"]) not in known
    ]
    Trace.objects.bulk_create(new)
    return bool(new)


def _move(actor: Actor, row: Parcel, target: ParcelState, said: Mapping[str, Any], by: str) -> None:
    at = datetime.fromisoformat(str(said["at"]))
    values: dict[str, Any] = {
        "state": target,
        "heard_at": clock.now(),
        "waybill": str(said["waybill_no"])[:40],
    }
    values["postage"] = int(said["fen"])
    if row.collected_at is None and target not in (ParcelState.ORDERED, ParcelState.CANCELLED):
        values["collected_at"] = at
    if target == ParcelState.SIGNED:
        digest, kept = _proof(row, said)
        sign(actor, row, str(said["signed_by"])[:60], at, by, **values, proof_digest=digest, proof_id=kept)
        return
    if target == ParcelState.RETURNED:
        values |= {"ended_at": at, "return_reason": str(said.get("reason", ""))[:300]}
        tell(actor, row, events.ParcelReturned(row.waybill, by), Update(Parcel, row.pk, values))
        _tell_clerk(row)
        return
    event = events.ParcelMoved(row.waybill, target, parcels.STATES[target], by)
    tell(actor, row, event, Update(Parcel, row.pk, values))


def _proof(row: Parcel, said: Mapping[str, Any]) -> tuple[str, int]:
    """The courier's proof of delivery, kept as it came; its digest stands in the signed message. Raises Conflict."""
    try:
        content = base64.b64decode(str(said["proof"]), validate=True)
    except binascii.Error as error:
        raise Conflict("proof_unreadable", N_("签收凭证无法读取，通知没有被接受。")) from error
    digest = hashlib.sha256(content).hexdigest()
    if not content or len(content) > LONGEST_PROOF or digest != said["proof_sha256"]:
        raise Conflict("proof_differs", N_("签收凭证与它的摘要不符，通知没有被接受。"))
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    kept = documents.keep_made(
        bureau_id=row.bureau_id,
        purpose=selectors.PROOF,
        name=f"{row.waybill}.{kind[6:9]}",
        content=content,
        media_type=kind,
    )
    return digest, kept.pk


def _tell_clerk(row: Parcel) -> None:
    """Who sent it hears that it came back."""
    if row.asked_by_id:
        notify_staff(
            SYSTEM.of_bureau(row.bureau_id),
            bureau_id=row.bureau_id,
            staff_ids=[row.asked_by_id],
            template="parcel_returned",
            data={"waybill": row.waybill, "case_number": row.case.number},
            occasion=str(row.pk),
            link=selectors.parcel_url(row),
        )


def query_parcel(*, number: str) -> str:
    """Ask the courier where a parcel is; its word. Raises Unreachable."""
    said = courier.current().call("waybill.query", {"order_no": number})
    if said.get("state") not in parcels.TOLD:
        return str(said.get("state", ""))
    take_news(said, by="query")
    return str(said["state"])


def _owner(number: str) -> tuple[Subject, int] | None:
    """The parcel of an order."""
    row = Parcel.objects.filter(number=number).first()
    return (Subject("parcel", row.pk), row.bureau_id) if row else None


EAR = Ear(
    courier,
    partial(take_news, by="callback"),
    _owner,
    events.ForgedCourierNews,
    voice="快递通知",
    stranger="courier",
)
take_callback = EAR.take
