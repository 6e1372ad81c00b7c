"""Pre-review on commitment: the gate, the letter, opinions, the sealed result, promises kept, late and broken."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from oneseal.advance import jobs, services
from oneseal.advance.models import PreFile, PreReview, PromisedPaper
from oneseal.advance.rules import promises
from oneseal.advance.rules.promises import Promise
from oneseal.advance.selectors import reviews
from oneseal.advance.tests.factories import FIRM, listed
from oneseal.cases import services as case_services
from oneseal.cases.selectors.modes import standing_dishonesty
from oneseal.cases.tests import factories as cases
from oneseal.cases.tests.factories import House
from oneseal.documents.selectors import access_file, documents_about
from oneseal.documents.tests.pieces import pdf_file
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

TODAY = date(2026, 11, 20)
SAID = {"planning": "云自然规〔2026〕8号", "land": "云自然用〔2026〕3号", "quota": "云政土〔2026〕11号"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"standing": False}, "not_key_project"),
        ({"industry": "service"}, "not_industrial"),
        ({"dishonest": True}, "dishonest"),
    ],
)
def test_the_gate(changes: dict[str, Any], code: str) -> None:
    given = {"standing": True, "industry": "industry", "dishonest": False, **changes}
    if not code:
        promises.check_gate(**given)
        return
    with pytest.raises(RuleViolation) as caught:
        promises.check_gate(**given)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("said", "promised", "drawn", "codes"),
    [
        (SAID, [Promise(1, date(2026, 11, 21))], {"plan"}, []),
        (SAID, [Promise(1, date(2027, 11, 20))], {"plan"}, []),
        (SAID, [Promise(1, date(2027, 11, 21))], {"plan"}, ["due_off"]),
        (SAID, [Promise(1, TODAY)], {"plan"}, ["due_off"]),
        (SAID, [], {"plan"}, ["nothing_promised"]),
        (SAID, [Promise(1, date(2027, 1, 1))] * 2, {"plan"}, ["promised_twice"]),
        (SAID, [Promise(1, date(2027, 1, 1))], set(), ["nothing_to_review"]),
        ({}, [Promise(1, date(2027, 1, 1))], {"plan"}, ["statement_missing"] * 3),
    ],
)
def test_what_a_request_must_say(
    said: dict[str, str], promised: list[Promise], drawn: set[str], codes: list[str]
) -> None:
    found: list[str] = []
    try:
        promises.check_request(said, promised, drawn, TODAY)
    except Violations as error:
        found = [each.code for each in error.items]
    assert found == codes


@pytest.mark.parametrize(
    ("by", "provisional", "allowed"),
    [
        (date(2026, 11, 19), False, True),
        (date(2026, 11, 20), False, False),
        (date(2026, 11, 19), True, False),
        (None, False, False),
    ],
)
def test_an_opinion_lapses_only_after_the_order(by: date | None, provisional: bool, allowed: bool) -> None:
    if allowed:
        promises.check_lapse([by], TODAY, provisional=provisional)
        return
    with pytest.raises(RuleViolation):
        promises.check_lapse([by], TODAY, provisional=provisional)


@pytest.fixture
def made(db: None, november: None) -> House:
    return cases.house()


def drawing() -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.pdf", pdf_file())


def asked(made: House, **changes: Any) -> PreReview:
    project = listed(made)
    request = {
        "brief": "厂房一座，两万平方米",
        "said": SAID,
        "promises": [Promise(made.item_id, clock.today() + timedelta(days=30))],
        "files": {"plan": drawing(), "planning": drawing()},
        "declared": True,
        **changes,
    }
    return services.ask_review(
        made["张伟"],
        project_id=project.pk,
        applicant_id=made.cast.applicants[FIRM].pk,
        request=services.Request(**request),
    )


def section_of(made: House) -> int:
    return next(iter(made["reviewer"].sections))


def issued(made: House, verdict: str = "fit") -> PreReview:
    row = asked(made)
    services.admit_review(made["coordinator"], review_id=row.pk, sections={"plan": section_of(made)})
    services.give_opinion(
        made["reviewer"], review_id=row.pk, subject="plan", verdict=verdict, text="退让距离符合要求"
    )
    services.issue_opinion(made["bureau_head"], review_id=row.pk)
    row.refresh_from_db()
    return row


def follow(case_id: int) -> None:
    kinds = {"cases.submitted", *jobs.ENDED}
    jobs.follow([each for each in entries(Subject("case", case_id)) if each.kind in kinds])


def formal(made: House) -> Any:
    firm = made.cast.applicants[FIRM].pk
    draft = case_services.start_draft(made["张伟"], item_id=made.item_id, applicant_id=firm)
    case_services.save_draft(made["张伟"], case_id=draft.pk, data=cases.FORM)
    return draft


def test_only_the_owner_and_only_once(made: House) -> None:
    row = asked(made)
    assert row.letter is not None
    assert row.letter.kind == "pre_review_promise"
    again = services.Request(
        "再来", SAID, [Promise(made.item_id, clock.today() + timedelta(days=3))], {"plan": drawing()}, True
    )
    with pytest.raises(Forbidden):
        services.ask_review(
            made["李娜"], project_id=row.project_id, applicant_id=made.applicant("李娜"), request=again
        )
    with pytest.raises(Conflict):
        services.ask_review(
            made["张伟"], project_id=row.project_id, applicant_id=row.applicant_id, request=again
        )
    with pytest.raises(NotFound):
        reviews.access_review(made["李娜"], row.pk)


def test_an_undeclared_commitment_is_none(made: House) -> None:
    with pytest.raises(RuleViolation) as caught:
        asked(made, declared=False)
    assert caught.value.field == "declared"
    assert not PreReview.objects.exists()


def test_everybody_keeps_to_their_part(made: House) -> None:
    row = asked(made)
    with pytest.raises(Forbidden):
        services.admit_review(made["section_head"], review_id=row.pk, sections={"plan": section_of(made)})
    with pytest.raises(RuleViolation):
        services.admit_review(made["coordinator"], review_id=row.pk, sections={})
    services.admit_review(made["coordinator"], review_id=row.pk, sections={"plan": section_of(made)})
    with pytest.raises(RuleViolation) as early:
        services.issue_opinion(made["bureau_head"], review_id=row.pk)
    assert early.value.code == "opinions_missing"
    with pytest.raises(Forbidden):
        services.give_opinion(made["clerk"], review_id=row.pk, subject="plan", verdict="fit", text="好")
    services.give_opinion(made["reviewer"], review_id=row.pk, subject="plan", verdict="fit", text="好")
    with pytest.raises(Forbidden):
        services.issue_opinion(made["section_head"], review_id=row.pk)


def test_the_opinion_says_that_it_is_no_licence(made: House) -> None:
    row = issued(made)
    assert (row.state, row.opinion is not None) == ("issued", True)
    said = documents_about("pre_review", row.pk).get(kind="pre_review_opinion")
    assert "不是行政许可" in str(said.__class__.objects.get(pk=said.pk).data)


def test_a_section_that_disagrees_fails_it(made: House) -> None:
    row = issued(made, "unfit")
    assert (row.state, row.opinion) == ("failed", None)
    assert row.notice is not None
    asked_again = PreReview.objects.filter(project=row.project, state="asked").exists()
    assert not asked_again


def test_files_and_promise_go_over_into_the_formal_case(made: House) -> None:
    row = issued(made)
    paper = row.papers.get()
    draft = formal(made)
    file = PreFile.objects.get(review=row, about="plan")
    with pytest.raises(RuleViolation):
        services.carry_over(made["张伟"], paper_id=paper.pk, case_id=draft.pk, chosen={file.file_id: ""})
    services.carry_over(
        made["张伟"], paper_id=paper.pk, case_id=draft.pk, chosen={file.file_id: "application"}
    )
    case_services.submit_case(made["张伟"], case_id=draft.pk, declared=True)
    follow(draft.pk)
    paper.refresh_from_db()
    assert (paper.state, paper.case_id) == ("applied", draft.pk)
    assert access_file(made["clerk"], file.file_id).name == "plan.pdf"
    with pytest.raises(NotFound):
        access_file(made["李娜"], file.file_id)
    services.settle_formal(case_id=draft.pk, granted=True)
    row.refresh_from_db()
    paper.refresh_from_db()
    assert (paper.state, row.state) == ("kept", "kept")


def test_a_withdrawn_application_leaves_the_paper_owed(made: House) -> None:
    row = issued(made)
    draft = formal(made)
    case_services.add_material(made["张伟"], case_id=draft.pk, code="application", paper_copies=1)
    case_services.submit_case(made["张伟"], case_id=draft.pk, declared=True)
    follow(draft.pk)
    case_services.withdraw_case(made["张伟"], case_id=draft.pk)
    follow(draft.pk)
    paper = row.papers.get()
    assert (paper.state, paper.case_id) == ("owed", None)


def test_a_broken_promise_has_its_consequence(made: House) -> None:
    row = issued(made)
    paper = row.papers.get()
    now = clock.now()
    with clock.at(now + timedelta(days=20)):
        assert reviews.papers_to_remind(clock.today()) == [paper.pk]
        assert services.remind_paper(paper_id=paper.pk)
        assert not services.order_late(paper_id=paper.pk)
    with clock.at(now + timedelta(days=30)):
        assert not services.order_late(paper_id=paper.pk)
    assert made.cast.applicants[FIRM].number_index
    PromisedPaper.objects.filter(pk=paper.pk).update(due=clock.today() - timedelta(days=1))
    assert reviews.overdue_papers(clock.today()) == [paper.pk]
    assert services.order_late(paper_id=paper.pk)
    assert not services.order_late(paper_id=paper.pk)
    with pytest.raises(RuleViolation) as early:
        services.lapse_review(made["bureau_head"], review_id=row.pk, reason="没有申请")
    assert early.value.code == "still_in_time"
    PromisedPaper.objects.filter(pk=paper.pk).update(order_by=clock.today() - timedelta(days=1))
    with pytest.raises(Forbidden):
        services.lapse_review(made["coordinator"], review_id=row.pk, reason="没有申请")
    services.lapse_review(made["bureau_head"], review_id=row.pk, reason="没有申请")
    row.refresh_from_db()
    paper.refresh_from_db()
    assert (row.state, paper.state) == ("lapsed", "broken")
    assert row.opinion is not None
    assert row.opinion.state == "revoked"
    dishonest = standing_dishonesty(made.cast.applicants[FIRM].number_index)
    assert dishonest is not None
    assert dishonest.origin == "commitment"


def test_pages_from_the_request_to_the_opinion(made: House) -> None:
    project = listed(made)
    citizen = made.client("张伟")
    assert project.name in citizen.get("/my/pre-reviews/").content.decode()
    path = f"/my/pre-reviews/new/{project.pk}/"
    refused = citizen.post(path, {"brief": "厂房一座"})
    assert refused.status_code == 422
    assert "请至少上传一份要预审的文件" in refused.content.decode()
    assert "厂房一座" in refused.content.decode()
    row = asked_on(made, project)
    assert "待确认条件" in citizen.get(f"/my/pre-reviews/{row.pk}/").content.decode()
    assert made.client("李娜").get(f"/my/pre-reviews/{row.pk}/").status_code == 404
    desk = f"/desk/pre-reviews/{row.pk}/"
    assert row.project.name in made.client("coordinator").get("/desk/pre-reviews/").content.decode()
    sent = made.client("coordinator").post(f"{desk}admit/", {"section_plan": section_of(made)})
    assert sent.status_code == 302
    empty = made.client("reviewer").post(f"{desk}opinion/", {"subject": "plan", "text": "看过了"})
    assert empty.status_code == 422
    assert "看过了" in empty.content.decode()
    given = {"subject": "plan", "verdict": "conditions", "text": "出入口外移"}
    assert made.client("reviewer").post(f"{desk}opinion/", given).status_code == 302
    assert made.client("bureau_head").post(f"{desk}issue/").status_code == 302
    page = citizen.get(f"/my/pre-reviews/{row.pk}/").content.decode()
    assert "预审意见不是行政许可" in page
    assert "出入口外移" in page
    paper = row.papers.get()
    assert "还没有这个事项的草稿" in citizen.get(f"/my/pre-reviews/papers/{paper.pk}/").content.decode()
    draft = formal(made)
    carried = citizen.post(
        f"/my/pre-reviews/papers/{paper.pk}/",
        {f"file_{PreFile.objects.get(review=row, about='plan').file_id}": "application"},
    )
    assert carried.status_code == 302
    assert carried.headers["Location"] == f"/my/cases/{draft.pk}/materials/"
    assert made.client("clerk").post(f"{desk}admit/").status_code == 403


def asked_on(made: House, project: Any) -> PreReview:
    return services.ask_review(
        made["张伟"],
        project_id=project.pk,
        applicant_id=made.cast.applicants[FIRM].pk,
        request=services.Request(
            "厂房一座",
            SAID,
            [Promise(made.item_id, clock.today() + timedelta(days=30))],
            {"plan": drawing()},
            True,
        ),
    )


def test_taken_back_and_refused(made: House) -> None:
    row = asked(made)
    with pytest.raises(Forbidden):
        services.refuse_review(made["section_head"], review_id=row.pk, reason="没有用地指标")
    services.refuse_review(made["coordinator"], review_id=row.pk, reason="没有用地指标")
    row.refresh_from_db()
    assert (row.state, row.notice is not None) == ("refused", True)
    with pytest.raises(Conflict):
        services.withdraw_review(made["张伟"], review_id=row.pk)
    second = asked_on(made, row.project)
    services.withdraw_review(made["张伟"], review_id=second.pk)
    second.refresh_from_db()
    assert second.state == "withdrawn"
