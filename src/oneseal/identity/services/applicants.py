"""Registering applicants, correcting them, showing what is hidden."""

from django.db import IntegrityError, transaction

from oneseal.foundation import clock, crypto, journal
from oneseal.foundation.db import lock
from oneseal.foundation.fields import sealed
from oneseal.identity import events, selectors
from oneseal.identity.models import Applicant
from oneseal.identity.rules import applicants as rules
from oneseal.identity.rules.applicants import Particulars
from oneseal.identity.selectors.applicants import NUMBER, PHONE
from oneseal.identity.services.sessions import forget_actors
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.identifiers import mask_name
from oneseal.kernel.text import N_

SHOWN = {"number": "number", "phone": "phone"}


def register_applicant(
    actor: Actor, given: Particulars, *, address: str = "", region: str | None = None
) -> Applicant:
    """Enter a person or organisation. Raises Violations for wrong particulars, Conflict for a number already entered.

    What a clerk enters counts as seen at the window, anything else as declared.
    """
    plain = rules.checked(given, clock.today())
    applicant = Applicant(
        kind=plain.kind,
        name=plain.name,
        id_kind=plain.id_kind,
        number=plain.number,
        number_index=crypto.blind_index(plain.number, NUMBER),
        phone=plain.phone,
        phone_index=crypto.blind_index(plain.phone, PHONE),
        legal_representative=plain.legal_representative,
        address=address.strip(),
        region_id=region or None,
        assurance="seen" if actor.has(Role.CLERK) else "declared",
    )
    try:
        with transaction.atomic():
            applicant.save()
            event = events.ApplicantRegistered(applicant_kind=plain.kind, name=_shown_name(applicant))
            journal.record(actor, _subject(applicant.pk), event)
            forget_actors(applicants=[applicant.pk])
    except IntegrityError as error:
        text = N_("此证件号码已经登记过，请按号码查找后直接选用。")
        raise Conflict("already_registered", text, field="number") from error
    return applicant


def correct_applicant(
    actor: Actor, applicant_id: int, given: Particulars, *, address: str, reason: str
) -> None:
    """Change name, phone, representative or address; the number stays what it is, an empty phone too.

    Only a clerk, who has the papers before them, with the reason. Raises Forbidden, RuleViolation, Violations.
    """
    if not actor.has(Role.CLERK):
        raise Forbidden("not_clerk", N_("申请人信息须由窗口人员核对证件后更正。"))
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明更正原因和核对的证件。"), field="reason")
    selectors.access_applicant(actor, applicant_id)
    with transaction.atomic():
        applicant = lock(Applicant, applicant_id)
        number = applicant.number
        kept = Particulars(
            applicant.kind,
            given.name,
            applicant.id_kind,
            number,
            given.phone or applicant.phone,
            given.legal_representative,
        )
        plain = rules.checked(kept, clock.today())
        values = {
            "name": plain.name,
            "phone": sealed(Applicant, "phone", applicant.uid, plain.phone),
            "phone_index": crypto.blind_index(plain.phone, PHONE),
            "legal_representative": plain.legal_representative,
            "address": address.strip(),
        }
        journal.record(
            actor,
            _subject(applicant_id),
            events.ApplicantCorrected(fields=_changed(applicant, plain, values["address"])),
            changes=[journal.Update(Applicant, applicant_id, values)],
            reason=reason,
        )


def _changed(applicant: Applicant, plain: Particulars, address: object) -> list[str]:
    names = ("name", "phone", "legal_representative")
    changed = [name for name in names if getattr(plain, name) != getattr(applicant, name)]
    return changed + (["address"] if applicant.address != address else [])


def seeing_reason(reason: str) -> str:
    """Why somebody has to see personal data in full, trimmed. Raises RuleViolation for none (PIPL 6)."""
    said = reason.strip()
    if not 4 <= len(said) <= 200:
        text = N_("请写明查看原因（4至200个字），例如“电话通知补正材料”。")
        raise RuleViolation("reason_missing", text, field="reason", basis="个人信息保护法第六条")
    return said


def unmask_applicant(actor: Actor, applicant_id: int, *, field: str, reason: str) -> str:
    """A hidden value in full; who asked and why is journaled (Personal Information Protection Act 6, 51)."""
    reason = seeing_reason(reason)
    if field not in SHOWN:
        raise RuleViolation("field_unknown", N_("只能查看证件号码或电话，请重新选择。"), field="field")
    applicant = selectors.access_applicant(actor, applicant_id)
    with transaction.atomic():
        journal.record(actor, _subject(applicant_id), events.ApplicantUnmasked(field=field), reason=reason)
    return str(getattr(applicant, field))


def _subject(applicant_id: int) -> journal.Subject:
    return journal.Subject("applicant", applicant_id)


def _shown_name(applicant: Applicant) -> str:
    return mask_name(applicant.name) if applicant.kind == "person" else applicant.name
