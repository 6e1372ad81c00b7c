"""Every page answers, to whom it should, with what was typed kept, in few statements."""

from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors, services
from oneseal.identity.models import Account, Applicant, Authorisation, Organisation, Post, Staff
from oneseal.identity.tests import factories
from oneseal.identity.tests.test_staffing import picture
from oneseal.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db

CITIZEN_PAGES = ["/account/", "/account/password/"]
STAFF_PAGES = [
    "/desk/people/",
    "/desk/organisations/",
    "/desk/posts/",
    "/desk/regions/",
    "/account/password/",
]
ADMIN_PAGES = [
    "/desk/people/new/",
    "/desk/people/certificates/",
    "/desk/organisations/new/",
    "/desk/posts/new/",
]
PUBLIC_PAGES = ["/sign-in/", "/sign-in/staff/", "/register/", "/posts/"]


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


@pytest.mark.parametrize("page", PUBLIC_PAGES)
def test_public_pages(client: Client, cast: factories.Cast, page: str) -> None:
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("who", "pages", "status"),
    [
        ("张伟", CITIZEN_PAGES, 200),
        ("张伟", STAFF_PAGES[:4] + ADMIN_PAGES, 403),
        ("clerk", STAFF_PAGES, 200),
        ("clerk", ADMIN_PAGES, 403),
        ("administrator", STAFF_PAGES + ADMIN_PAGES, 200),
        ("administrator", ["/account/", "/desk/applicants/claims/"], 403),
        ("clerk", ["/desk/applicants/claims/"], 200),
    ],
)
def test_who_opens_what(cast: factories.Cast, who: str, pages: list[str], status: int) -> None:
    client = cast.client(who)
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, status)


@pytest.mark.parametrize("page", CITIZEN_PAGES + STAFF_PAGES + ADMIN_PAGES)
def test_nobody_is_sent_to_sign_in(client: Client, cast: factories.Cast, page: str) -> None:
    answer = client.get(page)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={quote(page, safe='')}")
    if page.startswith("/desk"):
        assert client.get(answer.headers["Location"]).headers["Location"].startswith("/sign-in/staff/")


def test_htmx_is_sent_to_the_page_as_a_whole(client: Client, cast: factories.Cast) -> None:
    answer = client.get("/desk/people/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, "/sign-in/?next=%2Fdesk%2Fpeople%2F")


def test_people_list_counts(
    cast: factories.Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("administrator")
    client.get("/desk/people/")
    with django_assert_max_num_queries(7):
        page = client.get("/desk/people/?q=周")
    assert [person.name for person, _posts in page.context["people"]] == ["周敏"]


def test_a_citizen_registers(client: Client, cast: factories.Cast) -> None:
    fields = {
        "name": "阿卜杜拉•买买提",
        "id_kind": "resident_id",
        "number": "１１０１０５ 19491231 002x",
        "phone": "138 0013 9999",
        "login": "abdulla",
        "password": "Qingshan-8-li",
        "again": "Qingshan-8-li",
        "consent": "on",
    }
    wrong = client.post("/register/", fields | {"number": "110105194912310021"})
    assert wrong.status_code == 422
    assert "校验位" in wrong.content.decode()
    assert "阿卜杜拉•买买提" in wrong.content.decode()
    assert client.post("/register/", fields).status_code == 302
    page = client.get("/account/").content.decode()
    assert "阿卜杜拉·买买提" in page
    assert "110***********002X" in page


def test_authorising_and_revoking(cast: factories.Cast) -> None:
    client = cast.client("王芳")
    agent, me = cast.applicants["李娜"], cast.applicants["王芳"]
    fields = {
        "principal": str(me.pk),
        "agent_name": "李娜",
        "agent_number": agent.number,
        "from_on": "2026-01-01",
        "to_on": "",
    }
    assert client.post("/account/authorise/", fields).status_code == 422
    to_on = clock.today().isoformat()
    fields |= {"from_on": to_on, "to_on": to_on}
    assert client.post("/account/authorise/", fields).status_code == 302
    given = Authorisation.objects.get(principal=me)
    assert client.post(f"/account/authorisations/{given.pk}/revoke/").status_code == 302
    given.refresh_from_db()
    assert given.revoked_at is not None


def test_no_authorising_for_a_stranger(cast: factories.Cast) -> None:
    client = cast.client("王芳")
    day = clock.today().isoformat()
    fields = {
        "principal": str(cast.applicants["张伟"].pk),
        "agent_name": "李娜",
        "agent_number": cast.applicants["李娜"].number,
        "from_on": day,
        "to_on": day,
    }
    assert client.post("/account/authorise/", fields).status_code == 422


def test_claiming_and_confirming(cast: factories.Cast) -> None:
    firm = {
        "name": "云岭新禾食品有限公司",
        "number": factories.credit_code(88),
        "phone": "0797-2532345",
        "legal_representative": "王芳",
    }
    client, clerk = cast.client("王芳"), cast.client("clerk")
    assert client.post("/account/claim/", firm).status_code == 302
    claim = Authorisation.objects.get(principal__name=firm["name"])
    assert firm["name"] in clerk.get("/desk/applicants/claims/").content.decode()
    assert clerk.post(f"/desk/applicants/claims/{claim.pk}/confirm/").status_code == 302
    assert Applicant.objects.get(name=firm["name"]).pk in cast.actor("王芳").applicants


def test_unmasking_through_the_page(cast: factories.Cast) -> None:
    person = cast.applicants["张伟"]
    path = f"/desk/applicants/{person.pk}/unmask/phone/"
    clerk = cast.client("clerk")
    assert clerk.post(path, {"reason": ""}).status_code == 422
    assert person.phone in clerk.post(path, {"reason": "电话通知补正"}).content.decode()
    assert cast.client("王芳").post(path, {"reason": "电话通知补正"}).status_code == 403
    assert [entry.reason for entry in entries(Subject("applicant", person.pk))] == ["电话通知补正"]


def test_a_newcomer_from_form_to_first_password(cast: factories.Cast) -> None:
    admin = cast.client("administrator")
    fields = {
        "name": "何薇",
        "number": "N100",
        "employment": "statutory",
        "section": str(cast.sections["window"].pk),
        "home_unit": str(cast.bureau.pk),
        "joined_on": "2026-11-01",
    }
    assert admin.post("/desk/people/new/", fields | {"joined_on": "昨天"}).status_code == 422
    assert admin.post("/desk/people/new/", fields).status_code == 302
    home = f"/desk/people/{Staff.objects.get(number='N100').pk}/"
    post = {"post": str(cast.posts["window_clerk"].pk), "from_on": "2026-11-21"}
    refused = admin.post(home + "appoint/", post)
    assert refused.status_code == 422
    assert "须持证上岗" in refused.content.decode()
    certificate = {"number": "K9", "level": "4", "issuer": "云岭市人社局", "issued_on": "2026-01-01"}
    assert admin.post(home + "certify/", certificate).status_code == 302
    assert admin.post(home + "appoint/", post).status_code == 302
    photo = SimpleUploadedFile("a.png", picture(), "image/png")
    assert admin.post(home + "photo/", {"photo": photo}).status_code == 302
    shown = admin.post(home + "account/", {"login": "hewei"})
    assert Account.objects.get(login="hewei").check_password(shown.context["first_password"])
    assert shown.headers["Cache-Control"].startswith("max-age=0")
    assert "何薇" in Client().get("/posts/").content.decode()


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("lock", {"reason": ""}),
        ("end", {"holding": "0", "last_on": "2026-11-21"}),
        ("move", {"kind": "transfer", "starts_on": ""}),
        ("certify", {}),
        ("account", {"login": "clerk2"}),
        ("photo", {}),
        ("revoke_certificate", {"reason": "作废"}),
    ],
)
def test_refused_acts_show_the_page_again(cast: factories.Cast, act: str, fields: dict[str, str]) -> None:
    answer = cast.client("administrator").post(f"/desk/people/{cast.staff['clerk'].pk}/{act}/", fields)
    assert answer.status_code == 422
    assert "周敏" in answer.content.decode()


def test_unknown_acts_and_people_are_not_found(cast: factories.Cast) -> None:
    admin = cast.client("administrator")
    assert admin.post(f"/desk/people/{cast.staff['clerk'].pk}/promote/").status_code == 404
    assert admin.get("/desk/people/999999/").status_code == 404


def test_organisations_and_posts_by_form(cast: factories.Cast) -> None:
    admin = cast.client("administrator")
    town = {"name": "青石镇便民服务中心", "kind": "town_centre", "parent": str(cast.bureau.pk), "order": "60"}
    assert admin.post("/desk/organisations/new/", town | {"region": "123"}).status_code == 422
    assert admin.post("/desk/organisations/new/", town).status_code == 302
    made = Organisation.objects.get(name=town["name"])
    looped = town | {"parent": str(made.pk)}
    assert admin.post(f"/desk/organisations/{made.pk}/", looped).status_code == 422
    post = {
        "name": "镇受理岗",
        "code": "town_clerk",
        "section": str(made.pk),
        "roles": ["clerk"],
        "order": "50",
        "item_codes": "A1，B2, C3",
    }
    assert admin.post("/desk/posts/new/", post | {"roles": []}).status_code == 422
    assert admin.post("/desk/posts/new/", post).status_code == 302
    assert admin.post("/desk/posts/new/", post).status_code == 422
    assert Post.objects.get(code="town_clerk").item_codes == ["A1", "B2", "C3"]
    admin.post(f"/desk/organisations/{made.pk}/close/")
    made.refresh_from_db()
    assert made.closed_on is None


def test_regions_are_browsed(cast: factories.Cast) -> None:
    services.load_shipped_regions(SYSTEM)
    clerk = cast.client("clerk")
    assert "武进区" in clerk.get("/desk/regions/?code=320400000000").content.decode()
    assert clerk.get("/desk/regions/?code=abc").status_code == 404


def test_leave_is_entered_shown_and_cancelled_on_its_page(cast: factories.Cast) -> None:
    today = clock.today().isoformat()
    head = cast.client("section_head")
    deputy, away = cast.staff["section_head"], cast.staff["reviewer"]
    given = {"staff": away.pk, "first_on": today, "last_on": today, "deputy": deputy.pk, "note": "探亲假"}
    assert head.post("/desk/leave/", given).status_code == 302
    page = head.get("/desk/leave/").content.decode()
    assert "探亲假" in page
    assert "您今天代理 郑凯 的岗位" in page
    again = head.post("/desk/leave/", given)
    assert (again.status_code, "这些日期已经登记过休假" in again.content.decode()) == (422, True)
    leave = selectors.absent_today(cast.actor("section_head"))[0]
    stranger = cast.client("investment_head")
    assert "探亲假" not in stranger.get("/desk/leave/").content.decode()
    assert stranger.post(f"/desk/leave/{leave.pk}/cancel/").status_code == 403
    assert cast.client("reviewer").post(f"/desk/leave/{leave.pk}/cancel/").status_code == 302
    assert selectors.absent_today(cast.actor("section_head")) == []
