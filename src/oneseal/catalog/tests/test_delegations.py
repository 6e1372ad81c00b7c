"""Letters of delegation: drafted, approved by somebody else, public, ended by term or withdrawal (2.21, LIC-23)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from oneseal.catalog import selectors, services
from oneseal.catalog.models import ChangeLedger, Delegation
from oneseal.catalog.selectors.standing import check_acting
from oneseal.catalog.services import Proposal
from oneseal.catalog.tests import factories
from oneseal.documents.services import set_letterhead
from oneseal.foundation import clock
from oneseal.identity.tests import factories as identity
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation

pytestmark = pytest.mark.django_db
COUNTER = "白鹭镇便民服务中心"


@pytest.fixture
def cast() -> identity.Cast:
    cast = identity.cast()
    set_letterhead(
        cast.actor("administrator"), bureau_id=cast.bureau.pk, issuer=cast.bureau.name, number_word="云审"
    )
    factories.commitment_item(code="tree", bureau_id=cast.bureau.pk)
    return cast


def proposal(cast: identity.Cast, **changes: Any) -> Proposal:
    item = selectors.visible_items(cast.actor("item_keeper")).get()
    given = Proposal(
        to_unit="白鹭镇人民政府",
        to_kind="agency",
        counter=COUNTER,
        scope="review",
        item_ids=[item.pk],
        ground="《云岭市赋权乡镇办法》第三条",
        from_on=clock.today(),
        to_on=clock.today() + timedelta(days=365),
    )
    return replace(given, **changes)


def approved(cast: identity.Cast) -> Delegation:
    row = services.draft_delegation(cast.actor("item_keeper"), proposal(cast))
    return services.approve_delegation(cast.actor("bureau_head"), delegation_id=row.pk)


def may_act(cast: identity.Cast, scope: str = "review") -> None:
    actor = replace(cast.actor("clerk"), outside=frozenset({COUNTER}))
    item_id = selectors.visible_items(cast.actor("item_keeper")).get().pk
    check_acting(actor, item_id, scope, clock.today(), channels=["window"])


def test_an_approved_letter_is_sealed_and_stands_in_the_ledger_for_its_term(cast: identity.Cast) -> None:
    with pytest.raises(RuleViolation, match="没有委托"):
        may_act(cast)
    row = approved(cast)
    assert row.document is not None
    assert row.document.title == "行政许可委托书"
    line = ChangeLedger.objects.get(letter=row)
    assert (line.to_unit, line.scope, line.ends_on) == (COUNTER, "review", row.to_on)
    may_act(cast)
    with pytest.raises(RuleViolation, match="没有委托"):
        may_act(cast, "decide")
    with clock.at(clock.now() + timedelta(days=365)):
        may_act(cast)
    with clock.at(clock.now() + timedelta(days=366)), pytest.raises(RuleViolation, match="没有委托"):
        may_act(cast)


def test_a_draft_gives_nothing_and_nobody_approves_their_own(cast: identity.Cast) -> None:
    row = services.draft_delegation(cast.actor("item_keeper"), proposal(cast))
    with pytest.raises(RuleViolation, match="没有委托"):
        may_act(cast)
    with pytest.raises(Forbidden):
        services.approve_delegation(cast.actor("item_keeper"), delegation_id=row.pk)
    Delegation.objects.filter(pk=row.pk).update(drafted_by=cast.staff["bureau_head"])
    with pytest.raises(Forbidden, match="起草人"):
        services.approve_delegation(cast.actor("bureau_head"), delegation_id=row.pk)
    with pytest.raises(Forbidden):
        services.draft_delegation(cast.actor("clerk"), proposal(cast))


def test_a_withdrawn_delegation_ends_at_once(cast: identity.Cast) -> None:
    row = approved(cast)
    with pytest.raises(RuleViolation, match="原因"):
        services.end_delegation(cast.actor("item_keeper"), delegation_id=row.pk, reason=" ")
    services.end_delegation(cast.actor("item_keeper"), delegation_id=row.pk, reason="人员不足")
    with pytest.raises(RuleViolation, match="没有委托"):
        may_act(cast)
    row.refresh_from_db()
    assert row.document is not None
    assert (row.state, row.document.state) == ("ended", "revoked")
    with pytest.raises(Conflict):
        services.end_delegation(cast.actor("item_keeper"), delegation_id=row.pk, reason="再撤")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to_kind": "institution"}, "to_kind"),
        ({"to_unit": " "}, "to_unit"),
        ({"ground": ""}, "ground"),
        ({"item_ids": []}, "items"),
        ({"item_ids": [0]}, "items"),
    ],
)
def test_letters_that_are_refused(cast: identity.Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        services.draft_delegation(cast.actor("item_keeper"), proposal(cast, **changes))
    assert refused.value.field == field


def test_the_term_begins_today_at_the_earliest_and_ends_later(cast: identity.Cast) -> None:
    today = clock.today()
    for name, day in (("from_on", today - timedelta(days=1)), ("to_on", today)):
        with pytest.raises(RuleViolation) as refused:
            services.draft_delegation(cast.actor("item_keeper"), proposal(cast, **{name: day}))
        assert refused.value.field == name


def test_the_pages(cast: identity.Cast) -> None:
    keeper, head = Client(), Client()
    keeper.force_login(cast.account("item_keeper"))
    head.force_login(cast.account("bureau_head"))
    identity.make_counter(cast, COUNTER)
    given = proposal(cast)
    data = {
        "to_unit": given.to_unit,
        "to_kind": "agency",
        "counter": COUNTER,
        "scope": "receive",
        "items": list(given.item_ids),
        "ground": given.ground,
        "from_on": given.from_on.isoformat(),
        "to_on": given.to_on.isoformat(),
    }
    assert keeper.post("/desk/catalog/delegations/new/", data | {"ground": ""}).status_code == 422
    made = keeper.post("/desk/catalog/delegations/new/", data)
    address = made.headers["Location"]
    assert "白鹭镇人民政府" not in Client().get("/delegations/").text
    assert head.post(f"{address}return/", {"reason": ""}).status_code == 422
    assert head.post(f"{address}approve/").status_code == 302
    assert "打开委托书" in keeper.get(address).text
    assert "白鹭镇人民政府" in Client().get("/delegations/").text
    assert "白鹭镇人民政府" in keeper.get("/desk/catalog/delegations/").text
    assert keeper.post(f"{address}end/", {"reason": "收回"}).status_code == 302
    assert "白鹭镇人民政府" not in Client().get("/delegations/").text
