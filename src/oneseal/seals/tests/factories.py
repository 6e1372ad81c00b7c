"""A bureau with its authority and seal."""

from datetime import UTC, datetime, timedelta

from oneseal.foundation import clock
from oneseal.identity.tests.factories import make_bureau
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.seals import services
from oneseal.seals.models import Seal

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
NAME = "云岭市行政审批局"


def founded_bureau() -> int:
    """A bureau whose installation has its certificate authority."""
    bureau_id = make_bureau().id
    with clock.at(NOW):
        services.found_authority(SYSTEM, organisation=NAME)
    return bureau_id


def order(**more: object) -> services.SealOrder:
    """An approval seal for five years."""
    given: dict[str, object] = {
        "kind": Seal.Kind.APPROVAL,
        "ring": NAME,
        "foot": "行政审批专用章",
        "valid_from": NOW - timedelta(hours=1),
        "valid_until": NOW + timedelta(days=5 * 365),
        "code": "3507990000001",
    }
    return services.SealOrder(**{**given, **more})  # type: ignore[arg-type]  # keyword arguments of a test


def make_seal(bureau_id: int, **more: object) -> Seal:
    """A registered seal."""
    with clock.at(NOW):
        return services.make_seal(administrator(bureau_id), bureau_id=bureau_id, order=order(**more))


def administrator(bureau_id: int) -> Actor:
    """Who keeps the register."""
    return Actor(account_id=1, name="管理员", bureau_id=bureau_id, roles=frozenset({Role.ADMINISTRATOR}))
