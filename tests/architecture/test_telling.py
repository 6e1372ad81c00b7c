"""Every entry of the journal can be read: a sentence for each kind, a name for each kind of subject."""

import dataclasses
import re

import pytest

from oneseal.foundation import telling
from oneseal.kernel.events import Event
from tests.architecture.layers import SOURCE

EVENTS = sorted(
    (
        each
        for each in telling.kinds()
        if each.__module__.startswith("oneseal.") and "tests" not in each.__module__
    ),
    key=lambda each: each.kind,
)
PLACE = re.compile(r"%\((\w+)\)s")
VARIANTS: dict[str, list[dict[str, object]]] = {
    "cases.not_accepted": [{"outcome": "not_needed"}, {"outcome": "not_ours"}],
    "cases.decided": [{"outcome": "granted"}, {"outcome": "refused"}],
    "cases.extension_decided": [{"approved": True}, {"approved": False}],
}
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_every_kind_of_entry_has_a_sentence(event: type[Event]) -> None:
    names = {field.name for field in dataclasses.fields(event)}  # type: ignore[arg-type]
    assert set(PLACE.findall(event.says)) <= names | {"who"}
    for said in VARIANTS.get(event.kind, [{}]):
        blank = {name: "hearing" if name == "procedure" else "" for name in names}
        text = telling.sentence(event.kind, blank | said, "李经办")
        assert CHINESE.search(text)
        assert event.kind not in text


def test_events_are_found() -> None:
    assert len({event.kind.split(".")[0] for event in EVENTS}) >= 7
    assert len(EVENTS) > 80


def test_every_kind_of_subject_has_a_name() -> None:
    used = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.parts:
            used |= set(re.findall(r'\bSubject\(\s*"(\w+)"', path.read_text(encoding="utf-8")))
    assert len(used) > 15
    assert sorted(used - set(telling.SUBJECTS)) == []


def test_an_older_entry_without_a_field_is_told_all_the_same() -> None:
    assert telling.sentence("foundation.job_retried", {}, "朱琳") == "朱琳 重新执行了后台任务 —"
    assert telling.sentence("somebody.elses", {}, "朱琳") == "somebody.elses"


def test_days_are_told_as_people_write_them() -> None:
    data = {"number": 2, "effective_from": "2026-12-01"}
    told = telling.sentence("catalog.item_published", data, "韩雪")
    assert told == "韩雪 发布了第 2 版，2026年12月1日 起生效"
