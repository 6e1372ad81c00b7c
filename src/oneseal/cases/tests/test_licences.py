"""Applications and certificates: a grant issues, the variant decides what happens, silence renews, bans keep out."""

from datetime import date, datetime
from typing import Any

import pytest

from oneseal.cases import jobs, services
from oneseal.cases.models import Case
from oneseal.cases.rules.states import CaseState
from oneseal.cases.tests import factories
from oneseal.cases.tests.test_life import documents_of
from oneseal.certificates import selectors as certificates
from oneseal.certificates import services as certificate_services
from oneseal.foundation import clock
from oneseal.foundation.subscribers import advance, registry
from oneseal.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db
OWNER = "11100000000013338W"
FORM = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "title": "申请人姓名", "x-order": 1},
        "old": {"type": "string", "title": "原许可证编号", "x-format": "certificate", "x-order": 2},
    },
}
VARIANTS = [
    {"code": kind, "kind": kind, "name": f"办理{kind}", "suffix": f"0{place}"}
    for place, kind in enumerate(("new", "change", "renew", "cancel"), start=1)
]


def house() -> factories.House:
    made = factories.house(
        results=[{"name": "食品经营许可证", "kind": "licence", "valid_months": 60, "certificate": "food"}],
        variants=VARIANTS,
        form=FORM,
    )
    food_type(made)
    return made


def food_type(made: factories.House) -> None:
    """The type that results name `food`."""
    certificate_services.make_type(
        made["administrator"],
        bureau_id=made.bureau_id,
        code="food",
        name="食品经营许可证",
        owner=OWNER,
        number="011",
        mark="JY",
        fields=[{"key": "name", "label": "经营者"}],
        public_safety=True,
    )


def handed_in(made: factories.House, variant: str, old: str = "") -> Case:
    citizen = made["张伟"]
    case = services.start_draft(
        citizen,
        item_id=made.item_id,
        applicant_id=made.applicant("张伟"),
        answers={"variant": [variant]},
    )
    data: dict[str, Any] = {"name": "张伟"} | ({"old": old} if old else {})
    services.save_draft(citizen, case_id=case.pk, data=data)
    factories.with_paper(made, case)
    return services.submit_case(citizen, case_id=case.pk, declared=True)


def granted(
    made: factories.House, variant: str, old: str = "", outcome: str = "granted", until: date | None = None
) -> Case:
    case = services.accept_case(made["clerk"], case_id=handed_in(made, variant, old).pk)
    factories.passed(made, case, "review", "reviewer")
    factories.passed(made, case, "check", "reviewer")
    step = factories.step_of(case, "decide")
    services.take_step(made["section_head"], step_id=step.pk)
    said: dict[str, Any] = {"criteria": ["已结清税款"], "valid_until": until}
    if outcome == "refused":
        said = {"reasons": ["场所不符合要求"], "basis": ["《食品安全法》第三十五条"]}
    services.decide_case(made["section_head"], step_id=step.pk, outcome=outcome, **said)
    factories.passed(made, case, "sign", "deputy_head")
    case.refresh_from_db()
    return case


def test_a_grant_issues_and_delivery_hands_over() -> None:
    made = house()
    case = granted(made, "new")
    (row,) = certificates.of_case(case.pk)
    assert (row.state, row.holder_id, row.issuer_name) == ("valid", case.applicant_id, made.cast.bureau.name)
    assert row.content["lines"] == [{"label": "经营者", "text": "张伟"}]
    services.deliver_electronically(case_id=case.pk)
    advance(registry["certificates.cases"])
    row.refresh_from_db()
    assert row.handed_over_on == clock.today()
    assert documents_of(case.pk)[-1] == "delivery_receipt"


def test_each_variant_does_its_own_to_the_chosen_certificate() -> None:
    made = house()
    (row,) = certificates.of_case(granted(made, "new").pk)
    (second,) = certificates.of_case(granted(made, "change", row.number).pk)
    row.refresh_from_db()
    assert (row.state, second.version, second.supersedes_id) == ("changed", 2, row.pk)
    granted(made, "cancel", row.number)
    second.refresh_from_db()
    assert second.state == "cancelled"
    with pytest.raises(RuleViolation, match="有效证照"):
        handed_in(made, "change", row.number)
    paper = granted(made, "change", "旧证0001")
    (first,) = certificates.of_case(paper.pk)
    assert first.version == 1


def test_a_refused_renewal_lets_the_certificate_expire() -> None:
    made = house()
    (row,) = certificates.of_case(granted(made, "new").pk)
    granted(made, "renew", row.number, outcome="refused")
    row.refresh_from_db()
    assert row.renewal_case is not None
    advance(registry["certificates.cases"])
    row.refresh_from_db()
    assert row.renewal_case is None


def noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=clock.LOCAL)


def test_silence_renews_and_ends_the_case() -> None:
    with clock.at(noon(5, 1)):
        made = house()
    with clock.at(noon(6, 1)):
        (row,) = certificates.of_case(granted(made, "new", until=date(2026, 7, 31)).pk)
        case = services.accept_case(made["clerk"], case_id=handed_in(made, "renew", row.number).pk)
    with clock.at(noon(7, 31)):
        jobs.deem_renewed()
        case.refresh_from_db()
        assert case.state == CaseState.ACCEPTED
    with clock.at(noon(8, 1)):
        jobs.deem_renewed()
        jobs.deem_renewed()
    case.refresh_from_db()
    assert (case.state, case.outcome) == (CaseState.GRANTED, "granted")
    (newer,) = certificates.of_case(case.pk)
    assert (newer.deemed, newer.version, newer.valid_from) == (True, 2, date(2026, 8, 1))
    services.deliver_electronically(case_id=case.pk)
    case.refresh_from_db()
    assert case.state == CaseState.CLOSED


def test_who_is_banned_may_not_apply_again() -> None:
    made = house()
    row = handed_in(made, "new")
    certificate_services.impose_ban(
        made["section_head"], applicant_id=row.applicant_id, type_code="food", facts="伪造检测报告"
    )
    with pytest.raises(RuleViolation) as refused:
        handed_in(made, "new")
    assert (refused.value.code, refused.value.basis) == ("banned", "行政许可法第七十八条")
