"""The owner stays responsible until somebody else accepts; then that one is."""

import pytest

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import Cast
from oneseal.inquiries import selectors, services
from oneseal.inquiries.models import HandOver, Inquiry
from oneseal.inquiries.tests import factories
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation
from oneseal.notices import selectors as notices

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return factories.house()


def owner(inquiry: Inquiry) -> int | None:
    return Inquiry.objects.get(pk=inquiry.pk).owner_id


def offer_to(cast: Cast, inquiry: Inquiry, who: str, by: str = "clerk") -> HandOver:
    return services.offer_handover(
        cast.actor(by), inquiry_id=inquiry.pk, staff_id=cast.staff[who].pk, reason="属于市场准入业务"
    )


def test_an_offer_changes_nothing_until_it_is_accepted(cast: Cast) -> None:
    inquiry = factories.asked_at_window(cast)
    offer_to(cast, inquiry, "reviewer")
    assert owner(inquiry) == cast.staff["clerk"].pk
    assert selectors.mine(cast.actor("clerk")).get().state == "offered"
    assert selectors.to_see_to(cast.actor("reviewer")).count() == 1
    assert notices.unread(cast.actor("reviewer")).count() == 1
    services.accept_handover(cast.actor("reviewer"), inquiry_id=inquiry.pk)
    kept = Inquiry.objects.get(pk=inquiry.pk)
    assert (kept.owner, kept.first) == (cast.staff["reviewer"], cast.staff["clerk"])
    assert (kept.state, kept.section) == ("owned", cast.sections["market"])
    assert selectors.to_see_to(cast.actor("clerk")).count() == 0
    assert factories.told(inquiry) == ["recorded", "offered", "accepted"]
    with pytest.raises(Conflict):
        services.accept_handover(cast.actor("reviewer"), inquiry_id=inquiry.pk)


def test_a_section_accepts_by_one_of_its_people(cast: Cast) -> None:
    inquiry = factories.asked_at_window(cast)
    services.offer_handover(
        cast.actor("clerk"), inquiry_id=inquiry.pk, section_id=cast.sections["market"].pk, reason="业务问题"
    )
    with pytest.raises(NotFound):
        services.accept_handover(cast.actor("investment_reviewer"), inquiry_id=inquiry.pk)
    with pytest.raises(Forbidden):
        services.accept_handover(cast.actor("second_clerk"), inquiry_id=inquiry.pk)
    services.accept_handover(cast.actor("section_head"), inquiry_id=inquiry.pk)
    assert owner(inquiry) == cast.staff["section_head"].pk


def test_declined_or_withdrawn_it_stays_with_the_owner_and_may_be_offered_again(cast: Cast) -> None:
    inquiry = factories.asked_at_window(cast)
    offer_to(cast, inquiry, "reviewer")
    with pytest.raises(RuleViolation):
        services.decline_handover(cast.actor("reviewer"), inquiry_id=inquiry.pk, reason=" ")
    services.decline_handover(cast.actor("reviewer"), inquiry_id=inquiry.pk, reason="这是投资项目的问题")
    offer_to(cast, inquiry, "investment_reviewer")
    services.withdraw_handover(cast.actor("clerk"), inquiry_id=inquiry.pk)
    assert owner(inquiry) == cast.staff["clerk"].pk
    assert [row.state for row in HandOver.objects.all()] == ["declined", "withdrawn"]
    reasons = [entry.reason for entry in entries(Subject("inquiry", inquiry.pk))]
    assert "这是投资项目的问题" in reasons
    with pytest.raises(NotFound):
        selectors.access_inquiry(cast.actor("reviewer"), inquiry.pk)


def test_offers_that_are_refused(cast: Cast) -> None:
    inquiry = factories.asked_at_window(cast)
    actor, market = cast.actor("clerk"), cast.sections["market"].pk
    with pytest.raises(RuleViolation, match="请选择"):
        services.offer_handover(actor, inquiry_id=inquiry.pk, reason="原因")
    with pytest.raises(RuleViolation, match="本来就由"):
        offer_to(cast, inquiry, "clerk")
    with pytest.raises(RuleViolation, match="为什么"):
        services.offer_handover(actor, inquiry_id=inquiry.pk, section_id=market, reason="")
    cast.staff["reviewer"].left_on = clock.today()
    cast.staff["reviewer"].save()
    with pytest.raises(Conflict, match="不在岗"):
        offer_to(cast, inquiry, "reviewer")
    with pytest.raises(Forbidden, match="周敏"):
        offer_to(cast, inquiry, "section_head", by="second_clerk")
    assert factories.told(inquiry) == ["recorded"]


def test_the_coordinator_offers_in_the_owners_stead_but_cannot_take_it_away(cast: Cast) -> None:
    inquiry = factories.asked_at_window(cast)
    offer_to(cast, inquiry, "second_clerk", by="coordinator")
    assert owner(inquiry) == cast.staff["clerk"].pk
    with pytest.raises(Forbidden):
        services.accept_handover(cast.actor("coordinator"), inquiry_id=inquiry.pk)
    services.accept_handover(cast.actor("second_clerk"), inquiry_id=inquiry.pk)
    assert owner(inquiry) == cast.staff["second_clerk"].pk


def test_what_waits_is_taken_once(cast: Cast) -> None:
    inquiry = factories.asked_online(cast)
    services.take_inquiry(cast.actor("clerk"), inquiry_id=inquiry.pk)
    with pytest.raises(Conflict):
        services.take_inquiry(cast.actor("second_clerk"), inquiry_id=inquiry.pk)
    kept = Inquiry.objects.get(pk=inquiry.pk)
    assert (kept.first, kept.owner, kept.state) == (cast.staff["clerk"], cast.staff["clerk"], "owned")
    assert factories.told(inquiry) == ["asked", "taken"]


def test_the_answer_reaches_who_asked_signed_in(cast: Cast) -> None:
    inquiry = factories.asked_online(cast, "张伟", phone="")
    services.take_inquiry(cast.actor("clerk"), inquiry_id=inquiry.pk)
    with pytest.raises(RuleViolation) as refused:
        services.answer_inquiry(cast.actor("clerk"), inquiry_id=inquiry.pk, answer="能办。", way="spot")
    assert refused.value.field == "way"
    services.answer_inquiry(cast.actor("clerk"), inquiry_id=inquiry.pk, answer="能办。", way="online")
    message = notices.visible_messages(cast.actor("张伟")).get()
    assert message.link == f"/ask/{inquiry.uid}/"
    assert factories.told(inquiry) == ["asked", "taken", "answered"]
    assert entries(Subject("inquiry", inquiry.pk))[-1].data["on_time"] is True
    with pytest.raises(Conflict):
        services.answer_inquiry(cast.actor("clerk"), inquiry_id=inquiry.pk, answer="再答", way="online")


def test_only_the_owner_answers_and_an_open_offer_ends_with_the_answer(cast: Cast) -> None:
    inquiry = factories.asked_at_window(cast)
    offer_to(cast, inquiry, "reviewer")
    for who in ("reviewer", "second_clerk", "coordinator"):
        with pytest.raises(Forbidden):
            services.answer_inquiry(cast.actor(who), inquiry_id=inquiry.pk, answer="答", way="spot")
    services.answer_inquiry(cast.actor("clerk"), inquiry_id=inquiry.pk, answer="答", way="spot")
    assert HandOver.objects.get().state == "withdrawn"
    assert Inquiry.objects.get().state == "answered"
