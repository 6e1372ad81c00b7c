"""Refusals as answers: the status, the sentence, the field, the law."""

import json

import pytest
from django.test import Client, RequestFactory

from oneseal.foundation import context, problems
from oneseal.foundation.ratelimit import TooMany
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

TOO_LONG = RuleViolation(
    "too_long", "最多 %(limit)s 字，请缩短。", params={"limit": 60}, field="name", basis="CAT-6"
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("a", "无"), 404),
        (Forbidden("a", "无"), 403),
        (Conflict("a", "无"), 409),
        (TooMany(7), 429),
        (TOO_LONG, 422),
        (Violations([TOO_LONG]), 422),
    ],
)
def test_each_refusal_has_its_status(error: RuleViolation | Violations, status: int) -> None:
    assert problems.status_of(error) == status
    assert problems.problem_response(error).status_code == status


def test_problem_names_every_field_and_law() -> None:
    second = RuleViolation("missing", "请填写电话。", field="phone")
    body = json.loads(problems.problem_response(Violations([TOO_LONG, second])).content)
    assert body["type"] == "urn:oneseal:problem:too_long"
    assert body["title"] == "最多 60 字，请缩短。"
    assert body["errors"] == [
        {"code": "too_long", "field": "name", "detail": "最多 60 字，请缩短。", "basis": "CAT-6"},
        {"code": "missing", "field": "phone", "detail": "请填写电话。", "basis": ""},
    ]


@pytest.mark.django_db
def test_api_gets_json_and_people_get_a_page() -> None:
    request = RequestFactory().get("/x")
    assert "CAT-6" in problems.answer(request, TOO_LONG).content.decode()
    token = context.door.set(context.Door("api", "request-1"))
    try:
        assert problems.answer(request, TOO_LONG)["Content-Type"] == "application/problem+json"
    finally:
        context.door.reset(token)


@pytest.mark.django_db
def test_waiting_time_is_told() -> None:
    assert problems.problem_response(TooMany(7))["Retry-After"] == "7"
    assert problems.answer(RequestFactory().get("/x"), TooMany(7))["Retry-After"] == "7"


@pytest.mark.django_db
def test_the_address_of_a_form_that_is_opened_says_so_and_leads_on() -> None:
    answer = Client().get("/language/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "这个网址不能直接打开" in answer.text
