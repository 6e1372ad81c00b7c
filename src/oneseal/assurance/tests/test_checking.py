"""Documents seen, confirmed, read by a machine, vouched for."""

from datetime import timedelta
from typing import Any

import pytest

from oneseal.assurance import selectors, services
from oneseal.assurance.models import Check
from oneseal.assurance.rules.levels import Level, Purpose
from oneseal.assurance.selectors import Matter
from oneseal.foundation import clock
from oneseal.identity.tests import factories
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


def seen(cast: factories.Cast, who: str = "张伟", party: str = "") -> Check:
    party_id = cast.applicants[party or who].pk
    return services.see_document(
        cast.actor("clerk"),
        applicant_id=party_id,
        agent_id=None,
        item_code="",
        number=cast.applicants[who].number,
        same=True,
    )


def level_of(cast: factories.Cast, actor: Actor, who: str) -> Level:
    pk = cast.applicants[who].pk
    return selectors.standing(actor, applicant_id=pk, agent_id=None, bureau_id=cast.bureau.pk).level


def level_at_counter(cast: factories.Cast, who: str) -> Level:
    return level_of(cast, cast.actor("second_clerk"), who)


def test_a_document_seen_and_confirmed_by_another() -> None:
    cast = factories.cast()
    row = seen(cast)
    assert level_at_counter(cast, "张伟") == Level.DOCUMENT
    assert level_at_counter(cast, "王芳") == Level.ACCOUNT
    with pytest.raises(Conflict, match="另一名工作人员"):
        services.confirm_check(cast.actor("clerk"), check_id=row.pk)
    confirmed = services.confirm_check(cast.actor("second_clerk"), check_id=row.pk)
    assert (confirmed.level, level_at_counter(cast, "张伟")) == (4, Level.FACE)
    with pytest.raises(Conflict, match="已经复核过"):
        services.confirm_check(cast.actor("second_clerk"), check_id=row.pk)
    with clock.at(clock.now() + timedelta(days=1)):
        assert level_at_counter(cast, "张伟") == Level.ACCOUNT


def test_who_comes_for_a_firm_counts_for_the_firm_alone() -> None:
    cast = factories.cast()
    seen(cast, "张伟", "云岭顺达物流有限公司")
    assert level_at_counter(cast, "云岭顺达物流有限公司") == Level.DOCUMENT
    assert level_at_counter(cast, "张伟") == Level.ACCOUNT
    with pytest.raises(NotFound, match="不是申请人"):
        seen(cast, "李娜", "云岭顺达物流有限公司")


def test_what_is_refused_at_the_counter() -> None:
    cast = factories.cast()
    pk = cast.applicants["张伟"].pk
    given: dict[str, Any] = {"applicant_id": pk, "agent_id": None, "item_code": "", "number": "1"}
    with pytest.raises(Forbidden):
        services.see_document(cast.actor("reviewer"), **given, same=True)
    with pytest.raises(RuleViolation, match="勾选"):
        services.see_document(cast.actor("clerk"), **given, same=False)


def test_a_machine_reads_a_document_and_compares_a_finger_with_consent() -> None:
    cast = factories.cast()
    zhang = cast.applicants["张伟"]
    said: dict[str, Any] = {
        "bureau_id": cast.bureau.pk,
        "device": "一楼自助机",
        "number": zhang.number,
        "serial": "R1",
    }
    row = services.note_reading(**said, way="reader", consent=False)
    assert services.note_reading(**said, way="reader", consent=False) == row
    assert level_of(cast, cast.actor("张伟"), "张伟") == Level.DOCUMENT
    with pytest.raises(RuleViolation, match="单独同意"):
        services.note_reading(**said, way="fingerprint", consent=False)
    services.note_reading(**said, way="fingerprint", consent=True)
    assert level_at_counter(cast, "张伟") == Level.FACE


def test_another_system_vouches_for_its_own_applications_only() -> None:
    cast = factories.cast()
    one, other = (
        Actor(account_id=place, bureau_id=cast.bureau.pk, roles=frozenset({Role.CLIENT}))
        for place in (-1, -2)
    )
    zhang = cast.applicants["张伟"]
    services.vouch(one, number=zhang.number, level=3, serial="S1")
    matter = Matter(Purpose.HAND_IN, 3, zhang.pk, cast.bureau.pk)
    services.require(one, matter)
    with pytest.raises(RuleViolation, match="报送"):
        services.require(other, matter)
