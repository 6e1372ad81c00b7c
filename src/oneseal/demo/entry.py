"""The entry ledger of the demonstration: units that moved, units in the hall, utilities that are late (3.2, 3.3, 6.14)."""

from datetime import date, datetime, timedelta
from typing import Any

from oneseal.demo import organisation
from oneseal.demo.advance import ActorInPost
from oneseal.entry import selectors, services
from oneseal.entry.services import ItemSaid, ListSaid, UnitSaid
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.identity import services as people
from oneseal.identity.services import OrganisationRecord
from oneseal.kernel.access import Actor
from oneseal.kernel.workdays import months_after
from oneseal.queueing import selectors as queueing

UTILITIES = ("自来水公司", "燃气公司", "广电网络公司", "电信运营联合营业厅")
STATIONED = ("税务局", "住房公积金管理中心", "消防救援大队")
MOVED = ("发展和改革委员会", "住房和城乡建设局", "水利局", "商务局")
OWN = {
    "税务局": (("增值税发票代开", 3), ("车船税申报", 2)),
    "住房公积金管理中心": (("住房公积金提取", 3), ("异地转移接续", 1)),
    "消防救援大队": (("公众聚集场所投入使用前消防安全检查", 3),),
    "自来水公司": (("用水报装", 1), ("用水过户", 0)),
    "燃气公司": (("用气报装", 0),),
    "广电网络公司": (("有线电视开通", 3),),
    "电信运营联合营业厅": (("宽带报装", 0),),
}
"""Item and how far it is: 0 outside, 1 taken in at the window only, 2 outside with consent, 3 whole."""


def load_entry(bureau_id: int, post: ActorInPost) -> int:
    """Fill the ledger where it is empty; return how many units."""
    keeper, now = post(bureau_id, "coordinator", 0), clock.now()
    if selectors.visible_units(keeper).exists():
        return 0
    admin = post(bureau_id, "administrator", 0)
    hall = next(iter(queueing.halls_in_use(keeper)), None)
    windows = {each.number: each for each in queueing.windows(hall)} if hall else {}
    with clock.at(now - timedelta(days=60)):
        for name in UTILITIES:
            people.open_organisation(
                admin, OrganisationRecord("enterprise", f"{organisation.CITY}{name}", bureau_id, order=90)
            )
        units = {row.name: row for row in identity.visible_organisations(keeper)}
        for place, name in enumerate((*MOVED, *STATIONED, *UTILITIES)):
            _unit(keeper, units[f"{organisation.CITY}{name}"], name, place, windows)
    _breaches(keeper, post(bureau_id, "supervisor", 0), post(bureau_id, "bureau_head", 0), now)
    compare_lists(keeper, post(bureau_id, "supervisor", 0), now)
    return len(MOVED) + len(STATIONED) + len(UTILITIES)


def _unit(keeper: Actor, unit: Any, name: str, place: int, windows: dict[str, Any]) -> None:
    today = clock.today()
    begun = unit.transferred_on or date(2021, 3, 1)
    late = name in UTILITIES[1:]
    said = UnitSaid(
        batch="第三批" if name in UTILITIES else "第一批",
        section="" if late else "政务服务科",
        section_on=None if late else begun,
        section_paper="" if late else "云编办〔2021〕6号（演示）",
        moved_on=None if late else begun,
        head="" if late else "窗口负责人",
    )
    row = services.keep_unit(keeper, unit=unit.pk, said=said)
    window = windows.get(("01", "05", "07", "03")[place % 4])
    services.take_items(keeper, unit_id=row.pk)
    for each in selectors.items_of(row)[:5]:
        _item(keeper, row.pk, 3, window, today, entry_id=each.pk)
    for item, far in OWN.get(name, ()):
        _item(keeper, row.pk, far, window, today, name=item)


def _item(keeper: Actor, unit_id: int, far: int, window: Any, today: date, **which: Any) -> None:
    said = ItemSaid("planned")
    if far == 2:
        said = ItemSaid(
            "excepted",
            paper="云政函〔2026〕9号（演示）",
            consent_on=today - timedelta(days=300),
            until=today + timedelta(days=50),
            why="需要现场查验车辆，设备不能搬进大厅",
        )
    elif far and window is not None:
        said = ItemSaid(
            "entered", window=window.pk, entered_on=today, accepts=True, decides=far > 1, seals=far > 1
        )
    services.keep_item(keeper, unit_id=unit_id, said=said, **which)


def _breaches(keeper: Actor, watcher: Actor, head: Actor, now: Any) -> None:
    """Water: circular and mended, then again to be talked about; gas: figures above ours; broadcasting: a lead."""
    entries = {row.name: row for row in selectors.all_items(keeper)}
    water, gas = entries["用水报装"], entries["用气报装"]
    with clock.at(now - timedelta(days=40)):
        month = months_after(clock.today().replace(day=1), -1)
        services.return_figures(
            watcher, entry_id=water.pk, month=month, number=31, source="自来水公司营收系统月报"
        )
    (first,) = selectors.breaches_of(keeper, water.unit_id)
    with clock.at(now - timedelta(days=36)):
        services.judge_breach(
            keeper, breach_id=first.pk, true=True, verdict="调取营业厅台账，31件都没有进综合窗口。"
        )
        day = clock.today() + timedelta(days=15)
        text = "请各单位对照进驻目录自查，大厅以外的收件窗口一律关闭。"
        services.order_mending(head, breach_id=first.pk, text=text, mend_by=day)
    with clock.at(now - timedelta(days=18)):
        services.close_breach(watcher, breach_id=first.pk, remedy="营业厅收件窗口已撤，改在大厅1号窗受理。")
    with clock.at(now - timedelta(days=6)):
        again = services.report_breach(
            watcher,
            unit_id=water.unit_id,
            source="complaint",
            facts="群众反映过户仍要到公司四楼办。",
            number=2,
        )
        services.judge_breach(keeper, breach_id=again.pk, true=True, verdict="现场核对，过户两件在公司办理。")
    with clock.at(now - timedelta(days=5)):
        month = months_after(clock.today().replace(day=1), -1)
        services.return_figures(keeper, entry_id=gas.pk, month=month, number=18, source="燃气公司月报")
        services.report_breach(
            keeper,
            unit_id=entries["宽带报装"].unit_id,
            source="result",
            result="云宽许〔2026〕第0032号",
            facts="企业开办回访时看到的批文，系统里没有这一件。",
        )


def compare_lists(keeper: Actor, watcher: Actor, now: datetime) -> None:
    """Lists out of units' own systems: gas followed, broadcasting waits to be followed."""
    entries = {row.name: row for row in selectors.all_items(keeper)}
    for name, unit, place in (("用气报装", "燃气公司", 0), ("有线电视开通", "广电网络公司", 1)):
        with clock.at(now - timedelta(days=4 - place)):
            first = clock.today() - timedelta(days=20)
            days = [first + timedelta(days=3 * each) for each in range(4)]
            lines = [[f"{unit[:2]}{day:%m%d}-{place + 1}", name, day.isoformat()] for day in days]
            said = ListSaid(entries[name].unit_id, first, days[-1], f"{unit}业务系统导出")
            row = services.take_list(watcher, said=said, cells=[["编号", "事项", "受理日期"], *lines])
            if not place:
                services.follow_list(watcher, list_id=row.pk)
