"""Two presses give one result."""

import json
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import Client

from oneseal.foundation import clock, housekeeping
from oneseal.foundation.models import IdempotencyKey, JournalEntry
from oneseal.foundation.tests.concurrency import in_threads

pytestmark = [pytest.mark.django_db, pytest.mark.urls("oneseal.foundation.tests.sample_urls")]


def press(client: Client, word: str, key: str = "key-1") -> "tuple[int, str]":
    """Send the form; status and where it leads."""
    answer = client.post("/act/", {"word": word, "idempotency_key": key})
    return answer.status_code, answer.headers.get("Location", "")


def test_second_press_gets_the_first_answer(client: Client) -> None:
    first = press(client, "一")
    assert first[0] == 302
    assert press(client, "一") == first
    assert JournalEntry.objects.count() == 1


def test_without_a_key_each_press_acts(client: Client) -> None:
    assert press(client, "一", "") != press(client, "一", "")
    assert JournalEntry.objects.count() == 2


def test_same_key_for_something_else_is_refused(client: Client) -> None:
    press(client, "一")
    assert press(client, "二")[0] == 422
    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize("word", ["坏", "form"])
def test_refused_form_can_be_corrected_and_sent_again(client: Client, word: str) -> None:
    assert press(client, word)[0] == 422
    assert not JournalEntry.objects.exists()
    assert press(client, "好")[0] == 302


@pytest.mark.parametrize("key", ["k" * 129, "键", "a b"])
def test_malformed_key_is_refused(client: Client, key: str) -> None:
    assert press(client, "一", key)[0] == 422


def test_program_gets_the_same_body_and_status() -> None:
    client = Client(headers={"Idempotency-Key": "k-1", "Authorization": "Bearer a"})
    first = client.post("/api/act/", json.dumps({"word": "一"}), content_type="application/json")
    again = client.post("/api/act/", json.dumps({"word": "一"}), content_type="application/json")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Content-Type"] == first["Content-Type"]
    assert again["Idempotency-Replayed"] == "true"
    other = client.post(
        "/api/act/",
        json.dumps({"word": "一"}),
        content_type="application/json",
        headers={"Authorization": "Bearer b"},
    )
    assert other.json() != first.json(), "another client's keys are its own"


@pytest.mark.django_db(transaction=True)
def test_presses_at_once_give_one_result() -> None:
    answers: list[tuple[int, str]] = []
    in_threads(4, lambda _: answers.append(press(Client(), "一")))
    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert answers[0][0] == 302
    assert JournalEntry.objects.count() == 1


def test_old_keys_are_forgotten(client: Client) -> None:
    press(client, "一")
    housekeeping.forget_answers()
    assert IdempotencyKey.objects.exists()
    with clock.at(clock.now() + timedelta(days=2)):
        housekeeping.forget_answers()
    assert not IdempotencyKey.objects.exists()


def test_tag_gives_a_new_key_each_time() -> None:
    template = Template("{% load idempotency %}{% idempotency_key %}")
    first, second = template.render(Context()), template.render(Context())
    assert 'type="hidden" name="idempotency_key"' in first
    assert first != second
