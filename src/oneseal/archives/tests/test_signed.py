"""A package of a bureau with a seal: signed, and changed bytes of signature and certificate are found."""

import pytest

from oneseal.archives import services
from oneseal.archives.models import Package
from oneseal.archives.rules import packages
from oneseal.cases import services as cases
from oneseal.cases.tests import factories
from oneseal.foundation import clock, subscribers
from oneseal.kernel.access import SYSTEM
from oneseal.seals import selectors as register
from oneseal.seals import services as sealing
from oneseal.seals.tests import factories as seals

pytestmark = pytest.mark.django_db


def test_the_manifest_is_signed_by_the_seal_and_the_use_registered() -> None:
    with clock.at(seals.NOW):
        made = factories.house()
        sealing.found_authority(SYSTEM, organisation=seals.NAME)
        seals.make_seal(made.bureau_id)
        case = factories.accepted(made)
        cases.withdraw_case(made["张伟"], case_id=case.pk, reason="不办了")
        subscribers.run_pending()
        row = services.build(package_id=Package.objects.get(case=case).pk)
        content = services.open_package(made["administrator"], package_id=row.pk)
    found = packages.verify(content)
    assert row.signed
    assert found.problems == ()
    assert found.signer
    assert register.visible_uses(made["administrator"]).filter(form="data", about_id=row.pk).count() == 1
    for part in (packages.SIGNATURE, packages.SIGNER, packages.MANIFEST):
        start = content.index(part.encode()) + len(part)
        for place in range(start, start + 60):
            changed = bytearray(content)
            changed[place] ^= 0x01
            assert not packages.verify(bytes(changed)).whole, (part, place)
