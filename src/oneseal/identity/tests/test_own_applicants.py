"""Which applicants a member of staff is, or acts for: found by the index of the identity number."""

from datetime import timedelta

import pytest

from oneseal.foundation import clock
from oneseal.identity import selectors, services
from oneseal.identity.models import Authorisation, Staff
from oneseal.identity.rules.records import StaffRecord
from oneseal.identity.tests import factories
from oneseal.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db


def enter_number(cast: factories.Cast, who: str, number: str) -> None:
    """The administrator enters somebody's identity number."""
    person = cast.staff[who]
    record = StaffRecord(
        number=person.number,
        name=person.name,
        home_unit_id=person.home_unit_id,
        section_id=person.section_id,
        employment=person.employment,
        joined_on=person.joined_on,
        id_number=number,
    )
    services.edit_staff(cast.actor("administrator"), person.pk, record)


def test_the_number_is_kept_encrypted_and_links_to_the_applicant_and_whom_they_represent() -> None:
    cast = factories.cast()
    zhang, firm = cast.applicants["张伟"], cast.applicants["云岭顺达物流有限公司"]
    assert not cast.actor("reviewer").own_applicants
    enter_number(cast, "reviewer", zhang.number)
    assert cast.actor("reviewer").own_applicants == {zhang.pk, firm.pk}
    row = Staff.objects.get(pk=cast.staff["reviewer"].pk)
    assert (row.id_index, row.id_number) == (zhang.number_index, zhang.number)
    enter_number(cast, "reviewer", "")
    assert cast.actor("reviewer").own_applicants == {zhang.pk, firm.pk}


def test_a_wrong_number_is_refused_at_its_field() -> None:
    cast = factories.cast()
    with pytest.raises(RuleViolation) as refused:
        enter_number(cast, "reviewer", "110105194912310021")
    assert refused.value.field == "id_number"


def test_an_applicant_registered_later_is_found_at_the_next_request() -> None:
    cast = factories.cast()
    number = factories.resident_number(77)
    enter_number(cast, "reviewer", number)
    account = cast.account("reviewer")
    account.refresh_from_db()
    assert not services.current_actor(account).own_applicants
    given = services.Particulars("person", "郑凯", "resident_id", number, "13800139999")
    made = services.register_applicant(cast.actor("clerk"), given)
    account.refresh_from_db()
    assert services.current_actor(account).own_applicants == {made.pk}


def test_claims_count_before_and_authorisations_not_after_they_end() -> None:
    cast = factories.cast()
    wang, firm = cast.applicants["王芳"], cast.applicants["云岭顺达物流有限公司"]
    enter_number(cast, "reviewer", wang.number)
    today = clock.today()
    claim = Authorisation.objects.create(principal=firm, agent=wang, kind="agent", from_on=today, to_on=today)
    staff = cast.staff["reviewer"].pk
    assert selectors.own_applicants([staff]) == {staff: {wang.pk, firm.pk}}
    assert selectors.own_applicants([staff], today + timedelta(days=1)) == {staff: {wang.pk}}
    claim.revoked_at = clock.now()
    claim.save()
    assert selectors.own_applicants([staff]) == {staff: {wang.pk}}
