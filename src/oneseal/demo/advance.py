"""Before applications: the plan of key projects, and early services in every state (inventory 11.4, 5.18)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from oneseal.advance import selectors, services
from oneseal.advance.rules.projects import Entry
from oneseal.advance.rules.promises import Promise
from oneseal.advance.selectors import reviews
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules.situations import all_questions
from oneseal.demo import organisation
from oneseal.demo.files import sample
from oneseal.demo.scripts import receive
from oneseal.demo.stories import Moments, Story
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role

ActorInPost = Callable[[int, str, int], Actor]
PLAN = "云政发〔2026〕3号（演示）"
LAST_PLAN = "云政发〔2025〕5号（演示）"
PROJECTS: tuple[tuple[int, int, str, str, str], ...] = (
    (0, 0, "city", "industry", "顺达新能源专用车总装线"),
    (0, 1, "city", "service", "城东冷链物流园一期"),
    (0, 7, "district", "industry", "绿源食品预制菜加工厂"),
    (0, 15, "province", "industry", "云溪电子元件产业园"),
    (0, 14, "city", "housing", "老城区雨污分流改造"),
    (0, 44, "district", "social", "市图书馆新馆"),
    (-1, 18, "district", "industry", "龙泉矿泉水二期灌装线"),
)
"""Year against this one, place among the firms, level, industry, name."""
SERVICES: tuple[tuple[int, str, str, str], ...] = (
    (26, "food_licence", "想把老店旁边那间也租下来做堂食，不知道后厨要留多大、要不要重新办证。", "closed"),
    (
        9,
        "training_school",
        "准备办一所面向中小学生的美术培训学校，场地在二楼，消防和面积有什么要求？",
        "listed",
    ),
    (4, "drug_retail", "打算在云溪街道开一家药店，执业药师已经谈好，想先请人看看场地。", "taken"),
    (0, "public_place", "要开一家小型健身房带淋浴，空调是集中式的，请问卫生检测找谁做。", "waiting"),
)
"""So many days ago, item, what was asked, how far it is. The applicants are the persons with printed accounts."""


def load_projects(bureau_id: int, post: ActorInPost) -> int:
    """The plans of this year and the last where the bureau has none yet; return how many projects."""
    keeper = post(bureau_id, "coordinator", 0)
    if selectors.project_list(keeper, {"all": "1"}).rows:
        return 0
    firms, now = organisation.firms(), clock.now()
    with clock.at(now - timedelta(days=120)):
        for place, (ago, firm, level, industry, name) in enumerate(PROJECTS, start=1):
            year = now.year + ago
            services.list_project(
                keeper,
                Entry(
                    year=year,
                    level=level,
                    code=f"{year}-990181-30-03-{100000 + place}",
                    name=name,
                    owner=firms[firm].name,
                    owner_code=firms[firm].number,
                    industry=industry,
                    approved_by=LAST_PLAN if ago else PLAN,
                ),
            )
    return len(PROJECTS)


def load_early(bureau_id: int, post: ActorInPost) -> int:
    """Play the early services where the bureau has none yet; return how many."""
    clerk = post(bureau_id, "window_clerk", 0)
    if selectors.visible_early(clerk).exists():
        return 0
    now = clock.now()
    people = organisation.persons()
    for place, (ago, code, matter, end) in enumerate(SERVICES):
        holder = identity.applicant_by_number(people[(0, 2)[place % 2]].number)
        item = catalog.visible_items(clerk).filter(code=code).first()
        if holder is None or item is None:
            continue
        with clock.at(now - timedelta(days=ago, hours=5)):
            row = services.ask_early(clerk, item_id=item.pk, applicant_id=holder.pk, matter=matter)
        if end != "waiting":
            adviser = post(bureau_id, f"{item.business_line}_reviewer", 0)
            with clock.at(now - timedelta(days=ago, hours=1)):
                _advise(adviser, row.pk, end)
    return len(SERVICES)


def _advise(adviser: Actor, service_id: int, end: str) -> None:
    """What the adviser did with it."""
    services.take_early(adviser, service_id=service_id)
    services.add_note(
        adviser, service_id=service_id, text="已电话联系，约好后天上午到现场看场地，请带上租赁合同和平面图。"
    )
    if end == "listed":
        _give_list(adviser, service_id)
    if end == "closed":
        text = "看过场地：面积和布局没有变，原来的许可证够用，不用重新办。"
        services.close_early(adviser, service_id=service_id, reason=text)


def _give_list(adviser: Actor, service_id: int) -> None:
    row = selectors.access_early(adviser, service_id)
    version = catalog.current_version(row.item_id)
    if version is None:
        return
    content = catalog.content_of(version)
    answers = {question.code: [question.options[0].code] for question in all_questions(content)}
    first = content.materials[0].code
    services.give_list(
        adviser,
        service_id=service_id,
        answers=answers,
        notes={first: "用最新版表格，法定代表人签字。"},
        advice="场地消防手续最费时间，建议先办；平面图标明面积和疏散通道。",
    )


def advised(story: Story) -> Moments:
    """Advised before: asked, taken, list given, and handed in without a fault; the service leads on to the case."""
    line = story.item.content.business_line
    adviser = story.world.in_post(f"{line}_reviewer", story.rng)
    row = services.ask_early(
        story.clerk,
        item_id=story.item.id,
        applicant_id=story.applicant.id,
        matter="场地已经看好，请在申请以前看一看平面图和材料。",
    )
    services.take_early(adviser, service_id=row.pk)
    yield story.later(20, 40)
    services.give_list(
        adviser,
        service_id=row.pk,
        answers=story.situation.answers,
        notes={},
        advice="材料齐全、符合形式要求，可以直接申请。",
    )
    yield from receive(story)


GROUNDS = {
    "planning": "云自然规〔2026〕8号（演示）",
    "land": "云自然用〔2026〕3号（演示）",
    "quota": "云政土〔2026〕11号（演示）",
}
REVIEWS: tuple[tuple[str, int, int, str], ...] = (
    ("顺达新能源专用车总装线", 25, 34, "issued"),
    ("云溪电子元件产业园", 75, 40, "late"),
    ("绿源食品预制菜加工厂", 2, 90, "admitted"),
)
"""Project, so many days ago, the first paper promised within so many days, how far it is."""


def load_reviews(bureau_id: int, post: ActorInPost) -> int:
    """Play the pre-reviews where the bureau has none yet; return how many."""
    if reviews.visible_reviews(post(bureau_id, "coordinator", 0)).exists():
        return 0
    made, now = 0, clock.now()
    for name, ago, within, end in REVIEWS:
        with clock.at(now - timedelta(days=ago)):
            pk = _ask(bureau_id, name, within)
            made += bool(pk)
            if pk:
                _review(bureau_id, post, pk, end)
        if pk and end == "late":
            _late(now - timedelta(days=ago - within - 1))
    return made


def _ask(bureau_id: int, name: str, within: int) -> int:
    """The owner asks; 0 where the plan of that day did not hold the project (at the turn of the year)."""
    project = selectors.standing_projects(bureau_id).filter(name=name).first()
    firm = next(
        (each for each in organisation.firms() if project and each.number == project.owner_code), None
    )
    owner = identity.applicant_by_number(firm.number) if firm else None
    person = identity.applicant_by_number(organisation.persons()[firm.legal].number) if firm else None
    if project is None or owner is None or person is None:
        return 0
    citizen = Actor(
        name=person.name,
        roles=frozenset({Role.CITIZEN}),
        applicant_id=person.pk,
        applicants=frozenset({person.pk, owner.pk}),
    )
    items = catalog.visible_items(citizen).filter(code__in=["planning_permit", "construction_permit"])
    promised = [
        Promise(item.pk, clock.today() + timedelta(days=within + 60 * place))
        for place, item in enumerate(items.order_by("-code"))
    ]
    files = {about: ContentFile(sample("pdf"), f"{about}.pdf") for about in ("quota", "plan", "fire")}
    request = services.Request(
        "厂房两座，建筑面积三万平方米，计划明年一季度开工。", GROUNDS, promised, files, True
    )
    return services.ask_review(citizen, project_id=project.pk, applicant_id=owner.pk, request=request).pk


def _review(bureau_id: int, post: ActorInPost, pk: int, end: str) -> None:
    """The sections review; the head of the bureau issues the opinion."""
    reviewer = post(bureau_id, "investment_reviewer", 0)
    section = next(iter(reviewer.sections))
    keeper = post(bureau_id, "coordinator", 0)
    services.admit_review(keeper, review_id=pk, sections={"plan": section, "fire": section})
    text = "总平面退让、出入口和建筑间距符合要求。"
    services.give_opinion(reviewer, review_id=pk, subject="plan", verdict="fit", text=text)
    if end == "admitted":
        return
    text = "东侧消防车道净宽不足4米，施工图阶段改正。"
    services.give_opinion(reviewer, review_id=pk, subject="fire", verdict="conditions", text=text)
    services.issue_opinion(post(bureau_id, "bureau_head", 0), review_id=pk)


def _late(moment: datetime) -> None:
    """Nobody applied by the promised day: ordered to make good."""
    with clock.at(moment):
        for paper_id in reviews.overdue_papers(clock.today()):
            services.order_late(paper_id=paper_id)
