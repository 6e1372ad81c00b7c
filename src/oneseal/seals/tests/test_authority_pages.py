"""The certificates' pages."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oneseal.identity.tests.factories import Cast
from oneseal.seals.models import Certificate
from oneseal.seals.rules.certificates import Usage
from oneseal.seals.tests.pki import World
from oneseal.seals.tests.test_pages import asked, players

__all__ = ["players"]


def test_list_import_and_revoke(players: Cast) -> None:
    client = players.client("administrator")
    client.post("/desk/seals/new/", asked())
    page = client.get("/desk/seals/authority/").content.decode()
    assert "时间戳证书" in page
    root = SimpleUploadedFile("root.cer", World(which="外部").certificate(Usage.ROOT))
    wrong = client.post("/desk/seals/authority/import/", {"usage": "issuing", "content": root})
    assert wrong.status_code == 422
    root.seek(0)
    assert client.post("/desk/seals/authority/import/", {"usage": "root", "content": root}).status_code == 302
    assert Certificate.objects.filter(origin="outside", usage="root").exists()
    assert client.get("/desk/seals/authority/import-list/").status_code == 200
    row = Certificate.objects.filter(usage="seal").latest("id")
    address = f"/desk/seals/authority/{row.pk}/"
    assert row.serial in client.get(address).content.decode()
    assert client.post(address, {"code": "superseded", "reason": ""}).status_code == 422
    assert client.post(address, {"code": "superseded", "reason": "换发"}).status_code == 302
    assert "已吊销" in client.get(address).content.decode()


def test_lists_and_authorities_are_public(players: Cast) -> None:
    issuing = Certificate.objects.get(usage="issuing", algorithm="sm2")
    seal_free = Client()
    made = seal_free.get(f"/seals/authorities/{issuing.pk}/list.crl")
    assert made["Content-Type"] == "application/pkix-crl"
    assert seal_free.get(f"/seals/authorities/{issuing.pk}/authority.cer").content == bytes(issuing.der)
    maker = Certificate.objects.get(usage="maker")
    assert seal_free.get(f"/seals/authorities/{maker.pk}/authority.cer").status_code == 404
