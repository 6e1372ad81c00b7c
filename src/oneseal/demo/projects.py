"""Plays the construction projects of `tales.py`; opinions come from the departments' liaisons."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from oneseal.bundles import services as bundles
from oneseal.bundles.rules.content import ThemeContent
from oneseal.catalog import selectors as catalog
from oneseal.demo.blueprint import EAST, NORTH
from oneseal.demo.scenes import back
from oneseal.demo.supervision import liaison_of
from oneseal.demo.tales import TALES, Tale
from oneseal.foundation import calendars, clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.plans.rules.outlines import of_text
from oneseal.projects import selectors, services
from oneseal.projects.rules.costs import Cost
from oneseal.projects.rules.templates import INVESTORS, PARALLEL, STAGES
from oneseal.projects.services import Particulars, Question

ActorInPost = Callable[[int, str, int], Actor]
PARK = (-2700, -900, -900, -150)
"""The industrial park, whose environment was assessed once for all (5.14)."""
ASKED = "请就送审文件提出意见，须修改的一次说全。"


def load_projects(bureau_id: int, post: ActorInPost, owners: dict[str, str]) -> int:
    """Tell the projects where the bureau has none yet; `owners` maps names of firms to their numbers."""
    keeper = post(bureau_id, "coordinator", 0)
    if selectors.visible_projects(keeper).exists():
        return 0
    manager = post(bureau_id, "project_manager", 0)
    _compose(post(bureau_id, "item_keeper", 0), post(bureau_id, "item_keeper", 1))
    with transaction.atomic():
        _assess(keeper)
        for tale in TALES:
            Teller(keeper, manager.staff_id, tale, owners[tale.owner]).tell()
    return len(TALES)


def _compose(author: Actor, publisher: Actor) -> None:
    """Each stage of each kind's flow as one form and one set, where items of the catalogue are in it (PRJ-3)."""
    known = {item.code for item in catalog.visible_items(author)}
    for flow in selectors.flows(author.bureau_id):
        for number in range(1, PARALLEL):
            items = [task.item for task in flow.tasks if task.stage == number and task.item in known]
            if not items:
                continue
            title = f"{INVESTORS[flow.investor]}项目：{STAGES[number]}"
            content = {"title": title, "lead": "investment", "items": [{"code": item} for item in items]}
            draft = bundles.draft_theme(
                author,
                code=selectors.theme_code(flow.investor, number),
                kind="stage",
                content=ThemeContent.model_validate(content),
            )
            bundles.publish_theme(publisher, version_id=draft.pk)


def _ground(box: tuple[int, int, int, int]) -> dict[str, Any]:
    """A rectangle in metres about the middle of the city, as the plan layers of `blueprint.py` lie."""
    west, south, east, north = box
    corners = [(west, south), (east, south), (east, north), (west, north)]
    return of_text("\n".join(f"{EAST + x}, {NORTH + y}" for x, y in corners), "EPSG:4549")[0]


def _assess(keeper: Actor) -> None:
    today = clock.today()
    services.list_assessment(
        keeper,
        kind="eia",
        title="云岭经济开发区区域环境影响评价",
        document="云环区评〔2025〕2号（演示）",
        area=_ground(PARK),
        valid_from=today - timedelta(days=400),
        valid_until=today + timedelta(days=1400),
        conditions="废水接入园区管网，不新增燃煤设施。",
    )


class Teller:
    """Plays one tale through the services, each thing at its own moment."""

    def __init__(self, keeper: Actor, manager_id: int, tale: Tale, number: str) -> None:
        self.keeper, self.manager_id, self.tale, self.number = keeper, manager_id, tale, number
        self.calendar, self.now = calendars.current(), clock.now()
        self.minute = 0
        self.project: Any = None
        self.asks: dict[str, int] = {}

    def moment(self, ago: int) -> datetime:
        """The morning of the working day that many before today, a little later each time."""
        self.minute += 2
        day = back(self.calendar, self.calendar.latest_workday(clock.today()), ago)
        at = datetime.combine(day, time(9), clock.LOCAL) + timedelta(minutes=self.minute)
        return min(at, self.now - timedelta(seconds=max(0, 200 - self.minute)))

    def tell(self) -> None:
        """Register it a little before the first thing that happened, then everything in the order of time."""
        happened = sorted(self.tale.happened, key=lambda each: -each[0])
        with clock.at(self.moment(happened[0][0] + 1)):
            self._register()
        for ago, verb, what in happened:
            with clock.at(self.moment(ago)):
                getattr(self, f"_{verb.replace(' ', '_')}")(what)

    def _register(self) -> None:
        owner = identity.applicant_by_number(self.number)
        assert owner is not None, self.number
        self.project = services.register_project(
            self.keeper,
            code=self.tale.code,
            investor=self.tale.investor,
            owner_id=owner.pk,
            particulars=Particulars(
                **self.tale.particulars,
                wished_start=self.calendar.add_workdays(self.now.date(), self.tale.wished).day,
                manager_id=self.manager_id,
            ),
        )
        services.set_site(self.keeper, project_id=self.project.pk, geojson=_ground(self.tale.site))

    def _of(self, key: str) -> dict[str, int]:
        return {"project_id": self.project.pk, "task_id": self.project.tasks.get(key=key).pk}

    def _start(self, key: str) -> None:
        services.start_task(self.keeper, **self._of(key))

    def _finish(self, key: str) -> None:
        services.finish_task(self.keeper, **self._of(key), note="")

    def _do(self, key: str) -> None:
        self._start(key)
        self._finish(key)

    def _open(self, number: str) -> None:
        services.open_stage(self.keeper, project_id=self.project.pk, number=int(number))

    def _pass(self, number: str) -> None:
        services.pass_stage(self.keeper, project_id=self.project.pk, number=int(number))

    def _skip(self, key: str) -> None:
        reason = "年综合能源消费量低于1000吨标准煤，不用节能审查。"
        services.skip_task(self.keeper, **self._of(key), reason=reason)

    def _share(self, key: str) -> None:
        area = selectors.assessments_in_force(self.project.bureau_id, key, self.now.date()).first()
        services.skip_task(self.keeper, **self._of(key), reason="", assessment_id=area.pk if area else None)

    def _ask(self, key: str) -> None:
        days = self.project.tasks.get(key=key).days
        found = services.ask_for_task(self.keeper, **self._of(key), question=Question(ASKED, days))
        self.asks[key] = found.pk

    def _say(self, what: str) -> None:
        key, _, comment = what.partition(":")
        self._answers(key, "", comment)

    def _say_but(self, what: str) -> None:
        key, _, silent = what.partition(":")
        self._answers(key, silent, "")

    def _answers(self, key: str, silent: str, comment: str) -> None:
        ask = selectors.access_ask(self.keeper, self.asks[key])
        for place, row in enumerate(ask.opinions.all()):
            if silent and row.unit_name.endswith(silent):
                continue
            said = (
                {"said": "changes", "text": comment}
                if comment and not place
                else {"said": "agree", "text": ""}
            )
            who = liaison_of(row.bureau_id, row.unit_id, row.unit_name)
            services.give_opinion(who, opinion_id=row.pk, **said)

    def _close(self, what: str) -> None:
        key, _, result = what.partition(":")
        services.close_ask(self.keeper, ask_id=self.asks[key], result=result, summary="")

    def _cost(self, what: str) -> None:
        key, _, told = what.partition(":")
        rows = [(kind, *pair.split("/")) for kind, pair in (each.split("=") for each in told.split())]
        given = [Cost(kind, int(alone) * 100, int(joint) * 100) for kind, alone, joint in rows]
        services.record_costs(self.keeper, ask_id=self.asks[key], given=given)

    def _connect(self, what: str) -> None:
        key, _, told = what.partition(":")
        plan, fee, days = told.split("/")
        ready = self.calendar.add_workdays(clock.today(), int(days)).day
        task_id = self.project.tasks.get(key=key).pk
        services.answer_connection(
            self.keeper, task_id=task_id, plan=plan, fee=int(fee) * 100, ready_on=ready
        )

    def _miss(self, key: str) -> None:
        ask = selectors.access_ask(self.keeper, self.asks[key])
        for row in ask.opinions.filter(state="asked"):
            services.miss_opinion(opinion_id=row.pk)

    def _meet(self, question: str) -> None:
        wanted = [
            each.pk for each in identity.units(self.keeper.bureau_id, clock.today()) if _invited(each.name)
        ]
        services.call_meeting(
            self.keeper,
            project_id=self.project.pk,
            lead_id=wanted[0],
            title="冷链加工园总平面研判会",
            question=Question(question, 3, wanted, self.now + timedelta(days=2), "三楼会议室"),
        )

    def _end(self, _: str) -> None:
        services.finish_project(self.keeper, project_id=self.project.pk)


def _invited(name: str) -> bool:
    return name.endswith(("投资建设审批科", "水利局", "自然资源局"))
