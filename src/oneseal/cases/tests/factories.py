"""A bureau with two items, and cases driven through the real services to where a test begins."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from oneseal.cases import services
from oneseal.cases.models import Case, CaseStep
from oneseal.catalog.tests import factories as catalog
from oneseal.documents.services import set_letterhead
from oneseal.identity.tests import factories as identity
from oneseal.kernel.access import Actor

FORM = {"name": "张伟"}
STEPS: list[dict[str, Any]] = [
    {"key": "review", "name": "书面审查", "post": "market_reviewer", "days": 2},
    {"key": "check", "name": "复核", "post": "market_reviewer", "after": ["review"], "days": 2},
    {
        "key": "decide",
        "name": "决定",
        "kind": "decision",
        "post": "market_head",
        "after": ["check"],
        "days": 1,
    },
    {
        "key": "sign",
        "name": "签发",
        "kind": "sign_off",
        "post": "deputy_head",
        "after": ["decide"],
        "days": 1,
    },
]


@dataclass
class House:
    """The bureau of the tests: its people, and one commitment item."""

    cast: identity.Cast
    item_id: int

    def __getitem__(self, who: str) -> Actor:
        """Somebody as an actor, today."""
        return self.cast.actor(who)

    def client(self, who: str) -> Client:
        """Somebody's browser, signed in."""
        return self.cast.client(who)

    @property
    def bureau_id(self) -> int:
        """The bureau."""
        return self.cast.bureau.pk

    def applicant(self, name: str = "张伟") -> int:
        """An applicant's id."""
        return self.cast.applicants[name].pk

    def staff(self, who: str) -> int:
        """A colleague's staff id."""
        return self.cast.staff[who].pk


def house(**changes: Any) -> House:
    """Everybody in place, a letterhead, and a licence with four steps (review, check, decide, sign)."""
    cast = identity.cast()
    set_letterhead(
        cast.actor("administrator"),
        bureau_id=cast.bureau.pk,
        issuer=cast.bureau.name,
        number_word="云审",
        reconsideration_body="云岭市人民政府",
        court="云岭市人民法院",
    )
    content = {"steps": STEPS, **changes}
    return House(cast, catalog.commitment_item(bureau_id=cast.bureau.pk, **content).item_id)


def instant_house(**changes: Any) -> House:
    """The same with an instant item of one step."""
    made = house()
    made.item_id = catalog.simple_item(bureau_id=made.bureau_id, **changes).item_id
    return made


def draft(made: House, who: str = "张伟", **changes: Any) -> Case:
    """A complete draft of a citizen's own."""
    citizen = made[who]
    case = services.start_draft(citizen, item_id=made.item_id, applicant_id=made.applicant(who), **changes)
    services.save_draft(citizen, case_id=case.pk, data=FORM | {"name": who})
    return case


def with_paper(made: House, case: Case, who: str = "张伟") -> Case:
    """The draft with its one material."""
    services.add_material(made[who], case_id=case.pk, code="application", paper_copies=1)
    return case


def submitted(made: House, who: str = "张伟") -> Case:
    """Handed in, waiting for an answer."""
    case = with_paper(made, draft(made, who), who)
    return services.submit_case(made[who], case_id=case.pk, declared=True)


def accepted(made: House, who: str = "张伟") -> Case:
    """Accepted by the clerk; its first step is open."""
    return services.accept_case(made["clerk"], case_id=submitted(made, who).pk)


def step_of(case: Case, key: str) -> CaseStep:
    """A step as it is now."""
    return CaseStep.objects.get(case=case, key=key)


def passed(made: House, case: Case, key: str, who: str, **said: Any) -> CaseStep:
    """A step taken and passed by somebody."""
    step = step_of(case, key)
    services.take_step(made[who], step_id=step.pk)
    return services.pass_step(made[who], step_id=step.pk, **said)


def at_decision(made: House) -> Case:
    """Examined twice; the decision step is in the section head's hands."""
    case = accepted(made)
    passed(made, case, "review", "reviewer")
    passed(made, case, "check", "reviewer")
    services.take_step(made["section_head"], step_id=step_of(case, "decide").pk)
    return case


def decided(made: House, outcome: str = "granted") -> Case:
    """Decided and signed."""
    case = at_decision(made)
    said: dict[str, Any] = {"criteria": ["已结清税款"]}
    if outcome == "refused":
        said = {"reasons": ["场所不符合要求"], "basis": ["《食品安全法》第三十五条"]}
    services.decide_case(made["section_head"], step_id=step_of(case, "decide").pk, outcome=outcome, **said)
    passed(made, case, "sign", "deputy_head")
    case.refresh_from_db()
    return case


def house_with(made: House, steps: list[dict[str, Any]]) -> House:
    """The same bureau with another item that has these steps."""
    version = catalog.commitment_item(bureau_id=made.bureau_id, code="other", steps=steps)
    return House(made.cast, version.item_id)
