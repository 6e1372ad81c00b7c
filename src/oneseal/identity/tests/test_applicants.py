"""Registering, finding, masking and unmasking applicants; who sees whom."""

import pytest
from django.db import connection

from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors, services
from oneseal.identity.models import Applicant
from oneseal.identity.services import Particulars
from oneseal.identity.tests import factories
from oneseal.kernel.access import SYSTEM
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db

PERSON = Particulars("person", "䶮晓", "resident_id", "11010519491231002X", "138 0013 9999")


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def test_registered_at_the_window_counts_as_seen(cast: factories.Cast) -> None:
    made = services.register_applicant(cast.actor("clerk"), PERSON, address="青石镇上岭村")
    kept = Applicant.objects.get(pk=made.pk)
    assert (kept.number, kept.phone, kept.assurance) == ("11010519491231002X", "13800139999", "seen")
    told = entries(Subject("applicant", made.pk))
    assert [(entry.kind, entry.data["name"]) for entry in told] == [("identity.applicant_registered", "䶮*")]


def test_numbers_are_not_readable_in_the_database(cast: factories.Cast) -> None:
    made = services.register_applicant(SYSTEM, PERSON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(a)::text FROM identity_applicant a WHERE id = %s", [made.pk])
        row = cursor.fetchone()[0]
    assert "11010519491231002" not in row
    assert "13800139999" not in row


def test_the_same_number_twice_is_refused(cast: factories.Cast) -> None:
    services.register_applicant(SYSTEM, PERSON)
    with pytest.raises(Conflict):
        services.register_applicant(SYSTEM, PERSON)
    assert Applicant.objects.filter(name="䶮晓").count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５ 19491231 002Ｘ",
        "13800139999",
        "+86 138-0013-9999",
        "䶮晓",
        "䶮",
    ],
)
def test_found_however_it_is_typed(cast: factories.Cast, text: str) -> None:
    made = services.register_applicant(SYSTEM, PERSON)
    expected = [] if text == "䶮" else [made]
    assert selectors.find_applicants(cast.actor("clerk"), text) == expected


@pytest.mark.parametrize("who", ["张伟", "item_keeper", "supervisor", "administrator"])
def test_only_desk_staff_look_people_up(cast: factories.Cast, who: str) -> None:
    services.register_applicant(SYSTEM, PERSON)
    assert selectors.find_applicants(cast.actor(who), "11010519491231002X") == []


def test_a_citizen_sees_only_those_they_act_for(cast: factories.Cast) -> None:
    actor = cast.actor("张伟")
    seen = set(selectors.visible_applicants(actor).values_list("name", flat=True))
    assert seen == {"张伟", "云岭顺达物流有限公司"}
    with pytest.raises(NotFound):
        selectors.access_applicant(actor, cast.applicants["王芳"].pk)


def test_masked(cast: factories.Cast) -> None:
    shown = selectors.masked(services.register_applicant(SYSTEM, PERSON))
    assert (shown.number, shown.phone) == ("110***********002X", "138****9999")


def test_unmasking_needs_a_reason_and_is_journaled(cast: factories.Cast) -> None:
    made = services.register_applicant(SYSTEM, PERSON)
    clerk = cast.actor("clerk")
    for reason in ("", "   ", "查", "长" * 201):
        with pytest.raises(RuleViolation):
            services.unmask_applicant(clerk, made.pk, field="phone", reason=reason)
    assert services.unmask_applicant(clerk, made.pk, field="phone", reason="通知补正材料") == "13800139999"
    last = entries(Subject("applicant", made.pk))[-1]
    assert (last.kind, last.reason, last.actor_id) == (
        "identity.applicant_unmasked",
        "通知补正材料",
        clerk.account_id,
    )


def test_unmasking_what_one_may_not_see(cast: factories.Cast) -> None:
    with pytest.raises(NotFound):
        services.unmask_applicant(
            cast.actor("张伟"), cast.applicants["王芳"].pk, field="number", reason="随便看看"
        )


def test_correcting(cast: factories.Cast) -> None:
    made = services.register_applicant(SYSTEM, PERSON)
    given = Particulars("person", "䶮晓", "resident_id", "", "13800138888")
    services.correct_applicant(
        cast.actor("clerk"), made.pk, given, address="云溪街道", reason="本人更换手机号"
    )
    kept = Applicant.objects.get(pk=made.pk)
    assert (kept.phone, kept.number, kept.address) == ("13800138888", "11010519491231002X", "云溪街道")
    assert selectors.find_applicants(cast.actor("clerk"), "13800138888") == [kept]
    assert entries(Subject("applicant", made.pk))[-1].data["fields"] == ["phone", "address"]


def test_correcting_to_something_wrong_changes_nothing(cast: factories.Cast) -> None:
    made = services.register_applicant(SYSTEM, PERSON)
    given = Particulars("person", "9", "resident_id", "", "1")
    with pytest.raises(Violations):
        services.correct_applicant(cast.actor("clerk"), made.pk, given, address="", reason="核对身份证")
    assert Applicant.objects.get(pk=made.pk).name == "䶮晓"
