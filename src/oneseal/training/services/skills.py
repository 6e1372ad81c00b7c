"""Skills, and for what they are asked (inventory 1.10)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.labels import LINES
from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.training import events, selectors
from oneseal.training.models import Skill, SkillNeed
from oneseal.training.rules import skills as rules
from oneseal.training.rules.skills import BASIS, Ground


def check_keeper(actor: Actor, about: int = 0) -> None:
    """Training is kept by heads, the coordinator and the office; nobody writes about themselves. Raises Forbidden."""
    if not actor.staff_id or not actor.has(*selectors.KEEPERS):
        text = N_("培训、考核和技能由科室负责人、督办岗、局领导或办公室登记。")
        raise Forbidden("not_keeper", text, basis=BASIS)
    if about and about == actor.staff_id:
        raise Forbidden("own_record", N_("不能登记自己的成绩、轮岗和技能，请由别人登记。"), basis=BASIS)


def check_lead(actor: Actor) -> None:
    """What holds for the whole bureau is decided by its heads or the office. Raises Forbidden."""
    if not actor.staff_id or not actor.has(Role.BUREAU_HEAD, Role.ADMINISTRATOR):
        raise Forbidden("not_lead", N_("全局的规定由局领导或办公室的管理员决定。"), basis=BASIS)


def scope(actor: Actor, items: Iterable[int], lines: Iterable[str]) -> tuple[list[int], list[str]]:
    """Items and lines that were chosen, looked up; raises NotFound and RuleViolation."""
    chosen = [catalog.access_item(actor, pk).pk for pk in dict.fromkeys(items)]
    named = list(dict.fromkeys(lines))
    rules.check_scope(chosen, named, LINES)
    return chosen, named


def give(actor: Actor, staff_id: int, items: Iterable[int], lines: Iterable[str], **said: Any) -> list[Skill]:
    """Write one skill for each item and line; inside the act's transaction."""
    made = []
    for item, line in [*((pk, "") for pk in items), *((None, line) for line in lines)]:
        row = Skill.objects.create(
            bureau_id=actor.bureau_id, staff_id=staff_id, item_id=item, line=line, **said
        )
        until = row.until.isoformat() if row.until else None
        event = events.SkillGiven(staff_id, item, line, row.ground, row.since.isoformat(), until)
        record(actor, Subject("skill", row.pk), event)
        made.append(row)
    return made


def certify_skill(
    actor: Actor,
    *,
    staff: int,
    items: Iterable[int] = (),
    lines: Iterable[str] = (),
    since: date,
    until: date | None = None,
    proof: str,
) -> list[Skill]:
    """Take somebody to be able to serve items or lines by a certificate (持证). Raises Forbidden, RuleViolation."""
    check_keeper(actor, staff)
    identity.access_staff(actor, staff)
    chosen, named = scope(actor, items, lines)
    rules.check_period(since, until)
    paper = proof.strip()[:200]
    if not paper:
        raise RuleViolation("no_proof", N_("请填写证书名称和编号。"), field="proof")
    with transaction.atomic():
        return give(
            actor, staff, chosen, named, since=since, until=until, ground=Ground.CERTIFICATE, proof=paper
        )


def revoke_skill(actor: Actor, *, skill_id: int, reason: str) -> None:
    """A skill counts no more from today on. Raises Forbidden, NotFound, Conflict."""
    found = selectors.access_skill(actor, skill_id)
    check_keeper(actor, found.staff_id)
    why = reason.strip()[:300]
    if not why:
        raise RuleViolation("no_reason", N_("请写明取消的原因。"), field="reason")
    with transaction.atomic():
        row = lock(Skill, skill_id)
        if row.revoked_on is not None:
            raise Conflict("revoked_already", N_("这项技能已经取消，请刷新页面。"))
        values = {"revoked_on": clock.today(), "revoked_because": why}
        change = Update(Skill, row.pk, values, expect={"revoked_on": None})
        record(
            actor, Subject("skill", row.pk), events.SkillRevoked(row.staff_id), changes=[change], reason=why
        )


def ask_for_skill(
    actor: Actor, *, items: Iterable[int] = (), lines: Iterable[str] = (), from_on: date
) -> list[SkillNeed]:
    """From a day on only those with a proven skill serve these. Raises Forbidden, Conflict, RuleViolation."""
    check_lead(actor)
    chosen, named = scope(actor, items, lines)
    if from_on < clock.today():
        raise RuleViolation(
            "past_day", N_("持能上岗不能从过去的日期开始，请改为今天或以后。"), field="from_on"
        )
    pairs = [*((pk, "") for pk in chosen), *((None, line) for line in named)]
    with transaction.atomic():
        held = {(each.item_id, each.line) for each in selectors.open_needs(actor) if each.to_on is None}
        if held.intersection(pairs):
            raise Conflict("asked_already", N_("选中的事项或业务线已经要求持能上岗，不必重复。"))
        made = []
        for item, line in pairs:
            row = SkillNeed.objects.create(
                bureau_id=actor.bureau_id, item_id=item, line=line, from_on=from_on
            )
            event = events.NeedSet(item, line, from_on.isoformat())
            record(actor, Subject("skill_need", row.pk), event)
            made.append(row)
        return made


def lift_need(actor: Actor, *, need_id: int, reason: str) -> None:
    """A proven skill is no longer asked for after today. Raises Forbidden, Conflict, NotFound."""
    check_lead(actor)
    with transaction.atomic():
        row = lock(SkillNeed, need_id)
        if row.bureau_id != actor.bureau_id or row.to_on is not None:
            raise Conflict("lifted_already", N_("这条规定已经取消，请刷新页面。"))
        change = Update(SkillNeed, row.pk, {"to_on": max(clock.today(), row.from_on)}, expect={"to_on": None})
        event = events.NeedLifted(row.item_id, row.line)
        record(actor, Subject("skill_need", row.pk), event, changes=[change], reason=reason.strip()[:300])
