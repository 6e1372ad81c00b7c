"""A granted licence becomes public."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.content import ItemContent, ItemType
from oneseal.certificates import selectors as certificates
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.display import local_day
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.publicity import events, selectors
from oneseal.publicity.models import Publication
from oneseal.publicity.rules import fields
from oneseal.publicity.rules.limits import publish_by
from oneseal.publicity.rules.states import PublicationState
from oneseal.publicity.rules.states import acts as acts_in

BASIS = "行政许可法第四十条"


def schedule(case_ids: Sequence[int]) -> int:
    """Enter the granted licences of these cases for publication; those entered already are passed over (LIC-22).

    Only licences in the sense of the law (type 01). An item that says why its decisions are not public (secrets:
    government information regulations art. 14–16) gives the state exempt. Returns how many were entered.
    """
    wanted = set(case_ids) - selectors.scheduled(case_ids)
    found = cases.effective_decisions(wanted)
    entered = 0
    for case_id in sorted(wanted):
        decision = found.get(case_id)
        content = catalog.version_content(decision.case.item_version_id) if decision else None
        if (
            decision
            and decision.signed_at
            and content
            and decision.outcome == "granted"
            and content.type == ItemType.LICENCE
        ):
            day = local_day(decision.signed_at)
            _enter(decision.case, _facts(decision, content), content, day)
            entered += 1
    return entered


def schedule_deemed(case_id: int, certificate_id: int) -> bool:
    """Enter a renewal by silence (licence law art. 50(2), LIC-18): no decision was written, the certificate says it.

    Its number stands for the document's. False where it was entered already or is no licence of the law.
    """
    if selectors.scheduled([case_id]):
        return False
    case, certificate = cases.any_case(case_id), certificates.any_certificate(certificate_id)
    content = catalog.version_content(case.item_version_id)
    if content.type != ItemType.LICENCE or case.decided_at is None:
        return False
    decided_on = local_day(case.decided_at)
    facts = fields.Facts(
        **_who(case, content),
        document_name=fields.DEEMED,
        document_number=certificate.number,
        content=fields.DEEMED,
        decided_on=decided_on,
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
    )
    _enter(case, facts, content, decided_on)
    return True


def _enter(case: Any, facts: fields.Facts, content: ItemContent, decided_on: date) -> None:
    due = publish_by(decided_on, calendars.current(), settings.PUBLICITY_DAYS)
    said = fields.published(facts)
    state = PublicationState.EXEMPT if content.unpublished else PublicationState.WAITING
    with transaction.atomic():
        made = Publication.objects.create(
            bureau_id=case.bureau_id,
            case_id=case.pk,
            item_name=case.item_name,
            number=said["document_number"] or case.number,
            holder=said["holder"],
            fields=said,
            state=state,
            state_reason=content.unpublished[:300],
            decided_on=decided_on,
            due=due.day,
            due_provisional=due.provisional,
        )
        event = events.Scheduled(case.pk, made.number, state, due.day.isoformat())
        record(SYSTEM.of_bureau(case.bureau_id), Subject("publication", made.pk), event)


def _facts(decision: Any, content: ItemContent) -> fields.Facts:
    document = decision.document
    return fields.Facts(
        **_who(decision.case, content),
        document_name=document.title if document else "",
        document_number=document.number if document else "",
        content=decision.content,
        decided_on=local_day(decision.signed_at),
        valid_from=decision.valid_from,
        valid_until=decision.valid_until,
    )


def _who(case: Any, content: ItemContent) -> dict[str, Any]:
    """What case, applicant and bureau say."""
    applicant, bureau = case.applicant, case.bureau
    person = applicant.kind == "person"
    return {
        "holder": applicant.name,
        "is_person": person,
        "holder_code": "" if person else applicant.number,
        "representative": applicant.legal_representative,
        "item_name": case.item_name,
        "results": [(each.kind, each.name) for each in content.results],
        "authority": content.decides or bureau.signature,
        "authority_code": bureau.uscc,
    }


def publish_due() -> list[int]:
    """What the morning's job is to publish, by id; each is published alone."""
    return selectors.to_publish(clock.today())


def publish(actor: Actor, *, publication_id: int) -> None:
    """Put it on the public page. By the coordinator, or by the system in the morning after the decision.

    Raises RuleViolation where it is public already, withdrawn or exempt.
    """
    with transaction.atomic():
        row = taken(actor, publication_id, "publish")
        today = clock.today()
        values = {
            "state": PublicationState.PUBLISHED,
            "state_reason": "",
            "published_at": clock.now(),
            "published_on": today,
        }
        event = events.Published(row.case_id, row.number, today <= row.due)
        record(
            replace(actor, bureau_id=row.bureau_id),
            Subject("publication", row.pk),
            event,
            changes=[Update(Publication, row.pk, values)],
        )


def hold(actor: Actor, *, publication_id: int, reason: str) -> None:
    """Keep it back while somebody looks at it (trade secrets, a mistake); the last day stays. Raises RuleViolation."""
    text = reason_of(reason)
    with transaction.atomic():
        row = taken(actor, publication_id, "hold")
        change = Update(Publication, row.pk, {"state": PublicationState.HELD, "state_reason": text})
        event = events.Held(row.case_id, row.number)
        record(actor, Subject("publication", row.pk), event, changes=[change], reason=text)


def taken(actor: Actor, publication_id: int, act: str) -> Publication:
    """The locked row, where the actor may do this act now. Raises Forbidden, NotFound, RuleViolation."""
    if actor.account_id or actor.roles:
        if not actor.has(Role.COORDINATOR):
            raise Forbidden("not_keeper", N_("只有协调督办岗可以管理公示。"))
        selectors.access_publication(actor, publication_id)
    row = db.lock(Publication, publication_id)
    wrong = row.mistake_on is not None and row.mended_on is None
    if act not in acts_in(row.state, wrong=wrong):
        message = N_("这条公示现在是“%(state)s”，不能这样办理。请刷新后再看。")
        params = {"state": row.get_state_display()}
        raise RuleViolation("publication_state", message, params=params, basis=BASIS)
    return row


def reason_of(text: str) -> str:
    """A reason of 1 to 300 characters. Raises RuleViolation."""
    plain = text.strip()
    if not plain:
        raise RuleViolation("reason_missing", N_("请写明原因。"), field="reason")
    return plain[:300]
