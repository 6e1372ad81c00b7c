"""Identifiers, life cycle, grounds, terms, renewal, bans: as tables with their boundary days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.certificates.rules import bans, codes, grounds, standing, terms
from oneseal.certificates.rules.states import BY_OFFICE, LIFE, STANDING, STATUS, State, Verb, ended_as
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.workdays import SpecialDay, WorkCalendar

ROOT = "1.2.156.3005.2."


@pytest.mark.parametrize(
    "text",
    [
        "11100000000013338W011.11430000006122244L.20230000403.001.U",
        "11100000000013338W009.11330105002500287C.2025052201.002.0",
        "11110000000024103271699022.340100.000000016.001.9",
    ],
)
def test_identifiers_with_and_without_root(text: str) -> None:
    assert codes.is_identifier(text) == codes.is_identifier(ROOT + text)
    if codes.is_identifier(text):
        assert codes.parse(text).text == ROOT + text
        wrong = text[:-1] + ("0" if text[-1] != "0" else "1")
        assert not codes.is_identifier(wrong)


def test_the_two_real_samples_hold_and_the_fourth_of_the_documents_does_not() -> None:
    assert codes.is_identifier("11100000000013338W011.11430000006122244L.20230000403.001.U")
    assert codes.is_identifier("11100000000013338W009.11330105002500287C.2025052201.002.0")
    with pytest.raises(RuleViolation, match="格式"):
        codes.parse("11100000000013338W011")


@given(st.integers(2000, 2099), st.integers(1, 999999), st.integers(1, 999))
def test_every_made_identifier_reads_back(year: int, seq: int, version: int) -> None:
    made = codes.Identifier(
        "11100000000013338W011", "11430000006122244L", codes.serial_of(year, seq), version
    )
    assert codes.parse(made.text) == made


@pytest.mark.parametrize(
    ("state", "verb", "target"),
    [
        ("valid", "change", "changed"),
        ("valid", "renew", "renewed"),
        ("valid", "replace", "replaced"),
        ("valid", "suspend", "suspended"),
        ("suspended", "restore", "valid"),
        ("suspended", "renew", None),
        ("suspended", "annul", "annulled"),
        ("valid", "withdraw", "withdrawn"),
        ("valid", "revoke", "revoked"),
        ("valid", "expire", "expired"),
        ("annulled", "cancel", "cancelled"),
        ("annulled", "restore", None),
        ("annulled", "revoke", None),
        ("expired", "cancel", "cancelled"),
        ("changed", "cancel", None),
        ("cancelled", "renew", None),
    ],
)
def test_the_life_of_a_certificate(state: str, verb: str, target: str | None) -> None:
    if target is None:
        with pytest.raises(Conflict):
            LIFE.step(state, verb)
    else:
        assert LIFE.step(state, verb) == target


@given(st.lists(st.sampled_from(list(Verb)), max_size=8))
def test_how_it_ended_first_is_never_forgotten(verbs: list[Verb]) -> None:
    state, ended = "valid", ""
    for verb in verbs:
        if LIFE.allows(state, verb):
            before, state, ended = ended, LIFE.step(state, verb), ended_as(state, ended, verb)
            assert (state in STANDING) == (ended == "")
            assert not before or ended == before


def test_every_end_is_its_own_and_every_state_has_a_code_for_other_systems() -> None:
    ends = {"withdrawn", "annulled", "revoked", "cancelled", "expired"}
    assert {LIFE.step("valid", verb) for verb in ("withdraw", "annul", "revoke", "cancel", "expire")} == ends
    assert set(STATUS) == {State(each) for each in LIFE.states}
    assert {STATUS[State(each)] for each in ("annulled", "cancelled", "revoked", "withdrawn")} == {
        "03",
        "04",
        "07",
        "99",
    }


@pytest.mark.parametrize("verb", BY_OFFICE)
def test_every_act_of_the_bureau_has_grounds_and_no_other_ground_fits(verb: Verb) -> None:
    source = next(edge.source for edge in LIFE.edges if edge.verb == verb)
    offered = grounds.grounds_for(source, verb)
    assert offered
    assert all(each.basis for each in offered)
    with pytest.raises(RuleViolation, match="法定情形"):
        grounds.ground_of("not_a_ground", state=source, verb=verb)


@pytest.mark.parametrize(
    ("code", "verb", "money"),
    [
        ("law_changed", "withdraw", "compensation"),
        ("facts_changed", "withdraw", "compensation"),
        ("beyond_powers", "annul", "damages"),
        ("unqualified", "annul", "damages"),
        ("fraud", "annul", "none"),
        ("misuse", "revoke", "none"),
    ],
)
def test_what_is_owed_for_what(code: str, verb: str, money: str) -> None:
    found = grounds.ground_of(code, state="valid", verb=verb)
    assert found.money == money
    if money != "none":
        with pytest.raises(RuleViolation, match="补偿或者赔偿"):
            grounds.check_compensation(found, "  ")
    grounds.check_compensation(found, "经核实没有损失")


def test_annulling_is_never_done_against_the_public_interest() -> None:
    with pytest.raises(RuleViolation) as refused:
        grounds.ground_of("fraud", state="valid", verb="annul", harms_public=True)
    assert refused.value.basis == "行政许可法第六十九条第三款"


def test_cancelling_knows_what_it_presupposes() -> None:
    def codes_for(state: str) -> set[str]:
        return {each.code for each in grounds.grounds_for(state, "cancel")}

    assert codes_for("expired") == {"not_renewed"}
    assert codes_for("annulled") == codes_for("withdrawn") == codes_for("revoked") == {"ended_by_decision"}
    assert codes_for("valid") == {"person_gone", "entity_gone", "force_majeure", "other_cancellation"}


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    """2025 as known, 2026 published, 2027 only provisional."""
    spring = [SpecialDay(date(2026, 2, day), True, "春节") for day in range(15, 24)]
    makeup = [SpecialDay(date(2026, 2, day), False, "春节") for day in (14, 28)]
    return WorkCalendar({2025: [], 2026: [*spring, *makeup]})


def test_renewal_is_reminded_in_working_days_and_accepted_in_calendar_days(calendar: WorkCalendar) -> None:
    window = terms.renewal_window(date(2026, 3, 31), calendar)
    assert window.remind_on.day == date(2026, 2, 11)
    assert window.accept_until == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("today", "fine"),
    [
        (date(2026, 1, 5), True),
        (date(2026, 3, 1), True),
        (date(2026, 3, 2), False),
        (date(2026, 4, 1), False),
    ],
)
def test_the_last_day_for_asking(today: date, fine: bool) -> None:
    if fine:
        terms.check_renewal(date(2026, 3, 31), today)
    else:
        with pytest.raises(RuleViolation, match="30日前"):
            terms.check_renewal(date(2026, 3, 31), today)


def test_what_never_expires_is_not_renewed() -> None:
    with pytest.raises(RuleViolation, match="长期有效"):
        terms.check_renewal(None, date(2026, 3, 31))


@pytest.mark.parametrize(
    ("applied", "until", "today", "deemed"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), date(2026, 3, 31), False),
        (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1), True),
        (date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1), False),
        (date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1), False),
    ],
)
def test_silence_renews_only_after_the_last_day_and_never_on_a_provisional_one(
    calendar: WorkCalendar, applied: date, until: date, today: date, deemed: bool
) -> None:
    assert terms.deemed_renewed(applied_on=applied, until=until, today=today, calendar=calendar) == deemed


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 11, 22), 36, date(2029, 11, 22)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), None, None),
    ],
)
def test_terms_end_on_the_same_numbered_day(start: date, months: int | None, last: date | None) -> None:
    assert terms.valid_until(start, months) == last


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 240))
def test_a_renewed_term_follows_without_gap(until: date, months: int) -> None:
    first, last = terms.renewed_term(until, months)
    assert (first - until).days == 1
    assert last is not None
    assert last > until


@pytest.mark.parametrize(
    ("kind", "safety", "until"),
    [
        ("false_materials", True, date(2027, 2, 28)),
        ("fraud", True, date(2029, 2, 28)),
        ("fraud", False, None),
    ],
)
def test_bans(kind: str, safety: bool, until: date | None) -> None:
    assert bans.ban_until(bans.BanKind(kind), date(2026, 2, 28), public_safety=safety) == until


@pytest.mark.parametrize(
    ("state", "ended", "today", "code", "holds"),
    [
        ("valid", "", date(2026, 6, 1), "valid", True),
        ("valid", "", date(2026, 12, 31), "valid", True),
        ("valid", "", date(2027, 1, 1), "expired", False),
        ("valid", "", date(2025, 12, 31), "not_yet", False),
        ("suspended", "", date(2026, 6, 1), "suspended", False),
        ("cancelled", "annulled", date(2026, 6, 1), "annulled", False),
        ("cancelled", "cancelled", date(2026, 6, 1), "cancelled", False),
        ("renewed", "renewed", date(2026, 6, 1), "renewed", False),
    ],
)
def test_what_the_public_is_told(state: str, ended: str, today: date, code: str, holds: bool) -> None:
    found = standing.verdict(
        state,
        ended=ended,
        ended_on=date(2026, 5, 1) if ended else None,
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
        today=today,
    )
    assert (found.code, found.holds) == (code, holds)
    assert found.sentence % found.params


@pytest.mark.parametrize(
    ("day", "withdrawn", "verdict"),
    [
        (date(2026, 6, 1), False, "valid"),
        (date(2026, 6, 2), False, "copy_expired"),
        (date(2026, 6, 1), True, "copy_withdrawn"),
    ],
)
def test_marked_copies(day: date, withdrawn: bool, verdict: str) -> None:
    whole = standing.Verdict("valid", "", True, {})
    found = standing.copy_verdict(whole, valid_until=date(2026, 6, 1), withdrawn=withdrawn, today=day)
    assert (found.code, found.holds) == (verdict, verdict == "valid")
    assert found.sentence % found.params or found == whole
