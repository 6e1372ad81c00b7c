"""Early services: asked, taken, notes, the list, the application that follows, what they brought."""

import pytest

from oneseal.advance import jobs, selectors, services
from oneseal.advance.models import EarlyService
from oneseal.advance.tests.factories import FIRM, asked, listed, taken
from oneseal.cases import services as case_services
from oneseal.cases.rules.intake import Gap
from oneseal.cases.tests import factories as cases
from oneseal.cases.tests.factories import House
from oneseal.catalog.selectors import access_item
from oneseal.documents.selectors import access_document, documents_about
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return cases.house()


def again(row: EarlyService) -> EarlyService:
    row.refresh_from_db()
    return row


def code_of(made: House) -> str:
    return access_item(made["clerk"], made.item_id).code


def test_from_the_request_to_the_list(made: House) -> None:
    row = taken(made)
    assert (again(row).state, row.staff_id) == ("taken", made.staff("reviewer"))
    services.add_note(made["张伟"], service_id=row.pk, text="场地在解放路12号，80平方米。")
    services.add_note(made["reviewer"], service_id=row.pk, text="看过现场，通道宽度够。")
    services.give_list(
        made["reviewer"],
        service_id=row.pk,
        answers={},
        notes={"application": "签字要手写"},
        advice="先办租赁备案",
    )
    row = again(row)
    assert row.state == "listed"
    assert row.prepared[0]["note"] == "签字要手写"
    first = documents_about("early", row.pk)[0]
    assert first.kind == "early_list"
    assert access_document(made["张伟"], first.pk).pk == first.pk
    with pytest.raises(NotFound):
        access_document(made["李娜"], first.pk)
    services.give_list(made["reviewer"], service_id=row.pk, answers={}, notes={})
    assert again(row).document_id != first.pk
    kinds = [each.kind for each in entries(Subject("early", row.pk))]
    assert kinds[:3] == ["advance.early_asked", "advance.early_taken", "advance.early_noted"]


def test_once_per_item_and_only_by_the_applicants_side(made: House) -> None:
    row = asked(made)
    with pytest.raises(Conflict):
        asked(made)
    with pytest.raises(Forbidden):
        asked(made, "李娜")
    with pytest.raises(RuleViolation):
        asked(made, matter="  ")
    with pytest.raises(NotFound):
        services.close_early(made["李娜"], service_id=row.pk, reason="不关我事")
    services.close_early(made["张伟"], service_id=row.pk, reason="不开了")
    assert asked(made, "clerk").channel == "window"


def test_in_one_pair_of_hands(made: House) -> None:
    row = asked(made)
    with pytest.raises(Forbidden):
        services.take_early(made["clerk"], service_id=row.pk)
    with pytest.raises(Conflict):
        services.add_note(made["张伟"], service_id=row.pk, text="有人吗")
    services.take_early(made["reviewer"], service_id=row.pk)
    with pytest.raises(Forbidden):
        services.add_note(made["section_head"], service_id=row.pk, text="我也说")
    with pytest.raises(Forbidden):
        services.give_list(made["section_head"], service_id=row.pk, answers={}, notes={})
    other = next(pk for pk in selectors.possible_sections(made.bureau_id) if pk != row.section_id)
    services.hand_on_early(made["reviewer"], service_id=row.pk, section_id=other, reason="主要是用地问题")
    assert (again(row).state, row.section_id, row.staff_id) == ("waiting", other, None)


def test_the_application_follows_and_carries_on(made: House) -> None:
    row = taken(made)
    case = cases.submitted(made)
    jobs.follow([each for each in entries(Subject("case", case.pk)) if each.kind == "cases.submitted"])
    assert (again(row).state, row.case_id) == ("linked", case.pk)
    jobs.follow([each for each in entries(Subject("case", case.pk)) if each.kind == "cases.submitted"])
    assert EarlyService.objects.filter(case=case).count() == 1
    page = made.client("clerk").get(f"/desk/cases/{case.pk}/").content.decode()
    assert row.number in page
    assert row.number in made.client("张伟").get(f"/my/cases/{case.pk}/").content.decode()
    with pytest.raises(Conflict):
        services.add_note(made["reviewer"], service_id=row.pk, text="太晚了")


def test_what_it_brought(made: House) -> None:
    taken(made)
    served = cases.submitted(made)
    services.link_early(case_id=served.pk)
    other = cases.submitted(made, "李娜")
    gaps = [Gap("application", "没有签字", "签字后重新上传")]
    case_services.request_correction(made["clerk"], case_id=other.pk, gaps=gaps)
    found = selectors.measured(made["coordinator"])
    assert (found.asked, found.linked, found.days) == (1, 1, 0)
    assert (found.corrected, found.others, found.others_corrected, found.avoided) == (0, 1, 1, 100)


def test_a_key_project_is_named(made: House) -> None:
    project = listed(made)
    firm = made.cast.applicants[FIRM].pk
    row = asked(made, applicant_id=firm, project_id=project.pk)
    assert row.project == project
    page = made.client("reviewer").get("/desk/early/").content.decode()
    assert project.name in page


def test_on_the_phone_and_on_the_desk(made: House) -> None:
    citizen, reviewer = made.client("张伟"), made.client("reviewer")
    code = code_of(made)
    assert f"/my/early/new/{code}/" in citizen.get(f"/items/{code}/").content.decode()
    empty = citizen.post(f"/my/early/new/{code}/", {"applicant": made.applicant(), "matter": ""})
    assert empty.status_code == 422
    citizen.post(f"/my/early/new/{code}/", {"applicant": made.applicant(), "matter": "想开店"})
    row = EarlyService.objects.get()
    assert "等候接手" in citizen.get(f"/my/early/{row.pk}/").content.decode()
    assert made.client("李娜").get(f"/my/early/{row.pk}/").status_code == 404
    assert reviewer.post(f"/desk/early/{row.pk}/take/").status_code == 302
    looked = reviewer.post(f"/desk/early/{row.pk}/list/", {"look": "1", "advice": "记着"})
    assert looked.status_code == 200
    assert "记着" in looked.content.decode()
    sent = reviewer.post(f"/desk/early/{row.pk}/list/", {"note_application": "手写签名"}, follow=True)
    assert "手写签名" in sent.content.decode()
    assert "手写签名" in citizen.get(f"/my/early/{row.pk}/").content.decode()
    assert citizen.post(f"/my/early/{row.pk}/note/", {"text": "好的"}).status_code == 302
    assert citizen.post(f"/my/early/{row.pk}/take/").status_code in {403, 422}
    assert made.client("administrator").get("/desk/early/").status_code == 403


def test_registered_at_the_window(made: House) -> None:
    clerk = made.client("clerk")
    sent = {"item": code_of(made), "matter": "上门走访时提出"}
    unknown = clerk.post("/desk/early/new/", {**sent, "number": "110101199003077774"})
    assert "没有这个证件号码的申请人" in unknown.content.decode()
    number = made.cast.applicants["张伟"].number
    assert clerk.post("/desk/early/new/", {**sent, "number": number}).status_code == 302
    assert EarlyService.objects.get().asked_at <= clock.now()
