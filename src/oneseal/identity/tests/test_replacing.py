"""Replacing window staff within a year: asked for, answered by the centre, then done once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import services
from oneseal.identity.models import PostHolding, Replacement
from oneseal.identity.rules import posting
from oneseal.identity.tests import factories
from oneseal.kernel.errors import Conflict, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


@pytest.fixture
def holding(cast: factories.Cast) -> PostHolding:
    """周敏 at the window since a month."""
    found = PostHolding.objects.get(staff=cast.staff["clerk"])
    found.from_on = clock.today() - timedelta(days=30)
    found.save()
    return found


def refused(act: Callable[..., Any], *args: Any, **said: Any) -> str:
    with pytest.raises(RuleViolation) as refusal:
        act(*args, **said)
    return refusal.value.code


def test_asked_approved_done_once(cast: factories.Cast, holding: PostHolding) -> None:
    admin, head, today = cast.actor("administrator"), cast.actor("bureau_head"), clock.today()
    assert refused(services.end_holding, admin, holding.pk, last_on=today) == "too_early"
    asked = services.ask_replacement(admin, holding.pk, last_on=today, reason="轮岗培训")
    with pytest.raises(Conflict):
        services.ask_replacement(admin, holding.pk, last_on=today, reason="再次")
    assert refused(services.end_holding, admin, holding.pk, last_on=today) == "too_early"
    services.answer_replacement(head, asked.pk, approve=True)
    with pytest.raises(Conflict):
        services.answer_replacement(head, asked.pk, approve=False, answer="不行")
    earlier = today - timedelta(days=1)
    assert refused(services.end_holding, admin, holding.pk, last_on=earlier) == "too_early"
    services.end_holding(admin, holding.pk, last_on=today)
    asked.refresh_from_db()
    assert asked.state == "used"
    last = entries(Subject("staff", holding.staff_id))[-1]
    assert (last.kind, last.data["early"], last.reason) == ("identity.post_left", True, "轮岗培训")


def test_a_refusal_says_why_and_one_may_ask_again(cast: factories.Cast, holding: PostHolding) -> None:
    admin, head, today = cast.actor("administrator"), cast.actor("bureau_head"), clock.today()
    asked = services.ask_replacement(admin, holding.pk, last_on=today, reason="轮岗")
    assert refused(services.answer_replacement, head, asked.pk, approve=False) == "answer_missing"
    services.answer_replacement(head, asked.pk, approve=False, answer="窗口人手不足")
    assert refused(services.end_holding, admin, holding.pk, last_on=today) == "too_early"
    assert services.ask_replacement(admin, holding.pk, last_on=today, reason="病休").state == "pending"


def test_who_may_ask_and_answer(cast: factories.Cast, holding: PostHolding) -> None:
    today = clock.today()
    for who in ("section_head", "reviewer", "clerk"):
        said = {"last_on": today, "reason": "轮岗"}
        assert refused(services.ask_replacement, cast.actor(who), holding.pk, **said) == "not_your_section"
    asked = services.ask_replacement(cast.actor("administrator"), holding.pk, last_on=today, reason="轮岗")
    admin = cast.actor("administrator")
    assert refused(services.answer_replacement, admin, asked.pk, approve=True) == "not_head"
    Replacement.objects.filter(pk=asked.pk).update(asked_by=cast.staff["bureau_head"])
    head = cast.actor("bureau_head")
    assert refused(services.answer_replacement, head, asked.pk, approve=True) == "own_request"


FROM = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("stable", "to_on", "last_on", "code"),
    [
        (True, None, FROM + timedelta(days=364), ""),
        (True, None, FROM + timedelta(days=365), "approval_not_needed"),
        (False, None, FROM, "approval_not_needed"),
        (True, None, FROM - timedelta(days=1), "period_reversed"),
        (True, FROM, FROM, "already_ended"),
    ],
)
def test_approval_is_asked_for_where_it_is_needed(
    stable: bool, to_on: date | None, last_on: date, code: str
) -> None:
    if not code:
        posting.check_replacement_needed(stable, FROM, to_on, last_on)
    else:
        assert refused(posting.check_replacement_needed, stable, FROM, to_on, last_on) == code


def test_the_pages(cast: factories.Cast, holding: PostHolding) -> None:
    admin, head, today = Client(), Client(), clock.today().isoformat()
    admin.force_login(cast.account("administrator"))
    head.force_login(cast.account("deputy_head"))
    person = f"/desk/people/{holding.staff_id}/"
    assert "申请调换" in admin.get(person).content.decode()
    given = {"holding": holding.pk, "last_on": today, "reason": "轮岗培训"}
    assert admin.post(f"{person}end/", given).status_code == 422
    assert admin.post(f"{person}replace/", given).status_code == 302
    assert "待批准" in admin.get(person).content.decode()
    assert "轮岗培训" in head.get("/desk/replacements/").content.decode()
    answer = f"/desk/replacements/{Replacement.objects.get().pk}/"
    assert "请写明理由" in head.post(answer, {"do": "refuse", "answer": ""}).content.decode()
    assert head.post(answer, {"do": "approve", "answer": "同意"}).status_code == 302
    assert admin.post(f"{person}end/", given).status_code == 302
