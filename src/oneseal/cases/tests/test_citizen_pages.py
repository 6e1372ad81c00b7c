"""The citizen's pages: success, somebody else's case, wrong state, nothing typed lost, double press, two tabs."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oneseal.cases import services
from oneseal.cases.models import Case, CaseForm, CaseMaterial, Evaluation, ThreadMessage
from oneseal.cases.rules.intake import Gap
from oneseal.cases.rules.states import CaseState
from oneseal.cases.tests import factories
from oneseal.documents.tests.pieces import png_picture

pytestmark = pytest.mark.django_db
QUESTION = {
    "code": "place",
    "text": "场所是自己的吗？",
    "options": [{"code": "own", "label": "自有"}, {"code": "rent", "label": "租的"}],
}
LEASE = {"code": "lease", "name": "租赁合同", "when": {"place": ["rent"]}}
PAPER = {"code": "application", "name": "申请书"}


def start(client: Client, made: factories.House, **sent: Any) -> Any:
    return client.post("/apply/commitment/", {"applicant": made.applicant(), **sent})


def upload(client: Client, case: Case, code: str = "application", content: bytes | None = None) -> Any:
    file = SimpleUploadedFile("证明.png", png_picture() if content is None else content)
    return client.post(f"/my/cases/{case.pk}/materials/{code}/", {"file": file})


def test_an_application_from_the_guide_to_the_receipt() -> None:
    made = factories.house(questions=[QUESTION], materials=[PAPER, LEASE])
    client = made.client("张伟")
    assert b"/apply/commitment/" in client.get("/items/commitment/").content
    unanswered = start(client, made)
    assert unanswered.status_code == 422
    assert "请选择一项" in unanswered.content.decode()
    assert start(client, made, q_place="rent").status_code == 302
    case = Case.objects.get()
    assert case.answers == {"place": ["rent"]}
    page = f"/my/cases/{case.pk}"
    assert (
        client.post(f"{page}/form/", {"form-name": "张伟", "seen": "{}"})["Location"] == f"{page}/materials/"
    )
    early = client.post(f"{page}/check/", {"delivery": "pickup", "declared": "on"})
    assert early.status_code == 422
    assert f"{page}/materials/#material-lease" in early.content.decode()
    for code in ("application", "lease"):
        assert upload(client, case, code).status_code == 302
    assert client.get(f"{page}/check/").status_code == 200
    done = client.post(f"{page}/check/", {"delivery": "pickup", "declared": "on"}, follow=True)
    case.refresh_from_db()
    assert (case.state, case.wanted_delivery) == (CaseState.SUBMITTED, "pickup")
    assert case.number in done.content.decode()
    assert client.get(f"{page}/form/")["Location"] == f"{page}/"


def test_two_presses_make_one_draft_and_one_application() -> None:
    made = factories.house()
    client = made.client("张伟")
    first = start(client, made, idempotency_key="a")
    assert start(client, made, idempotency_key="a")["Location"] == first["Location"]
    case = factories.with_paper(made, Case.objects.get())
    services.save_draft(made["张伟"], case_id=case.pk, data=factories.FORM)
    said = {"delivery": "electronic", "declared": "on", "idempotency_key": "b"}
    answers = [client.post(f"/my/cases/{case.pk}/check/", said)["Location"] for _ in range(2)]
    assert answers == [f"/my/cases/{case.pk}/receipt/"] * 2


def test_what_is_known_is_filled_in_and_says_where_from() -> None:
    form = {
        "type": "object",
        "properties": {"name": {"type": "string", "title": "姓名", "x-field": "person_name"}},
    }
    made = factories.house(form=form)
    client = made.client("张伟")
    page = client.get(start(client, made)["Location"]).content.decode()
    assert 'value="张伟"' in page
    assert "来自申请人登记信息" in page


def test_a_wrong_form_is_kept_and_explained() -> None:
    made = factories.house()
    case = services.start_draft(made["张伟"], item_id=made.item_id, applicant_id=made.applicant())
    answer = made.client("张伟").post(f"/my/cases/{case.pk}/form/", {"form-name": "长" * 61, "seen": "{}"})
    assert answer.status_code == 422
    assert "最多60个字" in answer.content.decode()
    assert CaseForm.objects.get(case=case).data == {"name": "长" * 61}


TWO = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "title": "姓名"},
        "shop": {"type": "string", "title": "店名"},
    },
}


def test_two_tabs_are_merged_and_a_clash_is_asked() -> None:
    made = factories.house(form=TWO)
    client = made.client("张伟")
    case = services.start_draft(made["张伟"], item_id=made.item_id, applicant_id=made.applicant())
    draft, form = f"/my/cases/{case.pk}/form/draft/", f"/my/cases/{case.pk}/form/"
    first = client.post(draft, {"form-name": "甲", "seen": "{}"}).json()
    assert first == {"seen": '{"name": "甲"}', "message": ""}
    second = client.post(draft, {"form-shop": "小店", "seen": "{}"}).json()
    assert "姓名" in second["message"]
    assert CaseForm.objects.get(case=case).data == {"name": "甲", "shop": "小店"}
    clash = client.post(draft, {"form-name": "乙", "form-shop": "小店", "seen": second["seen"]}).json()
    assert "name" not in json.loads(clash["seen"])
    assert CaseForm.objects.get(case=case).data["name"] == "甲"
    asked = client.post(form, {"form-name": "乙", "form-shop": "小店", "seen": clash["seen"]})
    assert asked.status_code == 409
    assert "本页是“乙”，另一个页面是“甲”" in asked.content.decode()
    chosen = {"form-name": "乙", "form-shop": "小店", "seen": asked.context["seen"]}
    assert client.post(form, chosen).status_code == 302
    assert CaseForm.objects.get(case=case).data == {"name": "乙", "shop": "小店"}


def test_a_tab_left_open_after_handing_in_saves_nothing_and_says_so() -> None:
    made = factories.house()
    case = factories.submitted(made)
    client = made.client("张伟")
    told = client.post(f"/my/cases/{case.pk}/form/draft/", {"form-name": "乙"})
    assert (told.status_code, told.json()["stopped"]) == (409, True)
    page = client.post(f"/my/cases/{case.pk}/form/", {"form-name": "乙"}, follow=True).content.decode()
    assert "刚才的修改没有保存" in page
    assert CaseForm.objects.get(case=case).data == {"name": "张伟"}


def test_a_file_that_cannot_be_kept_is_named_and_the_others_are_kept() -> None:
    made = factories.house()
    case = factories.draft(made)
    client = made.client("张伟")
    bad = SimpleUploadedFile("空.png", b"")
    url = f"/my/cases/{case.pk}/materials/application/"
    refused = client.post(url, {"file": bad})
    assert refused.status_code == 422
    assert "空.png" in refused.content.decode()
    both = [SimpleUploadedFile("好.png", png_picture()), SimpleUploadedFile("坏.png", b"nonsense")]
    card = client.post(url, {"file": both}, headers={"HX-Request": "true"})
    assert card.status_code == 200
    assert "坏.png" in card.content.decode()
    row = CaseMaterial.objects.get()
    assert client.post(f"/my/cases/{case.pk}/remove/{row.pk}/").status_code == 302
    assert not CaseMaterial.objects.exists()


def test_a_file_given_before_is_used_again() -> None:
    made = factories.house()
    first = factories.draft(made)
    client = made.client("张伟")
    upload(client, first)
    second = factories.draft(made)
    row = CaseMaterial.objects.get()
    url = f"/my/cases/{second.pk}/materials/application/reuse/{row.pk}/"
    assert url in client.get(f"/my/cases/{second.pk}/materials/").content.decode()
    assert client.post(url).status_code == 302
    again = CaseMaterial.objects.get(case=second)
    assert (again.file_id, again.source) == (row.file_id, "reused")
    assert "证明.png" in client.get("/my/materials/").content.decode()


def correcting(made: factories.House) -> Case:
    case = factories.submitted(made)
    gaps = [
        Gap("application", "没有签名", "请签名后重新上传", "申请书"),
        Gap("form", "姓名不全", "请写全名", "申请表"),
    ]
    services.request_correction(made["clerk"], case_id=case.pk, gaps=gaps)
    return case


def test_a_correction_names_every_gap_and_takes_just_these() -> None:
    made = factories.house()
    case = correcting(made)
    client = made.client("张伟")
    page = client.get(f"/my/cases/{case.pk}/").content.decode()
    assert "没有签名" in page
    assert "请写全名" in page
    early = client.post(f"/my/cases/{case.pk}/supply/", {"declared": "on"})
    assert early.status_code == 422
    assert "还没有补正" in early.content.decode()
    upload(client, case)
    form = client.post(f"/my/cases/{case.pk}/form/", {"form-name": "张伟民", "seen": '{"name": "张伟"}'})
    assert form["Location"] == f"/my/cases/{case.pk}/"
    assert client.post(f"/my/cases/{case.pk}/supply/", {"declared": "on"}).status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.CORRECTED


def test_messages_and_withdrawal_keep_what_was_typed() -> None:
    made = factories.house()
    case = factories.submitted(made)
    client = made.client("张伟")
    long = client.post(f"/my/cases/{case.pk}/message/", {"text": "问" * 2001})
    assert long.status_code == 422
    assert "问" * 2001 in long.content.decode()
    client.post(f"/my/cases/{case.pk}/message/", {"text": "什么时候办好？"})
    services.send_message(made["clerk"], case_id=case.pk, text="明天。")
    assert "明天。" in client.get(f"/my/cases/{case.pk}/").content.decode()
    assert ThreadMessage.objects.filter(side="officer", read_at=None).count() == 0
    client.post(f"/my/cases/{case.pk}/withdraw/", {"reason": "不办了"})
    case.refresh_from_db()
    assert case.state == CaseState.WITHDRAWN
    again = client.post(f"/my/cases/{case.pk}/withdraw/", {"reason": "不办了"})
    assert again.status_code == 409


def closed(made: factories.House) -> Case:
    case = factories.decided(made)
    services.deliver_electronically(case_id=case.pk)
    return case


def test_a_closed_case_is_evaluated_once() -> None:
    made = factories.house()
    case = closed(made)
    client = made.client("张伟")
    url = f"/my/cases/{case.pk}/evaluate/"
    assert client.post(url, {"comment": "很好"}).status_code == 422
    said = {"level": "2", "tags": ["late", "one_trip"], "score_efficiency": "1", "comment": "太慢"}
    assert client.post(url, said).status_code == 302
    given = Evaluation.objects.get()
    assert (given.level, given.tags, given.scores, given.comment) == (2, ["late"], {"efficiency": 1}, "太慢")
    assert client.post(url, {"level": "5"}).status_code == 302
    assert Evaluation.objects.get().level == 2


def test_nothing_to_evaluate_before_the_end() -> None:
    made = factories.house()
    case = factories.accepted(made)
    assert made.client("张伟").get(f"/my/cases/{case.pk}/evaluate/")["Location"] == f"/my/cases/{case.pk}/"


PAGES = ["", "form/", "materials/", "check/", "situation/", "receipt/", "evaluate/"]


def test_other_peoples_cases_are_not_there() -> None:
    made = factories.house()
    cases = [factories.draft(made), closed(made), correcting(made)]
    stranger = made.client("王芳")
    answers = {stranger.get(f"/my/cases/{case.pk}/{path}").status_code for case in cases for path in PAGES}
    posts = ["form/", "form/draft/", "check/", "supply/", "message/", "withdraw/", "evaluate/"]
    posts += ["materials/application/", "materials/application/reuse/1/", "remove/1/", "situation/"]
    answers |= {stranger.post(f"/my/cases/{case.pk}/{path}").status_code for case in cases for path in posts}
    assert answers == {404}


def test_lists_say_what_to_do_first() -> None:
    made = factories.house()
    client = made.client("张伟")
    assert "还没有办件" in client.get("/my/cases/").content.decode()
    assert "还没有文书" in client.get("/my/documents/").content.decode()
    factories.draft(made)
    correcting(made)
    closed(made)
    page = client.get("/my/cases/").content.decode()
    assert [page.index(word) for word in ("去补正", "继续填写", "去评价")] == sorted(
        page.index(word) for word in ("去补正", "继续填写", "去评价")
    )
    assert "没有符合的办件" in client.get("/my/cases/?q=无此事项").content.decode()
    assert "准予行政许可决定书" in client.get("/my/documents/").content.decode()


def test_the_circulation_slip_is_for_colleagues() -> None:
    made = factories.house()
    case = factories.accepted(made)
    slip = services.issue_circulation_slip(made["section_head"], case_id=case.pk)
    client = made.client("张伟")
    assert client.get(f"/documents/{slip.pk}/").status_code == 404
    for path in (f"/my/cases/{case.pk}/", "/my/documents/"):
        assert slip.number not in client.get(path).content.decode()


def test_a_case_is_found_by_number_and_proof_and_shows_nobody() -> None:
    made = factories.house()
    case = factories.submitted(made)
    number = made.cast.applicants["张伟"].number
    found = Client().post("/query/", {"number": case.number, "proof": number[-4:].lower()})
    assert "已收到，正在核对材料" in found.content.decode()
    assert "张伟" not in found.content.decode()
    for wrong in ("0000", "12345X"):
        refused = Client().post("/query/", {"number": case.number, "proof": wrong})
        assert refused.status_code == 404
        assert case.number in refused.content.decode()


def test_what_is_not_on_application_or_not_online_has_no_button() -> None:
    made = factories.house(channels=["window"])
    client = made.client("张伟")
    assert "/apply/" not in client.get("/items/commitment/").content.decode()
    assert client.get("/apply/commitment/").status_code == 404


@pytest.mark.parametrize(("path", "most"), [("/my/cases/", 12), ("/my/documents/", 8), ("/my/materials/", 7)])
def test_lists_cost_the_same_for_many(path: str, most: int) -> None:
    made = factories.house()
    client = made.client("张伟")
    factories.submitted(made)
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(path)
    for _ in range(3):
        factories.submitted(made)
    with CaptureQueriesContext(connection) as four:
        client.get(path)
    assert len(four) == len(one) <= most


def test_the_case_page_costs_a_fixed_number_of_statements() -> None:
    made = factories.house()
    case = factories.decided(made)
    client = made.client("张伟")
    client.get(f"/my/cases/{case.pk}/")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/my/cases/{case.pk}/")
    assert len(queries) <= 24
