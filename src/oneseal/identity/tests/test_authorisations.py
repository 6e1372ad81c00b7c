"""Who may act for whom, from which day to which."""

from datetime import UTC, date, datetime, timedelta

import pytest

from oneseal.foundation import clock
from oneseal.identity import selectors, services
from oneseal.identity.models import Applicant, Authorisation
from oneseal.identity.services import Particulars
from oneseal.identity.tests import factories
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db

FIRM = "云岭顺达物流有限公司"
NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def give(actor: Actor, principal: Applicant, agent: Applicant, **changes: object) -> Authorisation:
    fields: dict[str, object] = {
        "agent_name": agent.name,
        "agent_number": agent.number,
        "from_on": TODAY,
        "to_on": TODAY + timedelta(days=30),
    }
    with clock.at(NOW):
        return services.give_authorisation(actor, principal.pk, **(fields | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "live"), [(-1, False), (0, True), (30, True), (31, False)])
def test_from_the_first_to_the_last_day(cast: factories.Cast, days: int, live: bool) -> None:
    give(cast.actor("王芳"), cast.applicants["王芳"], cast.applicants["李娜"])
    actor = selectors.actor_for(cast.account("李娜"), TODAY + timedelta(days=days))
    assert (cast.applicants["王芳"].pk in actor.applicants) is live


def test_a_legal_representative_authorises_for_the_firm(cast: factories.Cast) -> None:
    give(cast.actor("张伟"), cast.applicants[FIRM], cast.applicants["李娜"])
    with clock.at(NOW):
        names = [each.name for each in selectors.principals(cast.actor("李娜"))]
    assert names == ["李娜", FIRM]


def test_an_agent_may_not_pass_it_on(cast: factories.Cast) -> None:
    give(cast.actor("张伟"), cast.applicants[FIRM], cast.applicants["李娜"])
    with clock.at(NOW), pytest.raises(Forbidden):
        give(cast.actor("李娜"), cast.applicants[FIRM], cast.applicants["王芳"])


def test_scope_by_items(cast: factories.Cast) -> None:
    give(cast.actor("王芳"), cast.applicants["王芳"], cast.applicants["李娜"], item_codes=["A1"])
    with clock.at(NOW):
        actor, principal = cast.actor("李娜"), cast.applicants["王芳"]
        assert selectors.authorised_for(actor, principal.pk, "A1")
        assert not selectors.authorised_for(actor, principal.pk, "B2")
        assert selectors.principals(actor, "B2") == [cast.applicants["李娜"]]


@pytest.mark.parametrize("reason", ["name", "number", "firm"])
def test_name_and_number_must_belong_together(cast: factories.Cast, reason: str) -> None:
    agent = cast.applicants["李娜"]
    changes = {
        "name": {"agent_name": "李四"},
        "number": {"agent_number": factories.resident_number(999)},
        "firm": {"agent_name": FIRM, "agent_number": cast.applicants[FIRM].number},
    }
    with pytest.raises(RuleViolation, match="代办人"):
        give(cast.actor("王芳"), cast.applicants["王芳"], agent, **changes[reason])


def test_nobody_authorises_themselves(cast: factories.Cast) -> None:
    with pytest.raises(RuleViolation, match="自己"):
        give(cast.actor("王芳"), cast.applicants["王芳"], cast.applicants["王芳"])


@pytest.mark.parametrize("who", ["王芳", "李娜", "clerk"])
def test_revoked_at_once_by_either_side_or_a_clerk(cast: factories.Cast, who: str) -> None:
    given = give(cast.actor("王芳"), cast.applicants["王芳"], cast.applicants["李娜"])
    version = cast.account("李娜").actor_version
    with clock.at(NOW):
        services.revoke_authorisation(cast.actor(who), given.pk, reason="不再代办")
        assert cast.applicants["王芳"].pk not in cast.actor("李娜").applicants
        with pytest.raises(Conflict):
            services.revoke_authorisation(cast.actor("clerk"), given.pk)
    cast.account("李娜").refresh_from_db()
    assert cast.account("李娜").actor_version == version + 2


def test_a_stranger_cannot_revoke(cast: factories.Cast) -> None:
    given = give(cast.actor("王芳"), cast.applicants["王芳"], cast.applicants["李娜"])
    with pytest.raises(NotFound):
        services.revoke_authorisation(cast.actor("张伟"), given.pk)


def test_a_claim_waits_for_a_clerk(cast: factories.Cast) -> None:
    firm = Particulars(
        "organisation", "云岭新禾食品有限公司", "uscc", factories.credit_code(77), "13900139000", "王芳"
    )
    claim = services.claim_organisation(cast.actor("王芳"), firm)
    assert claim.principal_id not in cast.actor("王芳").applicants
    with pytest.raises(Forbidden):
        services.confirm_authorisation(cast.actor("王芳"), claim.pk)
    services.confirm_authorisation(cast.actor("clerk"), claim.pk)
    assert claim.principal_id in cast.actor("王芳").applicants
    with pytest.raises(Conflict):
        services.confirm_authorisation(cast.actor("second_clerk"), claim.pk)


def test_a_claim_is_made_once(cast: factories.Cast) -> None:
    firm = cast.applicants[FIRM]
    given = Particulars("organisation", firm.name, "uscc", firm.number, "13900139000", "张伟")
    services.claim_organisation(cast.actor("王芳"), given)
    with pytest.raises(Conflict):
        services.claim_organisation(cast.actor("王芳"), given)
