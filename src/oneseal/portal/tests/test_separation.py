"""证照分离 as everybody sees it, and what it does to whoever applies (inventory 5.29)."""

import pytest
from django.test import Client

from oneseal.catalog.tests.contents import simple_content
from oneseal.catalog.tests.factories import published

pytestmark = pytest.mark.django_db


def test_what_was_cancelled_is_listed_and_cannot_be_applied_for(client: Client) -> None:
    published(
        simple_content(
            name="企业名称预先核准",
            materials=[],
            separation="cancelled",
            separation_source="国发〔2019〕6号",
            steps=[],
        ),
        code="name",
    )
    page = client.get("/lists/separation/").content.decode()
    assert "企业名称预先核准" in page
    assert "国发〔2019〕6号" in page
    guide = client.get("/items/name/").content.decode()
    assert "直接取消审批" in guide
    assert "/apply/name/" not in guide
    assert "填写申请表即可" not in guide
