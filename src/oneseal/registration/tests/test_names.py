"""Declaring a name, two at once, giving it back, running out, using it for the registration."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection

from oneseal.cases import services as cases
from oneseal.cases.selectors import access_case
from oneseal.cases.tests.factories import House
from oneseal.foundation import calendars, clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations
from oneseal.notices.tests.factories import messages_about
from oneseal.registration import jobs, services
from oneseal.registration.models import EnterpriseName
from oneseal.registration.selectors import names
from oneseal.registration.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> House:
    return factories.house()


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Violations) as caught:
        act()
    return [each.code for each in caught.value.items]


def test_kept_at_once_for_two_months(made: House) -> None:
    row = factories.reserved(made)
    assert row.state == "reserved"
    assert row.until is not None
    assert row.until == calendars.current().add_months(clock.today(), 2).day
    assert [each.kind for each in entries(Subject("name", row.pk))] == ["registration.name_reserved"]
    assert [each.template for each in messages_about("name", row.pk)] == ["name_reserved"]
    labour = factories.reserved(made, parts=factories.parts(made, "匠心", "融资租赁"))
    assert labour.until is not None
    assert labour.until == calendars.current().add_months(clock.today(), 12).day


def test_what_hinders_is_told_in_one_go_and_nothing_is_kept(made: House) -> None:
    wrong = factories.parts(made, "联合国", region="江城")
    found = codes(lambda: factories.reserved(made, parts=wrong, undertaken=False))
    assert found == ["region_wrong", "foreign_word", "not_undertaken"]
    assert not EnterpriseName.objects.exists()


@pytest.mark.parametrize("who", ["reviewer", "supervisor"])
def test_others_declare_for_nobody(made: House, who: str) -> None:
    with pytest.raises(Forbidden):
        factories.reserved(made, who)


def test_the_same_trade_name_in_the_same_trade_is_taken(made: House) -> None:
    factories.reserved(made)
    again = factories.parts(made, "青禾", "餐饮服务")
    assert codes(lambda: factories.reserved(made, "李娜", name="李娜", parts=again)) == ["name_taken"]
    other = factories.parts(made, "青禾", "软件")
    assert factories.reserved(made, "李娜", name="李娜", parts=other).state == "reserved"
    looked = names.look(made.bureau_id, factories.parts(made, "清河"))
    assert looked.similar == [factories.parts(made).full]
    assert looked.refusals == []


def test_with_a_relation_only_at_the_window(made: House) -> None:
    factories.reserved(made)
    again = factories.parts(made, "青禾", "餐饮服务")
    with pytest.raises(Forbidden):
        factories.reserved(made, parts=again, related="全资子公司")
    row = factories.reserved(made, "clerk", parts=again, related="全资子公司，章程第三条")
    assert row.related == "全资子公司，章程第三条"
    same = factories.parts(made)
    assert codes(lambda: factories.reserved(made, "clerk", parts=same, related="子公司")) == ["name_taken"]


def test_given_back_others_may_have_it_at_once(made: House) -> None:
    row = factories.reserved(made)
    with pytest.raises(NotFound):
        services.release_name(made["李娜"], name_id=row.pk)
    services.release_name(made["张伟"], name_id=row.pk)
    with pytest.raises(Conflict):
        services.release_name(made["张伟"], name_id=row.pk)
    assert factories.reserved(made, "李娜", name="李娜").state == "reserved"


def test_it_runs_out_after_its_last_day_and_the_holder_is_told_a_week_before(made: House) -> None:
    row = factories.reserved(made)
    assert row.until is not None
    start = clock.now()
    days = (row.until - clock.today()).days
    with clock.at(start + timedelta(days=days - 7)):
        jobs.remind_holders()
        assert "name_ending" in [each.template for each in messages_about("name", row.pk)]
    with clock.at(start + timedelta(days=days)):
        jobs.expire_names()
        assert EnterpriseName.objects.get().state == "reserved"
    with clock.at(start + timedelta(days=days + 1)):
        newer = factories.reserved(made, "李娜", name="李娜")
        jobs.expire_names()
    row.refresh_from_db()
    assert (row.state, newer.state) == ("expired", "reserved")


def test_the_registration_begins_with_the_name_in_its_form(made: House) -> None:
    row = factories.reserved(made)
    case = services.start_registration(made["张伟"], name_id=row.pk)
    assert access_case(made["张伟"], case.pk).state == "draft"
    form = case.forms.get()
    assert form.data == {"firm": row.full, "trade": "青禾"}
    assert services.start_registration(made["张伟"], name_id=row.pk) == case
    cases.withdraw_case(made["张伟"], case_id=case.pk)
    assert services.start_registration(made["张伟"], name_id=row.pk) != case
    services.release_name(made["张伟"], name_id=row.pk)
    with pytest.raises(Conflict):
        services.start_registration(made["张伟"], name_id=row.pk)


def test_a_kind_without_item_is_sent_to_the_window(made: House) -> None:
    row = factories.reserved(made, parts=factories.parts(made, kind="sole", form="商行"))
    with pytest.raises(RuleViolation) as caught:
        services.start_registration(made["张伟"], name_id=row.pk)
    assert caught.value.code == "no_registering_item"


def test_old_names_are_entered_once_and_hinder(made: House) -> None:
    full = factories.parts(made).full
    assert services.enter_names(made["reviewer"], lines=[full, " ", full, "老字号"]) == 2
    assert services.enter_names(made["reviewer"], lines=[full]) == 0
    assert codes(lambda: factories.reserved(made)) == ["name_taken"]
    with pytest.raises(Forbidden):
        services.enter_names(made["clerk"], lines=[full])


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_gets_it(made: House) -> None:
    said: list[str] = []

    def declare(who: str) -> None:
        try:
            said.append(factories.reserved(made, who, name=who).state)
        except RuleViolation as error:
            said.append(error.code)
        except Violations as error:
            said.extend(each.code for each in error.items)
        finally:
            connection.close()

    threads = [Thread(target=declare, args=(who,)) for who in ("张伟", "李娜")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(said) == ["name_taken", "reserved"]
    assert EnterpriseName.objects.count() == 1
