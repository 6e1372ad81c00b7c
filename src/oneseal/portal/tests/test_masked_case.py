"""受审分离: whoever judges a masked case meets its applicant nowhere in the program, until the decision is signed."""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.documents import selectors as papers
from oneseal.documents import services as documents
from oneseal.fees import selectors as charged
from oneseal.fees import services as fees
from oneseal.kernel.access import STAFF, Role

pytestmark = pytest.mark.django_db

JUDGES = ("reviewer", "section_head", "deputy_head")
CITIZEN, NAME = "张伟", "欧阳澄宇"
FORM = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "title": "申请人姓名", "x-field": "person_name"},
        "number": {
            "type": "string",
            "title": "证件号码",
            "x-field": "person_id",
            "x-format": "resident_id",
            "x-personal": True,
        },
        "phone": {"type": "string", "title": "联系电话", "x-field": "contact_phone", "x-format": "phone"},
        "plan": {"type": "string", "title": "经营方案", "x-format": "textarea"},
    },
}
MATERIALS = [
    {"code": "application", "name": "申请书"},
    {"code": "identity", "name": "身份证明"},
]
FEE = {"name": "工本费", "basis": "《收费目录》", "standard": "每证16元", "fen": 1600, "due": "decision"}


def picture(text: str) -> bytes:
    """A photograph, different for each text."""
    made = io.BytesIO()
    Image.new("RGB", (40 + len(text), 40), "white").save(made, "JPEG")
    return made.getvalue()


def masked_house(*listed: str) -> House:
    """An item whose reviewers do not see who applies, with a charge; `listed` are the window's alone."""
    made = factories.house(
        masked=True, masked_materials=list(listed), form=FORM, materials=MATERIALS, fees=[FEE]
    )
    applicant = made.cast.applicants[CITIZEN]
    applicant.name = NAME
    applicant.save()
    return made


def secrets(made: House) -> list[str]:
    applicant = made.cast.applicants[CITIZEN]
    return [applicant.name, applicant.number, applicant.phone, applicant.number[-6:]]


def handed_in(made: House) -> Any:
    """A case that tells the applicant's name wherever people write one."""
    applicant, citizen = made.cast.applicants[CITIZEN], made[CITIZEN]
    case = services.start_draft(citizen, item_id=made.item_id, applicant_id=applicant.pk)
    told = {
        "name": NAME,
        "number": applicant.number,
        "phone": applicant.phone,
        "plan": f"{NAME}经营，电话{applicant.phone}",
    }
    services.save_draft(citizen, case_id=case.pk, data=told)
    for code in ("application", "identity"):
        file = documents.store_file(
            citizen,
            bureau_id=made.bureau_id,
            purpose="case_material",
            name=f"{NAME}{code}.jpg",
            content=picture(code),
        )
        services.add_material(citizen, case_id=case.pk, code=code, file_id=file.pk)
    services.submit_case(citizen, case_id=case.pk, declared=True)
    services.send_message(citizen, case_id=case.pk, text=f"我是{NAME}，请快一点")
    return case


def under_review(made: House) -> Any:
    case = handed_in(made)
    services.accept_case(made["clerk"], case_id=case.pk)
    services.add_note(made["clerk"], case_id=case.pk, text=f"{NAME}来过窗口")
    fees.bill_case(case_id=case.pk, moment="accepted")
    services.take_step(made["reviewer"], step_id=factories.step_of(case, "review").pk)
    case.refresh_from_db()
    return case


def _names(patterns: list[Any], space: str = "") -> Iterator[tuple[str, list[str]]]:
    """The names of all pages of the desk, with what their addresses need."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (space, pattern.namespace) if part)
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            roles: frozenset[Role] = getattr(pattern.callback, "allowed_roles", frozenset())
            if Role.ANONYMOUS not in roles and not roles.isdisjoint(STAFF):
                yield f"{space}:{pattern.name}" if space else pattern.name, list(pattern.pattern.converters)


def addresses(case: Any) -> set[str]:
    """Every address that the desk could have about the case: each name with every id and word that fits."""
    bills = charged.open_bills(case.pk)
    ids: dict[str, list[Any]] = {
        "case_id": [case.pk],
        "step_id": list(case.steps.values_list("pk", flat=True)),
        "material_id": list(case.materials.values_list("pk", flat=True)),
        "file_id": list(case.materials.values_list("file", flat=True)),
        "document_id": list(papers.documents_about("case", case.pk).values_list("pk", flat=True)),
        "bill_id": [each.pk for each in bills],
        "uid": [each.uid for each in bills],
        "kind": ["guide", "list", "study", "hearing", "third_party", "joint"],
        "path": ["accept", "correction", "on-the-spot", "not-ours", "not-needed"],
        "verb": ["pass", "return", "transfer", "delegate", "before", "after", "decide"],
        "act": ["suspend", "extend", "terminate"],
        "what": ["number", "phone"],
        "who": ["applicant", "agent"],
        "listing": ["search", "work", "team"],
    }
    found = set()
    for name, wanted in _names(get_resolver().url_patterns):
        choices = [ids.get(each, [case.pk, str(case.pk)]) for each in wanted]
        for chosen in itertools.product(*choices):
            try:
                found.add(reverse(name, kwargs=dict(zip(wanted, chosen, strict=True))))
            except NoReverseMatch:
                continue
    return found


def readable(response: Any) -> str:
    """All that an answer says: its headers, its text, the cells of a workbook."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8", "ignore") + unquote(str(dict(response.headers)))
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            text += "".join(parts.read(each).decode("utf-8", "ignore") for each in parts.namelist())
    return text


def searches(made: House) -> list[str]:
    """The lists searched by what identifies the applicant."""
    applicant = made.cast.applicants[CITIZEN]
    return [
        f"{reverse(name)}?q={word}"
        for name in (
            "cases:desk_search",
            "cases:desk_work",
            "cases:desk_intake",
            "fees:desk",
            "portal:desk_search",
            "identity:applicants",
        )
        for word in (applicant.name, applicant.number, applicant.phone)
    ]


def test_a_paper_of_identity_is_closed_to_judges_although_the_item_does_not_list_it() -> None:
    made = masked_house()
    case = under_review(made)
    files = dict(case.materials.values_list("code", "file"))
    address = {code: reverse("documents:file", args=[file]) for code, file in files.items()}
    for who in JUDGES:
        client = made.client(who)
        assert client.get(address["identity"]).status_code == 404
        assert address["identity"] not in client.get(f"/desk/cases/{case.pk}/").content.decode()
        assert client.get(address["application"]).status_code == 200
    assert made.client("clerk").get(address["identity"]).status_code == 200


REGISTER = "/desk/applicants/"
"""Everybody who ever applied, without their cases: colleagues look people up there."""


@pytest.mark.parametrize("who", JUDGES)
def test_nowhere_does_somebody_who_judges_meet_the_applicant(who: str) -> None:
    made = masked_house("application")
    case = under_review(made)
    client, hidden = made.client(who), secrets(made)
    opened, told = [], {}
    for address in sorted(addresses(case)):
        response = client.get(address)
        if response.status_code in {200, 422}:
            opened.append(address)
            text = readable(response)
            if address.startswith(REGISTER) and case.number not in text:
                continue
            if found := [text[max(0, text.index(word) - 40) :][:90] for word in hidden if word in text]:
                told[address] = found
    assert told == {}
    assert f"/desk/cases/{case.pk}/" in opened
    assert len(opened) > 40
    for address in searches(made):
        assert case.number not in client.get(address).content.decode(), address


@pytest.mark.parametrize("who", ["clerk", "coordinator", "supervisor"])
def test_the_window_and_the_supervisor_see_it(who: str) -> None:
    made = masked_house()
    case = under_review(made)
    client = made.client(who)
    for address in (f"/desk/cases/{case.pk}/", f"/desk/cases/?q={NAME}"):
        assert NAME in client.get(address).content.decode(), address


def test_the_applicant_reads_their_own_name() -> None:
    made = masked_house()
    case = under_review(made)
    client = made.client(CITIZEN)
    for address in ("/my/cases/", f"/my/cases/{case.pk}/", "/my/materials/", "/my/documents/"):
        text = client.get(address).content.decode()
        assert "已隐去" not in text, address
    assert NAME in client.get(f"/my/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize("listing", ["search", "work", "team"])
def test_lists_taken_out_of_the_system_bear_no_name(listing: str) -> None:
    made = masked_house()
    case = under_review(made)
    told = {
        who: readable(made.client(who).post(f"/desk/lists/{listing}/export/?due=", {"form": form}))
        for who, form in (("section_head", "csv"), ("supervisor", "csv"))
    }
    if listing != "work":
        assert case.number in told["section_head"]
        assert NAME in told["supervisor"]
    assert NAME not in told["section_head"]


NUMBERS = re.compile(r"\d+")
TYPED = {
    "reason": "核实",
    "text": "请说明",
    "opinion": "同意",
    "note": "记下",
    "q": "张",
    "confirm": "on",
}
"""What somebody types into whatever form it is; fields that a form does not have are ignored."""


def forms(case: Any) -> set[str]:
    """The addresses about the case to which forms are sent: of each page one, with every verb, not with every id."""
    by_page: dict[str, str] = {}
    for address in sorted(addresses(case)):
        if any(sign.isdigit() for sign in address):
            by_page.setdefault(NUMBERS.sub("0", address), address)
    return set(by_page.values())


def test_no_form_that_a_reviewer_sends_off_answers_with_the_applicant() -> None:
    """Every address of the desk is posted to, each in a state of its own, and what the next page says is read too."""
    made = masked_house()
    case = under_review(made)
    hidden, client = secrets(made), made.client("reviewer")
    signed_in = {name: each.value for name, each in client.cookies.items()}
    answered, told = set(), {}
    for address in sorted(forms(case)):
        client.cookies.load(signed_in)
        with transaction.atomic():
            response = client.post(address, TYPED)
            text = readable(response)
            if response.status_code == 302 and response.headers["Location"].startswith("/"):
                text += readable(client.get(response.headers["Location"]))
            case.refresh_from_db()
            transaction.set_rollback(True)
        if response.status_code in {200, 302, 409, 422}:
            answered.add(address)
            lifted = not case.masked
            if not lifted and not address.startswith(REGISTER) and any(word in text for word in hidden):
                told[address] = [
                    text[max(0, text.index(word) - 40) :][:90] for word in hidden if word in text
                ]
    assert told == {}
    assert f"/desk/cases/{case.pk}/message/" in answered
    assert len(answered) > 20
