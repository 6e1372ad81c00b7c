"""A special window's line takes its items from a theme, and follows it (inventory 3.5)."""

from typing import Any

import pytest

from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House
from oneseal.foundation import clock
from oneseal.foundation.subscribers import JournalEntry, registry
from oneseal.kernel.errors import NotFound
from oneseal.portal import jobs
from oneseal.queueing import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return factories.house()


def codes(line: Any) -> set[str]:
    return set(line.items.values_list("code", flat=True))


def test_one_change_in_the_theme_changes_the_line(made: House) -> None:
    keeper = made["coordinator"]
    hall = services.keep_hall(keeper, name="云岭市政务服务大厅")
    with pytest.raises(NotFound) as caught:
        services.keep_line(keeper, hall_id=hall.pk, letter="K", name="开办餐馆", theme="restaurant")
    assert caught.value.field == "theme"
    version = factories.published(made)
    line = services.keep_line(
        keeper, hall_id=hall.pk, letter="K", name="开办餐馆", items=[made.item_id], theme="restaurant"
    )
    other = services.keep_line(keeper, hall_id=hall.pk, letter="L", name="别的", items=[made.item_id])
    assert codes(line) == {"register", "food", "sign"}
    items = [{"code": "register"}, {"code": "food"}]
    factories.republished(made, version.theme_id, items=items, questions=[])
    news = JournalEntry(
        0, made.bureau_id, "theme", 0, 0, "bundles.theme_published", clock.now(), 0, "", "", "", "", {}
    )
    jobs.follow_themes([news])
    assert codes(line) == {"register", "food"}
    assert codes(other) == {"commitment"}
    page = made.client("coordinator").get(f"/desk/hall/setup/{hall.pk}/").content.decode()
    assert "随一件事“我要开餐饮店”" in page


def test_the_line_hears_of_a_published_theme() -> None:
    assert registry["portal.lines_follow_themes"].kinds == frozenset({"bundles.theme_published"})
