"""Every form of the demonstration can be filled with values that its own check accepts."""

import random
from datetime import date

import pytest

from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.content import VARIANT
from oneseal.catalog.rules.forms import specs
from oneseal.catalog.rules.situations import schema_for
from oneseal.demo import authoring, organisation
from oneseal.demo.filling import Filler


@pytest.mark.parametrize("slug", sorted(authoring.entries()))
def test_filled_form_is_valid(slug: str) -> None:
    content = authoring.content(slug)
    people, firms = organisation.persons(), organisation.firms()
    for seed in range(4):
        chosen = content.variants[seed % len(content.variants)].code if content.variants else ""
        schema = schema_for(content.form, {VARIANT: [chosen]})
        firm = firms[seed] if seed % 2 else None
        filler = Filler(random.Random(seed), date(2026, 3, 2), people[seed], firm)
        value = filler.form(schema)
        assert [error.text for error in form_values.validate(schema, value)] == []
        assert form_values.visible(schema, value) == value


def test_the_same_seed_fills_the_same() -> None:
    schema = authoring.content("food_licence").form
    made = [
        Filler(random.Random(7), date(2026, 3, 2), organisation.persons()[0], None).form(schema)
        for _ in range(2)
    ]
    assert made[0] == made[1]


def test_a_form_keeps_its_order_in_the_database() -> None:
    """jsonb forgets the order of keys: `x-order` keeps it."""
    schema = authoring.content("food_licence").form
    shuffled = {**schema, "properties": dict(sorted(schema["properties"].items()))}
    assert [spec.name for spec in specs(shuffled)] == list(schema["properties"])
