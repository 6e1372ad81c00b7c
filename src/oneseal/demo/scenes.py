"""Open cases in every state, told on purpose: whoever opens a list of the demonstration finds each kind on it.

A scene begins on such a day that its point is reached just now, in the order of time with everything else.
`scripts.py` tells what happens in each.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from oneseal.catalog.rules import variants
from oneseal.catalog.rules.content import FeeDue
from oneseal.demo import advance, charges, couriers, lockers, procedures, promises, scripts, separation
from oneseal.demo.files import Shelf
from oneseal.demo.scripts import Script
from oneseal.demo.stories import Cast, Moments, Story, cast
from oneseal.demo.world import SimItem, World
from oneseal.fees.rules import charges as fees
from oneseal.foundation import clock
from oneseal.kernel.workdays import WorkCalendar

LONGEST = 20
"""No scene begins so many days back or more: the year's numbers lie before."""
ZHANG, LI = 0, 2
"""Places among the persons of those who have printed accounts."""
TRIES = 400
Begins = Callable[[WorkCalendar, date, int], date]


@dataclass(frozen=True)
class Scene:
    """One open case. `begins`: its day of receipt, from calendar, today and the promised limit.

    `step`: a kind of step that its situation must have; `person`: who applies, else anybody whom it fits.
    """

    item: str
    begins: Begins
    script: Script
    channel: str = ""
    delivery: str = ""
    step: str = ""
    person: int | None = None
    costs: bool = False
    """Its situation must have a charge to pay."""


def ago(workdays: int) -> Begins:
    """So many working days before today; 0 is today or the last working day."""
    return lambda calendar, today, _limit: back(calendar, calendar.latest_workday(today), workdays)


def due_in(workdays: int, *, statutory: bool = False) -> Begins:
    """On such a day that the promise runs out so many working days from today (negative: ran out)."""
    return lambda calendar, today, limit: back(calendar, aim(calendar, today, workdays), limit)


def back(calendar: WorkCalendar, day: date, workdays: int) -> date:
    """The working day that many working days earlier."""
    for _ in range(workdays):
        day = calendar.latest_workday(day - timedelta(days=1))
    return day


def aim(calendar: WorkCalendar, today: date, workdays: int) -> date:
    """The working day that many after today; where today is none, the next one stands for it."""
    day = today if calendar.is_workday(today) else calendar.next_workday(today).day
    if workdays < 0:
        return back(calendar, day, -workdays)
    for _ in range(workdays):
        day = calendar.next_workday(day + timedelta(days=1)).day
    return day


ARRIVALS = (
    Scene("individual_start", ago(0), scripts.draft, "online"),
    Scene("company_start", ago(2), scripts.draft, "online"),
    Scene("residence_permit", ago(1), scripts.draft, "online", person=ZHANG),
    Scene("food_licence", ago(0), scripts.receive, "online"),
    Scene("drug_retail", ago(0), scripts.receive, "online"),
    Scene("doctor_registration", ago(1), scripts.receive, "online"),
    Scene("construction_permit", ago(1), scripts.receive, "online"),
    Scene("drainage", ago(2), scripts.receive, "window"),
    Scene("training_school", ago(5), scripts.receive, "online"),
    Scene("public_place", ago(1), scripts.ask_for_correction, "online"),
    Scene("labour_dispatch", ago(4), scripts.ask_for_correction, "window"),
    Scene("individual_change", ago(2), scripts.ask_for_correction, "online", person=ZHANG),
    Scene("outdoor_ad", ago(12), scripts.ask_for_correction, "online"),
    Scene("hr_services", ago(3), scripts.correct, "online"),
    Scene("vet_clinic", ago(2), scripts.correct, "online"),
    Scene("publication_retail", ago(7), scripts.deem, "online"),
)
AT_EACH_STEP = (
    *(
        Scene(item, ago(days), scripts.accept)
        for item, days in (
            ("planning_permit", 0),
            ("device_three", 0),
            ("nurse_registration", 1),
            ("pesticide", 1),
            ("teacher_certificate", 2),
        )
    ),
    Scene("road_freight", ago(0), scripts.take("review"), "online", person=ZHANG),
    Scene("cinema", ago(1), scripts.take("review")),
    Scene("drug_retail", ago(2), scripts.before("survey"), "window", step="survey"),
    Scene("food_licence", ago(3), scripts.one_surveyor, step="survey"),
    Scene("internet_cafe", ago(3), scripts.before("survey"), "online", step="survey"),
    Scene("qualification", ago(3), scripts.before("expert_review")),
    Scene("lightning_design", ago(2), scripts.before("testing")),
    Scene("society_start", ago(3), scripts.before("opinion")),
    Scene("road_dig", ago(3), scripts.before("opinion")),
    Scene("land_planning_permit", ago(2), scripts.before("decision")),
    Scene("special_equipment", ago(2), scripts.before("decision")),
    Scene("residence_permit", ago(3), scripts.before("decision"), "online", person=LI),
    Scene("vet_drug", ago(5), scripts.before("decision")),
    Scene("water_intake", ago(8), scripts.before("sign_off")),
    Scene("food_production", ago(8), scripts.before("sign_off")),
    Scene("government_feasibility", ago(7), scripts.before("sign_off")),
    Scene("religious_site", ago(11), scripts.before("sign_off")),
)
CLOCKS = (
    Scene("eia", ago(5), scripts.suspend("hearing", "利害关系人申请听证，依法组织听证", 15)),
    Scene("government_feasibility", ago(6), scripts.suspend("tender", "评估机构须招标确定", 20)),
    Scene("land_planning_permit", ago(2), scripts.suspend("auction", "地块使用权正在拍卖，待成交确认", 20)),
    Scene("tractor", ago(1), scripts.suspend("inspection", "机具送检验机构检验", 5), "window"),
    Scene("drainage", ago(4), scripts.suspend("testing", "水质采样送检", 7), "online"),
    Scene("plant_quarantine", ago(2), scripts.suspend("quarantine", "产地检疫取样化验", 5)),
    Scene(
        "disability_certificate",
        ago(6),
        scripts.suspend("appraisal", "到指定医院作残疾评定鉴定", 15),
        "window",
    ),
    Scene("chemical_business", ago(6), scripts.suspend("expert_review", "组织专家评审安全评价报告", 10)),
    Scene("seed", ago(6), scripts.extend("ask")),
    Scene("kindergarten", ago(9), scripts.extend("government")),
    Scene("gas_business", ago(8), scripts.extend("grant")),
    Scene("kindergarten", ago(2), scripts.take("review"), "online"),
    Scene("training_school", ago(3), scripts.before("survey"), "online", step="survey"),
    Scene("hospital_registration", ago(3), scripts.take("review"), "online"),
    *(
        Scene(item, due_in(days), scripts.take("review"), "online")
        for item, days in (
            ("water_supply_apply", 0),
            ("planning_permit", 0),
            ("outdoor_ad", 0),
            ("presale", 1),
            ("tobacco_retail", 1),
            ("vet_clinic", 1),
            ("hr_services", 1),
            ("fire_check", -1),
            ("builder_safety", -2),
            ("tree_felling", -1),
            ("company_end", -4),
            ("performance", -3),
        )
    ),
)
COLLEAGUES = (
    Scene("energy_review", ago(3), scripts.with_signers),
    Scene("radiation", ago(3), scripts.with_delegate),
    Scene("risky_sport", ago(3), scripts.transferred),
    Scene("measure_standard", ago(4), scripts.returned),
    Scene("highway_works", ago(7), scripts.left_by_the_absent, "online"),
    Scene("soil_conservation", ago(8), scripts.left_by_the_absent, "online"),
    Scene("animal_condition", ago(3), scripts.asked_by_applicant, "online"),
    Scene("drinking_water", ago(4), scripts.asked_by_applicant, "online"),
)
RESULTS = (
    Scene("nurse_registration", ago(6), lockers.laid_in, "window", "pickup"),
    Scene("company_change", ago(0), scripts.decide("granted"), "window", "courier"),
    Scene("tobacco_retail", ago(4), scripts.decide("refused"), "online", "pickup"),
    Scene("doctor_registration", ago(5), couriers.shelved, "online", "pickup"),
    Scene("social_card", ago(1), lockers.laid_in, "window", "pickup", person=ZHANG),
    Scene("individual_start", ago(1), couriers.sent, "window", "courier"),
    Scene("company_change", ago(4), couriers.signed, "online", "courier", person=ZHANG),
    Scene("individual_start", ago(4), couriers.returned, "online", "courier"),
    Scene("food_licence", ago(1), couriers.papers_arrived, "online", person=ZHANG),
    Scene("elderly_card", ago(2), lockers.collected, "window", "pickup"),
    Scene("elderly_card", ago(1), lockers.in_doubt, "window", "pickup"),
    Scene("flexible_insurance", ago(2), scripts.hand_out, "online", "electronic", person=ZHANG),
    Scene("seal_engraving", ago(1), scripts.hand_out, "online", "electronic"),
)
MODES = (
    Scene("food_licence", ago(1), scripts.accept_owing, "online", person=ZHANG),
    Scene("food_licence", ago(0), scripts.receive_owing, "window"),
    Scene("food_licence", ago(2), scripts.accept_owing, "window"),
    Scene("publication_retail", ago(12), scripts.decide_on_commitment, "online"),
    Scene("publication_retail", ago(4), scripts.found_false, "window"),
)
SMOKE = "住户反映油烟、噪声扰民，拟不予许可，直接影响你的经营。"
NOISE = "场所与住宅同楼，相邻住户要求不予许可，关系你与他们之间的重大利益。"
LAW = "自助售卖设备算不算“有与住所相独立的固定经营场所”，条款有两种理解。"
CHARGES = (
    Scene("social_card", ago(1), charges.owed, "online", "pickup", person=ZHANG, costs=True),
    Scene("social_card", ago(2), charges.owed, "online", "electronic", costs=True),
    Scene("social_card", ago(4), charges.closed_short, "window", "pickup", costs=True),
    Scene("social_card", ago(1), charges.taken_at_counter, "window", "pickup", costs=True),
    Scene("social_card", ago(3), charges.refund_asked, "online", "pickup", costs=True),
    Scene("social_card", ago(5), charges.refunded, "online", "electronic", costs=True),
)
PROCEDURES = (
    Scene("food_licence", ago(1), procedures.hearing("told", question=SMOKE), "online", person=ZHANG),
    Scene("food_licence", ago(3), procedures.hearing("asked", question=SMOKE), "online"),
    Scene("food_licence", ago(4), procedures.hearing("convened", question=SMOKE), "online", person=LI),
    Scene("internet_cafe", ago(6), procedures.hearing("challenged", question=NOISE), "online"),
    Scene("food_licence", ago(10), procedures.hearing("minuted", question=SMOKE), "online"),
    Scene("food_licence", ago(11), procedures.hearing("decided", question=SMOKE), "online", person=LI),
    Scene("entertainment", ago(2), procedures.third_parties),
    Scene("fire_design", ago(2), scripts.take("technical_review")),
    Scene("fire_design", ago(4), scripts.before("decision"), "online"),
    Scene(
        "chemical_business",
        ago(4),
        procedures.expert_review("危险化学品", "储存设施的安全评价报告", ["fit", "unfit"]),
        "online",
    ),
    Scene(
        "kindergarten",
        ago(7),
        procedures.expert_review("学前教育", "办园条件和保育方案", ["fit", "unfit", "fit"]),
    ),
    Scene(
        "drinking_water",
        ago(3),
        procedures.test("testing", "云州市水质检测中心", "出厂水和末梢水", report=False),
    ),
    Scene(
        "special_equipment",
        ago(6),
        procedures.test("inspection", "云州市特种设备检验所", "安装监督检验", report=True),
    ),
    Scene("river_project", ago(3), procedures.first_review(sent=False), "window"),
    Scene("water_intake", ago(6), procedures.first_review(sent=True), "window"),
    Scene("device_three", ago(2), procedures.joint_review("asked", question=LAW)),
    Scene("tobacco_retail", ago(1), procedures.joint_review("convened", question=LAW)),
    Scene("publication_retail", ago(7), procedures.joint_review("upward", question=LAW)),
    Scene("drug_retail", ago(9), procedures.joint_review("decided", question=LAW)),
    Scene("firework_retail", ago(8), procedures.scored(9120, granted=True)),
    Scene("firework_retail", ago(4), procedures.scored(8650)),
    Scene("firework_retail", ago(5), procedures.scored(7830)),
)
SEPARATION = (
    Scene("planning_permit", ago(0), separation.hand_papers, "window"),
    Scene("drug_retail", ago(3), separation.hand_papers, "window"),
    Scene("land_planning_permit", ago(1), separation.receive_papers, "window"),
    Scene("construction_permit", ago(0), separation.ask_to_meet, "online"),
    Scene("planning_permit", ago(6), separation.meet, "online"),
    Scene("hospital_registration", ago(2), separation.unfiled_contact, "online"),
    Scene("individual_start", ago(2), separation.decide_alone, "window"),
    Scene("elderly_card", ago(1), separation.leave_for_doubt, "window"),
    Scene("individual_end", ago(0), separation.take_in_alone, "window"),
)
PROMISES = (
    Scene("food_licence", ago(4), promises.supply, "online"),
    Scene("food_licence", ago(8), promises.let_lapse, "online", person=LI),
    Scene("publication_retail", ago(11), promises.found_true, "online"),
    Scene("publication_retail", ago(10), promises.mend, "window"),
    Scene("publication_retail", ago(9), promises.annul, "online"),
    Scene("hr_services", ago(2), scripts.decide_on_commitment, "online"),
)
ADVANCE = (
    Scene("food_licence", ago(2), advance.advised, "window"),
    Scene("training_school", ago(3), advance.advised, "window"),
)
SURVEYS = (
    Scene("food_licence", ago(2), scripts.before("survey"), "online", step="survey", person=ZHANG),
    Scene("vet_clinic", ago(1), scripts.before("survey"), "online", step="survey", person=ZHANG),
    Scene("firework_retail", ago(2), scripts.before("survey"), "window", step="survey"),
    Scene("public_place", ago(2), scripts.before("survey"), "online", step="survey"),
)
"""Two of one applicant by two sections: one stop."""
ALL = (
    *ARRIVALS,
    *AT_EACH_STEP,
    *CLOCKS,
    *COLLEAGUES,
    *RESULTS,
    *MODES,
    *CHARGES,
    *PROCEDURES,
    *SEPARATION,
    *PROMISES,
    *ADVANCE,
    *SURVEYS,
)


def scenes(world: World, shelf: Shelf, now: datetime) -> Iterator[tuple[datetime, Moments]]:
    """Every scene with the moment at which it begins: never after `now`."""
    today = now.date()
    for place, scene in enumerate(ALL):
        rng = random.Random(f"scene:{place}")  # noqa: S311
        item = world.item_called(scene.item)
        limit = variants.limits_of(item.content, "new" if item.content.variants else "")[1].days
        day = max(scene.begins(world.calendar, today, limit), today - timedelta(days=LONGEST))
        begins = datetime.combine(day, time(9, rng.randint(0, 20)), clock.LOCAL)
        story = Story(world, shelf, item, _cast(world, scene, rng), rng)
        yield min(begins, now - timedelta(hours=1)), scene.script(story)


def _cast(world: World, scene: Scene, rng: random.Random) -> Cast:
    """Draw until everybody fits the scene; where nobody of the trade comes its way, whoever comes another way."""
    item = world.item_called(scene.item)
    for _ in range(2):
        for _ in range(TRIES):
            who = cast(world, item, rng)
            if scene.person is not None:
                who = replace(who, applicant=world.citizens[scene.person])
            if scene.delivery:
                who = replace(who, delivery=scene.delivery)
            if _fits(scene, who) and (not scene.costs or _costs(item, who)):
                return who
        scene = replace(scene, channel="")
    raise LookupError(f"no cast for the scene {scene.item}")


def _costs(item: SimItem, who: Cast) -> bool:
    return bool(fees.charges(item.content.fees, who.situation.answers, list(FeeDue)))


def _fits(scene: Scene, who: Cast) -> bool:
    online = who.channel != "online" or bool(who.applicant.citizen.account_id)
    channel = who.channel == scene.channel if scene.channel else who.channel in {"online", "window"}
    variant = who.situation.variant is None or who.situation.variant.kind == "new"
    kinds = {step.kind.value for step in who.situation.steps}
    correctable = any(not material.shared_source for material in who.situation.materials)
    correctable = correctable or scene.script not in {scripts.ask_for_correction, scripts.correct}
    return online and channel and variant and correctable and (not scene.step or scene.step in kinds)
