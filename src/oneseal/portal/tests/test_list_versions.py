"""Everybody reads the lists as they were made public, the former versions too (2.7)."""

import pytest
from django.test import Client

from oneseal.catalog import services
from oneseal.catalog.tests.factories import author, commitment_item, simple_item

pytestmark = pytest.mark.django_db


def test_current_and_former_versions_are_public(client: Client) -> None:
    commitment_item()
    services.publish_list(author(), key="powers", note="首次公布")
    simple_item()
    assert "个体工商户注销登记" not in client.get("/lists/powers/").content.decode()
    services.publish_list(author(), key="powers", note="增加一项")
    current = client.get("/lists/powers/").content.decode()
    assert "个体工商户注销登记" in current
    assert "首次公布" in current
    former = client.get("/lists/powers/?version=1").content.decode()
    assert "已不再适用" in former
    assert "个体工商户注销登记" not in former
    assert "个体工商户" not in client.get("/lists/powers/?csv&version=1").content.decode()
    assert client.get("/lists/powers/?version=9").status_code == 404
    assert client.get("/lists/").status_code == 200


def test_powers_used_on_application_are_told_from_the_others(client: Client) -> None:
    commitment_item()
    simple_item(type="06", basic_code="000631001002", name="经营场所检查")
    on_application = client.get("/search/?applied=yes").content.decode()
    assert "食品经营许可（新办）" in on_application
    assert "经营场所检查" not in on_application
    own_motion = client.get("/search/?applied=no").content.decode()
    assert "经营场所检查" in own_motion
    assert "食品经营许可（新办）" not in own_motion
