"""Papers go from the window to examination to output, each time signed for by both sides (inventory 3.6–3.8)."""

from datetime import timedelta

import pytest

from oneseal.cases import services as case_services
from oneseal.cases.tests import factories as cases
from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.hall import selectors, services
from oneseal.hall.models import Handover
from oneseal.hall.tests import factories
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]


@pytest.fixture
def made() -> cases.House:
    return cases.house()


def test_given_signed_for_and_handed_on(made: cases.House) -> None:
    case = cases.accepted(made)
    row = factories.handed(made, case)
    assert (row.from_section.code, row.to_section.code, row.copies) == ("window", "market", 3)
    assert [each.pk for each in selectors.to_receive(made["reviewer"])] == [row.pk]
    assert not selectors.to_receive(made["clerk"])
    services.receive_papers(made["reviewer"], handover_id=row.pk)
    row.refresh_from_db()
    assert (row.state, row.receiver_id) == ("received", made.staff("reviewer"))
    assert row.document is not None
    assert row.document.title == "材料移交单"
    with pytest.raises(Forbidden, match="另一个科室"):
        factories.handed(made, case, "clerk", "social")
    onward = factories.handed(made, case, "reviewer", "coordination")
    assert onward.from_section.code == "market"


def test_one_at_a_time_and_not_in_a_circle(made: cases.House) -> None:
    case = cases.accepted(made)
    with pytest.raises(RuleViolation, match="另一个科室"):
        factories.handed(made, case, "clerk", "window")
    factories.handed(made, case)
    with pytest.raises(Conflict, match="正在移交"):
        factories.handed(made, case, "clerk", "social")


def test_only_the_other_side_signs_and_once(made: cases.House) -> None:
    row = factories.handed(made, cases.accepted(made))
    with pytest.raises(Forbidden, match="两个人"):
        services.receive_papers(made["clerk"], handover_id=row.pk)
    with pytest.raises(NotFound):
        services.receive_papers(made["investment_reviewer"], handover_id=row.pk)
    services.receive_papers(made["section_head"], handover_id=row.pk)
    with pytest.raises(Conflict):
        services.receive_papers(made["reviewer"], handover_id=row.pk)


def test_sent_back_they_stay_with_the_giver(made: cases.House) -> None:
    case = cases.accepted(made)
    row = factories.handed(made, case)
    with pytest.raises(RuleViolation, match="哪里不符"):
        services.send_papers_back(made["reviewer"], handover_id=row.pk, note=" ")
    services.send_papers_back(made["reviewer"], handover_id=row.pk, note="少一份复印件")
    row.refresh_from_db()
    assert (row.state, row.note) == ("returned", "少一份复印件")
    assert factories.handed(made, case).from_section.code == "window"


def test_a_draft_and_a_citizen_hand_nothing(made: cases.House) -> None:
    with pytest.raises(NotFound):
        factories.handed(made, cases.draft(made))
    with pytest.raises(Forbidden):
        services.hand_over(made["张伟"], case_id=cases.accepted(made).pk, receiver=1, lines=factories.PAPERS)


def test_the_circulation_slip_tells_the_hand_overs(made: cases.House) -> None:
    case = cases.accepted(made)
    row = factories.handed(made, case)
    services.receive_papers(made["reviewer"], handover_id=row.pk)
    case_services.issue_circulation_slip(made["clerk"], case_id=case.pk)
    slip = next(
        each for each in documents.documents_about("case", case.pk) if each.kind == "circulation_slip"
    )
    names = [line["name"] for line in slip.data["steps"]]
    assert names[0] == "材料交接：受理科→市场准入科"


def test_pages(made: cases.House, django_assert_max_num_queries: object) -> None:
    case = cases.accepted(made)
    clerk, reviewer = made.client("clerk"), made.client("reviewer")
    page = clerk.get(f"/desk/handovers/new/{case.pk}/").text
    assert "受理组" in page
    refused = clerk.post(f"/desk/handovers/new/{case.pk}/", {"receiver": "", "what_1": "申请表"})
    assert refused.status_code == 422
    said = {"receiver": made.cast.sections["market"].pk, "what_1": "申请表", "copies_1": 2}
    assert clerk.post(f"/desk/handovers/new/{case.pk}/", said).status_code == 302
    row = Handover.objects.get()
    assert "材料交接" in clerk.get(f"/desk/cases/{case.pk}/").text
    reviewer.get("/desk/handovers/")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        assert case.number in reviewer.get("/desk/handovers/").text
    assert "点清无误" in reviewer.get(f"/desk/handovers/{row.pk}/").text
    assert reviewer.post(f"/desk/handovers/{row.pk}/send_back/", {"note": ""}).status_code == 422
    assert reviewer.post(f"/desk/handovers/{row.pk}/receive/").status_code == 302
    assert "打印移交单" in reviewer.get(f"/desk/handovers/{row.pk}/").text
    assert made.client("investment_reviewer").get(f"/desk/handovers/{row.pk}/").status_code == 404
    assert reviewer.post(f"/desk/handovers/{row.pk}/nothing/").status_code == 404


def test_what_was_not_signed_for_in_time_is_shown(made: cases.House) -> None:
    factories.handed(made, cases.accepted(made))
    market = made.cast.sections["market"].pk
    assert selectors.on_way_by_section(made["coordinator"]) == {market: (1, 0)}
    with clock.at(clock.now() + timedelta(days=10)):
        assert selectors.on_way_by_section(made["coordinator"]) == {market: (1, 1)}
        page = selectors.handover_list(made["coordinator"], {"view": "all", "due": "overdue"})
        assert len(page.rows) == 1
