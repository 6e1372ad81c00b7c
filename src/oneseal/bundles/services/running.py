"""How one thing runs: items begin when what they wait for is granted, partners get their orders, ends are told (ONE-2, ONE-4)."""

from typing import Any

from django.db import transaction

from oneseal.bundles import events
from oneseal.bundles.models import Joint, JointCase, JointMaterial, JointNotice, PartnerOrder
from oneseal.bundles.rules import states as rules
from oneseal.bundles.rules.states import MEMBERS, ORDERS, JointState, MemberState
from oneseal.bundles.selectors import joints as reads
from oneseal.bundles.services import papers
from oneseal.bundles.services.keeping import locked, message, on_behalf, tell, write
from oneseal.cases import services as cases
from oneseal.cases.rules.states import UNDECIDED
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.composing import Composition, Member
from oneseal.foundation import calendars, clock, db
from oneseal.foundation.journal import Update
from oneseal.identity import selectors as identity
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Forbidden, RuleViolation, Violations
from oneseal.kernel.text import N_

GIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)
LATE = {"granted": "grant", "refused": "refuse"}


def follow(*, case_id: int) -> bool:
    """Take over what became of a case, and go on with what waited for it. False where it is nobody's or nothing new."""
    found = JointCase.objects.filter(case=case_id).values_list("joint_id", flat=True).first()
    if found is None:
        return False
    with transaction.atomic():
        joint = db.lock(Joint, found)
        row = joint.members.select_related("case").get(case=case_id)
        verb = _verb(row.case)
        if row.state != MemberState.RUNNING or not verb:
            return False
        _move(SYSTEM, joint, row, verb)
        if joint.state == JointState.RUNNING:
            advance(SYSTEM, joint)
    return True


def _verb(case: Any) -> str:
    """What the state of the case means for the whole; empty while it runs."""
    if case.state in UNDECIDED or case.state == "draft":
        return ""
    return LATE.get(case.outcome, "end")


def _move(actor: Actor, joint: Joint, row: JointCase, verb: str, **values: Any) -> None:
    """One item's next state, with what else is to be kept of it."""
    state = MEMBERS.step(row.state, verb)
    if state in rules.SETTLED:
        values["settled_at"] = clock.now()
    for name, value in {**values, "state": state}.items():
        setattr(row, name, value)
    event = events.MemberMoved(row.code, row.name, state, MEMBERS.labels[state], row.case_id or 0)
    tell(actor, joint, event, [Update(JointCase, row.pk, {**values, "state": state})])


def states_of(joint: Joint) -> dict[str, str]:
    """Where each item and errand stands."""
    found = dict(joint.members.values_list("code", "state"))
    return found | dict(joint.orders.values_list("key", "state"))


def advance(actor: Actor, joint: Joint, *, first: bool = False) -> None:
    """Begin what may begin, stop what no longer can, finish when nothing is left. Under the joint's lock.

    `first`: on handing in, when a refusal of an item is told to who hands in; later it is kept with the item.
    """
    _stop(actor, joint)
    states = states_of(joint)
    ready = rules.ready(joint.waits, states)
    if ready:
        members = {row.code: row for row in reads.members_of(joint)}
        orders = {row.key: row for row in reads.orders_of(joint)}
        composition = reads.filling(joint).composition
        for key in ready:
            if key in members:
                begin(actor, joint, members[key], composition, first=first)
            elif key in orders:
                send_order(actor, joint, orders[key])
        _stop(actor, joint)
    _finish(actor, joint)


def begin(actor: Actor, joint: Joint, row: JointCase, one: Composition, *, first: bool = False) -> None:
    """One item becomes a case: on the version in force today, with its part of the form and of the set (CAT-13)."""
    member = one.member(row.code)
    if member is None:
        _move(actor, joint, row, "stop", reason="事项已暂停、取消或者按新版本不再需要")
        return
    if _awaits_result(joint, member, one):
        return
    lacking = [] if first else [*_unauthorised(joint, row.code), *_lacking(joint, member, one)]
    if lacking:
        _lack(joint, row, lacking)
        return
    if first:
        case_id = _hand_in(actor, joint, row, member, one)
    else:
        try:
            with transaction.atomic():
                case_id = _hand_in(on_behalf(joint), joint, row, member, one)
        except (RuleViolation, Violations) as error:
            _lack(joint, row, [["other", each.code, str(each)] for each in error.items])
            return
    _move(actor, joint, row, "start", case_id=case_id, lacking=[], answers=member.situation.answers)


def _awaits_result(joint: Joint, member: Member, one: Composition) -> bool:
    """Whether a required datum is still to come from an item that was granted."""
    required = set(member.situation.schema.get("required", []))
    return any(
        name in required and one.form.fields[member.code, name] not in joint.yields
        for name in one.form.awaited(member.code)
    )


def _values(joint: Joint, member: Member, one: Composition) -> dict[str, Any]:
    data = one.form.split({**joint.data, **joint.yields}, member.code)
    return form_values.visible(member.situation.schema, data) if member.situation.schema else data


def _unauthorised(joint: Joint, code: str) -> list[list[str]]:
    """That who handed in for the applicant may not act in an item today: over, revoked, or not for this item."""
    if joint.agent_id is None or identity.authorised_for(on_behalf(joint), joint.applicant_id, code):
        return []
    return [[rules.UNAUTHORISED, "", "申请人本人或者新的授权"]]


def _lacking(joint: Joint, member: Member, one: Composition) -> list[list[str]]:
    """What the version in force asks for and the one application does not have: [kind, code, name]."""
    schema = member.situation.schema
    wrong = form_values.validate(schema, _values(joint, member, one)) if schema else []
    found = [
        [
            "form",
            one.form.fields.get((member.code, each.name), each.name),
            str(each.params.get("title", each.name)),
        ]
        for each in wrong
    ]
    here = {row.code for row in reads.papers_of(joint)}
    found += [
        ["material", each.code, each.material.name]
        for each in one.materials_of(member.code)
        if each.must and each.code not in here
    ]
    questions = {each.key: each.text for each in one.questions if member.code in each.for_items}
    return found + [["question", key, questions[key]] for key in one.unanswered if key in questions]


def _lack(joint: Joint, row: JointCase, lacking: list[list[str]]) -> None:
    _move(SYSTEM, joint, row, "lack", lacking=lacking)
    if reads.halted([row]) and joint.agent:
        key = f"{joint.agent_id}:{clock.today()}"
        message(SYSTEM, joint, "joint_unauthorised", key=key, item=row.name, agent=joint.agent.name)
    names = "、".join(found[2] for found in lacking if found[0] != rules.UNAUTHORISED)[:200]
    if names:
        message(SYSTEM, joint, "joint_lacking", key=f"{row.pk}:{len(lacking)}", item=row.name, names=names)


def _hand_in(actor: Actor, joint: Joint, row: JointCase, member: Member, one: Composition) -> int:
    """Start, fill in and submit the case of one item; its id."""
    case = cases.start_draft(
        actor,
        item_id=row.item_id,
        applicant_id=joint.applicant_id,
        answers=member.situation.answers,
        channel=joint.channel,
    )
    cases.save_draft(actor, case_id=case.pk, data=_values(joint, member, one))
    papers_here = reads.papers_of(joint)
    for joined in one.materials_of(row.code):
        if joined.produced_by:
            maker = next((part.name for part in one.design.parts if part.code == joined.produced_by), "")
            note = f"由“{maker}”的办理结果生成，申请人不用提交"
            cases.add_material(actor, case_id=case.pk, code=joined.code, source="shared", note=note)
        for paper in papers_here:
            if paper.code == joined.code:
                give(actor, case.pk, paper)
    cases.submit_case(actor, case_id=case.pk, declared=True, receipt=False, assured=True)
    return int(case.pk)


def give(actor: Actor, case_id: int, paper: JointMaterial) -> None:
    """One paper of the one set to one case that needs it."""
    cases.add_material(
        actor,
        case_id=case_id,
        code=paper.code,
        file_id=paper.file_id,
        paper_copies=paper.paper_copies,
        source=paper.source,
        note="一件事共用材料",
    )


def send_order(actor: Actor, joint: Joint, order: PartnerOrder) -> None:
    """The partner gets the order; its days count from now."""
    due = calendars.current().add_workdays(clock.today(), order.days)
    values = {"sent_at": clock.now(), "due": due.day, "due_provisional": due.provisional}
    move_order(actor, joint, order, "send", **values)


def move_order(actor: Actor, joint: Joint, order: PartnerOrder, verb: str, **values: Any) -> None:
    """An order's next state, with what else is to be kept of it."""
    state = ORDERS.step(order.state, verb)
    for name, value in {**values, "state": state}.items():
        setattr(order, name, value)
    event = events.OrderMoved(order.name, state, ORDERS.labels[state], order.reference)
    tell(actor, joint, event, [Update(PartnerOrder, order.pk, {**values, "state": state})])


def _stop(actor: Actor, joint: Joint) -> None:
    """Who waits in vain stops, and the applicant is told in writing, once for all of them (ONE-4)."""
    states = states_of(joint)
    found = rules.stopped(joint.waits, states)
    if not found:
        return
    members = {row.code: row for row in reads.members_of(joint)}
    orders = {row.key: row for row in reads.orders_of(joint)}
    names = {code: row.name for code, row in members.items()} | {key: row.name for key, row in orders.items()}
    for key, cause in found.items():
        if key in members:
            _move(actor, joint, members[key], "stop", reason=f"“{names[cause]}”没有办成")
        else:
            note = f"“{names[cause]}”没有办成"
            move_order(actor, joint, orders[key], "stop", settled_at=clock.now(), note=note)
    labels = {row.name: MEMBERS.labels[row.state] for row in members.values()}
    told = {names[key]: names[cause] for key, cause in found.items()}
    document = papers.issue_stop(actor, joint, told, labels)
    JointNotice.objects.create(joint=joint, kind="stop", document=document, sent_at=clock.now())


def _finish(actor: Actor, joint: Joint) -> None:
    states = states_of(joint)
    if joint.state != JointState.RUNNING or not rules.settled(states):
        return
    good = sum(state in rules.GOOD for state in states.values())
    event = events.JointFinished(joint.number, good, len(states) - good)
    write(actor, joint, event, state=JointState.DONE, finished_at=clock.now())
    message(actor, joint, "joint_finished", granted=str(good), other=str(len(states) - good))


def withdraw_rest(actor: Actor, joint: Joint, reason: str) -> None:
    """End what is not decided, by the applicant's wish."""
    for row in reads.members_of(joint):
        if row.case is not None and row.case.state in UNDECIDED:
            cases.withdraw_case(actor, case_id=row.case.pk, reason=reason or "申请人撤回一件事申请")
            _move(actor, joint, row, "end", reason="申请人撤回")
        elif row.state in rules.WAITING:
            _move(actor, joint, row, "stop", reason="申请人撤回")
    for order in reads.orders_of(joint):
        if ORDERS.allows(order.state, "stop"):
            move_order(actor, joint, order, "stop", settled_at=clock.now(), note="申请人撤回")


def give_yields(actor: Actor, *, joint_id: int, data: dict[str, Any]) -> Joint:
    """Enter what a granted item brought for later ones (the new firm's credit code); those that waited begin.

    Raises Violations for values that the later forms would refuse.
    """
    with transaction.atomic():
        joint = locked(actor, joint_id)
        if not actor.has(*GIVERS):
            raise Forbidden("may_not_receive", N_("办理结果数据由收件窗口或者承办科室填写。"))
        wanted = {each.name: each for each in reads.wanted_yields(joint)}
        given = {name: value for name, value in data.items() if name in wanted and value not in (None, "")}
        if not given:
            raise RuleViolation("nothing_given", N_("请填写办理结果数据。"), field=next(iter(wanted), None))
        schema = {"type": "object", "properties": {name: wanted[name].schema for name in given}}
        wrong = form_values.validate(schema, given)
        if wrong:
            raise Violations(
                [RuleViolation(e.code, e.message, params=dict(e.params), field=e.name) for e in wrong]
            )
        write(actor, joint, events.YieldGiven(sorted(given)), yields={**joint.yields, **given})
        advance(actor, joint)
    return joint


def supply_lacking(
    actor: Actor,
    *,
    joint_id: int,
    data: dict[str, Any] | None = None,
    answers: dict[str, list[str]] | None = None,
) -> Joint:
    """The applicant gives what a newer version of an item asks for; the item then begins (CAT-13).

    Where an agent's authorisation ended, the applicant, or an agent with a new one, goes on in the agent's place.
    """
    from oneseal.bundles.services.applying import check_assured, check_may_edit

    with transaction.atomic():
        joint = locked(actor, joint_id)
        check_may_edit(actor, joint)
        values: dict[str, Any] = {"data": {**joint.data, **(data or {})}}
        if answers:
            values["answers"] = {**joint.answers, **answers}
        write(actor, joint, events.JointSaved(""), **values)
        rows = list(joint.members.filter(state=MemberState.LACKING))
        if reads.halted(rows):
            side: dict[str, Any] = {
                "agent_id": actor.agent_for(joint.applicant_id),
                "made_by": actor.account_id,
            }
            write(actor, joint, events.JointTakenOver(), **side)
        composition = reads.filling(joint).composition
        check_assured(actor, joint, composition)
        for row in rows:
            begin(actor, joint, row, composition)
        advance(actor, joint)
    return joint
