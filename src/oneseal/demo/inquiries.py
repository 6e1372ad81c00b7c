"""Questions of citizens in every state: answered, waiting, offered, declined, overdue (inventory 1.14)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from oneseal.catalog import selectors as catalog
from oneseal.demo import organisation
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.inquiries import selectors, services
from oneseal.kernel.access import NOBODY, Actor

ActorInPost = Callable[[int, str, int], Actor]
LATER = timedelta(minutes=25)
"""Between two acts on one inquiry."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: so many days ago, how, about which item, and what became of it.

    `who` is the post of the first handler and their place among its holders; for an online question the login of a
    citizen, or nothing.
    """

    ago: int
    channel: str
    text: str
    who: str = "window_clerk"
    place: int = 0
    slug: str = ""
    name: str = ""
    phone: str = ""
    then: tuple[str, ...] = ()
    """What follows: `answer <text>`, `take <post>`, `offer <post>`, `section <code>`, `accept`, `decline <why>`."""


QUESTIONS = (
    Question(9, "window", "食品经营许可证丢了怎么补？", slug="food_licence", then=("answer 带身份证到窗口填补证申请，不收费，3 个工作日出证。",)),
    Question(7, "phone", "公司想换法定代表人，要先办什么？", place=1, slug="company_start", phone="13900000217", then=("answer 先开股东会作出决议，再申请变更登记，材料清单见办事指南。",)),
    Question(6, "window", "在河边建小水电站取水要不要许可？", slug="water_intake", then=("offer general_reviewer", "accept", "answer 要，取水许可由我局受理，建设项目先做水资源论证。")),
    Question(5, "phone", "老人的社保卡可以由子女代领吗？", slug="social_card", name="李秀兰", phone="13900000318", then=("section social",)),
    Question(4, "window", "药店想增加经营范围，现场核查要准备什么？", place=1, slug="drug_retail", then=("offer market_reviewer", "decline 属于药品监管方面的问题，请转社会事务科核实。")),
    Question(2, "phone", "养殖场的动物防疫条件合格证多久换一次？", slug="animal_condition", then=("offer general_reviewer", "accept")),
    Question(1, "window", "开小吃店要办哪些证？能一次办完吗？", slug="food_licence"),
    Question(0, "window", "夜市摊位要办食品经营许可还是备案？", place=1, slug="food_licence", then=("section market",)),
    Question(3, "online", "网上提交以后还要不要到窗口交纸质材料？", who="citizen", slug="food_licence", then=("take market_reviewer", "answer 不用。网上材料齐全的全程网办，领证可以选快递。")),
    Question(1, "online", "社保卡换卡期间还能在医院刷卡吗？", who="citizen", slug="social_card", then=("take social_reviewer",)),
    Question(0, "online", "个体户转公司，原来的食品经营许可还能用吗？", who="citizen", slug="company_start"),
    Question(0, "online", "星期六窗口上班吗？", who="", phone="13900000456"),
)  # fmt: skip


def load_inquiries(bureau_id: int, actor_in_post: ActorInPost) -> int:
    """Play the questions where the bureau has none yet; return how many."""
    coordinator = actor_in_post(bureau_id, "coordinator", 0)
    if selectors.visible_inquiries(coordinator).exists():
        return 0
    now = clock.now()
    for question in QUESTIONS:
        _Play(bureau_id, actor_in_post, question, now).run()
    return len(QUESTIONS)


class _Play:
    """One question, act by act, each a little later than the one before and none in the future."""

    def __init__(self, bureau_id: int, actor_in_post: ActorInPost, asked: Question, now: datetime) -> None:
        self.bureau_id, self.post, self.asked = bureau_id, actor_in_post, asked
        steps = len(asked.then) + 1
        self.moment = now - timedelta(days=asked.ago) - LATER * steps
        self.owner = self.offered_to = NOBODY

    def run(self) -> None:
        """All of it."""
        with clock.at(self.moment):
            inquiry_id = self._ask()
        for step in self.asked.then:
            self.moment += LATER
            with clock.at(self.moment):
                self._do(inquiry_id, *step.split(" ", 1))

    def _ask(self) -> int:
        asked = self.asked
        if asked.channel == "online":
            actor = self._citizen() if asked.who else NOBODY
            return services.ask_online(
                actor,
                bureau_id=self.bureau_id,
                question=asked.text,
                item_id=self._item(),
                name=asked.name,
                phone=asked.phone,
            ).pk
        self.owner = self.post(self.bureau_id, asked.who, asked.place)
        return services.record_inquiry(
            self.owner,
            channel=asked.channel,
            question=asked.text,
            item_id=self._item(),
            asker_name=asked.name,
            phone=asked.phone,
        ).pk

    def _do(self, pk: int, verb: str, what: str = "") -> None:
        if verb == "take":
            self.owner = self.post(self.bureau_id, what, 0)
            services.take_inquiry(self.owner, inquiry_id=pk)
        elif verb == "offer":
            self.offered_to = self.post(self.bureau_id, what, 0)
            reason = "这个问题由承办科室答复更准确"
            services.offer_handover(
                self.owner, inquiry_id=pk, staff_id=self.offered_to.staff_id, reason=reason
            )
        elif verb == "section":
            section = identity.sections_by_code(self.bureau_id)[what]
            services.offer_handover(
                self.owner, inquiry_id=pk, section_id=section.pk, reason="请承办科室的同事接手"
            )
        elif verb == "accept":
            self.owner = self.offered_to
            services.accept_handover(self.owner, inquiry_id=pk)
        elif verb == "decline":
            services.decline_handover(self.offered_to, inquiry_id=pk, reason=what)
        else:
            way = "online" if self.asked.channel == "online" else "phone" if self.asked.phone else "spot"
            services.answer_inquiry(self.owner, inquiry_id=pk, answer=what, way=way)

    def _citizen(self) -> Actor:
        login = next(iter(organisation.citizen_accounts()))
        account = identity.account_by_login(login)
        return identity.actor_for(account) if account else NOBODY

    def _item(self) -> int | None:
        keeper = self.post(self.bureau_id, "item_keeper", 0)
        found = catalog.visible_items(keeper).filter(code=self.asked.slug).first()
        return found.pk if found else None
