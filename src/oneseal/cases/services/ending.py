"""Other ends: withdrawn by the applicant, ended by the bureau, and handing over the result (LIC-14)."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from oneseal.assurance import services as assurance
from oneseal.assurance.rules.levels import Purpose
from oneseal.cases import events, extensions
from oneseal.cases.events.desk import DeliveryChosen, WrongPickupCode
from oneseal.cases.models import Case, Decision, Delivery
from oneseal.cases.rules import flow, pickup
from oneseal.cases.rules.states import ENDED, Act, CaseState, after_act
from oneseal.cases.selectors.assuring import matter_of
from oneseal.cases.services import committing, licences, papers
from oneseal.cases.services.drafts import check_may_edit
from oneseal.cases.services.loading import Work, lock_case, lock_unseen, need_text, tell
from oneseal.cases.services.submitting import check_sendable
from oneseal.foundation import clock, fields
from oneseal.foundation.idempotency import keep_although_refused
from oneseal.foundation.journal import Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
from oneseal.kernel.identifiers import mask_name
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Collector:
    """Who may take a result: the name on the document, and what they are to the applicant (empty for themselves)."""

    name: str
    relation: str


UNDELIVERED = frozenset({CaseState.GRANTED, CaseState.REFUSED})


def withdraw_case(actor: Actor, *, case_id: int, reason: str = "") -> Case:
    """The applicant takes the application back; possible until it is decided. Open steps are cancelled."""
    with transaction.atomic():
        work = lock_case(actor, case_id, with_steps=True)
        check_may_edit(actor, work.case)
        was_submitted = work.case.state != CaseState.DRAFT
        work.act(Act.WITHDRAW)
        _close_early(work)
        if was_submitted:
            _termination_notice(work, reason or "申请人撤回申请", withdrawn=True)
        work.commit(events.Withdrawn(work.case.state, work.case.number), reason=reason)
    return work.case


def terminate_case(actor: Actor, *, case_id: int, reason: str, basis: str) -> Case:
    """The bureau ends a case without a decision (the applicant died, the matter no longer exists …): heads only."""
    with transaction.atomic():
        work = lock_case(actor, case_id, with_steps=True)
        if not work.in_role(Role.SECTION_HEAD, Role.BUREAU_HEAD):
            raise Forbidden("not_head", N_("只有科室负责人和局领导可以终止办理。"))
        work.act(Act.TERMINATE)
        reason = need_text(reason, "reason_missing", N_("请写明终止办理的理由。"), "reason")
        basis = need_text(basis, "basis_missing", N_("请写明终止办理的依据。"), "basis")
        _close_early(work)
        work.set(decider_id=actor.staff_id)
        _termination_notice(work, reason, withdrawn=False, basis=basis)
        work.commit(events.Terminated(work.case.state, work.case.number, basis), reason=reason)
    return work.case


def _close_early(work: Work) -> None:
    work.set(closed_at=work.now)
    work.flow_to(flow.cancelled(work.nodes))
    for decision in Decision.objects.filter(case=work.case, state=Decision.State.PROPOSED):
        work.changes.append(Update(Decision, decision.pk, {"state": Decision.State.VOID}))


def _termination_notice(work: Work, reason: str, *, withdrawn: bool, basis: str = "") -> None:
    received = work.case.received_at
    papers.issue(
        work.actor,
        work.case,
        "termination_notice",
        received_on=received.astimezone(clock.LOCAL).date() if received else work.today,
        withdrawn=withdrawn,
        ended_on=work.today,
        reason=reason,
        basis=basis,
    )


def ready_result(
    actor: Actor, *, case_id: int, shelf: str = "", courier: str = "", courier_number: str = ""
) -> Delivery:
    """Put the result on the shelf, or hand it to the courier with its number (inventory 3.9).

    By clerks, and by the system where the courier took an order later.
    """
    with transaction.atomic():
        work = lock_unseen(actor, case_id) if actor == SYSTEM else _clerk(actor, case_id)
        delivery = _delivery(work)
        if delivery.method == "courier":
            need_text(courier_number, "number_missing", N_("请填写快递单号。"), "courier_number")
        values = {
            "shelf": shelf.strip(),
            "courier": courier.strip(),
            "courier_number": courier_number.strip(),
        }
        work.changes.append(Update(Delivery, delivery.pk, values))
        event = events.ResultReady(
            work.case.state, work.case.number, delivery.method, shelf.strip(), courier_number.strip()
        )
        work.commit(event)
    delivery.refresh_from_db()
    return delivery


def deliver_case(
    actor: Actor,
    *,
    case_id: int,
    recipient: str,
    pickup_code: str = "",
    identifier: str = "",
    relation: str = "",
) -> Case:
    """Hand over the result and close the case (LIC-14). Issues 送达回证.

    At the window: with an identity document that is the applicant's, their agent's or that of somebody they
    authorised (`identifier`, kept encrypted), and the pick-up code where they have it; after five wrong codes
    without one. Who collected it stands masked in the journal.
    By courier: when the courier reports delivery. Raises RuleViolation for a wrong code or document.
    """
    with transaction.atomic():
        work = _clerk(actor, case_id)
        delivery = _delivery(work)
        after_act(work.case.state, Act.DELIVER)
        extensions.check(extensions.COUNTER, work.case)
        recipient = need_text(recipient, "recipient_missing", N_("请填写领取人姓名。"), "recipient")
        refused = _pickup_refused(work, delivery, pickup_code.strip(), identifier.strip(), recipient)
        if refused is None:
            if delivery.method == "pickup":
                assurance.require(actor, matter_of(work.case, work.content, Purpose.COLLECT))
            work.act(Act.DELIVER)
            _handed_over(work, delivery, recipient, identifier.strip(), relation)
    if refused is not None:
        raise refused
    return work.case


def deliver_electronically(*, case_id: int) -> bool:
    """Close a case whose result reached the applicant's own inbox (electronic delivery, agreed at submission).

    Returns False, changing nothing, where it was delivered another way meanwhile.
    """
    return _close(case_id, "electronic", None)


def deliver_by_courier(*, case_id: int, recipient: str, at: datetime) -> bool:
    """Close a case whose result somebody signed for at the door; that moment is the moment of delivery (LIC-14).

    Returns False, changing nothing, where it was delivered another way meanwhile.
    """
    return _close(case_id, "courier", recipient, signed_at=at)


def choose_delivery(actor: Actor, *, case_id: int, method: str) -> Case:
    """The applicant (or a clerk for them) has the result come another way, as long as it was not handed over.

    `method`: pickup, courier or electronic; paper that is decided on already can only change between the first two.
    """
    with transaction.atomic():
        work = lock_case(actor, case_id)
        if not actor.has(Role.CLERK):
            check_may_edit(actor, work.case)
        delivery = Delivery.objects.filter(case=work.case).first()
        allowed = ["pickup", "courier"] if delivery else ["pickup", "courier", "electronic"]
        if method not in allowed or work.case.state in ENDED or (delivery and delivery.delivered_at):
            raise RuleViolation(
                "delivery_fixed",
                N_("这个办件的送达方式现在不能这样改，请刷新页面看最新进展。"),
                field="method",
            )
        check_sendable(work, method)
        work.set(wanted_delivery=method)
        if delivery:
            values: dict[str, object] = {"method": method, "shelf": "", "courier": "", "courier_number": ""}
            if method == "pickup" and not delivery.pickup_code:
                values["pickup_code"] = pickup.new_code(secrets.randbelow(pickup.CODES))
            work.changes.append(Update(Delivery, delivery.pk, values))
        label = str(work.case.get_wanted_delivery_display())
        work.commit(DeliveryChosen(work.case.state, work.case.number, method, label))
    return work.case


def _clerk(actor: Actor, case_id: int) -> Work:
    work = lock_case(actor, case_id)
    if not work.in_role(Role.CLERK):
        raise Forbidden("may_not_deliver", N_("结果由综合窗口统一送达，请交给窗口。"))
    return work


def _delivery(work: Work) -> Delivery:
    found = Delivery.objects.filter(case=work.case).first()
    if found is None:
        raise NotFound("nothing_to_deliver", N_("这个办件还没有可以送达的结果。"))
    return found


def _pickup_refused(
    work: Work, delivery: Delivery, code: str, identifier: str, recipient: str
) -> RuleViolation | None:
    """Why the result may not be handed over the counter; a wrong code is counted and journaled at once."""
    if delivery.method != "pickup":
        return None
    try:
        if code:
            pickup.check_code(code, delivery.pickup_code, delivery.wrong_codes)
        case = work.case
        found = None
        if identifier:
            found = identity.collector(identifier, case.applicant_id, case.agent_id, case.item.code)
        pickup.check_document(identifier, found.name if found else None, recipient)
    except RuleViolation as refused:
        if refused.code == "wrong_code":
            _count_wrong(work, delivery)
        return refused
    return None


def _count_wrong(work: Work, delivery: Delivery) -> None:
    times = delivery.wrong_codes + 1
    change = Update(Delivery, delivery.pk, {"wrong_codes": times})
    event = WrongPickupCode(work.case.state, work.case.number, times)
    tell(work.actor, work.case, event, changes=[change])
    keep_although_refused()


def identify_collector(actor: Actor, *, case_id: int, pickup_code: str, identifier: str) -> Collector:
    """Recognise who comes for a result where nobody of the bureau stands: by the code and the document together.

    `actor` is who signed in there, else the system. A wrong one of the two counts as a wrong code does; after five only
    the counter hands it over. How sure one must be of the taker is asked as everywhere (assurance). Raises
    RuleViolation, Conflict where there is nothing to fetch.
    """
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        delivery = _delivery(work)
        after_act(work.case.state, Act.DELIVER)
        found, refused = None, None
        try:
            pickup.check_alone(pickup_code, delivery.pickup_code, delivery.wrong_codes, delivery.method)
            case = work.case
            found = identity.collector(identifier, case.applicant_id, case.agent_id, case.item.code)
            pickup.check_document(identifier, found.name if found else None, found.name if found else "")
            matter = matter_of(case, work.content, Purpose.COLLECT)
            assurance.require(actor, replace(matter, agent_id=found.pk if found else None))
        except RuleViolation as error:
            refused = error
            if error.code not in {"collect_locked", "assurance_too_low"}:
                _count_wrong(work, delivery)
    if refused is not None or found is None:
        raise refused or NotFound("nothing_to_deliver", N_("这个办件还没有可以送达的结果。"))
    return Collector(found.name, "" if found.pk == work.case.applicant_id else pickup.AGENT)


def deliver_from_cabinet(
    *, case_id: int, recipient: str, identifier: str, relation: str, at: datetime, cabinet: str
) -> bool:
    """Close a case whose result its recipient took out of a self-service cabinet at a moment (LIC-14).

    Returns False, changing nothing, where it was delivered another way meanwhile.
    """
    return _close(case_id, "pickup", recipient, identifier, relation, signed_at=at, deliverer=cabinet)


def _close(
    case_id: int,
    method: str,
    recipient: str | None,
    identifier: str = "",
    relation: str = "",
    *,
    signed_at: datetime | None = None,
    deliverer: str = "",
) -> bool:
    """Hand over with no clerk, to the applicant where `recipient` is None; False where it went another way meanwhile."""
    with transaction.atomic():
        work = lock_unseen(SYSTEM, case_id)
        delivery = Delivery.objects.filter(case=work.case, method=method, delivered_at=None).first()
        if delivery is None or work.case.state not in UNDELIVERED:
            return False
        work.act(Act.DELIVER)
        by = work.case.party_name if recipient is None else recipient
        _handed_over(work, delivery, by, identifier, relation, signed_at=signed_at, deliverer=deliverer)
    return True


def _handed_over(
    work: Work,
    delivery: Delivery,
    recipient: str,
    identifier: str,
    relation: str,
    *,
    signed_at: datetime | None = None,
    deliverer: str = "",
) -> None:
    moment = signed_at or work.now
    work.set(closed_at=moment)
    receipt = _receipt(work, delivery, recipient, relation, signed_at, deliverer)
    values = {
        "delivered_at": moment,
        "delivered_by_id": work.actor.staff_id or None,
        "recipient": fields.sealed(Delivery, "recipient", delivery.uid, recipient),
        "recipient_identifier": fields.sealed(Delivery, "recipient_identifier", delivery.uid, identifier),
        "receipt_id": receipt.pk,
    }
    work.changes.append(Update(Delivery, delivery.pk, values))
    work.commit(
        events.Delivered(
            work.case.state,
            work.case.number,
            delivery.method,
            work.case.outcome,
            moment.isoformat(),
            _collector(delivery, recipient, identifier),
        )
    )


def _receipt(
    work: Work,
    delivery: Delivery,
    recipient: str,
    relation: str,
    signed_at: datetime | None,
    deliverer: str,
) -> papers.Issued:
    return papers.issue(
        work.actor,
        work.case,
        "delivery_receipt",
        documents=[*_decision_line(work), *committing.revocation_line(work), *licences.lines(work)],
        method=delivery.get_method_display(),
        recipient=recipient,
        recipient_relation=relation,
        delivered_on=(signed_at or work.now).astimezone(clock.LOCAL).date(),
        deliverer=deliverer or (delivery.courier if signed_at else work.actor.name),
        courier_number=delivery.courier_number,
    )


def _collector(delivery: Delivery, recipient: str, identifier: str) -> str:
    """Who took it, masked; empty where nobody came for it."""
    if delivery.method == "electronic":
        return ""
    return identity.mask_person(recipient, "resident_id", identifier) if identifier else mask_name(recipient)


def _decision_line(work: Work) -> list[dict[str, str]]:
    """The decision; none where silence decided (LIC-18)."""
    rows = Decision.objects.select_related("document")
    decision = rows.filter(case=work.case, state=Decision.State.EFFECTIVE).first()
    if decision is None:
        return []
    document = decision.document
    return [
        {
            "name": document.title if document else work.case.item_name,
            "number": document.number if document else "",
        }
    ]
