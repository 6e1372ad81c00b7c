"""Centres and squads: who works there, how far items go there, trainings, liaisons (inventory 7.2, 7.3, 7.5, 7.8)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.agents import events
from oneseal.agents.models import AgentCentre, AgentMember, CentrePower, Liaison, Training
from oneseal.agents.rules.life import POWERS
from oneseal.agents.selectors import KEEPERS, TOWNS, access_centre, members_of
from oneseal.catalog import selectors as catalog
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_


def keep_centre(actor: Actor, *, centre_id: int | None = None, **values: Any) -> AgentCentre:
    """Set up a centre or squad, or describe one anew. `values`: kind, name, area, phone, address, unit_id, closed_on."""
    _check_keeper(actor)
    taken = AgentCentre.objects.filter(bureau=actor.bureau_id, name=values["name"]).exclude(pk=centre_id or 0)
    if taken.exists():
        raise Conflict("name_taken", N_("已有同名的代办机构。"), field="name")
    if unit_id := values.get("unit_id"):
        _check_town(identity.access_organisation(actor, unit_id), "unit_id")
    event = events.CentreKept(values["name"], values["kind"])
    with transaction.atomic():
        if centre_id is None:
            centre = AgentCentre.objects.create(bureau_id=actor.bureau_id, **values)
            record(actor, _about(centre), event)
            return centre
        access_centre(actor, centre_id)
        centre = db.lock(AgentCentre, centre_id)
        record(actor, _about(centre), event, changes=[Update(AgentCentre, centre.pk, values)])
    return access_centre(actor, centre_id)


def join_centre(actor: Actor, *, centre_id: int, number: str, leader: bool = False) -> AgentMember:
    """A registered person becomes agent of a centre. Raises NotFound at `number`, Conflict where they are already."""
    _check_keeper(actor)
    access_centre(actor, centre_id)
    person = identity.applicant_by_number(number.strip())
    if person is None or person.kind != "person":
        text = N_("没有这个证件号码的个人，请代办员先注册。")
        raise NotFound("no_such_person", text, field="number")
    with transaction.atomic():
        centre = db.lock(AgentCentre, centre_id)
        if centre.members.filter(person=person, to_on=None).exists():
            raise Conflict("member_already", N_("这个人已经是这里的代办员。"), field="number")
        member = AgentMember.objects.create(
            centre=centre, person=person, leader=leader, from_on=clock.today()
        )
        record(actor, _about(centre), events.MemberKept(centre.name, member.pk, True))
    return member


def end_membership(actor: Actor, *, centre_id: int, member_id: int, last_on: date) -> None:
    """An agent leaves: after the last day no order is given to them, and none in their hands can be authorised anew."""
    _check_keeper(actor)
    access_centre(actor, centre_id)
    with transaction.atomic():
        centre = db.lock(AgentCentre, centre_id)
        member = centre.members.filter(pk=member_id, to_on=None).first()
        if member is None:
            raise Conflict("no_such_member", N_("没有找到这位在岗的代办员，请刷新后再看。"))
        if last_on < member.from_on:
            raise RuleViolation("day_reversed", N_("离岗日期不能早于到岗日期。"), field="last_on")
        change = Update(AgentMember, member.pk, {"to_on": last_on})
        record(actor, _about(centre), events.MemberKept(centre.name, member.pk, False), changes=[change])


def add_power(actor: Actor, *, centre_id: int, item_id: int, power: str, paper: str = "") -> CentrePower:
    """Put an item on a centre's list, or change how far it goes there. `paper`: what gave the power."""
    _check_keeper(actor)
    access_centre(actor, centre_id)
    item = catalog.access_item(actor, item_id)
    if power not in POWERS:
        raise RuleViolation("no_such_power", N_("请选择办到哪一步。"), field="power")
    if power == "decide" and not paper.strip():
        text = N_("在这里办结的事项，请写明下放、授权或委托的文件。")
        raise RuleViolation("paper_missing", text, field="paper", basis="行政许可法第二十四条")
    with transaction.atomic():
        centre = db.lock(AgentCentre, centre_id)
        values = {"power": power, "paper": paper.strip(), "from_on": clock.today()}
        made, _ = CentrePower.objects.update_or_create(centre=centre, item=item, defaults=values)
        record(actor, _about(centre), events.PowerKept(centre.name, item.pk, power))
    return made


def remove_power(actor: Actor, *, centre_id: int, item_id: int) -> None:
    """Take an item off the list."""
    _check_keeper(actor)
    access_centre(actor, centre_id)
    with transaction.atomic():
        centre = db.lock(AgentCentre, centre_id)
        gone, _ = CentrePower.objects.filter(centre=centre, item=item_id).delete()
        if not gone:
            raise Conflict("not_listed", N_("清单里没有这个事项，请刷新后再看。"))
        record(actor, _about(centre), events.PowerKept(centre.name, item_id, ""))


def record_training(
    actor: Actor,
    *,
    centre_id: int,
    title: str,
    held_on: date,
    hours: int,
    teacher: str,
    passed: Sequence[int],
) -> Training:
    """A training was held; `passed` are members of the centre."""
    _check_keeper(actor)
    access_centre(actor, centre_id)
    if held_on > clock.today():
        raise RuleViolation("day_ahead", N_("培训日期还没有到，办过以后再登记。"), field="held_on")
    with transaction.atomic():
        centre = db.lock(AgentCentre, centre_id)
        here = {each.pk for each in members_of(centre, on=held_on)}
        if not passed or not set(passed) <= here:
            raise RuleViolation("not_members", N_("请勾选合格的代办员（当日在岗的）。"), field="passed")
        made = Training.objects.create(
            centre=centre, title=title.strip(), held_on=held_on, hours=hours, teacher=teacher.strip()
        )
        made.passed.set(passed)
        record(actor, _about(centre), events.Trained(centre.name, made.title, len(passed)))
    return made


def set_liaison(actor: Actor, *, town_id: int, staff_id: int) -> Liaison:
    """From today a colleague is there for a town; whoever was before is no longer."""
    _check_keeper(actor)
    town = identity.access_organisation(actor, town_id)
    person = identity.access_staff(actor, staff_id)
    _check_town(town, "town")
    today = clock.today()
    with transaction.atomic():
        Liaison.objects.select_for_update().filter(town=town, to_on=None).update(to_on=today)
        made = Liaison.objects.create(bureau_id=actor.bureau_id, town=town, staff=person, from_on=today)
        event = events.LiaisonKept(town.pk, person.pk)
        record(actor, Subject("organisation", town.pk), event)
    return made


def _check_town(unit: Any, field: str) -> None:
    if unit.kind not in TOWNS:
        raise RuleViolation("no_town", N_("请选择镇（街道）或村（社区）。"), field=field)


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*KEEPERS):
        raise Forbidden("not_agent_keeper", N_("代办机构由协调或事项管理岗位维护。"))


def _about(centre: AgentCentre) -> Subject:
    return Subject("agent_centre", centre.pk)
