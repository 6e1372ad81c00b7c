"""The composer by rows: what comes of it is shown, every press is kept, faults stand at their field."""

from typing import Any

import pytest
from django.test import Client

from oneseal.bundles.models import Theme, ThemeVersion
from oneseal.bundles.rules import editing
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.rules.editing import Keys, keys_of, pressed, skeleton, when_words
from oneseal.bundles.tests import factories
from oneseal.cases.tests.factories import House

QUESTION = {
    "question": ["q0"],
    "options-q0": ["yes", "no"],
    "question-q0-text": "卖酒吗？",
    "question-q0-option-yes": "卖",
    "question-q0-option-no": "不卖",
}


@pytest.fixture
def author(made: House) -> Client:
    return factories.keeper(made, "甲")


@pytest.fixture
def page(author: Client) -> str:
    """The composer of a new theme."""
    author.post("/desk/themes/", {"code": "shop", "title": "我要开店", "kind": "theme"})
    return f"/desk/themes/{Theme.objects.get(code='shop').pk}/"


def kept() -> dict[str, Any]:
    return dict(ThemeVersion.objects.get(theme__code="shop", state="draft").content)


def said(response: Any) -> str:
    return str(response.content.decode())


def test_items_are_put_in_and_what_comes_of_them_is_shown(author: Client, page: str) -> None:
    assert "还没有选择事项" in said(author.get(page))
    author.post(page, {"press": "add:item", "add": "register"})
    shown = said(author.post(page, {"item": ["register"], "press": "add:item", "add": "food"}))
    assert "可以发布：全流程承诺 6 个工作日" in shown
    assert "办“食品经营许可”时不再要申请人提交" in shown
    author.post(page, {"item": ["register", "food"], "press": "up:item:food"})
    assert [each["code"] for each in kept()["items"]] == ["food", "register"]
    author.post(page, {"item": ["food", "register"], "press": "remove:item:food"})
    assert [each["code"] for each in kept()["items"]] == ["register"]


def test_a_circle_is_drawn_named_and_refused(made: House, author: Client, page: str) -> None:
    circle = {"item": ["register", "food"], "item-register-after": ["food"]}
    looked = said(author.post(page, {**circle, "look": "1"}))
    assert "互为前提，永远办不完：公司设立登记 → 食品经营许可 → 公司设立登记" in looked
    assert "<svg" in looked
    assert kept()["items"] == []
    author.post(page, circle)
    refused = factories.keeper(made, "乙").post(f"{page}publish/")
    assert refused.status_code == 422
    assert "互为前提" in said(refused)
    assert Theme.objects.get(code="shop").current is None


def test_questions_decide_what_is_done(author: Client, page: str) -> None:
    shown = said(author.post(page, {"press": "add:question"}))
    assert 'data-focus-on="row-question-q0"' in shown
    sent = {**QUESTION, "item": ["register", "food"], "item-food-when-q0": ["yes"]}
    author.post(page, sent)
    assert kept()["questions"][0]["options"] == [
        {"code": "yes", "label": "卖"},
        {"code": "no", "label": "不卖"},
    ]
    assert kept()["items"][1]["when"] == {"q0": ["yes"]}
    assert "“卖酒吗？”答“卖”时才办" in said(author.get(page))
    more = said(author.post(page, {**sent, "press": "add:option:q0"}))
    assert "新的回答" in more
    author.post(page, {**sent, "press": "remove:option:q0:no"})
    assert len(kept()["questions"][0]["options"]) == 2


def test_faults_stand_at_their_field_and_nothing_typed_is_lost(author: Client, page: str) -> None:
    wrong = author.post(page, {**QUESTION, "question-q0-text": "", "title": "我要开酒馆"})
    assert wrong.status_code == 422
    shown = said(wrong)
    assert 'href="#id_question-q0-text"' in shown
    assert 'id="id_question-q0-text_error"' in shown
    assert "我要开酒馆" in shown
    assert kept()["questions"] == []
    author.post(
        page, {**QUESTION, "question-q0-text": "", "press": "remove:question:q0", "title": "我要开酒馆"}
    )
    assert kept()["title"] == "我要开店"  # a page without all of its fields is not kept by half
    order = {"errand": ["s0"], "errand-s0-name": "刻章", "errand-s0-partner": "", "errand-s0-days": "99"}
    assert said(author.post(page, order)).count("os-error") >= 2


def test_partners_repeated_data_and_the_past(author: Client, page: str) -> None:
    author.post(page, {"item": ["register", "food"], "press": "add:errand"})
    sent = {
        "item": ["register", "food"],
        "errand": ["s0"],
        "errand-s0-name": "公章刻制",
        "errand-s0-partner": "engraver",
        "errand-s0-days": "1",
        "errand-s0-materials": "3",
        "errand-s0-trips": "2",
        "errand-s0-contents": "企业名章\n\n财务专用章",
        "errand-s0-after": ["register"],
        "fill": ["0"],
        "fill-0-target": "org_uscc",
        "fill-0-source": "result:register",
        "past": ["0"],
        "past-0-name": "名称核准",
        "past-0-days": "15",
        "past-0-links": "3",
        "past-0-materials": "4",
        "past-0-trips": "2",
    }
    author.post(page, sent)
    found = kept()
    assert found["errands"][0]["contents"] == ["企业名章", "财务专用章"]
    assert (found["errands"][0]["after"], found["errands"][0]["materials"]) == (["register"], 3)
    assert found["fills"] == {"org_uscc": "result:register"}
    assert (found["past"][0]["days"], found["past"][0]["trips"]) == (15, 2)
    again = said(author.get(page))
    assert "“公司设立登记”的办理结果" in again
    assert "15 个工作日" in again


def test_author_and_publisher_differ_and_two_keepers_do_not_overwrite(
    made: House, author: Client, page: str
) -> None:
    author.post(page, {"item": ["register"]})
    assert "不能发布自己起草的版本" in said(author.post(f"{page}publish/"))
    factories.keeper(made, "乙").post(f"{page}publish/")
    assert Theme.objects.get(code="shop").current is not None
    assert "我要开店" in said(Client().get("/themes/shop/"))
    assert "甲" in said(author.get(f"{page}versions/"))
    assert "在流程再造里看" in said(author.get(page))
    author.post(f"{page}draft/")
    assert "草稿刚刚被别人改过" in said(author.post(page, {"item": ["food"], "digest": "someone-else"}))
    author.post(f"{page}offline/", {"reason": "改版"})
    assert Client().get("/themes/shop/").status_code == 404
    taken = author.post("/desk/themes/", {"code": "restaurant", "title": "又一个", "kind": "theme"})
    assert "这个代码已经用了" in said(taken)


PRESSES = [
    ("add:question", ("q0", "q1")),
    ("up:question:q0", ("q0",)),
    ("remove:question:q0", ()),
    ("remove:question:zz", ("q0",)),
    ("nonsense", ("q0",)),
    ("", ("q0",)),
]


@pytest.mark.parametrize(("press", "questions"), PRESSES)
def test_presses_on_rows(press: str, questions: tuple[str, ...]) -> None:
    keys = Keys(question=("q0",), options={"q0": ("yes", "no")})
    assert pressed(keys, press)[0].question == questions


def test_a_question_keeps_two_answers_and_unknown_presses_change_nothing() -> None:
    keys = Keys(question=("q0",), options={"q0": ("yes", "no")})
    assert pressed(keys, "remove:option:q0:no")[0] == keys
    assert pressed(keys, "add:option:q9") == (keys, "")
    assert pressed(keys, "add:option:q0")[0].options["q0"] == ("yes", "no", "a0")
    assert pressed(keys, "add:item", "register")[0].item == ("register",)


def test_the_rows_of_a_theme_are_the_theme() -> None:
    content = ThemeContent.model_validate(factories.THEME)
    assert skeleton(content, keys_of(content)) == content
    assert when_words({"board": ["yes"], "gone": ["a"]}, content.questions) == "“挂招牌吗？”答“是”"
    assert set(editing.LETTERS) | {"item", "errand"} >= set(editing.KINDS)
