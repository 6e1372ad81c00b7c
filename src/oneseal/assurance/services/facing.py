"""A face compared with the authority's picture, by an outside service; nothing of the picture stays here."""

import base64
import hashlib
import io
import logging
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.assurance import events, selectors
from oneseal.assurance.gateway import Unreachable, faces
from oneseal.assurance.models import Comparison
from oneseal.assurance.rules import faces as rules
from oneseal.assurance.rules.faces import OUTCOMES, Outcome
from oneseal.assurance.rules.levels import Way
from oneseal.assurance.services.checking import keep
from oneseal.foundation import clock
from oneseal.foundation.db import lock_name
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel import identifiers
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_

log = logging.getLogger(__name__)


def compare_face(actor: Actor, *, consented: bool, picture: bytes) -> Comparison:
    """Have the face of whoever is signed in compared; where it is them, this sign-in is at level 4 for half an hour.

    `picture`: one JPEG from the camera; it goes to the service and is forgotten. Every try is kept with its result.
    Raises RuleViolation (no consent, not comparable, not recognised), Conflict (no service, no answer, too many tries).
    Call it outside any transaction: a refused try stays on record.
    """
    service = faces.current()
    person = identity.access_applicant(actor, actor.applicant_id)
    rules.check_may(person.kind, person.id_kind, _born(person), clock.today())
    if not consented:
        text = N_(
            "比对人脸要先取得您的单独同意，请看清说明后勾选；不同意的，带证件原件到窗口核对，一样能办。"
        )
        raise RuleViolation("no_consent", text, field="consent", basis=rules.CONSENT)
    check_picture(picture)
    row = _ask(actor, person.pk)
    said = {
        "order_no": row.uid.hex,
        "name": person.name,
        "number": person.number,
        "picture": base64.b64encode(picture).decode(),
        "terms": row.terms,
    }
    digest = hashlib.sha256(picture).hexdigest()
    try:
        told = rules.read(_answer(service, said), row.uid.hex, digest)
    except (Unreachable, ValueError, KeyError) as error:
        # Of an answer that does not fit only the kind of fault is told: the message may quote it.
        log.warning(
            "face comparison %s: %s", row.pk, error if isinstance(error, Unreachable) else type(error)
        )
        _lose(actor, row)
        text = N_("人脸比对服务没有答复，这次不算次数。请过一会儿再试，或者带证件原件到窗口核对。")
        raise Conflict("face_lost", text, field="picture") from error
    return _hear(actor, row, *told)


def check_picture(picture: bytes) -> None:
    """One JPEG of a camera, large enough to recognise somebody. Raises RuleViolation at the field."""
    from PIL import Image, UnidentifiedImageError

    wrong = RuleViolation(
        "picture_wrong", N_("没有收到能用的照片，请允许使用摄像头后重新拍。"), field="picture"
    )
    if not 0 < len(picture) <= rules.LARGEST:
        raise wrong
    try:
        with Image.open(io.BytesIO(picture), formats=["JPEG"]) as image:
            sides = image.size
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise wrong from error
    if min(sides) < rules.SMALLEST_SIDE:
        raise wrong


def _born(person: Any) -> date | None:
    number = person.number
    return (
        identifiers.parse_resident_id(number, today=clock.today()).born
        if identifiers.is_resident_id(number)
        else None
    )


def _ask(actor: Actor, person_id: int) -> Comparison:
    """Written down before the service is asked, so that no picture goes out unseen; two at once count as two."""
    with transaction.atomic():
        lock_name(f"assurance:face:{person_id}")
        rules.check_tries(selectors.faces_today(person_id))
        now = clock.now()
        row = Comparison.objects.create(
            person_id=person_id,
            account_id=actor.account_id,
            consented_at=now,
            terms=rules.TERMS,
            asked_at=now,
        )
        record(actor, Subject("applicant", person_id), events.FaceAsked(row.pk, row.terms))
    return row


def _answer(service: Any, said: dict[str, Any]) -> dict[str, Any]:
    """The answer; a lost one is asked for once more by its number, without the picture."""
    try:
        return dict(service.call("face.compare", said))
    except Unreachable:
        return dict(service.call("face.query", {"order_no": said["order_no"]}))


def _lose(actor: Actor, row: Comparison) -> None:
    with transaction.atomic():
        change = Update(Comparison, row.pk, {"outcome": Outcome.LOST}, expect={"outcome": Outcome.ASKED})
        record(actor, Subject("applicant", row.person_id), events.FaceLost(row.pk), changes=[change])


def _hear(
    actor: Actor, row: Comparison, outcome: Outcome, band: str, serial: str, service: str
) -> Comparison:
    values = {
        "outcome": outcome,
        "band": band,
        "serial": serial,
        "service": service,
        "answered_at": clock.now(),
    }
    with transaction.atomic():
        change = Update(Comparison, row.pk, values, expect={"outcome": Outcome.ASKED})
        label = OUTCOMES[outcome]
        event = events.FaceCompared(row.pk, outcome.value, label, band, serial, service)
        record(actor, Subject("applicant", row.person_id), event, changes=[change])
        if outcome is Outcome.MATCH:
            session = identity.live_session_id(actor.account_id)
            said: dict[str, Any] = {"account_id": actor.account_id, "session_id": session, "device": service}
            keep(row.person_id, Way.FACE, serial=serial, band=band, **said)
    if outcome is not Outcome.MATCH:
        raise rules.refusal(outcome)
    row.refresh_from_db()
    return row
