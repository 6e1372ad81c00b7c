"""Acts about towns and villages: standard lists, what is done where, facts, points handed over."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from oneseal.catalog import selectors as catalog
from oneseal.documents import services as documents
from oneseal.foundation import clock
from oneseal.foundation.db import lock_name
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Insert, Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.towns import events, selectors
from oneseal.towns.models import Fact, LevelItem, PointsTransfer, UnitItem
from oneseal.towns.rules import standards
from oneseal.towns.rules.standards import HOWS, KINDS, LEVELS, Said
from oneseal.towns.selectors import KEEPERS


def keep_level_item(actor: Actor, *, level: str, item_id: int, how: str, note: str = "") -> LevelItem:
    """Put an item on the standard list of a level, or change how far it goes there (7.5)."""
    _check_keeper(actor)
    if level not in LEVELS or how not in HOWS:
        raise RuleViolation("no_such_level", N_("请选择层级和办到哪一步。"), field="how")
    item = catalog.access_item(actor, item_id)
    with transaction.atomic():
        _alone("bureau", actor.bureau_id)
        values = {"how": how, "note": note.strip(), "from_on": clock.today()}
        row, _ = LevelItem.objects.update_or_create(
            bureau_id=actor.bureau_id, level=level, item=item, defaults=values
        )
        record(actor, _bureau(actor), events.LevelItemKept(level, item.pk, how))
    return row


def drop_level_item(actor: Actor, *, level: str, item_id: int) -> None:
    """Take an item off the standard list of a level. Raises Conflict where it is not on it."""
    _check_keeper(actor)
    with transaction.atomic():
        _alone("bureau", actor.bureau_id)
        gone, _ = LevelItem.objects.filter(bureau=actor.bureau_id, level=level, item=item_id).delete()
        if not gone:
            raise Conflict("not_listed", N_("清单里没有这个事项，请刷新后再看。"))
        record(actor, _bureau(actor), events.LevelItemKept(level, item_id, ""))


def set_unit_items(actor: Actor, *, unit_id: int, item_ids: Collection[int]) -> None:
    """Register what a unit does from today (进驻事项): what is not named ends yesterday, the rest goes on."""
    _check_keeper(actor)
    unit, today = selectors.access_unit(actor, unit_id), clock.today()
    wanted = set(item_ids)
    known = set(catalog.visible_items(actor).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - known:
        raise RuleViolation("no_such_item", N_("请从列表里选择事项。"), field="items")
    with transaction.atomic():
        _alone("unit", unit.pk)
        here = selectors.items_of([unit.pk])[unit.pk]
        came, ended = sorted(wanted - here.keys()), sorted(here.keys() - wanted)
        if not came and not ended:
            return
        last = {"to_on": today - timedelta(days=1)}
        changes: list[Any] = [Update(UnitItem, here[item].pk, last) for item in ended]
        changes += [
            Insert(UnitItem, {"unit_id": unit.pk, "item_id": item, "from_on": today, "to_on": None})
            for item in came
        ]
        record(actor, _about(unit), events.UnitItemsSet(unit.name, came, ended), changes=changes)


def record_fact(
    actor: Actor,
    *,
    unit_id: int,
    point: str,
    holds: bool,
    since: date | None = None,
    note: str = "",
    paper: str = "",
) -> Fact:
    """Say what was found about a unit (7.5, 7.6, 7.7). Raises RuleViolation where what is counted speaks against it."""
    _check_keeper(actor)
    unit = selectors.access_unit(actor, unit_id)
    with transaction.atomic():
        _alone("unit", unit.pk)
        said = Said(holds, since if holds else None, note, paper)
        standards.check_fact(KINDS[unit.kind], point, said, selectors.counted(unit), clock.today())
        row = Fact.objects.create(
            unit=unit,
            point=point,
            holds=holds,
            since=said.since,
            note=note.strip(),
            paper=paper.strip(),
            found_by_id=actor.staff_id,
            found_on=clock.today(),
        )
        record(actor, _about(unit), events.FactFound(unit.name, point, holds))
    return row


def hand_over_points(actor: Actor, *, first: date, last: date, to_unit: str) -> PointsTransfer:
    """Hand the points of the towns' agent centres over for the towns' general evaluation, once for a day (7.2).

    Both days are included. Raises Forbidden, RuleViolation, Conflict where a day of it was handed over before.
    """
    _check_keeper(actor)
    standards.check_period(first, last, clock.today())
    if not to_unit.strip():
        raise RuleViolation("unit_missing", N_("请写明移交给哪个单位。"), field="to_unit")
    rows = selectors.points(actor, first, last)
    if not rows:
        text = N_("还没有对应到镇（街道）的代办服务中心。请先在“代办机构”里选好所属的镇（街道）。")
        raise RuleViolation("no_towns", text)
    with transaction.atomic():
        _alone("bureau", actor.bureau_id)
        if selectors.transfers(actor).filter(first__lte=last, last__gte=first).exists():
            text = N_("这段时间里有几天的考评分已经移交过，请改选日期。")
            raise Conflict("handed_over", text, field="first")
        row = PointsTransfer.objects.create(
            bureau_id=actor.bureau_id,
            first=first,
            last=last,
            to_unit=to_unit.strip(),
            rows=rows,
            made_by_id=actor.staff_id,
            made_at=clock.now(),
        )
        document = documents.issue_document(
            actor,
            bureau_id=actor.bureau_id,
            kind="agent_points",
            subject=Subject("agent_points", row.pk),
            data=_letter(row),
            signed_name=actor.name,
        )
        event = events.PointsHandedOver(first.isoformat(), last.isoformat(), len(rows), document.number)
        change = Update(PointsTransfer, row.pk, {"document_id": document.pk})
        record(actor, Subject("agent_points", row.pk), event, changes=[change])
    row.refresh_from_db()
    return row


def _letter(row: PointsTransfer) -> dict[str, Any]:
    period = f"{paper_day(row.first)}至{paper_day(row.last)}"
    says = [
        f"现将{period}各镇（街道）代办服务考评分移交你单位，计入镇（街道）综合考核。得分由代办办结、群众评价、退回、"
        "培训、上门跟进五项记录按公布的权重计算，没有发生的项不计；没有代办和上门记录的不评分。"
    ]
    facts = [
        {
            "name": each["town"],
            "value": "不评分"
            if each["points"] is None
            else f"{each['points']}分"
            f"（承办{each['taken']}件，办结{each['finished']}件，评价{each['evaluated']}件，"
            f"培训合格{each['trained']}人，上门办结{each['visits']}次）",
        }
        for each in row.rows
    ]
    return {
        "applicant": row.to_unit,
        "item_name": f"{period}代办服务考评分",
        "paragraphs": says,
        "facts": facts,
        "basis": standards.BASIS,
    }


def _alone(what: str, pk: int) -> None:
    """One act at a time about a unit or a bureau's lists. The organisation's own row is not locked: half the house
    refers to it."""
    lock_name(f"towns:{what}:{pk}")


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*KEEPERS):
        raise Forbidden("not_towns_keeper", N_("镇村便民服务由协调督办岗或事项管理岗登记。"))


def _about(unit: Any) -> Subject:
    return Subject("organisation", unit.pk)


def _bureau(actor: Actor) -> Subject:
    return Subject("bureau", actor.bureau_id)
