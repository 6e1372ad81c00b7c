"""The first steps of a new bureau stand on its administrator's desk until they are done."""

import pytest
from django.core.cache import caches
from django.test import Client

from oneseal.catalog.tests import factories as items
from oneseal.documents.services import set_letterhead
from oneseal.foundation import clock
from oneseal.identity.tests import factories as people
from oneseal.kernel.access import SYSTEM
from oneseal.portal.selectors import beginning
from oneseal.seals.services import found_authority
from oneseal.seals.tests import factories as seals


@pytest.fixture
def cast(db: None) -> people.Cast:
    caches["process"].clear()
    return people.cast()


def undone(cast: people.Cast) -> list[str]:
    steps = beginning.first_steps(cast.actor("administrator"))
    return [step.label for step in steps if not step.done]


def test_what_a_bureau_with_people_still_lacks(cast: people.Cast) -> None:
    assert undone(cast) == ["填写文书抬头", "制作行政审批专用章", "建立事项", "发布事项"]


def test_posts_that_nobody_holds_are_not_enough(cast: people.Cast) -> None:
    cast.staff["item_keeper"].holdings.update(to_on="2020-01-02")
    assert "登记人员并安排上岗" in undone(cast)
    assert "设立岗位" not in undone(cast)


def test_a_bureau_that_has_all_is_told_nothing(cast: people.Cast) -> None:
    bureau_id = cast.bureau.pk
    set_letterhead(cast.actor("administrator"), bureau_id=bureau_id, issuer=seals.NAME, number_word="云审")
    items.simple_item(code="cancel", bureau_id=bureau_id)
    assert undone(cast) == ["制作行政审批专用章"]
    with clock.at(seals.NOW):
        found_authority(SYSTEM, organisation=seals.NAME)
    seals.make_seal(bureau_id)
    assert beginning.first_steps(cast.actor("administrator")) == []


def test_only_administrators_are_told_and_the_page_says_where(cast: people.Cast) -> None:
    assert beginning.first_steps(cast.actor("clerk")) == []
    client = Client()
    client.force_login(cast.account("administrator"))
    page = client.get("/desk/").content.decode()
    assert "/desk/work/" not in page  # the work list is for those who work on cases
    assert "按顺序做完，本局就能收第一件申请" in page
    assert 'href="/desk/letterhead/"' in page.split("os-first", 1)[1].split("</section>", 1)[0]
