"""Supervising departments at work: they sign for what they get as the days pass, two of them late, and report back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.supervision import selectors, services

ActorInPost = Callable[[int, str, int], Actor]
SLOW = frozenset({"云岭市农业农村局", "云岭市城市管理局"})
MARKET = "云岭市市场监督管理局"
PROMPTLY, SLOWLY = timedelta(days=3), timedelta(days=10)
"""How long a push lies before it is signed for."""
PARTNERS = {
    "云岭市市场监督管理局": "market_head",
    "云岭市卫生健康委员会": "social_head",
    "云岭市水利局": "general_head",
    "云岭市住房和城乡建设局": "investment_head",
}
"""The bureau's liaison, by post, for some of the departments."""


@dataclass(frozen=True, slots=True)
class Report:
    """A finding of the market department; `ago` in days, `then` what the bureau did about it so far."""

    ago: int
    matter: str
    text: str
    number: str = ""
    then: tuple[str, ...] = ()


REPORTS = (
    Report(8, "closed", "现场检查时已经关门，门上贴有转让告示，电话无人接听。", then=("accept", "noted")),
    Report(5, "penalty", "经营超过保质期的食品，罚款五千元。", "云市监罚〔2026〕演示3号", ("accept",)),
    Report(2, "unmet", "后厨改成了库房，操作面积已不符合许可条件。"),
    Report(1, "proposal", "当事人提交的租赁合同系伪造，建议撤销许可。", "云市监函〔2026〕演示7号"),
)


def load_duties(bureau_id: int, post: ActorInPost) -> int:
    """The public list of duties and the bureau's liaisons; returns how many duties were new."""
    keeper, coordinator = post(bureau_id, "item_keeper", 0), post(bureau_id, "coordinator", 0)
    made = services.draw_up_duties(keeper)
    for department_id, name in selectors.departments(coordinator).items():
        if name in PARTNERS and selectors.partner_of(department_id) is None:
            liaison = post(bureau_id, PARTNERS[name], 0)
            services.name_partner(coordinator, department_id=department_id, liaison_id=liaison.staff_id)
    return made


def evening(moment: datetime) -> None:
    """Departments sign for what has lain long enough; every other push is claimed at once."""
    for bureau_id in identity.bureau_ids():
        watcher = Actor(bureau_id=bureau_id, roles=frozenset({Role.SUPERVISOR}))
        rows = selectors.visible_pushes(watcher).filter(state="sent", pushed_at__lt=moment - PROMPTLY)
        for row in rows.order_by("id"):
            slow = row.department.name in SLOW
            if not slow or row.pushed_at < moment - SLOWLY:
                liaison = liaison_of(bureau_id, row.department_id, row.department.short_name)
                services.receive(liaison, push_id=row.pk)
                if row.pk % 2:
                    services.claim(liaison, push_id=row.pk)


def liaison_of(bureau_id: int, department_id: int, short_name: str) -> Actor:
    """Who speaks for a department: its liaison, or somebody unnamed where the demonstration has none."""
    named = selectors.liaisons(bureau_id, [department_id]).get(department_id)
    staff_id, name = named[0] if named else (0, f"{short_name}联络员")
    return Actor(
        name=name,
        bureau_id=bureau_id,
        roles=frozenset({Role.LIAISON}),
        staff_id=staff_id,
        sections=frozenset({department_id}),
    )


def load_findings(bureau_id: int, post: ActorInPost) -> int:
    """What the market department found about licences it had signed for, and one push that it sent back."""
    watcher = post(bureau_id, "supervisor", 0)
    market = next((pk for pk, name in selectors.departments(watcher).items() if name == MARKET), 0)
    if selectors.visible_findings(watcher).exists() or not market:
        return 0
    liaison, now = liaison_of(bureau_id, market, "市场监督管理局"), clock.now()
    pushes = selectors.visible_pushes(liaison).filter(
        received_at__isnull=False, pushed_at__lt=now - timedelta(days=9)
    )
    made = 0
    for row, report in zip(pushes.order_by("-id"), REPORTS, strict=False):
        with clock.at(now - timedelta(days=report.ago)):
            found = services.report_finding(
                liaison, push_id=row.pk, matter=report.matter, text=report.text, number=report.number
            )
            _go_on(post, found, report.then)
        made += 1
    _send_back(liaison)
    return made


def _go_on(post: ActorInPost, found: Any, then: tuple[str, ...]) -> None:
    """A reviewer of the item's section accepts it and, where it says how, answers."""
    if not then:
        return
    officer = post(found.bureau_id, f"{found.section.code}_reviewer", 0)
    services.accept_finding(officer, finding_id=found.pk)
    for measure in then[1:]:
        text = "已核实，系统里已记下，该单位再来办理时核对实际经营地址。"
        services.answer_finding(officer, finding_id=found.pk, measure=measure, text=text)


def _send_back(liaison: Actor) -> None:
    waiting = selectors.visible_pushes(liaison).filter(state="sent").order_by("-id").first()
    if waiting is not None:
        reason = "这家单位只从事网络销售，由注册地的监管部门负责，请核对。"
        services.send_back(liaison, push_id=waiting.pk, reason=reason)
