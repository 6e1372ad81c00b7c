"""What follows a decision to grant: a first certificate, or the act on the one that the applicant chose (LIC-18…20)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.certificates import events, selectors
from oneseal.certificates.models import Certificate, CertificateType
from oneseal.certificates.rules import contents, terms
from oneseal.certificates.rules.issuers import check_issuer
from oneseal.certificates.rules.states import LIFE, Verb
from oneseal.certificates.services import making
from oneseal.certificates.services.changing import change_state
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor

More = Callable[[Actor, "Grant", CertificateType], Sequence[contents.Line]]
_more: list[More] = []


def print_more_by(more: More) -> None:
    """Let a context above say what else a first certificate of a type shows; it runs in the decision's transaction.

    It may refuse the grant by raising RuleViolation.
    """
    _more.append(more)


VERB_OF = {"change": Verb.CHANGE, "renew": Verb.RENEW, "replace": Verb.REPLACE, "cancel": Verb.CANCEL}
"""What each kind of handling variant does to the certificate; the others issue a new one."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A decision to grant, as far as certificates need it.

    `kind` is the handling variant's (empty: the item has none), `certificate_id` the certificate that it is about,
    `schema` and `values` the application's form, `issuer_name` the issuer on the decision document and `decides`
    the organisation that the item says decides (empty: the bureau itself).
    """

    bureau_id: int
    case_id: int
    item_id: int
    type_code: str
    kind: str
    certificate_id: int | None
    holder: making.Holder
    schema: Mapping[str, Any]
    values: Mapping[str, Any]
    permits: str
    issuer_name: str
    decides: str
    valid_from: date
    valid_until: date | None
    months: int | None


def follow_grant(actor: Actor, grant: Grant) -> Certificate | None:
    """Issue, change, renew, replace or cancel, as the application asked; call it inside the decision's transaction.

    Rendering and sealing follow in a job. Raises RuleViolation where the issuer would differ from the decision
    (11.20), NotFound for an unknown type, Conflict for a wrong state. A licence on paper from before the system gets
    its first electronic version by being changed, renewed or replaced; None where one such was cancelled.
    """
    check_issuer(on_certificate=grant.decides or grant.issuer_name, on_decision=grant.issuer_name)
    verb = VERB_OF.get(grant.kind)
    with transaction.atomic(savepoint=False):
        if verb == Verb.CANCEL and not grant.certificate_id:
            return None
        if verb is None or not grant.certificate_id:
            kind = making.type_of(grant.bureau_id, grant.type_code)
            printed = contents.lines(kind.fields, grant.schema, grant.values)
            printed += [line for more in _more for line in more(actor, grant, kind)]
            return making.first_version(actor, kind, grant.item_id, _terms(grant, printed))
        old = lock(Certificate, grant.certificate_id)
        if verb == Verb.CANCEL:
            change_state(actor, old, verb, "other_cancellation", case_id=grant.case_id)
            return old
        return _newer(actor, grant, old, verb)


def _terms(grant: Grant, printed: list[contents.Line], **changes: Any) -> making.Terms:
    given = {
        "holder": grant.holder,
        "lines": printed,
        "permits": grant.permits,
        "issuer_name": grant.issuer_name,
        "case_id": grant.case_id,
        "valid_from": grant.valid_from,
        "valid_until": grant.valid_until,
    }
    return making.Terms(**{**given, **changes})


def _newer(actor: Actor, grant: Grant, old: Certificate, verb: Verb) -> Certificate:
    """The next version: renewed it follows the old term, changed or replaced it keeps it (art. 49, 50)."""
    kind = making.type_of(grant.bureau_id, grant.type_code)
    printed = contents.carried(old.content["lines"], contents.lines(kind.fields, grant.schema, grant.values))
    changes: dict[str, Any] = {"valid_from": old.valid_from, "valid_until": old.valid_until}
    if verb == Verb.RENEW and old.valid_until:
        changes["valid_from"], changes["valid_until"] = terms.renewed_term(old.valid_until, grant.months)
    if verb == Verb.REPLACE:
        changes["permits"] = old.permits
    return making.next_version(actor, old, _terms(grant, printed, **changes), verb)


def note_renewal(actor: Actor, *, certificate_id: int, case_id: int) -> None:
    """The renewal was applied for in time: until it is decided the certificate does not simply expire (LIC-18).

    Call it inside the act that takes the application in. Raises RuleViolation where it is too late or never expires,
    Conflict where the certificate may not be renewed.
    """
    with transaction.atomic(savepoint=False):
        row = lock(Certificate, certificate_id)
        if row.renewal_case == case_id:
            return
        LIFE.step(row.state, Verb.RENEW)
        today = clock.today()
        terms.check_renewal(row.valid_until, today)
        if row.valid_until is None:
            return
        change = Update(Certificate, row.pk, {"renewal_case": case_id, "renewal_on": today})
        event = events.RenewalAsked(case_id, row.valid_until.isoformat())
        record(actor.of_bureau(row.bureau_id), Subject("licence", row.pk), event, changes=[change])


def end_renewal(actor: Actor, *, case_id: int) -> None:
    """The application ended without a renewal; from now on the certificate expires like any other."""
    for pk in selectors.renewals_of(case_id):
        with transaction.atomic():
            row = lock(Certificate, pk)
            if row.renewal_case != case_id:
                continue
            change = Update(Certificate, pk, {"renewal_case": None, "renewal_on": None})
            event = events.RenewalEnded(case_id)
            who = actor.of_bureau(row.bureau_id)
            record(who, Subject("licence", pk), event, changes=[change])


def hand_over(actor: Actor, *, case_id: int) -> None:
    """The result was delivered: so were the certificates of the case (LIC-14)."""
    for each in selectors.undelivered(case_id):
        with transaction.atomic():
            row = lock(Certificate, each.pk)
            change = Update(Certificate, row.pk, {"handed_over_on": clock.today()})
            who = actor.of_bureau(row.bureau_id)
            record(who, Subject("licence", row.pk), events.HandedOver(case_id), changes=[change])
