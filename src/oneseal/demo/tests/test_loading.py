"""The bureau is loaded through the services, once, and cases played in it end as the law has it."""

import random
from datetime import datetime, time, timedelta

import pytest

from oneseal.cases import selectors as cases
from oneseal.catalog import selectors as catalog
from oneseal.demo import loader, organisation
from oneseal.demo.appraisals import load_appraisals
from oneseal.demo.inquiries import QUESTIONS, load_inquiries
from oneseal.demo.simulate import simulate
from oneseal.demo.tests.conftest import SLUGS
from oneseal.demo.world import World
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.inquiries import selectors as inquiries
from oneseal.kernel.access import Role

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing(bureau_id: int) -> None:
    again = loader.load_organisation()
    assert (again.bureau_id, again.new) == (bureau_id, False)
    assert loader.load_applicants(bureau_id).applicants == 0
    assert loader.load_items(bureau_id, SLUGS).items == 0
    keeper = loader.actor_in_post(bureau_id, "item_keeper")
    assert sorted(item.code for item in catalog.visible_items(keeper)) == sorted(SLUGS)


def test_people_hold_their_posts_and_every_role_is_filled(bureau_id: int) -> None:
    with clock.at(loader.founding_moment(clock.today())):
        posts = identity.posts_by_code(bureau_id)
        holders = {code: identity.post_holders(post.pk, clock.today()) for code, post in posts.items()}
        roles = {
            role for code in posts for role in loader.actor_in_post(bureau_id, code).roles if holders[code]
        }
    assert set(posts) == set(organisation.posts())
    assert roles == set(Role) - {Role.ANONYMOUS, Role.CITIZEN, Role.CLIENT}
    assert len(holders["survey_reviewer"]) >= 2


def test_simulated_cases_run_without_a_refusal(bureau_id: int) -> None:
    first = clock.today() - timedelta(days=120)
    first_moment = datetime.combine(first, time(0), clock.LOCAL)
    until = datetime.combine(clock.today() - timedelta(days=1), time(17), clock.LOCAL)
    tally = simulate(bureau_id, cases=30, seed=4, first=first, until=until)
    assert tally.begun == 30
    assert dict(tally.refused) == {}
    with clock.at(until):
        head = loader.actor_in_post(bureau_id, "bureau_head")
        found = list(cases.visible_cases(head))
    closed = [case for case in found if case.state == "closed"]
    assert len(closed) >= 12
    assert all(case.received_at is not None for case in closed)
    assert all((case.decided_at or first_moment) >= (case.received_at or until) for case in closed)
    assert all(case.last_at is not None and case.last_at <= until for case in found)


def test_who_is_away_takes_nothing_and_keeps_what_they_had(bureau_id: int) -> None:
    today = clock.today()
    world = World(bureau_id, today)
    (staff, (first, last)), *others = world.absences.items()
    assert others == []
    assert first < today < last
    post = world.posts["general_reviewer"]
    for seed in range(20):
        actor = world.staff_of(post, random.Random(seed), but=frozenset())
        assert actor is not None
        assert actor.staff_id != staff


def test_questions_stand_in_every_state(bureau_id: int) -> None:
    assert load_inquiries(bureau_id, loader.actor_in_post) == len(QUESTIONS)
    assert load_inquiries(bureau_id, loader.actor_in_post) == 0
    found = inquiries.visible_inquiries(loader.actor_in_post(bureau_id, "coordinator"))
    assert {row.state for row in found} == {"waiting", "owned", "offered", "answered"}
    assert all(row.received_at <= clock.now() for row in found)


def test_last_years_appraisals_are_entered_once(bureau_id: int) -> None:
    assert load_appraisals(bureau_id, loader.actor_in_post) > 30
    assert load_appraisals(bureau_id, loader.actor_in_post) == 0
    head, year = loader.actor_in_post(bureau_id, "bureau_head"), clock.today().year - 1
    share = identity.quota(head, year, "home")
    assert share.left == 0
    assert share.given == share.people // 5
