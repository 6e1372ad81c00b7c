"""受审分离: who learns whose a masked case is, what the window alone does, and when the mask falls (inventory 5.3)."""

import pytest
from django.db import IntegrityError, transaction

from oneseal.cases import selectors, services
from oneseal.cases.models import Case
from oneseal.cases.rules.masking import MASKED, Veil, is_windows_alone, words_of
from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.catalog.rules.modes import problems
from oneseal.catalog.tests.contents import simple_content
from oneseal.documents import selectors as documents
from oneseal.foundation import history
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Forbidden

pytestmark = pytest.mark.django_db

SURVEY = {
    "key": "survey",
    "name": "现场核查",
    "kind": "survey",
    "post": "survey_reviewer",
    "after": ["review"],
    "days": 2,
}


def fell(case: Case) -> list[str]:
    entries = history.entries(Subject("case", case.pk))
    return [each.data["why"] for each in entries if each.kind == "cases.mask_fell"]


def name_now(case: Case) -> tuple[bool, str]:
    case.refresh_from_db()
    return case.masked, case.applicant_name


@pytest.fixture
def made() -> House:
    return factories.house(masked=True)


def test_the_row_itself_bears_no_name_while_it_is_masked(made: House) -> None:
    case = factories.accepted(made)
    assert name_now(case) == (True, MASKED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(applicant_name="张伟")


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("reviewer", MASKED),
        ("section_head", MASKED),
        ("deputy_head", MASKED),
        ("clerk", "张伟"),
        ("supervisor", "张伟"),
        ("coordinator", "张伟"),
        ("张伟", "张伟"),
    ],
)
def test_who_is_told_the_name(made: House, who: str, told: str) -> None:
    case = factories.accepted(made)
    assert selectors.access_case(made[who], case.pk).applicant_name == told
    assert selectors.case_page(made[who], case.pk).case.applicant_name == told
    shown = selectors.party(made[who], case)
    assert shown is not None
    assert (shown.name, bool(shown.number)) == (told, told != MASKED)


def test_papers_to_the_applicant_bear_their_name(made: House) -> None:
    case = factories.accepted(made)
    names = {each.data["applicant"] for each in documents.documents_about("case", case.pk)}
    assert names == {"张伟"}
    assert not selectors.may_open(made["reviewer"], case.pk)
    assert selectors.may_open(made["clerk"], case.pk)


def test_only_by_its_number_do_judges_find_it(made: House) -> None:
    case = factories.accepted(made)
    found = [
        bool(selectors.search_cases(made[who], {"q": text}).rows)
        for who in ("reviewer", "clerk")
        for text in (case.number, case.number[:6], "张伟", made.cast.applicants["张伟"].number)
    ]
    assert found == [True, True, False, False, True, True, True, True]
    own = selectors.cases_of_applicant
    assert own(made["reviewer"], case.applicant_id) == []
    assert len(own(made["clerk"], case.applicant_id)) == 1


def test_the_window_takes_it_in_and_judges_do_not(made: House) -> None:
    case = factories.submitted(made)
    with pytest.raises(Forbidden, match="窗口人员受理"):
        services.accept_case(made["reviewer"], case_id=case.pk)
    assert "accept" not in selectors.case_acts(made["section_head"], case)
    assert "declare_not_ours" in selectors.case_acts(made["section_head"], case)
    assert services.accept_case(made["clerk"], case_id=case.pk).state == "accepted"


def test_judges_unmask_nothing(made: House) -> None:
    case = factories.accepted(made)
    with pytest.raises(Forbidden, match="受审分离"):
        services.unmask_form(made["reviewer"], case_id=case.pk, reason="核对身份信息")
    services.unmask_form(made["clerk"], case_id=case.pk, reason="核对身份信息")


def test_nobody_handles_their_own_masked_case(made: House) -> None:
    case = factories.accepted(made)
    reviewer = made.cast.staff["reviewer"]
    reviewer.id_index = made.cast.applicants["张伟"].number_index
    reviewer.save()
    with pytest.raises(Forbidden, match="您本人"):
        services.take_step(made["reviewer"], step_id=factories.step_of(case, "review").pk)


def test_it_falls_with_the_signature_and_not_before(made: House) -> None:
    case = factories.at_decision(made)
    step = factories.step_of(case, "decide")
    decision = services.decide_case(
        made["section_head"], step_id=step.pk, outcome="granted", criteria=["已结清税款"]
    )
    page = selectors.case_page(made["deputy_head"], case.pk)
    assert page.decision is not None
    assert (decision.content[:4], "张伟" in page.decision.content) == ("准予张伟", False)
    assert name_now(case) == (True, MASKED)
    factories.passed(made, case, "sign", "deputy_head")
    assert name_now(case) == (False, "张伟")
    assert fell(case) == ["decided"]
    assert selectors.may_open(made["reviewer"], case.pk)


def test_it_falls_where_the_application_ends(made: House) -> None:
    case = factories.accepted(made)
    services.withdraw_case(made["张伟"], case_id=case.pk)
    assert (name_now(case), fell(case)) == ((False, "张伟"), ["ended"])


def test_it_falls_where_somebody_goes_to_see_the_place() -> None:
    made = factories.house(
        masked=True, steps=[factories.STEPS[0], SURVEY, {**factories.STEPS[2], "after": ["survey"]}]
    )
    case = factories.accepted(made)
    assert name_now(case) == (True, MASKED)
    factories.passed(made, case, "review", "reviewer")
    assert (name_now(case), fell(case)) == ((False, "张伟"), ["survey"])


def test_lifting_it_twice_is_told_once(made: House) -> None:
    case = factories.accepted(made)
    services.lift_mask(case_id=case.pk, why="meeting")
    services.lift_mask(case_id=case.pk, why="meeting")
    assert (name_now(case), fell(case)) == ((False, "张伟"), ["meeting"])


def test_a_case_of_another_item_is_as_it_was() -> None:
    made = factories.house()
    case = factories.decided(made)
    assert (name_now(case), fell(case)) == ((False, "张伟"), [])


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"masked": True}, []),
        ({"masked": True, "solo": True}, ["masked_solo"]),
        ({"masked_materials": ["application"]}, ["masked_needless"]),
        ({"masked": True, "masked_materials": ["application"]}, []),
        ({"masked": True, "masked_materials": ["nothing"]}, ["masked_unknown"]),
    ],
)
def test_what_an_item_may_say(changes: dict[str, object], codes: list[str]) -> None:
    found = problems(simple_content(**changes))
    assert [each.code for each in found if each.code.startswith("masked")] == codes


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        (("张伟",), "张伟来过", f"{MASKED}来过"),
        (("张伟", "张伟餐饮店"), "张伟餐饮店的张伟", f"{MASKED}的{MASKED}"),
        (("A",), "A级", "A级"),
        ((), "张伟", "张伟"),
        (("13800138000",), "电话138 0013-8000或１３８００１３８０００", f"电话{MASKED}或{MASKED}"),
        (("11010519491231002X",), "证号110105 19491231 002x", f"证号{MASKED}"),
        (("张伟",), "张 伟、张·伟", f"{MASKED}、{MASKED}"),
        (("张伟",), "张先生，伟业公司", "张先生，伟业公司"),
    ],
)
def test_what_a_veil_leaves(words: tuple[str, ...], text: str, left: str) -> None:
    assert Veil(words_of(*words)).over(text) == left


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        ("法定代表人身份证", True),
        ("营业执照副本", True),
        ("授权委托书", True),
        ("主体资格证明", True),
        ("户口簿", True),
        ("教师资格考试合格证明", False),
        ("学历证书", False),
        ("经营场所平面图", False),
    ],
)
def test_papers_of_identity_are_the_windows_alone_without_being_listed(name: str, alone: bool) -> None:
    assert is_windows_alone("a", name, []) is alone
    assert is_windows_alone("a", name, ["a"])
