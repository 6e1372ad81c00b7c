"""The public list of proofs with what applicants were spared."""

import pytest
from django.core.cache import caches
from django.test import Client

from oneseal.cases import selectors as cases
from oneseal.cases.rules.holding import trips_saved
from oneseal.cases.tests import factories
from oneseal.catalog.services import ProofEntry, list_proof
from oneseal.foundation import clock

pytestmark = pytest.mark.django_db


def test_the_list_is_public_and_says_what_was_spared() -> None:
    caches["process"].clear()
    assert "还没有公布证明事项清单" in Client().get("/lists/proofs/").text
    made = factories.house()
    entry = ProofEntry("健康证明", "食品安全法第四十五条", "医疗机构", "data", "健康信息平台")
    list_proof(made["item_keeper"], entry)
    factories.submitted(made)
    caches["process"].clear()
    page = Client().get("/lists/proofs/").text
    for said in ("健康证明", "健康信息平台", "少交材料"):
        assert said in page
    assert "证明事项清单" in Client().get("/lists/").text


def test_figures_by_item_are_those_of_the_cases() -> None:
    made = factories.house()
    first, second = factories.submitted(made), factories.submitted(made, "王芳")
    first.spared, first.wanted_delivery = 3, "electronic"
    first.save()
    second.channel, second.wanted_delivery = "window", "pickup"
    second.save()
    trips = trips_saved("online", "electronic") + trips_saved("window", "pickup")
    today = clock.today()
    assert cases.saved_in_all(today, today) == cases.Saved(2, 3, trips)
    (line,) = cases.saved_by_item(made["section_head"], today, today)
    assert line == (first.item_name, cases.Saved(2, 3, trips))
    client = Client()
    client.force_login(made.cast.account("section_head"))
    assert first.item_name in client.get("/desk/team/saved/").text
    citizen = Client()
    citizen.force_login(made.cast.account("张伟"))
    assert "少交 3 份材料" in citizen.get(f"/my/cases/{first.pk}/").text
