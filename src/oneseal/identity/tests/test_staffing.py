"""Appointments, holdings, certificates, movements: the rules and what they do to what people may do."""

import io
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image

from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity import selectors, services
from oneseal.identity.models import Account, PostHolding, Session, Staff, StaffPhoto
from oneseal.identity.services import StaffRecord
from oneseal.identity.tests import factories
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


@pytest.fixture
def admin(cast: factories.Cast) -> Actor:
    return cast.actor("administrator")


def newcomer(cast: factories.Cast, employment: str = "civil_servant", number: str = "N001") -> StaffRecord:
    section = cast.sections["window"].pk
    return StaffRecord(number, "阿依古丽·买买提", cast.bureau.pk, section, employment, date(2026, 1, 5))


def codes(refused: Violations) -> list[str]:
    return [item.code for item in refused.items]


def test_enrolled_once(cast: factories.Cast, admin: Actor) -> None:
    staff = services.enrol_staff(admin, newcomer(cast))
    assert entries(Subject("staff", staff.pk))[0].kind == "identity.staff_enrolled"
    with pytest.raises(Conflict):
        services.enrol_staff(admin, newcomer(cast))


def test_wrong_particulars_are_told_together(cast: factories.Cast, admin: Actor) -> None:
    bureau, section = cast.bureau.pk, cast.sections["window"].pk
    wrong = StaffRecord(
        "工 号", "1", bureau, section, "contract", date(2026, 1, 5), retires_on=date(2025, 1, 1)
    )
    with pytest.raises(Violations) as refused:
        services.enrol_staff(admin, wrong)
    assert codes(refused.value) == ["number_wrong", "name_sign", "retires_early"]


@pytest.mark.parametrize(
    ("post", "employment", "certified", "refusals"),
    [
        ("window_clerk", "civil_servant", True, []),
        ("window_clerk", "statutory", True, []),
        ("window_clerk", "contract", True, ["employment_wrong"]),
        ("window_clerk", "outsourced", True, ["employment_wrong"]),
        ("window_clerk", "civil_servant", False, ["certificate_missing"]),
        ("window_clerk", "contract", False, ["employment_wrong", "certificate_missing"]),
        ("market_reviewer", "outsourced", False, ["contractor_decides"]),
        ("market_head", "outsourced", True, ["contractor_decides"]),
        ("market_reviewer", "contract", False, []),
        ("coordinator", "outsourced", False, []),
    ],
)
def test_who_may_hold_which_post(
    cast: factories.Cast, admin: Actor, post: str, employment: str, certified: bool, refusals: list[str]
) -> None:
    staff = services.enrol_staff(admin, newcomer(cast, employment))
    if certified:
        certify(admin, staff)
    with pytest.raises(Violations) if refusals else nullcontext() as refused:
        services.appoint(admin, cast.posts[post].pk, staff.pk, from_on=TODAY)
    assert (codes(refused.value) if refused else []) == refusals


def certify(admin: Actor, staff: Staff, expires_on: date | None = None, number: str = "K-1") -> None:
    services.register_certificate(
        admin,
        staff.pk,
        number=number,
        level=4,
        issuer="云岭市人社局",
        issued_on=date(2026, 1, 6),
        expires_on=expires_on,
    )


def test_a_post_is_held_once_by_one_person(cast: factories.Cast, admin: Actor) -> None:
    clerk, post = cast.staff["clerk"], cast.posts["window_clerk"]
    with pytest.raises(Conflict):
        services.appoint(admin, post.pk, clerk.pk, from_on=TODAY)


@pytest.mark.parametrize(("days", "refused"), [(0, True), (364, True), (365, False)])
def test_window_staff_stay_a_year(cast: factories.Cast, admin: Actor, days: int, refused: bool) -> None:
    holding = PostHolding.objects.get(staff=cast.staff["clerk"])
    PostHolding.objects.filter(pk=holding.pk).update(from_on=date(2026, 3, 2))
    last_on = date(2026, 3, 2) + timedelta(days=days)
    if refused:
        with pytest.raises(RuleViolation, match="一年内不得调换"):
            services.end_holding(admin, holding.pk, last_on=last_on)
        return
    services.end_holding(admin, holding.pk, last_on=last_on)
    last = entries(Subject("staff", cast.staff["clerk"].pk))[-1]
    assert last.data["early"] is False


def test_ending_twice_is_refused(cast: factories.Cast, admin: Actor) -> None:
    holding = PostHolding.objects.get(staff=cast.staff["reviewer"])
    services.end_holding(admin, holding.pk, last_on=TODAY)
    with pytest.raises(Conflict):
        services.end_holding(admin, holding.pk, last_on=TODAY)


def test_rights_end_after_the_last_day(cast: factories.Cast, admin: Actor) -> None:
    holding = PostHolding.objects.get(staff=cast.staff["reviewer"])
    services.end_holding(admin, holding.pk, last_on=TODAY)
    account = cast.account("reviewer")
    assert Role.REVIEWER in selectors.actor_for(account, TODAY).roles
    assert Role.REVIEWER not in selectors.actor_for(account, TODAY + timedelta(days=1)).roles


def test_a_new_post_counts_at_the_next_request(cast: factories.Cast, admin: Actor) -> None:
    account = cast.account("reviewer")
    services.current_actor(account)
    services.appoint(admin, cast.posts["coordinator"].pk, cast.staff["reviewer"].pk, from_on=clock.today())
    account.refresh_from_db()
    assert services.current_actor(account).roles == {Role.REVIEWER, Role.COORDINATOR}


def test_a_revoked_certificate_closes_the_window(cast: factories.Cast, admin: Actor) -> None:
    (certificate,) = selectors.certificates_of(cast.staff["clerk"].pk)
    services.revoke_certificate(admin, certificate.pk, reason="证书作废")
    assert cast.actor("clerk").roles == frozenset()


@pytest.mark.parametrize(("days", "listed"), [(-1, True), (60, True), (61, False)])
def test_expiring_certificates_are_listed(
    cast: factories.Cast, admin: Actor, days: int, listed: bool
) -> None:
    staff = services.enrol_staff(admin, newcomer(cast))
    certify(admin, staff, expires_on=TODAY + timedelta(days=days))
    found = [row.staff_id for row in selectors.expiring_certificates(admin, TODAY)]
    assert found == ([staff.pk] if listed else [])


def test_a_later_certificate_silences_the_alert(cast: factories.Cast, admin: Actor) -> None:
    staff = services.enrol_staff(admin, newcomer(cast))
    certify(admin, staff, expires_on=TODAY)
    certify(admin, staff, expires_on=TODAY + timedelta(days=900), number="K-2")
    assert selectors.expiring_certificates(admin, TODAY) == []


@pytest.mark.parametrize(("days", "listed"), [(60, True), (61, False)])
def test_retirement_alert(cast: factories.Cast, admin: Actor, days: int, listed: bool) -> None:
    Staff.objects.filter(pk=cast.staff["bureau_head"].pk).update(retires_on=TODAY + timedelta(days=days))
    assert bool(selectors.retiring_staff(admin, TODAY)) is listed


def test_leaving_ends_posts_sessions_and_account(cast: factories.Cast, admin: Actor) -> None:
    staff = cast.staff["reviewer"]
    with clock.at(NOW):
        account = Account.objects.get(staff=staff)
        Session.objects.create(key_hash="x", account=account, started_at=NOW, seen_at=NOW)
        services.record_movement(admin, staff.pk, kind="leave", starts_on=TODAY, document="云组〔2026〕3号")
    account.refresh_from_db()
    assert not account.is_active
    assert Session.objects.get(account=account).ended_because == "revoked"
    assert PostHolding.objects.get(staff=staff).to_on == TODAY
    assert selectors.search_staff(admin, staff.name).count() == 0
    assert selectors.search_staff(admin, staff.name, gone=True).count() == 1


def test_a_transfer_changes_the_home_unit(cast: factories.Cast, admin: Actor) -> None:
    unit = services.open_organisation(
        admin, services.OrganisationRecord("department", "云岭市水利局", cast.bureau.pk)
    )
    staff = cast.staff["reviewer"]
    services.record_movement(admin, staff.pk, kind="transfer", starts_on=TODAY, to_unit_id=unit.pk)
    staff.refresh_from_db()
    assert staff.home_unit_id == unit.pk
    assert [row.kind for row in selectors.movements_of(staff.pk)] == ["transfer"]


def picture(size: tuple[int, int] = (1200, 1600), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, "navy").save(out, kind)
    return out.getvalue()


def test_photographs_become_small_jpegs(cast: factories.Cast, admin: Actor) -> None:
    for _ in range(2):
        services.set_photo(admin, cast.staff["clerk"].pk, picture())
    image = Image.open(io.BytesIO(bytes(StaffPhoto.objects.get().image)))
    assert (image.format, image.size) == ("JPEG", (360, 480))
    assert selectors.photo(cast.staff["clerk"].pk) is not None


def test_only_displayed_posts_show_photographs(cast: factories.Cast, admin: Actor) -> None:
    services.set_photo(admin, cast.staff["reviewer"].pk, picture())
    assert selectors.photo(cast.staff["reviewer"].pk) is None


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4", b"<svg/>", picture()[:60], b"\x00" * (5 * 1024 * 1024 + 1)]
)
def test_what_is_no_photograph_is_refused(cast: factories.Cast, admin: Actor, content: bytes) -> None:
    with pytest.raises(RuleViolation):
        services.set_photo(admin, cast.staff["clerk"].pk, content)
    assert not StaffPhoto.objects.exists()


def test_another_bureau_sees_nothing(cast: factories.Cast, admin: Actor) -> None:
    other = factories.make_bureau("临川县行政审批局")
    stranger = Actor(account_id=99, bureau_id=other.pk, roles=frozenset({Role.ADMINISTRATOR}))
    acts: list[Callable[[], object]] = [
        lambda: services.edit_staff(stranger, cast.staff["clerk"].pk, newcomer(cast)),
        lambda: services.appoint(
            stranger, cast.posts["coordinator"].pk, cast.staff["clerk"].pk, from_on=TODAY
        ),
        lambda: services.set_photo(stranger, cast.staff["clerk"].pk, picture()),
        lambda: services.lock_account(stranger, cast.account("clerk").pk, reason="试试"),
        lambda: services.reset_password(stranger, cast.account("clerk").pk),
        lambda: services.close_post(stranger, cast.posts["coordinator"].pk),
        lambda: services.close_organisation(stranger, cast.sections["market"].pk, on=TODAY),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
