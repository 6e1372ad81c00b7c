"""Towns and villages of the demonstration: lists, what is done where, facts, points handed over (7.2, 7.5–7.7, 11.7)."""

from datetime import date, timedelta

from oneseal.agents import selectors as agents
from oneseal.agents import services as agent_services
from oneseal.catalog import selectors as catalog
from oneseal.demo.advance import ActorInPost
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.towns import selectors, services
from oneseal.towns.rules.standards import KINDS, LEVELS, TOWN

LISTS = {
    "town": (
        ("individual_start", "accept", "当场打印执照"),
        ("food_licence", "accept", ""),
        ("small_catering", "accept", ""),
        ("residence_permit", "forward", "带村（社区）开的居住情况说明"),
        ("hr_services", "guide", ""),
    ),
    "village": (
        ("individual_start", "forward", "每周三、周五由村代办员送镇里"),
        ("residence_permit", "forward", ""),
        ("food_licence", "guide", ""),
    ),
}
WHOLE = 2
"""So many towns do everything on their list; the others lack the last item of it."""
HELD = ("setup", "hall", "flow", "platform", "management", "service", "system", "guidance", "plate")
LACKING = {"platform": "高拍仪还没有到货，12月底前配齐。", "service": "只有两个村有代办员，正在补。"}


def load_towns(bureau_id: int, post: ActorInPost) -> int:
    """Set everything up where the bureau has no standard list yet; return how many units."""
    keeper = post(bureau_id, "coordinator", 0)
    units = selectors.units_of(bureau_id)
    if not units or selectors.level_items(bureau_id).exists():
        return 0
    known = {item.code: item.pk for item in catalog.visible_items(keeper)}
    now = clock.now()
    with clock.at(now - timedelta(days=200)):
        for level in LEVELS:
            for code, how, note in LISTS[level]:
                if code in known:
                    services.keep_level_item(keeper, level=level, item_id=known[code], how=how, note=note)
    with clock.at(now - timedelta(days=150)):
        for place, unit in enumerate(units[:8]):
            _unit(keeper, unit.pk, KINDS[unit.kind], known, place)
    _points(keeper, {unit.short_name: unit.pk for unit in units if KINDS[unit.kind] == TOWN})
    return len(units)


def _unit(keeper: Actor, unit_id: int, level: str, known: dict[str, int], place: int) -> None:
    """What one unit does, and what was found there."""
    codes = [code for code, _how, _note in LISTS[level] if code in known]
    whole = place < 2 * WHOLE
    here = codes if whole else codes[:-1]
    services.set_unit_items(keeper, unit_id=unit_id, item_ids=[known[code] for code in here])
    since, town = clock.today() - timedelta(days=30), level == TOWN
    named = [point for point in HELD if town or point not in ("service", "system", "guidance")]
    for point in [*named, *(["list", "all_round"] if whole else []), *(["items"] if town else [])]:
        _found(keeper, unit_id, point, since, lacking=not whole)
    if town and whole:
        services.record_fact(
            keeper,
            unit_id=unit_id,
            point="institution",
            holds=True,
            since=since,
            paper="云编发〔2026〕5号（演示）",
        )


def _found(keeper: Actor, unit_id: int, point: str, since: date, *, lacking: bool) -> None:
    note = LACKING.get(point, "") if lacking else ""
    services.record_fact(
        keeper, unit_id=unit_id, point=point, holds=not note, since=None if note else since, note=note
    )


def _points(keeper: Actor, towns: dict[str, int]) -> None:
    """The towns' agent centres belong to their towns; the points of last month went to the evaluation."""
    centres = [centre for centre in agents.visible_centres(keeper) if centre.kind == "town"]
    for centre in centres:
        town = next((pk for name, pk in towns.items() if centre.name.startswith(name)), None)
        facts = {name: getattr(centre, name) for name in ("kind", "name", "area", "phone", "address")}
        agent_services.keep_centre(keeper, centre_id=centre.pk, unit_id=town, **facts)
    if centres:
        last = clock.today() - timedelta(days=1)
        services.hand_over_points(
            keeper, first=last - timedelta(days=29), last=last, to_unit="云岭市综合考核办公室"
        )
