"""Forms as data on the page: accessible, nothing lost, rows added and removed without scripts."""

import re
from typing import Any

from django.http import QueryDict
from django.template.loader import render_to_string

from oneseal.catalog.forms import ItemForm, build_form
from oneseal.catalog.tests.test_rules_form_values import GOOD, SCHEMA


def sent(**values: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def drawn(form: ItemForm) -> str:
    return render_to_string("catalog/form.html", {"form": form})


def test_a_valid_form_yields_its_json() -> None:
    form = build_form(SCHEMA, sent(**GOOD, **{"partners-rows": "1"}))
    assert form.is_valid()
    assert form.value == GOOD


def test_an_invalid_form_keeps_what_was_typed_and_says_what_is_wrong_at_the_field() -> None:
    form = build_form(SCHEMA, sent(name="张", phone="12", kind="chain", brand="", area="很大"))
    assert not form.is_valid()
    html = drawn(form)
    for text in ('value="12"', 'value="很大"', "应为整数", 'id="id_brand_error"', 'href="#id_brand"'):
        assert text in html
    described = re.search(r'<input[^>]*name="phone"[^>]*>', html)
    assert described
    assert 'aria-invalid="true"' in described[0]
    assert "id_phone_error" in described[0]


def test_every_control_has_a_label_and_conditional_fields_say_when() -> None:
    html = drawn(build_form(SCHEMA))
    ids = set(re.findall(r'<(?:input|select|textarea)[^>]*\bid="([^"]+)"', html))
    labelled = set(re.findall(r'<label[^>]*for="([^"]+)"', html))
    assert ids == labelled & ids | {
        name for name in ids if name.rsplit("_", 1)[0] in html and name in labelled
    }
    assert "仅在“经营方式”为连锁时填写" in html
    assert "data-shown-when" in html


def test_rows_are_added_and_removed_without_losing_anything() -> None:
    typed = {"name": "张", "partners-rows": "2", "partners-0-name": "甲", "partners-1-name": "乙"}
    more = build_form(SCHEMA, sent(**typed, _add="partners"))
    assert not more.is_valid()
    assert more.errors == {}
    assert 'name="partners-2-name"' in drawn(more)
    fewer = build_form(SCHEMA, sent(**typed, _remove="partners-0"))
    html = drawn(fewer)
    assert 'value="乙"' in html
    assert 'value="甲"' not in html
    assert 'name="partners-1-name"' not in html
    assert fewer.value["partners"] == [{"name": "乙"}]


def test_a_stored_value_comes_back_as_it_was() -> None:
    value = {
        **GOOD,
        "capital": 1200050,
        "goods": ["b"],
        "agreed": True,
        "partners": [{"name": "甲"}, {"name": "乙"}],
    }
    form = ItemForm(SCHEMA, value=value, sources={"name": "实名信息"}, prefix="form")
    html = drawn(form)
    data = QueryDict(mutable=True)
    for name, text in re.findall(
        r'<input type="(?:text|tel|date|hidden)" name="([^"]+)"[^>]*? value="([^"]*)"', html
    ):
        data.appendlist(name, text)
    for tag in re.findall(r"<input[^>]*checked[^>]*>", html):
        found = re.search(r'name="([^"]+)"', tag)
        text = re.search(r'value="([^"]*)"', tag)
        assert found
        data.appendlist(found[1], text[1] if text else "on")
    again = build_form(SCHEMA, data, prefix="form")
    assert again.is_valid(), again.errors
    assert again.value == value
    assert "实名信息" in html


def test_tampered_row_counts_do_no_harm() -> None:
    for rows in ("999999", "-1", "x"):
        form = build_form(SCHEMA, sent(**GOOD, **{"partners-rows": rows}))
        assert form.is_valid() or form.errors
