"""A case keeps which handling variant was asked for, its code, and that variant's limits (CAT-1, CAT-4)."""

import pytest

from oneseal.cases import services
from oneseal.cases.tests import factories
from oneseal.catalog.rules.content import VARIANT
from oneseal.kernel.errors import Violations

pytestmark = pytest.mark.django_db

VARIANTS = [
    {"code": "new", "kind": "new", "name": "新办", "suffix": "01"},
    {
        "code": "renew",
        "kind": "renew",
        "name": "延续",
        "suffix": "03",
        "statutory_limit": {"days": 10},
        "promised_limit": {"days": 2},
    },
]


def test_a_case_is_about_one_variant() -> None:
    made = factories.house(variants=VARIANTS)
    citizen = made["张伟"]
    case = factories.with_paper(made, factories.draft(made, answers={VARIANT: ["renew"]}))
    assert (case.variant, case.answers) == ("renew", {VARIANT: ["renew"]})
    assert case.handling_code.endswith("03")
    case = services.save_draft(citizen, case_id=case.pk, answers={VARIANT: ["new"]})
    assert (case.variant, case.handling_code[-2:]) == ("new", "01")
    assert case.item_name.endswith("（新办）")
    services.save_draft(citizen, case_id=case.pk, answers={VARIANT: ["renew"]})
    services.submit_case(citizen, case_id=case.pk, declared=True)
    case = services.accept_case(made["clerk"], case_id=case.pk)
    assert (case.statutory_limit, case.promised_limit) == (10, 2)
    assert case.item_name.endswith("（延续）")


def test_without_a_variant_the_application_is_not_complete() -> None:
    made = factories.house(variants=VARIANTS)
    case = factories.with_paper(made, factories.draft(made))
    with pytest.raises(Violations) as refused:
        services.submit_case(made["张伟"], case_id=case.pk, declared=True)
    assert [one.field for one in refused.value.items] == [VARIANT]
    case.refresh_from_db()
    assert (case.state, case.variant) == ("draft", "")
