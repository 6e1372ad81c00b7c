"""Small items for tests: an instant one, and a commitment item with four steps."""

from datetime import date
from typing import Any

from django.apps import apps

from oneseal.catalog.models import ItemVersion
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.services import draft_item, publish_version, submit_for_review
from oneseal.catalog.tests.contents import commitment_content, simple_content
from oneseal.foundation import clock
from oneseal.identity.tests import factories as identity
from oneseal.kernel.access import Actor, Role


def some_bureau() -> int:
    """The id of the test's bureau, made when there is none."""
    bureaus = apps.get_model("identity", "Organisation")._default_manager.filter(kind="bureau")
    first = bureaus.order_by("id").values_list("id", flat=True).first()
    return int(first or identity.make_bureau().pk)


def author(bureau_id: int | None = None) -> Actor:
    """An item keeper who drafts."""
    return _keeper(9001, "赵起草", bureau_id)


def publisher(bureau_id: int | None = None) -> Actor:
    """Another item keeper, who publishes."""
    return _keeper(9002, "钱审核", bureau_id)


def _keeper(account_id: int, name: str, bureau_id: int | None) -> Actor:
    roles = frozenset({Role.ITEM_KEEPER})
    return Actor(account_id=account_id, name=name, bureau_id=bureau_id or some_bureau(), roles=roles)


def published(
    content: ItemContent, *, code: str = "item", bureau_id: int | None = None, on: date | None = None
) -> ItemVersion:
    """Draft, submit and publish a content through the real services, from today on."""
    keeper = author(bureau_id)
    version = draft_item(keeper, code=code, content=content)
    submit_for_review(keeper, version_id=version.pk)
    return publish_version(
        publisher(keeper.bureau_id), version_id=version.pk, effective_from=on or clock.today()
    )


def simple_item(*, code: str = "simple", bureau_id: int | None = None, **changes: Any) -> ItemVersion:
    """A published instant item."""
    return published(simple_content(**changes), code=code, bureau_id=bureau_id)


def commitment_item(*, code: str = "commitment", bureau_id: int | None = None, **changes: Any) -> ItemVersion:
    """A published commitment item with four steps."""
    return published(commitment_content(**changes), code=code, bureau_id=bureau_id)
