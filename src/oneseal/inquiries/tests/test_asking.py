"""An inquiry begins: whose it is, until when, what is kept secret."""

from datetime import datetime

import pytest
from django.db import connection

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import Cast
from oneseal.inquiries import selectors, services
from oneseal.inquiries.models import Inquiry
from oneseal.inquiries.tests import factories
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=clock.LOCAL)


@pytest.fixture
def cast() -> Cast:
    return factories.house()


def test_who_is_asked_first_owns_it(cast: Cast) -> None:
    with clock.at(FRIDAY):
        first = factories.asked_at_window(cast, asker_name=" 李大山 ", phone="138 0013 8000")
        second = factories.asked_at_window(cast, channel="phone")
    staff = cast.staff["clerk"].pk
    assert (first.state, first.owner_id, first.first_id) == ("owned", staff, staff)
    assert (first.section, first.due.isoformat()) == (cast.sections["window"], "2026-11-23")
    assert [first.number, second.number] == ["ZX2026112000001", "ZX2026112000002"]
    assert factories.told(first) == ["recorded"]
    assert "李大山" not in str(entries(Subject("inquiry", first.pk))[0].data)
    kept = Inquiry.objects.get(pk=first.pk)
    assert (kept.asker_name, kept.phone) == ("李大山", "13800138000")
    with connection.cursor() as cursor:
        cursor.execute("SELECT asker_name FROM inquiries_inquiry WHERE id = %s", [first.pk])
        assert "李大山".encode() not in bytes(cursor.fetchone()[0])


def test_the_limit_is_the_bureaus(cast: Cast, settings: object) -> None:
    settings.INQUIRY_DAYS = 3  # type: ignore[attr-defined]
    with clock.at(FRIDAY):
        assert factories.asked_at_window(cast).due.isoformat() == "2026-11-25"


def test_online_it_waits_for_the_section_that_knows(cast: Cast) -> None:
    item = selectors.item_named(cast.actor("clerk"), selectors.item_names(cast.actor("clerk"))[0])
    about = factories.asked_online(cast, item_id=item)
    general = factories.asked_online(cast, "张伟", phone="")
    assert (about.state, about.owner_id, about.section) == ("waiting", None, cast.sections["market"])
    assert (general.section, general.asker_id) == (cast.sections["window"], cast.account("张伟").pk)
    assert factories.told(about) == ["asked"]
    assert selectors.waiting_for_me(cast.actor("reviewer")).get() == about
    assert selectors.waiting_for_me(cast.actor("clerk")).get() == general
    assert not selectors.waiting_for_me(cast.actor("investment_reviewer")).exists()


@pytest.mark.parametrize(
    ("who", "given", "field"),
    [
        ("", {"phone": ""}, "phone"),
        ("", {"phone": "123456"}, "phone"),
        ("张伟", {"phone": "123456"}, "phone"),
        ("", {"question": " "}, "question"),
    ],
)
def test_what_is_refused_online(cast: Cast, who: str, given: dict[str, str], field: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        factories.asked_online(cast, who, **given)
    assert refused.value.field == field
    assert not Inquiry.objects.exists()


def test_what_is_refused_at_the_desk(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        factories.asked_at_window(cast, "张伟")
    with pytest.raises(RuleViolation):
        factories.asked_at_window(cast, channel="online")
    with pytest.raises(NotFound):
        factories.asked_at_window(cast, item_id=0)
    with pytest.raises(RuleViolation):
        selectors.item_named(cast.actor("clerk"), "没有的事项")
    assert selectors.item_named(cast.actor("clerk"), "  ") is None


def test_who_sees_what(cast: Cast) -> None:
    window = factories.asked_at_window(cast)
    hers = factories.asked_online(cast, "张伟", phone="")
    for who in ("clerk", "second_clerk", "coordinator", "supervisor", "bureau_head"):
        assert selectors.access_inquiry(cast.actor(who), window.pk) == window
    for who in ("investment_reviewer", "administrator", "张伟", "王芳"):
        with pytest.raises(NotFound):
            selectors.access_inquiry(cast.actor(who), window.pk)
    assert selectors.asked_by(cast.actor("张伟")).get() == hers
    assert selectors.access_asked(cast.actor("张伟"), hers.uid) == hers
    with pytest.raises(NotFound):
        selectors.access_asked(cast.actor("王芳"), hers.uid)
    with pytest.raises(NotFound):
        selectors.access_asked(cast.actor("clerk"), window.uid)


def test_statements_of_recording(cast: Cast, django_assert_num_queries: object) -> None:
    actor = cast.actor("clerk")
    factories.asked_at_window(cast)
    with django_assert_num_queries(6):  # type: ignore[operator]  # savepoint both ends, section, number, row, journal
        services.record_inquiry(actor, channel="window", question="几点下班？")
