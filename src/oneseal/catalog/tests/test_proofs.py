"""The list of proofs: what an entry must say, what items may ask for, who keeps it (2.23)."""

from typing import Any

import pytest
from django.test import Client

from oneseal.catalog import selectors, services
from oneseal.catalog.models import Proof
from oneseal.catalog.rules import proofs
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.proofs import Listed
from oneseal.catalog.selectors import keeping
from oneseal.catalog.tests import factories
from oneseal.catalog.tests.contents import commitment_content
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests import factories as identity
from oneseal.kernel.errors import Forbidden, Violations

HEALTH = {"code": "health", "name": "健康证明"}


def content(material: dict[str, Any], **changes: Any) -> ItemContent:
    return commitment_content(materials=[material], **changes)


@pytest.mark.parametrize(
    ("listed", "material", "changes", "code"),
    [
        ({}, {}, {}, ""),
        ({"别的证明": Listed("kept")}, {}, {}, "proof_unlisted"),
        ({"别的证明": Listed("kept")}, {"name": "申请书"}, {}, ""),
        ({"健康证明": Listed("kept")}, {}, {}, ""),
        ({"健康证明": Listed("cancelled")}, {}, {}, "proof_cancelled"),
        ({"申请书": Listed("cancelled")}, {"name": "申请书"}, {}, "proof_cancelled"),
        ({"健康证明": Listed("data", "健康库")}, {}, {}, "proof_by_data"),
        ({"健康证明": Listed("data", "健康库")}, {"shared_source": "健康库"}, {}, ""),
        ({"健康证明": Listed("commitment")}, {}, {}, "proof_by_commitment"),
        ({"健康证明": Listed("commitment")}, {}, {"commitment_replaces": ["health"]}, "proof_by_commitment"),
        (
            {"健康证明": Listed("commitment")},
            {},
            {"commitment": True, "commitment_replaces": ["health"]},
            "",
        ),
    ],
)
def test_items_ask_for_proofs_as_the_list_says(
    listed: dict[str, Listed], material: dict[str, Any], changes: dict[str, Any], code: str
) -> None:
    gaps = proofs.problems(content(HEALTH | material, **changes), listed)
    assert [gap.code for gap in gaps] == ([code] if code else [])


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        (("健康证明", "某法第一条", "医院", "kept", ""), []),
        (("健康证明", "", "", "cancelled", ""), []),
        (("健康证明", "", "", "kept", ""), ["basis_missing", "issuer_missing"]),
        (("健康证明", "某法", "医院", "data", " "), ["source_missing"]),
        ((" ", "", "", "cancelled", ""), ["name_missing"]),
    ],
)
def test_what_an_entry_must_say(said: tuple[str, str, str, str, str], codes: list[str]) -> None:
    assert [each.code for each in proofs.entry_problems(*said)] == codes


@pytest.mark.django_db
def test_the_keeper_keeps_the_list_and_the_public_reads_it() -> None:
    cast = identity.cast()
    version = factories.commitment_item(bureau_id=cast.bureau.pk, materials=[HEALTH])
    keeper = cast.actor("item_keeper")
    with pytest.raises(Forbidden):
        services.list_proof(cast.actor("clerk"), services.ProofEntry("健康证明"))
    with pytest.raises(Violations):
        services.list_proof(keeper, services.ProofEntry("健康证明"))
    row = services.list_proof(keeper, services.ProofEntry("健康证明", "食品安全法第四十五条", "医疗机构"))
    assert [each.kind for each in entries(Subject("proof", row.pk))] == ["catalog.proof_listed"]
    said = selectors.content_of(version)
    assert keeping.proof_gaps(cast.bureau.pk, said) == []
    services.list_proof(keeper, services.ProofEntry("健康证明", way="cancelled"))
    assert [gap.code for gap in keeping.proof_gaps(cast.bureau.pk, said)] == ["proof_cancelled"]
    assert Proof.objects.count() == 1


@pytest.mark.django_db
def test_the_pages_of_the_list() -> None:
    cast = identity.cast()
    factories.commitment_item(bureau_id=cast.bureau.pk, materials=[HEALTH])
    client = Client()
    client.force_login(cast.account("item_keeper"))
    assert "还没有列入证明" in client.get("/desk/catalog/proofs/").text
    refused = client.post("/desk/catalog/proofs/new/", {"name": "健康证明", "way": "kept"})
    assert refused.status_code == 422
    assert "没有依据的只能取消" in refused.text
    assert (
        client.post("/desk/catalog/proofs/new/", {"name": "健康证明", "way": "cancelled"}).status_code == 302
    )
    page = client.get("/desk/catalog/proofs/").text
    assert "与清单不符" in page
    row = Proof.objects.get()
    changed = {"way": "data", "basis": "食品安全法", "issuer": "医院", "source": "健康库"}
    assert client.post(f"/desk/catalog/proofs/{row.pk}/", changed).status_code == 302
    assert Proof.objects.get().source == "健康库"
