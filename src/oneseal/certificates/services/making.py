"""One version of a certificate as a row, its number and its journal entry: used by every act that issues."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from oneseal.certificates import events
from oneseal.certificates.models import Certificate, CertificateType
from oneseal.certificates.rules import codes
from oneseal.certificates.rules.contents import Line
from oneseal.certificates.rules.states import LIFE, State, Verb
from oneseal.documents.rules.numbers import code_from
from oneseal.foundation import clock, jobs
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.foundation.numbering import next_id, next_number_and_id
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


class Holder(Protocol):
    """What is read of an applicant."""

    pk: int
    name: str
    kind: str
    id_kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What one version says: for whom, what is permitted, for how long, on whose decision."""

    holder: Holder
    lines: Sequence[Line]
    permits: str
    issuer_name: str
    case_id: int
    valid_from: date
    valid_until: date | None


def type_of(bureau_id: int, code: str) -> CertificateType:
    """The type with its bureau, in one statement. Raises NotFound with what the item keeper must do."""
    rows = CertificateType.objects.select_related("bureau").filter(
        bureau_id=bureau_id, code=code, active=True
    )
    found = rows.first()
    if found is None:
        raise NotFound(
            "no_certificate_type",
            N_("没有代码为“%(code)s”的证照类型，不能颁发证照。请系统管理员先在“证照类型”里设置。"),
            params={"code": code},
        )
    return found


def first_version(actor: Actor, kind: CertificateType, item_id: int, terms: Terms) -> Certificate:
    """A new certificate. Call it inside the act's transaction; three statements besides the look-up of the type."""
    year = clock.today().year
    seq, pk = next_number_and_id(kind.bureau_id, f"certificate:{kind.code}", year, Certificate)
    region = kind.bureau.region_id or ""
    row = _row(kind, item_id, terms)
    row.pk, row.serial = pk, codes.serial_of(year, seq)
    row.number = codes.certificate_number(kind.mark, region, year, seq)
    return _issue(actor, kind, row, verb="issue")


def next_version(
    actor: Actor, old: Certificate, terms: Terms, verb: Verb, *, deemed: bool = False
) -> Certificate:
    """The version after `old`, which is locked and says from now on that it was superseded (ECERT-4)."""
    state = LIFE.step(old.state, verb)
    kind = CertificateType.objects.select_related("bureau").get(pk=old.type_id)
    row = _row(kind, old.item_id, terms)
    row.serial, row.number, row.version = old.serial, old.number, old.version + 1
    row.supersedes, row.deemed = old, deemed
    row.pk = next_id(Certificate)
    _close(actor, old, state, row, kind)
    return _issue(actor, kind, row, verb=verb)


def _close(actor: Actor, old: Certificate, state: str, newer: Certificate, kind: CertificateType) -> None:
    newer.identifier = _identifier(kind, newer)
    today = clock.today()
    values = {"state": state, "state_on": today, "ended": state, "ended_on": today}
    values |= {"renewal_case": None, "renewal_on": None}
    event = events.Superseded(state, LIFE.labels[state], newer.identifier, newer.pk)
    change = Update(Certificate, old.pk, values, expect={"state": old.state})
    record(actor.of_bureau(old.bureau_id), Subject("licence", old.pk), event, changes=[change])


def _row(kind: CertificateType, item_id: int, terms: Terms) -> Certificate:
    today, holder = clock.today(), terms.holder
    row = Certificate(
        bureau_id=kind.bureau_id,
        type=kind,
        item_id=item_id,
        case_id=terms.case_id,
        name=kind.name,
        state=State.VALID,
        state_on=today,
        holder_id=holder.pk,
        holder_name=holder.name,
        holder_kind=holder.kind,
        issuer_id=kind.bureau_id,
        issuer_name=terms.issuer_name,
        issuer_code=kind.bureau.uscc or kind.owner,
        permits=terms.permits,
        issued_on=today,
        issued_at=clock.now(),
        valid_from=terms.valid_from,
        valid_until=terms.valid_until,
        verify_code=code_from(secrets.token_bytes(16)),
    )
    row.content = {
        "id_kind": holder.id_kind,
        "holder_number": holder.number,
        "lines": list(terms.lines),
    }
    return row


def _identifier(kind: CertificateType, row: Certificate) -> str:
    return codes.Identifier(kind.owner + kind.number, row.issuer_code, row.serial, row.version).text


def _issue(actor: Actor, kind: CertificateType, row: Certificate, verb: str) -> Certificate:
    row.identifier = _identifier(kind, row)
    values = {field.attname: row.__dict__[field.attname] for field in row._meta.concrete_fields}
    values["content"] = sealed(Certificate, "content", row.uid, row.content)
    event = events.Issued(
        number=row.number,
        identifier=row.identifier,
        version=row.version,
        issuer=row.issuer_name,
        type_id=kind.pk,
        item_id=row.item_id,
        case_id=row.case_id,
        valid_from=row.valid_from.isoformat(),
        valid_until=row.valid_until.isoformat() if row.valid_until else "",
        supersedes=row.supersedes_id,
        verb=verb,
        deemed=row.deemed,
    )
    who = actor.of_bureau(row.bureau_id)
    record(who, Subject("licence", row.pk), event, changes=[Insert(Certificate, values)])
    row._state.adding = False
    jobs.defer("certificates.render", certificate_id=row.pk)
    return row


def terms_of(old: Certificate, holder: Any, **changes: Any) -> Terms:
    """What the old version says, with changes: the start of its successor."""
    given = {
        "holder": holder,
        "lines": old.content["lines"],
        "permits": old.permits,
        "issuer_name": old.issuer_name,
        "case_id": old.case_id,
        "valid_from": old.valid_from,
        "valid_until": old.valid_until,
    }
    return Terms(**{**given, **changes})
