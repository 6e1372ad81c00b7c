"""Lists of the desk: kept filters, columns and rows of each person, export with the same filter, the count."""

import csv
import io

import pytest
from pytest_django import DjangoAssertNumQueries

from oneseal.cases import selectors, services
from oneseal.cases.models import ListLayout, SavedFilter
from oneseal.cases.rules import listing
from oneseal.cases.tests import factories
from oneseal.cases.tests.test_rules_others import refused
from oneseal.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ([], ["applicant", "step", "due", "opened"]),
        (["due", "applicant"], ["applicant", "due"]),
        (["nonsense"], ["applicant", "step", "due", "opened"]),
        (["statutory"], ["statutory"]),
    ],
)
def test_columns_keep_the_lists_order(keys: list[str], shown: list[str]) -> None:
    assert listing.chosen("work", keys) == shown


@pytest.mark.parametrize(
    ("name", "count", "code"),
    [
        ("急件", 0, ""),
        (" ", 0, "name_missing"),
        ("长" * 41, 0, "name_too_long"),
        ("急件", 20, "too_many_filters"),
    ],
)
def test_names_of_filters(name: str, count: int, code: str) -> None:
    assert refused(lambda: listing.check_filter(name, count)) == code


def test_a_filter_is_kept_used_and_removed_by_its_owner_only() -> None:
    made = factories.house()
    factories.accepted(made)
    client = made.client("reviewer")
    sent = {"asked": "due=overdue&after=xyz", "name": "逾期"}
    assert client.post("/desk/lists/work/filters/", sent)["Location"].startswith("/desk/work/?due=overdue")
    kept = SavedFilter.objects.get()
    assert kept.asked == {"due": "overdue"}
    assert "?due=overdue" in client.get("/desk/work/").content.decode()
    assert "逾期</a>" not in made.client("section_head").get("/desk/work/").content.decode()
    with pytest.raises(NotFound):
        services.remove_filter(made["section_head"], filter_id=kept.pk)
    services.save_filter(made["reviewer"], name="work", title="逾期", asked={"due": "today"})
    assert SavedFilter.objects.get().asked == {"due": "today"}
    assert client.post(f"/desk/lists/filters/{kept.pk}/remove/").status_code == 302
    assert not SavedFilter.objects.exists()


def test_nothing_filtered_is_told() -> None:
    made = factories.house()
    page = made.client("reviewer").post(
        "/desk/lists/work/filters/", {"asked": "", "name": "全部"}, follow=True
    )
    assert "还没有筛选条件" in page.content.decode()
    assert made.client("reviewer").post("/desk/lists/nothing/filters/", {"name": "x"}).status_code == 404


def test_columns_and_rows_are_each_persons_own() -> None:
    made = factories.house()
    factories.accepted(made)
    client = made.client("clerk")
    client.post("/desk/lists/search/columns/", {"column": ["channel", "applicant"], "size": "100"})
    assert ListLayout.objects.get().columns == ["applicant", "channel"]
    page = client.get("/desk/cases/")
    assert [head.label for head in page.context["heads"]] == ["申请人", "渠道"]
    assert page.context["page"].size == 100
    assert page.context["total"] == 1
    assert len(made.client("reviewer").get("/desk/cases/").context["heads"]) == 5


def test_exports_follow_filter_and_access() -> None:
    made = factories.house()
    case = factories.accepted(made)
    for name, who in (("work", "reviewer"), ("team", "section_head"), ("search", "clerk")):
        answer = made.client(who).post(f"/desk/lists/{name}/export/", {"form": "csv"})
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [line[0] for line in lines[1:]] == [case.number]
    none = made.client("reviewer").post("/desk/lists/work/export/?due=overdue", {"form": "csv"})
    assert len(none.content.decode("utf-8-sig").splitlines()) == 1
    assert (
        made.client("investment_reviewer")
        .post("/desk/lists/team/export/", {"form": "csv"})
        .content.count(b"\n")
        == 1
    )
    assert services.export_list(made["reviewer"], name="work", asked={}).startswith(b"PK")


def test_the_layout_reads_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = factories.house()
    reviewer = made["reviewer"]
    with django_assert_num_queries(2):
        selectors.layout(reviewer, "work")
