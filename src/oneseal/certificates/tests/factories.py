"""A bureau with a type of certificate, and certificates issued through the real services."""

from datetime import date
from typing import Any

from oneseal.catalog.tests import factories as catalog
from oneseal.certificates import services
from oneseal.certificates.models import Certificate
from oneseal.documents.services import set_letterhead
from oneseal.foundation import clock
from oneseal.identity.tests import factories as identity
from oneseal.kernel.access import Actor

OWNER = "11100000000013338W"
FORM = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "title": "申请人姓名", "x-section": "基本信息", "x-order": 1},
        "address": {"type": "string", "title": "经营场所", "x-field": "site_address", "x-order": 2},
    },
}


class House:
    """The bureau of the tests, its people, one item, one type."""

    def __init__(self, *, public_safety: bool = True, cast: identity.Cast | None = None) -> None:
        self.cast = cast or identity.cast()
        self.bureau_id = self.cast.bureau.pk
        set_letterhead(
            self["administrator"], bureau_id=self.bureau_id, issuer=self.cast.bureau.name, number_word="云审"
        )
        results = [{"name": "食品经营许可证", "kind": "licence", "valid_months": 60, "certificate": "food"}]
        self.item_id = catalog.simple_item(code="food", bureau_id=self.bureau_id, results=results).item_id
        self.type = services.make_type(
            self["administrator"],
            bureau_id=self.bureau_id,
            code="food",
            name="食品经营许可证",
            owner=OWNER,
            number="011",
            mark="JY",
            fields=[{"key": "site_address", "label": "经营场所"}],
            public_safety=public_safety,
        )

    def __getitem__(self, who: str) -> Actor:
        return self.cast.actor(who)

    def grant(self, who: str = "张伟", **changes: Any) -> services.Grant:
        """A decision to grant, as cases would tell it."""
        today = clock.today()
        given = {
            "bureau_id": self.bureau_id,
            "case_id": 1,
            "item_id": self.item_id,
            "type_code": "food",
            "kind": "new",
            "certificate_id": None,
            "holder": self.cast.applicants[who],
            "schema": FORM,
            "values": {"name": who, "address": "青溪路 8 号"},
            "permits": "热食类食品制售",
            "issuer_name": self.cast.bureau.name,
            "decides": "",
            "valid_from": today,
            "valid_until": date(today.year + 5, today.month, min(today.day, 28)),
            "months": 60,
        }
        return services.Grant(**{**given, **changes})

    def issued(self, who: str = "张伟", **changes: Any) -> Certificate:
        """A valid certificate."""
        made = services.follow_grant(self["bureau_head"], self.grant(who, **changes))
        assert made is not None
        return made

    def ended(self, row: Certificate, verb: str, ground: str, **said: Any) -> Certificate:
        """The certificate after an act that was proposed and approved."""
        act = self.proposed(row, verb, ground, **said)
        services.approve_act(self["bureau_head"], act_id=act.pk)
        row.refresh_from_db()
        return row

    def proposed(self, row: Certificate, verb: str, ground: str, **said: Any) -> Any:
        """An act that waits for the head."""
        given = {"facts": "经现场检查查明。", "compensation": "经核实没有损失", **said}
        return services.propose_act(
            self["section_head"], certificate_id=row.pk, verb=verb, ground=ground, **given
        )
