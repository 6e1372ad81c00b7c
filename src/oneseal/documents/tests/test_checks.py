"""What `oneseal check` says of fonts and letterheads."""

import pytest

from oneseal.documents import checks, selectors, services
from oneseal.identity.tests import factories
from oneseal.kernel.access import Actor, Role


def test_fonts_have_rare_characters_or_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.fonts(None, databases=["default"]) == []
    monkeypatch.setattr(selectors, "unprintable", list)
    assert [each.id for each in checks.fonts(None, databases=["default"])] == ["oneseal.E012"]


@pytest.mark.django_db
def test_each_bureau_needs_a_letterhead() -> None:
    bureau = factories.make_bureau()
    [told] = checks.letterheads(None, databases=["default"])
    assert bureau.name in told.msg
    assert told.hint
    assert "文书抬头" in told.hint
    services.set_letterhead(
        Actor(account_id=1, bureau_id=bureau.pk, roles=frozenset({Role.ADMINISTRATOR})),
        bureau_id=bureau.pk,
        issuer="云岭市行政审批局",
        number_word="云审",
    )
    assert checks.letterheads(None, databases=["default"]) == []
    assert checks.letterheads(None) == []
