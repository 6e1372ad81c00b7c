"""The window: find, register, choose, fill in, check, hand in; the delivery counter; lists, search and export."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from oneseal.cases import services
from oneseal.cases.models import Case, CaseForm, CaseMaterial
from oneseal.cases.tests import factories
from oneseal.cases.tests.test_desk_case import kinds
from oneseal.catalog.tests import factories as catalog
from oneseal.documents.selectors import offered_scans

pytestmark = pytest.mark.django_db
FORM = {
    "type": "object",
    "required": ["name", "place"],
    "properties": {
        "name": {"type": "string", "title": "姓名", "maxLength": 60, "x-field": "person_name"},
        "place": {"type": "string", "title": "经营场所", "maxLength": 100},
    },
}
QUESTION = {
    "code": "premises",
    "text": "场所是哪一种？",
    "options": [{"code": "owned", "label": "自有"}, {"code": "leased", "label": "租赁"}],
}


def picture() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(kept, "PNG")
    return SimpleUploadedFile("scan.png", kept.getvalue(), "image/png")


def begun(made: factories.House, client: Client) -> Case:
    url = f"/desk/window/{made.applicant('王芳')}/{made.item_id}/"
    assert client.post(url, {"channel": "window"}).status_code == 302
    return Case.objects.latest("id")


@pytest.mark.parametrize("how", ["number", "phone", "name"])
def test_an_applicant_is_found(how: str) -> None:
    made = factories.house()
    person = made.cast.applicants["王芳"]
    page = made.client("clerk").get("/desk/window/", {"q": getattr(person, how)}).content.decode()
    assert f"/desk/window/{person.pk}/" in page
    assert person.number not in page.replace(f'value="{person.number}"', "").replace(f"q={person.number}", "")


def test_an_unknown_applicant_is_registered_on_the_spot() -> None:
    made = factories.house()
    client = made.client("clerk")
    assert "还没有这位申请人" in client.get("/desk/window/", {"q": "欧阳明月"}).content.decode()
    assert 'value="欧阳明月"' in client.get("/desk/window/register/", {"q": "欧阳明月"}).content.decode()
    sent = {
        "kind": "person",
        "name": "欧阳明月",
        "id_kind": "resident_id",
        "number": "123",
        "phone": "13800138555",
    }
    refused = client.post("/desk/window/register/", sent)
    assert refused.status_code == 422
    assert 'value="欧阳明月"' in refused.content.decode()
    sent["number"] = made.cast.applicants["王芳"].number
    assert client.post("/desk/window/register/", sent).status_code == 422
    from oneseal.identity.tests.factories import resident_number

    sent["number"] = resident_number(777)
    answer = client.post("/desk/window/register/", sent)
    assert answer.status_code == 302
    assert "欧阳明月" in client.get(answer["Location"]).content.decode()


def test_items_are_chosen_by_initials_in_a_fragment() -> None:
    made = factories.house()
    url = f"/desk/window/{made.applicant('王芳')}/"
    part = made.client("clerk").get(url, {"q": "spjy"}, headers={"HX-Request": "true"}).content.decode()
    assert "食品经营许可" in part
    assert "<html" not in part


def test_from_the_window_to_the_receipt() -> None:
    made = factories.house(form=FORM)
    client = made.client("clerk")
    case = begun(made, client)
    base = f"/desk/cases/{case.pk}/"
    page = client.get(base + "fill/").content.decode()
    assert 'value="王芳"' in page
    assert "来自申请人登记信息" in page
    half = client.post(base + "fill/", {"form-name": "王芳", "delivery": "pickup", "do": "check"})
    assert half.status_code == 200
    assert "请填写“经营场所”" in half.content.decode()
    sent: dict[str, Any] = {
        "form-name": "王芳",
        "form-place": "解放街6号",
        "delivery": "pickup",
        "paper-shown-application": "1",
        "file-application": picture(),
        "do": "check",
    }
    assert client.post(base + "fill/", sent)["Location"] == base + "check/"
    assert CaseMaterial.objects.get(case=case).source == "window"
    refused = client.post(base + "check/", {})
    assert refused.status_code == 422
    assert "请勾选声明" in refused.content.decode()
    done = client.post(base + "check/", {"declared": "on", "idempotency_key": "k"})
    assert done["Location"] == base + "receipt/"
    assert client.post(base + "check/", {"declared": "on", "idempotency_key": "k"}).status_code == 302
    case.refresh_from_db()
    assert case.number in client.get(base + "receipt/").content.decode()
    assert client.get(base + "fill/").status_code == 409


def test_paper_is_ticked_unticked_and_files_removed() -> None:
    made = factories.house(form=FORM)
    client = made.client("clerk")
    case = begun(made, client)
    url = f"/desk/cases/{case.pk}/fill/"
    shown = {"form-name": "王芳", "paper-shown-application": "1", "do": "save"}
    client.post(url, {**shown, "paper-application": "on"})
    assert CaseMaterial.objects.get(case=case).paper_copies == 1
    client.post(url, {**shown, "paper-application": "on"})
    assert CaseMaterial.objects.filter(case=case).count() == 1
    client.post(url, shown)
    assert not CaseMaterial.objects.filter(case=case).exists()
    client.post(url, {**shown, "file-application": picture()})
    row = CaseMaterial.objects.get(case=case)
    client.post(url, {**shown, "do": f"remove-{row.pk}"})
    assert not CaseMaterial.objects.filter(case=case).exists()


def test_a_refused_file_loses_nothing_else() -> None:
    made = factories.house(form=FORM)
    client = made.client("clerk")
    case = begun(made, client)
    bad = SimpleUploadedFile("x.exe", b"MZ....", "application/octet-stream")
    sent = {"form-name": "王芳", "form-place": "解放街6号", "file-application": bad, "do": "check"}
    answer = client.post(f"/desk/cases/{case.pk}/fill/", sent)
    assert "有文件没有收下" in answer.content.decode()
    assert CaseForm.objects.get(case=case).data["place"] == "解放街6号"


def test_a_scan_beside_the_material_is_one_press(settings: Any, tmp_path: Path) -> None:
    made = factories.house(form=FORM)
    client = made.client("clerk")
    case = begun(made, client)
    url = f"/desk/cases/{case.pk}/fill/"
    assert "扫描仪里有" not in client.get(url).content.decode()
    settings.SCAN_DIR = str(tmp_path)
    folder = tmp_path / made.cast.account("clerk").login
    folder.mkdir()
    (folder / "申请书.png").write_bytes(picture().read())
    (folder / "坏的.pdf").write_bytes(b"MZ....")
    scans = {each.name: each.key for each in offered_scans(folder.name)}
    assert client.get(url).content.decode().count("扫描仪里有 2 份") == 1
    sent = {"form-name": "王芳", "form-place": "解放街6号"}
    answer = client.post(url, {**sent, "do": f"scan-{scans['坏的.pdf']}-application"})
    assert "有文件没有收下" in answer.content.decode()
    answer = client.post(url, {**sent, "do": f"scan-{scans['申请书.png']}-application"})
    assert answer["Location"] == url + "#file-application"
    row = CaseMaterial.objects.get(case=case)
    assert row.file is not None
    assert (row.source, row.file.name, row.file.purpose) == ("window", "申请书.png", "case_material")
    assert kinds(case)[-1] == "cases.material_added"
    assert [each.name for each in offered_scans(folder.name)] == ["坏的.pdf"]
    answer = client.post(url, {**sent, "do": f"scan-{scans['申请书.png']}-application"})
    assert "已被取用" in answer.content.decode()
    assert CaseForm.objects.get(case=case).data["place"] == "解放街6号"


def test_questions_come_first_and_typing_is_saved() -> None:
    made = factories.house(form=FORM, questions=[QUESTION])
    client = made.client("clerk")
    case = begun(made, client)
    base = f"/desk/cases/{case.pk}/"
    page = client.get(base + "fill/").content.decode()
    assert "场所是哪一种" in page
    assert "form-place" not in page
    assert client.post(base + "fill/", {"q_premises": "owned", "do": "answers"}).status_code == 302
    assert "form-place" in client.get(base + "fill/").content.decode()
    assert (
        client.post(base + "fill/autosave/", {"q_premises": "owned", "form-place": "半"}).status_code == 204
    )
    assert 'value="半"' in client.get(base + "fill/").content.decode()
    assert client.post(base + "discard/").status_code == 302
    case.refresh_from_db()
    assert case.state == "withdrawn"


@pytest.mark.parametrize("path", ["fill/", "check/", "receipt/", "deliver/"])
def test_the_window_is_for_clerks(path: str) -> None:
    made = factories.house()
    case = begun(made, made.client("clerk"))
    assert made.client("reviewer").get(f"/desk/cases/{case.pk}/{path}").status_code == 403


def test_accepting_and_being_too_late() -> None:
    made = factories.house()
    case = factories.submitted(made)
    client, url = made.client("clerk"), f"/desk/cases/{case.pk}/answer/accept/"
    assert case.number in client.get("/desk/intake/").content.decode()
    assert "书面审查" in client.get(url).content.decode()
    assert "受理通知书" in client.post(url, follow=True).content.decode()
    assert "已经答复过" in client.post(url, follow=True).content.decode()
    assert kinds(case).count("cases.accepted") == 1


def test_every_gap_is_told_at_once() -> None:
    made = factories.house()
    case = factories.submitted(made)
    client, base = made.client("clerk"), f"/desk/cases/{case.pk}/answer/"
    row = CaseMaterial.objects.get(case=case)
    tick = {"verdict": "gap", "note": "没有签字"}
    part = client.post(f"/desk/cases/{case.pk}/materials/{row.pk}/", tick, headers={"HX-Request": "true"})
    assert "需补正" in part.content.decode()
    page = client.get(base + "correction/").content.decode()
    assert "没有签字" in page
    sent = {"correct_within": "10", "gap_application": "on", "problem_application": "", "gap_form": "on"}
    refused = client.post(base + "correction/", {**sent, "problem_form": "地址不全"})
    assert refused.status_code == 422
    assert "地址不全" in refused.content.decode()
    assert client.post(base + "correction/", {"correct_within": "10"}).status_code == 422
    sent |= {"problem_application": "没有签字", "advice_application": "请签字", "problem_form": "地址不全"}
    assert client.post(base + "correction/", sent).status_code == 302
    case.refresh_from_db()
    assert case.state == "awaiting_correction"


@pytest.mark.parametrize(("path", "state"), [("not-ours", "not_accepted"), ("not-needed", "not_needed")])
def test_refusing_intake_names_reason_and_agency(path: str, state: str) -> None:
    made = factories.house()
    case = factories.submitted(made)
    client, url = made.client("section_head"), f"/desk/cases/{case.pk}/answer/{path}/"
    refused = client.post(url, {"reason": "不属于本局职权"})
    assert refused.status_code == 422
    assert "不属于本局职权" in refused.content.decode()
    sent = {"reason": "不属于本局职权", "basis": "行政许可法第三十二条", "authority": "云岭市水务局"}
    assert client.post(url, sent).status_code == 302
    case.refresh_from_db()
    assert case.state == state


def test_a_slip_is_mended_on_the_spot() -> None:
    made = factories.house()
    case = factories.submitted(made)
    client, url = made.client("clerk"), f"/desk/cases/{case.pk}/answer/on-the-spot/"
    assert 'value="张伟"' in client.get(url).content.decode()
    same = client.post(url, {"form-name": "张伟", "note": "无", "confirmed": "on"})
    assert "没有改动" in same.content.decode()
    alone = client.post(url, {"form-name": "张玮", "note": "伟改为玮"})
    assert alone.status_code == 422
    assert 'value="张玮"' in alone.content.decode()
    empty = client.post(url, {"form-name": "", "note": "删掉", "confirmed": "on"})
    assert empty.status_code == 422
    sent = {"form-name": "张玮", "note": "伟改为玮", "confirmed": "on"}
    assert client.post(url, sent).status_code == 302
    assert CaseForm.objects.get(case=case).data == {"name": "张玮"}
    case.refresh_from_db()
    assert case.state == "submitted"
    assert "cases.corrected_on_the_spot" in kinds(case)


def test_handing_over_needs_code_or_document_and_a_signature() -> None:
    made = factories.house()
    client = made.client("clerk")
    case = begun(made, client)
    services.save_draft(made["clerk"], case_id=case.pk, data={"name": "王芳"})
    services.add_material(made["clerk"], case_id=case.pk, code="application", paper_copies=1)
    services.submit_case(made["clerk"], case_id=case.pk, declared=True)
    services.accept_case(made["second_clerk"], case_id=case.pk)
    for key, who in (("review", "reviewer"), ("check", "reviewer")):
        factories.passed(made, case, key, who)
    step = factories.step_of(case, "decide")
    services.take_step(made["section_head"], step_id=step.pk)
    services.decide_case(made["section_head"], step_id=step.pk, outcome="granted", criteria=["已结清税款"])
    factories.passed(made, case, "sign", "deputy_head")
    case.refresh_from_db()
    url, code = f"/desk/cases/{case.pk}/deliver/", case.delivery.pickup_code
    assert case.number in client.get("/desk/delivery/").content.decode()
    assert client.get("/desk/delivery/", {"q": code})["Location"] == url
    services.ready_result(made["clerk"], case_id=case.pk, shelf="A-1-12")
    assert client.get("/desk/delivery/", {"q": "a-1-12"})["Location"] == url
    wrong = client.post(
        url,
        {"pickup_code": "000000x", "recipient": "王芳", "signed": "on"},
        headers={"Idempotency-Key": "one-press"},
    )
    case.delivery.refresh_from_db()
    assert case.delivery.wrong_codes == 1
    assert wrong.status_code == 422
    assert "取件码不对" in wrong.content.decode()
    alone = {"pickup_code": code, "recipient": "王芳", "signed": "on"}
    assert "只有取件码不能领取" in client.post(url, alone).content.decode()
    number = made.cast.applicants["王芳"].number
    sent = {"pickup_code": code, "recipient": "王芳", "identifier": number}
    assert "签字" in client.post(url, sent).content.decode()
    assert client.post(url, {**sent, "signed": "on"}).status_code == 302
    assert "没有待送达的结果" in client.post(url, {**sent, "signed": "on"}, follow=True).content.decode()


def test_bulk_take_and_pass_tell_a_result_for_each() -> None:
    made = factories.house()
    first, second = factories.accepted(made), factories.accepted(made, "王芳")
    client = made.client("reviewer")
    ids = [factories.step_of(case, "review").pk for case in (first, second)]
    services.take_step(made["reviewer"], step_id=ids[0])
    page = client.post("/desk/work/bulk/", {"step": [*ids, "999999"], "do": "take"}).content.decode()
    assert page.count("没有办成") == 2
    assert page.count("已办") == 1
    page = client.post("/desk/work/bulk/", {"step": ids, "do": "pass", "opinion": "同意"}).content.decode()
    assert "没有办成" not in page
    services.take_step(made["reviewer"], step_id=factories.step_of(first, "check").pk)
    services.pass_step(made["reviewer"], step_id=factories.step_of(first, "check").pk)
    step = factories.step_of(first, "decide")
    services.take_step(made["section_head"], step_id=step.pk)
    head = made.client("section_head")
    assert "不能批量通过" in head.post("/desk/work/bulk/", {"step": [step.pk], "do": "pass"}).content.decode()


def test_lists_cost_a_fixed_number_of_statements() -> None:
    made = factories.house()
    client = made.client("reviewer")
    for _ in range(2):
        factories.accepted(made)
    client.get("/desk/work/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get("/desk/work/")
            client.get("/desk/cases/")
        counts.append(len(seen))
        factories.accepted(made, "王芳")
    assert counts[0] == counts[1] <= 26


def test_search_and_export_show_the_same_cases() -> None:
    made = factories.house()
    case = factories.accepted(made)
    client = made.client("clerk")
    assert case.number in client.get("/desk/cases/", {"q": "zhangwei", "state": "accepted"}).content.decode()
    assert "没有找到办件" in client.get("/desk/cases/", {"q": "没有此人"}).content.decode()
    answer = client.post("/desk/lists/search/export/?q=zhangwei")
    assert answer["Content-Type"].endswith("sheet")
    assert answer.content.startswith(b"PK")
    outside = made.client("investment_reviewer")
    assert case.number not in outside.get("/desk/cases/").content.decode()


def test_a_large_export_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oneseal.cases.services.exporting.EXPORT_LIMIT", 0)
    made = factories.house()
    factories.accepted(made)
    assert "请缩小" in made.client("clerk").post("/desk/lists/search/export/", follow=True).content.decode()


def test_heads_see_what_is_late_and_whose_work_nobody_does() -> None:
    made = factories.house()
    case = factories.accepted(made)
    services.take_step(made["reviewer"], step_id=factories.step_of(case, "review").pk)
    made.cast.staff["reviewer"].left_on = case.created_at.date()
    made.cast.staff["reviewer"].save()
    page = made.client("section_head").get("/desk/team/").content.decode()
    assert "经办人休假、离岗" in page
    assert case.number in page
    assert case.number in made.client("bureau_head").get("/desk/team/", {"due": "all"}).content.decode()
    assert made.client("clerk").get("/desk/team/").status_code == 403


def test_an_item_closed_meanwhile_is_told_at_the_choice() -> None:
    made = factories.house()
    other = catalog.simple_item(code="other", bureau_id=made.bureau_id).item
    other.status = "suspended"
    other.save()
    url = f"/desk/window/{made.applicant('王芳')}/{other.pk}/"
    assert "暂停受理" in made.client("clerk").post(url, follow=True).content.decode()
