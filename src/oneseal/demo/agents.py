"""Agents of the demonstration: four squads, centres of towns and the park, orders in every state, visits (7.1–7.4)."""

from datetime import timedelta
from typing import Any, NamedTuple

from oneseal.agents import extensions, selectors, services
from oneseal.agents.services import Wish
from oneseal.catalog import selectors as catalog
from oneseal.demo import organisation
from oneseal.demo.advance import ActorInPost
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.projects import selectors as projects

CENTRES = (
    ("park", "云岭高新区企业服务中心", "云岭高新区", 0, "0990-8810001"),
    ("town", "白鹭镇代办服务中心", "白鹭镇及所辖村", 6, "0990-8810011"),
    ("town", "青石镇代办服务中心", "青石镇及所辖村", 7, "0990-8810012"),
    ("squad", "红色代办一队（企业开办）", "城区个体户和小微企业", 8, "0990-8810021"),
    ("squad", "红色代办二队（项目建设）", "重点项目", 9, "0990-8810022"),
    ("squad", "红色代办三队（民生服务）", "老人、残疾人", 10, "0990-8810023"),
    ("squad", "红色代办四队（复工复产）", "规上企业", 11, "0990-8810024"),
)
"""Kind, name, whom it serves, its first agent's place among the citizens, telephone."""
POWERS = (
    ("individual_start", "decide", "云政发〔2026〕2号"),
    ("small_catering", "decide", "云政发〔2026〕2号"),
    ("food_licence", "accept", ""),
    ("company_start", "accept", ""),
    ("hr_services", "guide", ""),
)
LI = 2
ORDERS = (
    (20, "老店换新：食品许可一次办好", "food_licence", 3, "evaluated"),
    (12, "父母的居住证代办", "residence_permit", 5, "finished"),
    (6, "开一家公司，从执照到印章", "company_start", 0, "working"),
    (3, "开药店，从执照到许可", "theme:pharmacy", 3, "working"),
    (30, "培训学校办学许可代办", "food_licence", 4, "paused"),
    (1, "开一家早餐店", "individual_start", None, "asked"),
)
"""So many days ago, what, item or theme, place of the centre, and how far it is. All are 李晓梅's."""


class Wanted(NamedTuple):
    """A visit wanted so many days ago: who, where, what for, how far it is; `town`: its place among the bureau's."""

    ago: int
    who: str
    place: str
    town: int | None
    demand: str
    end: str


VISITS = (
    Wanted(
        8,
        "顺达物流有限公司",
        "高新区经三路18号",
        None,
        "二十辆车的道路运输证一起换，想上门核对材料。",
        "settled",
    ),
    Wanted(4, "绿源食品厂", "白鹭镇工业小区", 0, "新厂房要办哪些手续，请上门一次讲清。", "made"),
    Wanted(1, "北街社区 周奶奶", "北街社区3栋2单元", 1, "行动不便，高龄津贴要上门办。", "planned"),
    Wanted(0, "云溪电子", "高新区纬二路6号", None, "扩建项目想请项目管家每周来一次。", "wanted"),
)


def load_agents(bureau_id: int, post: ActorInPost) -> int:
    """Set everything up where the bureau has no centre yet; return how many orders."""
    keeper, clerk = post(bureau_id, "coordinator", 0), post(bureau_id, "window_clerk", 0)
    if selectors.visible_centres(keeper).exists():
        return 0
    people, now = organisation.persons(), clock.now()
    with clock.at(now - timedelta(days=60)):
        members = [_centre(keeper, people, *row) for row in CENTRES]
        _list(keeper, members[0].centre_id)
    with clock.at(now - timedelta(days=25)):
        for member in members[:4]:
            services.record_training(
                keeper,
                centre_id=member.centre_id,
                title="帮办代办业务和授权规则",
                held_on=clock.today(),
                hours=8,
                teacher="政策法规科",
                passed=[member.pk],
            )
    made = sum(_order(bureau_id, clerk, people, members, now, row) for row in ORDERS)
    towns = _liaisons(keeper)
    for row in VISITS:
        town_id = towns[row.town] if row.town is not None and row.town < len(towns) else None
        _visit(clerk, members[0].centre_id, town_id, now, row)
    return made


def visit_project(bureau_id: int, post: ActorInPost) -> None:
    """The project manager goes to the owner of the first key project (7.4, 11.4)."""
    manager, keeper = post(bureau_id, "project_manager", 0), post(bureau_id, "coordinator", 0)
    project = projects.visible_projects(keeper).filter(is_key=True).order_by("id").first()
    if project is None:
        return
    visit = services.want_visit(
        keeper,
        who=project.owner_name,
        place=project.address,
        demand="施工图审查意见怎么改、规划许可还缺什么，请上门逐条对一遍。",
        staff_id=manager.staff_id,
        project=project.code,
    )
    when = clock.now() + timedelta(days=1)
    services.plan_visit(keeper, visit_id=visit.pk, planned_for=when, visitors=manager.name)


def _liaisons(keeper: Actor) -> list[int]:
    """One colleague for each of the first towns; the towns' ids."""
    towns = identity.visible_organisations(keeper).filter(kind="town_centre", closed_on=None).order_by("id")
    people = identity.visible_staff(keeper).filter(left_on=None).order_by("-id")
    for town, person in zip(towns[:4], people[:4], strict=False):
        services.set_liaison(keeper, town_id=town.pk, staff_id=person.pk)
    return [town.pk for town in towns[:4]]


def _centre(keeper: Actor, people: Any, kind: str, name: str, area: str, place: int, phone: str) -> Any:
    centre = services.keep_centre(keeper, kind=kind, name=name, area=area, phone=phone)
    return services.join_centre(keeper, centre_id=centre.pk, number=people[place].number, leader=True)


def _list(keeper: Actor, centre_id: int) -> None:
    for code, power, paper in POWERS:
        item = catalog.visible_items(keeper).filter(code=code).first()
        if item is not None:
            services.add_power(keeper, centre_id=centre_id, item_id=item.pk, power=power, paper=paper)


def _order(
    bureau_id: int, clerk: Actor, people: Any, members: list[Any], now: Any, row: tuple[Any, ...]
) -> int:
    ago, title, code, place, end = row
    theme = code.partition("theme:")[2]
    found = catalog.visible_items(clerk).filter(code=code).first()
    principal = citizen(people[LI].number)
    known = found or any(each.code == theme for each in extensions.offered(bureau_id))
    if not known or principal is None:
        return 0
    asked = now - timedelta(days=ago)
    with clock.at(asked):
        order = services.ask_agent(
            principal,
            bureau_id=bureau_id,
            applicant_id=principal.applicant_id,
            item_ids=[found.pk] if found else [],
            wish=Wish(title, "平时上班走不开，请代办员帮忙跑。", theme=theme),
        )
    if place is None:
        return 1
    with clock.at(asked + timedelta(hours=2)):
        services.assign_order(clerk, order_id=order.pk, member_id=members[place].pk)
        days = 10 if end == "paused" else 60
        until = clock.today() + timedelta(days=days)
        services.authorise_order(principal, order_id=order.pk, until=until)
    _work(principal, members[place], order, asked, end)
    return 1


def _work(principal: Actor, member: Any, order: Any, asked: Any, end: str) -> None:
    """What the agent did; agents of the demonstration have no printed account, so they act by what they are."""
    if end == "paused":
        services.pause_order(order_id=order.pk)
        return
    agent = Actor(
        account_id=0,
        name=member.person.name,
        applicant_id=member.person_id,
        applicants=frozenset({member.person_id, order.applicant_id}),
        roles=principal.roles,
        bureau_id=principal.bureau_id,
    )
    tasks = list(order.tasks.all())
    for place, task in enumerate(tasks if end != "working" else tasks[:2]):
        with clock.at(asked + timedelta(days=1, minutes=20 * place)):
            services.tick_task(agent, order_id=order.pk, task_id=task.pk, done=True)
    if end == "working":
        return
    with clock.at(asked + timedelta(days=4)):
        services.finish_order(agent, order_id=order.pk, outcome="已办好，证件当面交给委托人。")
    if end == "evaluated":
        with clock.at(asked + timedelta(days=5)):
            services.evaluate_order(principal, order_id=order.pk, level=5, comment="全程没跑腿。")


def citizen(number: str) -> Actor | None:
    """A citizen with an account, as an actor."""
    found = identity.applicant_by_number(number)
    account = identity.account_of_applicant(found.pk) if found else None
    return identity.actor_for(account) if account else None


def _visit(clerk: Actor, centre_id: int, town_id: int | None, now: Any, row: Wanted) -> None:
    asked = now - timedelta(days=row.ago, hours=3)
    with clock.at(asked):
        visit = services.want_visit(
            clerk, who=row.who, place=row.place, demand=row.demand, centre_id=centre_id, town_id=town_id
        )
        if row.end == "wanted":
            return
        when = asked + timedelta(days=2, hours=1)
        services.plan_visit(clerk, visit_id=visit.pk, planned_for=when, visitors="周敏、代办员")
    if row.end == "planned":
        return
    with clock.at(asked + timedelta(days=2, hours=2)):
        follow = (now + timedelta(days=3)).date()
        services.make_visit(
            clerk, visit_id=visit.pk, finding="上门讲清了要办的手续，列了清单。", follow_by=follow
        )
    if row.end == "settled":
        with clock.at(asked + timedelta(days=5)):
            services.settle_visit(clerk, visit_id=visit.pk, result="材料已核对，证件已换发。")
