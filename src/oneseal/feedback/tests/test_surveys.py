"""Surveys from the question to the circular; third parties' files whole or not at all; the ledger."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from oneseal.cases.tests.factories import House
from oneseal.feedback import selectors, services
from oneseal.feedback.models import Answer, IssueFile
from oneseal.feedback.tests import factories
from oneseal.foundation import clock
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation, Violations

pytestmark = pytest.mark.django_db


def survey(made: House, kind: str, **said: Any) -> Any:
    today = clock.today()
    values = {"title": "上半年评议", "first": today - timedelta(days=180), "last": today, **said}
    return services.make_survey(made["coordinator"], kind=kind, **values)


def test_a_half_yearly_review_from_the_question_to_the_circular() -> None:
    made = factories.house()
    row = survey(made, "half_year", questions="办事效率\n服务态度\n建议*")
    keeper = made["coordinator"]
    unit = row.units[0]
    with pytest.raises(Conflict):
        services.issue_circular(keeper, survey_id=row.pk)
    services.move_survey(keeper, survey_id=row.pk, verb="open")
    opened = selectors.open_survey(row.uid)
    services.answer_survey(opened, {"unit": str(unit), "q1": "5", "q2": "5", "q3": "再快些"}, device="a")
    services.answer_survey(opened, {"unit": str(unit), "q1": "2", "q2": "2", "q3": ""}, device="b")
    with pytest.raises(Conflict, match="已经答过"):
        services.answer_survey(opened, {"unit": str(unit), "q1": "5", "q2": "5"}, device="b")
    with pytest.raises(Violations):
        services.answer_survey(opened, {"unit": "0", "q1": "9"}, device="c")
    total, units = selectors.results(row)
    assert (total.answers, total.satisfied, total.score.quotient(1)) == (2, 1, "70.0")
    assert units == [(selectors.section_names(made.bureau_id)[unit], total)]
    assert selectors.answers_in_words(row) == ["再快些"]
    services.move_survey(keeper, survey_id=row.pk, verb="close")
    told = services.issue_circular(keeper, survey_id=row.pk)
    told.refresh_from_db()
    assert told.circular_id
    with pytest.raises(Conflict):
        services.issue_circular(keeper, survey_id=row.pk)
    services.move_survey(keeper, survey_id=row.pk, verb="publish")
    assert [each.pk for each, _ in selectors.public_surveys(made.bureau_id)[1]] == [row.pk]


def test_a_third_partys_file_all_or_nothing() -> None:
    made = factories.house()
    row = survey(made, "third_party", surveyor="国家统计局云州调查队")
    keeper = made["coordinator"]
    with pytest.raises(Conflict):
        services.move_survey(keeper, survey_id=row.pk, verb="open")
    wrong = "编号,科室,满意程度,意见\n1,,非常满意,\n2,没有的科,满意,\n3,,好极了,\n".encode()
    preview = services.preview_answers(keeper, survey_id=row.pk, data=wrong, name="x.csv")
    assert [(each.row, each.column) for each in preview.problems] == [(3, "科室"), (4, "满意程度")]
    with pytest.raises(Violations):
        services.import_answers(keeper, survey_id=row.pk, data=wrong, name="x.csv")
    assert not Answer.objects.exists()
    lines = [f"{n},,{'满意' if n <= 982 else '不满意'}," for n in range(1, 1001)]
    right = "\n".join(["编号,科室,满意程度,意见", *lines]).encode("gb18030")
    services.import_answers(keeper, survey_id=row.pk, data=right, name="x.csv")
    assert selectors.results(row)[0].satisfaction.percent(1) == "98.2%"
    with pytest.raises(Conflict):
        services.import_answers(keeper, survey_id=row.pk, data=right, name="x.csv")


def test_opinions_that_came_on_paper() -> None:
    made = factories.house()
    row, keeper = survey(made, "opinion", questions="有什么建议*"), made["coordinator"]
    empty = "编号,意见\n1,\n".encode()
    found = services.preview_answers(keeper, survey_id=row.pk, data=empty, name="x.csv").problems
    assert [(each.row, each.column) for each in found] == [(2, "意见")]
    paper = "编号,科室,满意程度,意见\n1,,,周六开门\n2,,满意,\n".encode()
    assert services.preview_answers(keeper, survey_id=row.pk, data=paper, name="x.csv").problems[0].row == 3
    paper = "编号,科室,满意程度,意见\n甲1,,,周六开门\n甲2,,满意,多设座位\n".encode()
    services.import_answers(keeper, survey_id=row.pk, data=paper, name="x.csv")
    assert selectors.answers_in_words(row) == ["多设座位", "周六开门"]
    assert selectors.results(row)[0].answers == 1


def test_who_may_and_what_is_missing() -> None:
    made = factories.house()
    with pytest.raises(RuleViolation, match="哪家机构"):
        survey(made, "third_party")
    with pytest.raises(RuleViolation, match="一行一个"):
        survey(made, "opinion", questions="")
    with pytest.raises(Forbidden):
        services.make_survey(
            made["clerk"],
            kind="opinion",
            title="x",
            first=clock.today(),
            last=clock.today(),
            questions="好吗",
        )


def picture(colour: str) -> bytes:
    """A photograph of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "PNG")
    return made.getvalue()


def test_the_ledger_until_it_is_struck_off() -> None:
    made = factories.house()
    keeper, today = made["supervisor"], clock.today()
    section = next(iter(selectors.section_names(made.bureau_id)))
    said: dict[str, Any] = {"source": "inspection", "text": "窗口指南没有更新", "owner_id": section}
    row = services.open_issue(keeper, due=today + timedelta(days=15), **said)
    other = services.open_issue(keeper, due=today + timedelta(days=15), **said)
    with pytest.raises(Forbidden):
        services.open_issue(made["clerk"], due=today + timedelta(days=15), **said)
    services.prolong_issue(keeper, issue_id=other.pk, due=today + timedelta(days=90), reason="要改系统")
    with pytest.raises(Conflict):
        services.prolong_issue(keeper, issue_id=other.pk, due=today + timedelta(days=120), reason="再延")
    path = f"/desk/ledger/{row.pk}/close/"
    watcher = made.client("supervisor")
    many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(10)]
    assert watcher.post(path, {"evidence": "指南已换新版，附照片", "proof": many}).status_code == 422
    proof = [SimpleUploadedFile(f"{n}.png", picture(n)) for n in ("white", "black")]
    assert watcher.post(path, {"evidence": "指南已换新版，附照片", "proof": proof}).status_code == 302
    kept = IssueFile.objects.filter(issue=row)
    assert kept.count() == 2
    page = made.client("bureau_head")
    assert "white.png" in page.get("/desk/ledger/?state=done").content.decode()
    assert page.get(f"/files/{kept[0].file_id}/").status_code == 200
    assert made.client("clerk").get(f"/files/{kept[0].file_id}/").status_code == 404
    with pytest.raises(Conflict):
        services.close_issue(keeper, issue_id=row.pk, evidence="指南已换新版，附照片")
    assert selectors.issue_counts(keeper) == {"open": 0, "long_term": 1, "done": 1}
    with clock.at(clock.now() + timedelta(days=91)):
        assert selectors.late_issues(keeper).count() == 1
