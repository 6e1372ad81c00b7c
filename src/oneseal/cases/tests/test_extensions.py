"""Contexts above add panels, acts and objections to a case."""

from typing import Any

import pytest
from django.test import Client

from oneseal.cases import extensions, services
from oneseal.cases.rules.states import Act
from oneseal.cases.tests import factories
from oneseal.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extensions, "_panels", [])
    monkeypatch.setattr(extensions, "_links", [])
    monkeypatch.setattr(extensions, "_objections", {})


def panel(key: str, context: dict[str, Any] | None, *audience: str) -> extensions.Panel:
    return extensions.Panel(
        key, "申请表", "unmasked.html", lambda actor, case: context, audience=frozenset(audience)
    )


def test_a_panel_shows_to_its_audience_where_it_has_something_to_show() -> None:
    made = factories.house()
    case = factories.accepted(made)
    extensions.offer_panel(panel("for-staff", {}, extensions.STAFF))
    extensions.offer_panel(panel("for-all", {}, extensions.STAFF, extensions.APPLICANT))
    extensions.offer_panel(panel("empty", None, extensions.STAFF, extensions.APPLICANT))
    keys = {
        audience: [each.key for each, _ in extensions.panels_of(made["reviewer"], case, audience)]
        for audience in (extensions.STAFF, extensions.APPLICANT)
    }
    assert keys == {extensions.STAFF: ["for-staff", "for-all"], extensions.APPLICANT: ["for-all"]}


def test_a_panel_and_a_link_stand_on_the_page() -> None:
    made = factories.house()
    case = factories.accepted(made)
    extensions.offer_panel(panel("extra", {"x": 1}, extensions.STAFF))
    extensions.offer_links(lambda actor, case: [extensions.Link("组织听证", f"/hearing/{case.pk}/", "users")])
    client = Client()
    client.force_login(made.cast.account("reviewer"))
    page = client.get(f"/desk/cases/{case.pk}/").content.decode()
    assert 'id="panel-extra"' in page
    assert f'href="/hearing/{case.pk}/"' in page


def test_an_objection_stops_the_act_and_nothing_is_written() -> None:
    made = factories.house()
    case = factories.submitted(made)

    def refuse(case: Any) -> None:
        raise RuleViolation("owed", "还欠一份材料。", basis="行政许可法第三十二条")

    extensions.object_to(Act.ACCEPT, refuse)
    with pytest.raises(RuleViolation, match="还欠一份材料"):
        services.accept_case(made["clerk"], case_id=case.pk)
    case.refresh_from_db()
    assert case.state == "submitted"


@pytest.mark.parametrize("act", [extensions.DECIDE, Act.GRANT])
def test_an_objection_to_a_decision_is_raised_before_it_is_proposed(act: str) -> None:
    made = factories.house()
    case = factories.at_decision(made)

    def refuse(case: Any) -> None:
        raise RuleViolation("no_minutes", "听证笔录还没有签名。", basis="行政许可法第四十八条")

    extensions.object_to(act, refuse)
    step = factories.step_of(case, "decide")
    with pytest.raises(RuleViolation, match="听证笔录"):
        services.decide_case(
            made["section_head"], step_id=step.pk, outcome="granted", criteria=["已结清税款"]
        )
    assert factories.step_of(case, "decide").state == "taken"
