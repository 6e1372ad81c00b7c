"""Letters of delegation 行政许可委托书: drafted by the keeper, approved by the head, withdrawn (2.21, LIC-23)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from oneseal.catalog import events
from oneseal.catalog.models import ChangeLedger, Delegation, Item
from oneseal.catalog.rules import powers
from oneseal.catalog.selectors.delegations import access_delegation
from oneseal.catalog.services.ledger import check_delegation, entered
from oneseal.catalog.services.versions import require_keeper
from oneseal.documents import services as documents
from oneseal.foundation import clock, db
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_

State = Delegation.State
BASIS = "行政许可法第二十四条"
SCOPES = {"receive": "收件", "review": "收件、审查", "decide": "收件、审查、决定"}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a letter says. `to_kind`: agency, institution or village; both days are included in the term."""

    to_unit: str
    to_kind: str
    counter: str
    scope: str
    item_ids: Sequence[int]
    ground: str
    from_on: date
    to_on: date


def draft_delegation(actor: Actor, given: Proposal) -> Delegation:
    """Draft a letter for the head to approve. Raises Forbidden, RuleViolation (LIC-23, LIC-26)."""
    require_keeper(actor, actor.bureau_id)
    items = _items(actor, given)
    for name, text in (("to_unit", given.to_unit), ("counter", given.counter), ("ground", given.ground)):
        if not text.strip():
            raise RuleViolation("missing", N_("此处必须填写，才能起草委托书。"), field=name, basis=BASIS)
    _check(given, items)
    with transaction.atomic():
        row = Delegation.objects.create(
            bureau_id=actor.bureau_id,
            to_unit=given.to_unit.strip(),
            to_kind=given.to_kind,
            counter=given.counter.strip(),
            scope=given.scope,
            ground=given.ground.strip(),
            from_on=given.from_on,
            to_on=given.to_on,
            drafted_by_id=actor.staff_id,
            drafted_at=clock.now(),
        )
        row.items.set(items)
        event = events.DelegationDrafted(row.to_unit, row.scope, [item.pk for item in items])
        record(actor, Subject("delegation", row.pk), event)
    return row


def approve_delegation(actor: Actor, *, delegation_id: int) -> Delegation:
    """Sign a letter: it is numbered and sealed, public from now, and its powers stand in the ledger for its term.

    By a head of the bureau who did not draft it; the rules are asked again. Raises Forbidden, Conflict, RuleViolation.
    """
    with transaction.atomic():
        row = _locked(actor, delegation_id, State.DRAFT, Role.BUREAU_HEAD)
        if row.drafted_by_id == actor.staff_id:
            raise Forbidden("own_draft", N_("委托书不能由起草人自己批准。"), basis=BASIS)
        items = list(row.items.order_by("name"))
        ids = [item.pk for item in items]
        given = Proposal(
            row.to_unit, row.to_kind, row.counter, row.scope, ids, row.ground, row.from_on, row.to_on
        )
        _check(replace(given, from_on=max(row.from_on, clock.today())), items)
        document = _letter(actor, row, items)
        values = {
            "state": State.APPROVED,
            "approved_by_id": actor.staff_id,
            "approved_on": clock.today(),
            "document_id": document.pk,
        }
        lines = _lines(actor, row, items, document.number)
        event = events.DelegationApproved(
            document.number, row.to_unit, row.from_on.isoformat(), row.to_on.isoformat()
        )
        change = Update(Delegation, row.pk, values, expect={"state": State.DRAFT})
        record(actor, Subject("delegation", row.pk), event, changes=[change, *lines])
    row.refresh_from_db()
    return row


def _lines(actor: Actor, row: Delegation, items: Sequence[Item], number: str) -> list[Insert]:
    """The ledger's lines of an approved letter, one an item."""
    said = {"to_unit": row.counter, "scope": row.scope, "ends_on": row.to_on, "letter_id": row.pk}
    kind, basis = ChangeLedger.Kind.DELEGATE, f"《行政许可委托书》{number}"
    return [entered(item, kind, basis, row.from_on, actor, **said) for item in items]


def return_delegation(actor: Actor, *, delegation_id: int, reason: str) -> None:
    """Send a draft back with a reason; the keeper drafts another one."""
    text = _reason(reason)
    with transaction.atomic():
        row = _locked(actor, delegation_id, State.DRAFT, Role.BUREAU_HEAD)
        values = {"state": State.RETURNED, "reason": text}
        change = Update(Delegation, row.pk, values, expect={"state": State.DRAFT})
        event = events.DelegationReturned(row.to_unit)
        record(actor, Subject("delegation", row.pk), event, changes=[change], reason=text)


def end_delegation(actor: Actor, *, delegation_id: int, reason: str) -> None:
    """Withdraw a delegation at once: from this moment the unit may do no more in the bureau's name."""
    text = _reason(reason)
    with transaction.atomic():
        row = _locked(actor, delegation_id, State.APPROVED, Role.ITEM_KEEPER, Role.BUREAU_HEAD)
        today = clock.today()
        values = {"state": State.ENDED, "ended_on": today, "reason": text}
        ends = {"ends_on": today - timedelta(days=1)}
        lines = [Update(ChangeLedger, pk, ends) for pk in row.lines.values_list("pk", flat=True)]
        number = row.document.number if row.document else ""
        event = events.DelegationEnded(number, row.to_unit)
        change = Update(Delegation, row.pk, values, expect={"state": State.APPROVED})
        record(actor, Subject("delegation", row.pk), event, changes=[change, *lines], reason=text)
        documents.revoke_document(actor, document_id=row.document_id or 0, reason=text)


def _items(actor: Actor, given: Proposal) -> list[Item]:
    found = list(Item.objects.filter(bureau=actor.bureau_id, pk__in=given.item_ids).order_by("name"))
    if not found or len(found) != len(set(given.item_ids)):
        raise RuleViolation("items_missing", N_("请从列表里选择委托的事项。"), field="items", basis=BASIS)
    return found


def _check(given: Proposal, items: Sequence[Item]) -> None:
    powers.check_term(given.from_on, given.to_on, clock.today())
    for item in items:
        check_delegation(item.pk, given.to_unit, given.to_kind, given.scope, given.from_on)


def _letter(actor: Actor, row: Delegation, items: Sequence[Item]) -> Any:
    """The sealed letter in the words of 行政许可法第二十四条."""
    paragraphs = [
        f"根据《中华人民共和国行政许可法》第二十四条和{row.ground}，现委托你单位以本机关名义实施下列事项的"
        f"{SCOPES[row.scope]}。具体由{row.counter}办理。",
        f"委托期限自{paper_day(row.from_on)}起至{paper_day(row.to_on)}止。",
        "受委托机关应当在委托范围内，以委托机关的名义实施，不得再委托其他组织或者个人实施。"
        "委托机关对受委托机关的行为负责监督，并对该行为的后果承担法律责任。",
    ]
    data = {
        "applicant": row.to_unit,
        "item_name": f"{items[0].name}等{len(items)}项" if len(items) > 1 else items[0].name,
        "paragraphs": paragraphs,
        "facts": [{"name": str(n), "value": item.name} for n, item in enumerate(items, start=1)],
        "basis": BASIS,
    }
    return documents.issue_document(
        actor,
        bureau_id=row.bureau_id,
        kind="delegation_letter",
        subject=Subject("delegation", row.pk),
        data=data,
        signed_name=actor.name,
    )


def _locked(actor: Actor, delegation_id: int, state: str, *roles: Role) -> Delegation:
    db.lock(Delegation, delegation_id)
    row = access_delegation(actor, delegation_id)
    if not actor.has(*roles):
        raise Forbidden("not_yours", N_("委托书由事项管理岗起草，由局领导批准。"), basis=BASIS)
    if row.state != state:
        raise Conflict("delegation_state", N_("这份委托书的状态已经变了，请刷新后再看。"))
    return row


def _reason(text: str) -> str:
    plain = text.strip()[:300]
    if not plain:
        raise RuleViolation("reason_missing", N_("请写明原因。"), field="reason")
    return plain
