"""Expert review: the pool, a draw with recusal, signed opinions, the conclusion (LIC-13, inventory 5.17)."""

import secrets
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.fields import sealed
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.procedures import events
from oneseal.procedures.models import Expert, Member, Proceeding
from oneseal.procedures.rules import panels as rules
from oneseal.procedures.rules.states import OPEN, Kind
from oneseal.procedures.services import telling
from oneseal.procedures.services.loading import (
    Held,
    begin,
    hold,
    keep_file,
    name_of,
    need,
    officer,
    start_clock,
    stop_clock,
)

REVIEW = Kind.EXPERT_REVIEW
S = Member.State
KEEPERS = (Role.SECTION_HEAD, Role.COORDINATOR, Role.ITEM_KEEPER)


def enter_expert(
    actor: Actor,
    *,
    name: str,
    field: str,
    unit: str,
    valid_until: date,
    title: str = "",
    phone: str = "",
) -> Expert:
    """Put an expert into the bureau's pool, or renew their entry; heads, coordinator and item keeper do."""
    if not actor.has(*KEEPERS):
        raise Forbidden("may_not_keep_pool", N_("专家库由科室负责人、协调岗和事项管理岗维护。"))
    if valid_until < clock.today():
        raise RuleViolation("expired_already", N_("有效期已过，请填以后的日期。"), field="valid_until")
    who = {
        "name": need(name, "name", N_("请填写姓名。"), longest=60),
        "unit": need(unit, "unit", N_("请填写单位；同单位的评审要回避。"), longest=200),
    }
    values: dict[str, Any] = {
        "field": need(field, "field", N_("请填写专业领域。"), longest=60),
        "valid_until": valid_until,
        "title": title.strip()[:60],
        "phone": phone.strip(),
    }
    with transaction.atomic():
        expert, _new = Expert.objects.update_or_create(
            bureau_id=actor.bureau_id, name=who["name"], unit=who["unit"], defaults=values
        )
        event = events.ExpertEntered(expert.field, str(valid_until))
        record(actor, Subject("expert", expert.pk), event)
    return expert


def draw_panel(
    actor: Actor,
    *,
    case_id: int,
    question: str,
    field: str,
    size: int,
    expected_days: int,
    excluded: str = "",
    seed: str = "",
) -> Proceeding:
    """Draw a panel at random from the pool and stop the clock (LIC-13).

    `excluded` names units, one a line, besides the applicant's whose experts do not sit. `seed` only for a repeated
    draw; else it is made here and kept, so that anybody can check the draw.
    """
    rules.check_size(size)
    with transaction.atomic():
        work = officer(actor, case_id)
        units = frozenset(filter(None, (line.strip() for line in excluded.splitlines())))
        drawn_with = seed or secrets.token_hex(8)
        held = begin(
            work,
            REVIEW,
            OPEN,
            question,
            field=field,
            seed=drawn_with,
            institution="；".join(sorted(units))[:200],
            procedure="expert_review",
        )
        event = _draw(held, size)
        work.commit(event, reason=question)
        stop_clock(held, f"组织专家评审：{question}", expected_days)
    return held.row


def _draw(held: Held, size: int) -> events.PanelDrawn:
    """Draw the members and say from whom."""
    pool = _pool(held, frozenset())
    drawn = rules.draw(pool, size, held.row.seed)
    Member.objects.bulk_create(
        Member(proceeding=held.row, role=Member.Role.EXPERT, expert_id=each.id) for each in drawn
    )
    return events.PanelDrawn(
        *held.about,
        size=size,
        seed=held.row.seed,
        pool=sorted(each.id for each in pool),
        drawn=[each.id for each in drawn],
    )


def _pool(held: Held, gone: frozenset[int]) -> list[rules.Candidate]:
    """Who may sit: of the field, valid, of no party's unit, not drawn before."""
    case = held.work.case
    units = {case.party_name, *held.row.institution.split("；")}
    rows = Expert.objects.filter(bureau=held.row.bureau_id, field=held.row.field)
    candidates = (rules.Candidate(row.pk, row.field, row.unit, row.valid_until) for row in rows)
    return [each for each in candidates if rules.may_sit(each, held.row.field, held.work.today, units, gone)]


def recuse_expert(actor: Actor, *, proceeding_id: int, member_id: int, reason: str) -> Member:
    """An expert has an interest or cannot come: the next of the same draw takes the place."""
    why = need(reason, "reason", N_("请写明回避或者不能参加的原因。"), longest=300)
    with transaction.atomic():
        held = hold(actor, proceeding_id, REVIEW)
        held.step("recuse")
        member = _expert(held, member_id)
        gone = frozenset(held.row.members.values_list("expert_id", flat=True))
        follower = rules.draw(_pool(held, gone), 1, held.row.seed)[0]
        made = Member.objects.create(proceeding=held.row, role=Member.Role.EXPERT, expert_id=follower.id)
        event = events.ExpertRecused(
            *held.about, member=member.pk, expert=member.expert_id or 0, next_expert=follower.id
        )
        change = Update(Member, member.pk, {"state": S.RECUSED, "reason": why})
        held.commit("recuse", event, change, reason=why)
    return made


def enter_opinion(actor: Actor, *, proceeding_id: int, member_id: int, verdict: str, opinion: str) -> None:
    """Enter the opinion that an expert has signed: fit or unfit, with the reasons."""
    text = need(opinion, "opinion", N_("请写下专家的评审意见。"))
    if verdict not in {"fit", "unfit"}:
        raise RuleViolation("no_such_verdict", N_("请选择“通过”或“不通过”。"), field="verdict")
    with transaction.atomic():
        held = hold(actor, proceeding_id, REVIEW)
        member = _expert(held, member_id)
        values = {
            "verdict": verdict,
            "text": sealed(Member, "text", member.uid, text),
            "state": S.SIGNED,
            "signed_at": held.work.now,
        }
        event = events.OpinionSigned(*held.about, member=member.pk, verdict=verdict)
        held.commit("opine", event, Update(Member, member.pk, values))


def _expert(held: Held, member_id: int) -> Member:
    member = next((each for each in held.members(Member.Role.EXPERT) if each.pk == member_id), None)
    if member is None:
        raise RuleViolation("no_such_member", N_("请选择评审组的专家。"), field="member_id")
    if member.signed_at is not None:
        raise Conflict("opinion_there", N_("这位专家的意见已经登记，不能再改。"))
    return member


def conclude_review(actor: Actor, *, proceeding_id: int, summary: str, file: Any = None) -> Proceeding:
    """Conclude by majority when every expert has signed, issue 专家评审意见书, let the clock run."""
    said = need(summary, "summary", N_("请写评审结论的摘要。"))
    with transaction.atomic():
        held = hold(actor, proceeding_id, REVIEW)
        held.step("close")
        members = held.members(Member.Role.EXPERT)
        verdict = rules.conclusion([each.verdict for each in members])
        word = "评审通过" if verdict == "fit" else "评审不通过"
        opinions = [f"{name_of(each)}：{each.text[:1700]}" for each in members]
        paper = telling.paper(
            held,
            "expert_opinion",
            paragraphs=[
                f"评审事项：{held.row.question}",
                f"结论：{word}。",
                *telling.paragraphs(said),
                *opinions,
            ],
            facts=telling.facts(("专业领域", held.row.field), ("抽取种子", held.row.seed)),
            people=telling.people(members),
            basis="《中华人民共和国行政许可法》第四十五条",
        )
        event = events.ReviewConcluded(*held.about, verdict=verdict, number=paper.number)
        held.commit(
            "close",
            event,
            result=verdict,
            text=sealed(Proceeding, "text", held.row.uid, said),
            paper_id=paper.pk,
            file_id=keep_file(held, file),
        )
        start_clock(held, f"专家评审结束：{word}")
    held.row.refresh_from_db()
    return held.row
