"""Who is away: entered by oneself, the head or the administrator, once for each day."""

from datetime import timedelta

import pytest

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors, services
from oneseal.identity.models import Account, StaffCertificate
from oneseal.identity.tests import factories
from oneseal.kernel.access import Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


def test_leave_is_entered_once_and_cancelled_once() -> None:
    cast = factories.cast()
    head, staff = cast.actor("section_head"), cast.staff["reviewer"]
    today = clock.today()
    last = today + timedelta(days=2)
    leave = services.record_leave(head, staff.pk, first_on=today, last_on=last)
    assert selectors.on_leave(cast.bureau.pk, today + timedelta(days=2)) == {staff.pk}
    assert selectors.on_leave(cast.bureau.pk, today + timedelta(days=3)) == frozenset()
    with pytest.raises(Conflict):
        services.record_leave(head, staff.pk, first_on=today, last_on=last)
    services.cancel_leave(cast.actor("reviewer"), leave.pk)
    assert selectors.on_leave(cast.bureau.pk, today) == frozenset()
    with pytest.raises(Conflict):
        services.cancel_leave(head, leave.pk)
    kinds = [entry.kind for entry in entries(Subject("staff", staff.pk))]
    assert kinds == ["identity.leave_recorded", "identity.leave_cancelled"]


def test_only_for_oneself_or_ones_section() -> None:
    cast = factories.cast()
    today = clock.today()
    staff = cast.staff["reviewer"].pk
    for who in ("investment_head", "clerk"):
        with pytest.raises(Forbidden):
            services.record_leave(cast.actor(who), staff, first_on=today, last_on=today)
    with pytest.raises(NotFound):
        services.cancel_leave(cast.actor("administrator"), 0)
    with pytest.raises(RuleViolation):
        services.record_leave(
            cast.actor("administrator"), staff, first_on=today, last_on=today - timedelta(days=1)
        )


def test_a_deputy_gets_posts_and_roles_for_the_days_of_the_leave() -> None:
    cast = factories.cast()
    today = clock.today()
    head, reviewer = cast.staff["section_head"], cast.staff["reviewer"]
    leave = services.record_leave(
        cast.actor("section_head"),
        head.pk,
        first_on=today,
        last_on=today + timedelta(days=1),
        deputy_id=reviewer.pk,
    )
    actor = services.current_actor(cast.account("reviewer"))
    post = cast.posts["market_head"].pk
    assert post in actor.posts
    assert actor.has(Role.SECTION_HEAD)
    assert [each.name for each in actor.stand_ins] == ["陈静"]
    assert actor.acting_for(post=post) == actor.stand_ins[0]
    assert actor.acting_for(post=cast.posts["market_reviewer"].pk) is None
    assert actor.in_role_of(Role.SECTION_HEAD)
    assert actor.in_role_of(Role.REVIEWER) is None
    assert selectors.deputies(cast.bureau.pk, [head.pk]) == {head.pk: reviewer.name}
    with clock.at(clock.now() + timedelta(days=2)):
        assert not services.current_actor(_fresh(cast, "reviewer")).stand_ins
    services.cancel_leave(cast.actor("administrator"), leave.pk)
    assert post not in services.current_actor(_fresh(cast, "reviewer")).posts


def _fresh(cast: factories.Cast, who: str) -> Account:
    account = cast.account(who)
    account.refresh_from_db()
    return account


def test_a_lent_post_that_ends_ends_for_the_deputy_too() -> None:
    cast = factories.cast()
    today = clock.today()
    admin = cast.actor("administrator")
    services.record_leave(
        admin,
        cast.staff["section_head"].pk,
        first_on=today,
        last_on=today,
        deputy_id=cast.staff["reviewer"].pk,
    )
    assert services.current_actor(_fresh(cast, "reviewer")).has(Role.SECTION_HEAD)
    holding = selectors.holdings_of_staff(cast.staff["section_head"].pk)[0]
    services.end_holding(admin, holding.pk, last_on=today - timedelta(days=1))
    assert not services.current_actor(_fresh(cast, "reviewer")).has(Role.SECTION_HEAD)


def test_a_deputy_without_a_certificate_does_not_sit_at_the_window() -> None:
    cast = factories.cast()
    today = clock.today()
    post, section = cast.posts["window_clerk"], cast.sections["window"]
    colleague = factories.make_staff(cast.bureau, cast.posts["supervisor"], "林晓", number="Y901")
    colleague.section = section
    colleague.save()
    StaffCertificate.objects.filter(staff=colleague).delete()
    account = factories.make_account("linxiao", staff=colleague)
    services.record_leave(
        cast.actor("administrator"),
        cast.staff["clerk"].pk,
        first_on=today,
        last_on=today,
        deputy_id=colleague.pk,
    )
    assert post.pk not in selectors.actor_for(account).posts


@pytest.mark.parametrize(
    ("deputy", "code"),
    [
        ("investment_reviewer", "deputy_elsewhere"),
        ("section_head", "deputy_elsewhere"),
        ("reviewer", ""),
        ("deputy_head", ""),
    ],
)
def test_who_may_stand_in(deputy: str, code: str) -> None:
    cast = factories.cast()
    today = clock.today()
    given = cast.staff[deputy].pk
    head = cast.staff["section_head"].pk
    admin = cast.actor("administrator")
    if not code:
        assert services.record_leave(admin, head, first_on=today, last_on=today, deputy_id=given).deputy_id
        return
    with pytest.raises(RuleViolation) as refused:
        services.record_leave(admin, head, first_on=today, last_on=today, deputy_id=given)
    assert refused.value.code == code


def test_a_deputy_is_at_work_on_all_the_days() -> None:
    cast = factories.cast()
    today, admin = clock.today(), cast.actor("administrator")
    services.record_leave(admin, cast.staff["reviewer"].pk, first_on=today, last_on=today)
    with pytest.raises(RuleViolation) as refused:
        services.record_leave(
            admin,
            cast.staff["section_head"].pk,
            first_on=today - timedelta(days=1),
            last_on=today,
            deputy_id=cast.staff["reviewer"].pk,
        )
    assert refused.value.code == "deputy_away"
