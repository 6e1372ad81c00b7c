"""What `oneseal check` tells about seals."""

import pytest

from oneseal.seals import checks
from oneseal.seals.tests import factories

pytestmark = pytest.mark.django_db


def test_a_bureau_without_a_seal_is_told_until_it_has_one() -> None:
    assert checks.unsealed(None, databases=["default"]) == []
    bureau = factories.founded_bureau()
    found = checks.unsealed(None, databases=["default"])
    assert [each.id for each in found] == ["oneseal.W012"]
    assert all(each.hint for each in found)
    factories.make_seal(bureau)
    assert checks.unsealed(None, databases=["default"]) == []
