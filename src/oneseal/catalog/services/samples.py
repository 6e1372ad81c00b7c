"""Blank forms and filled samples of materials, kept as files (CAT-8, inventory 2.13)."""

from typing import IO

from django.db import transaction

from oneseal.catalog.models import ItemVersion
from oneseal.catalog.selectors.items import SAMPLE_PURPOSE, access_version, content_of
from oneseal.catalog.services.versions import require_keeper, save_draft
from oneseal.documents import services as documents
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_

WHICH = ("blank", "sample")


def attach_material_file(
    actor: Actor, *, version_id: int, material: str, which: str, name: str, content: bytes | IO[bytes]
) -> ItemVersion:
    """Keep a file as a material's blank form or sample in a draft. It becomes public with the version.

    Raises NotFound, Conflict where the version is no draft, RuleViolation for a file that may not be kept.
    """
    version = access_version(actor, version_id)
    require_keeper(actor, version.item.bureau_id)
    if which not in WHICH:
        raise RuleViolation("which", N_("请选择是空白表格还是填写样例。"), field="which")
    before = content_of(version)
    if material not in {each.code for each in before.materials}:
        raise NotFound("material_not_found", N_("草稿里没有这份材料，请刷新页面后重新选择。"))
    with transaction.atomic():
        file = documents.store_file(
            actor, bureau_id=version.item.bureau_id, name=name, content=content, purpose=SAMPLE_PURPOSE
        )
        told = {which: f"file:{file.pk}"}
        materials = [
            each.model_copy(update=told) if each.code == material else each for each in before.materials
        ]
        return save_draft(
            actor,
            version_id=version_id,
            content=before.model_copy(update={"materials": materials}),
            expected_digest=version.digest,
        )
