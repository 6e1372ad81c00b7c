"""What people type finds the item."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oneseal.catalog import selectors
from oneseal.catalog.rules.search import lexemes, queries
from oneseal.catalog.selectors import Filters
from oneseal.catalog.tests.factories import commitment_item, simple_item

NAME = "食品经营许可（新办）"


@pytest.mark.django_db
def test_every_part_of_two_characters_up_finds_the_item() -> None:
    commitment_item(code="food")
    simple_item(code="end")
    for part in ("食品经营许可", "新办"):
        for start in range(len(part) - 1):
            for stop in range(start + 2, len(part) + 1):
                assert [found.code for found in selectors.search_items(part[start:stop])] == ["food"], part[
                    start:stop
                ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["shipin", "shipinjingy", "jingyingxuke", "spjyxk", "jyxk", "SPJY", "食品 新办", "食品，许可", "食", "怎么办理食品经营许可证", "食品许可", "ＳＰＪＹ", "餐馆"],
)  # fmt: skip
def test_words_pinyin_initials_and_questions_find_it(typed: str) -> None:
    commitment_item(code="food", keywords=["开餐馆"])
    simple_item(code="end")
    assert [found.code for found in selectors.search_items(typed)] == ["food"]
    assert selectors.count_items(typed) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["火星", "xyz", "'; DROP TABLE", "&|!", "：", "%", "\\", "食\x00品", "a" * 500]
)
def test_odd_input_finds_nothing_and_breaks_nothing(typed: str) -> None:
    simple_item(code="end")
    assert selectors.search_items(typed) == []
    assert selectors.count_items(typed) == 0


@pytest.mark.django_db
def test_filters_and_order() -> None:
    commitment_item(code="food", themes=["我要开餐饮公司"], former_department="市场监督管理局")
    simple_item(code="end", channels=["window"])

    def codes(**narrow: Any) -> list[str]:
        return [found.code for found in selectors.search_items("", Filters(**narrow))]

    assert set(codes()) == {"food", "end"}
    assert codes(audience="organisation") == ["food"]
    assert codes(online=True) == ["food"]
    assert codes(theme="我要开餐饮公司") == ["food"]
    assert codes(department="市场监督管理局", type="01") == ["food"]
    assert codes(bureau_id=-1) == []
    assert selectors.themes() == ["我要开餐饮公司"]
    assert selectors.departments() == [("市场监督管理局", 1)]
    assert [found.code for found in selectors.popular_items()] == ["food"]


@pytest.mark.django_db
def test_exact_names_come_first_then_beginnings() -> None:
    for code, name in (("c", "个人食品经营登记"), ("b", "食品经营登记（变更）"), ("a", "食品经营登记")):
        simple_item(code=code, name=name)
    assert [found.code for found in selectors.search_items("食品经营登记")] == ["a", "b", "c"]


@given(st.text(max_size=80))
def test_any_text_makes_lexemes_and_queries(text: str) -> None:
    assert all(len(lexeme) < 100 for lexeme in lexemes(text, [text]))
    assert all(query.count("(") == query.count(")") for query in queries(text))


@given(st.text(alphabet="食品经营许可新办证123ab", min_size=2, max_size=20), st.data())
def test_pairs_of_any_part_are_among_the_lexemes(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 2))
    stop = data.draw(st.integers(start + 2, len(name)))
    part = name[start:stop]
    found = set(lexemes(name, []))
    if not part.isascii():
        assert {"b" + a + b for a, b in pairwise(part)} <= found
