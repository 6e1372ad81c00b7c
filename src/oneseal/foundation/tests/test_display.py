"""What people read: dates, durations, money, sizes, due chips, in both languages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from oneseal.foundation import display
from oneseal.foundation.display import DueChip

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (DAY, "2026年11月21日 (周六)"),
        (datetime(2026, 11, 20, 15, 59, tzinfo=UTC), "2026年11月20日 (周五)"),
        (datetime(2026, 11, 20, 16, 0, tzinfo=UTC), "2026年11月21日 (周六)"),
        (None, ""),
    ],
)
def test_a_day_is_the_day_where_the_bureau_is(value: date | None, text: str) -> None:
    assert display.day_text(value) == text


def test_moments_are_the_bureaus_time() -> None:
    moment = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
    assert display.moment_text(moment) == "2026年11月21日 00:05"
    assert display.short_moment_text(moment) == "11-21 00:05"


def test_english_days_name_the_month() -> None:
    with override("en"):
        assert display.day_text(DAY, weekday=False) == "21 Nov 2026"


def test_what_messages_carry_is_said_in_the_readers_language() -> None:
    phrase = {"say": "%(day)s起", "day": "2026-11-21"}
    moment = datetime(2026, 11, 20, 16, 5, tzinfo=UTC)
    assert display.in_words(phrase) == "2026年11月21日起"
    with override("en"):
        assert display.in_words(phrase) == "from 21 Nov 2026"
        assert display.in_words(moment.isoformat()) == "21 Nov 2026 00:05"
        assert display.paper_moment(moment) == "2026年11月21日 00:05"


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "0 元"),
        (5, "0.05 元"),
        (100, "1 元"),
        (123450, "1,234.50 元"),
        (100000000, "1,000,000 元"),
        (-150, "-1.50 元"),
        (None, ""),
    ],
)
def test_money_comes_from_fen(fen: int | None, text: str) -> None:
    assert display.money_text(fen) == text


@pytest.mark.parametrize(
    ("days", "unit", "text"),
    [
        (5, "working_days", "5 个工作日"),
        (20, "calendar_days", "20 天 (自然日)"),
        (30, "minutes", "30 分钟"),
    ],
)
def test_durations_always_name_their_unit(days: int, unit: str, text: str) -> None:
    assert display.duration_text(days, unit) == text


def test_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(ValueError, match="fortnights"):
        display.duration_text(1, "fortnights")


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 KB"), (340 * 1024, "340 KB"), (2516582, "2.4 MB"), (None, "")]
)
def test_sizes(size: int | None, text: str) -> None:
    assert display.size_text(size) == text


@pytest.mark.parametrize(
    ("due", "text", "tone"),
    [
        (DueChip("running", 5), "剩余 5 个工作日", "grey"),
        (DueChip("soon", 1), "剩余 1 个工作日", "amber"),
        (DueChip("soon", 0), "今天到期", "amber"),
        (DueChip("overdue", -2), "逾期 2 个工作日", "red"),
        (DueChip("stopped", reason="专家评审"), "已暂停：专家评审", "paused"),
        (DueChip("done"), "已办结", "green"),
    ],
)
def test_due_chips_say_it_in_words_and_in_one_colour(due: DueChip, text: str, tone: str) -> None:
    assert (due.text, due.tone) == (text, tone)


def drawn(template: str, **values: object) -> str:
    """A piece of template, drawn."""
    return Template("{% load kit %}" + template).render(Context(values))


def test_a_provisional_date_says_so() -> None:
    assert "暂定" in drawn("{% due_chip due %}", due=DueChip("running", 30, provisional=True))
    assert "暂定" not in drawn("{% due_chip due %}", due=DueChip("running", 30))


class Sample(forms.Form):
    """A form with one field of its own kind each."""

    name = forms.CharField(label="名称", help_text="与证件一致")
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲")], widget=forms.RadioSelect)


def test_a_wrong_field_is_tied_to_its_error_and_listed_at_the_head() -> None:
    form = Sample({"name": "", "kind": "a"})
    html = drawn("{% form_fields form %}", form=form)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_help id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert '<a href="#id_name">名称</a>' in html
    assert "<legend" in html


def test_a_group_and_its_help_have_ids_of_their_own() -> None:
    html = drawn("{% form_fields form %}", form=Sample({"name": "甲", "kind": "乙"}))
    assert html.count('id="id_kind"') == 1
    assert 'id="id_kind_error"' in html
    assert 'id="id_kind_0"' in html


def test_the_summary_of_a_group_links_to_something_that_exists() -> None:
    html = drawn("{% form_fields form %}", form=Sample({"name": "x"}))
    link = html.split('<a href="#')[1].split('"')[0]
    assert f'id="{link}"' in html


def test_text_is_escaped() -> None:
    html = drawn("{% badge label %}{% file_chip label '/x' 5 %}", label="<script>")
    assert "<script>" not in html


def test_a_chart_brings_its_table() -> None:
    html = drawn("{% chart 'T' labels series 'bar' %}", labels=["6月", "7月"], series=[("受理", [1200, 2])])
    assert 'data-value="1200"' in html
    assert html.count('<th scope="row">') == 2


@pytest.mark.parametrize("wrong", ["{% badge 'x' 'pink' %}", "{% chart 'T' labels labels 'radar' %}"])
def test_unknown_tones_and_charts_are_errors(wrong: str) -> None:
    with pytest.raises((ValueError, TemplateSyntaxError)):
        drawn(wrong, labels=[])


def test_steps_tell_a_screen_reader_where_it_stands() -> None:
    html = drawn(
        "{% steps items %}", items=[SimpleNamespace(name="审查", state="current", who="", when=None)]
    )
    assert 'aria-current="step"' in html
    assert "正在办理" in html
