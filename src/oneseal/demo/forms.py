"""Blank application forms and filled samples of the items that people ask for most, made from their own forms."""

import random

from oneseal.catalog import services as catalog_services
from oneseal.catalog.rules.content import VARIANT, ItemContent, Material
from oneseal.catalog.rules.printing import sheet
from oneseal.catalog.rules.situations import schema_for
from oneseal.demo.filling import Filler
from oneseal.demo.organisation import firms, persons
from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

FREQUENT = frozenset(
    {"company_start", "individual_start", "food_licence", "public_place", "social_card", "elderly_card"}
)
"""Items whose applicants often come to the window with a form filled in at home."""
CODE = "application_form"


def with_form(content: ItemContent) -> ItemContent:
    """The item with its application form as a material that nobody has to hand in."""
    form = Material(
        code=CODE,
        name=f"{content.name}申请表",
        form="paper",
        original=1,
        copies=0,
        necessity="optional",
        when={VARIANT: ["new"]} if content.variants else {},
        note="到窗口办理时可以打印填好带来；网上申请直接在线填写，不用交这份表。",
    )
    return content.model_copy(update={"materials": [*content.materials, form]})


def give_forms(author: Actor, version_id: int, content: ItemContent) -> None:
    """Give a draft `with_form` the empty form and a filled sample as PDF."""
    first = schema_for(content.form, {VARIANT: ["new"]})
    filler = Filler(random.Random(content.name), clock.today(), persons()[0], firms()[0])  # noqa: S311 (invented)
    for which, word, value in (("blank", "空白", None), ("sample", "样例", filler.form(first))):
        title = f"{content.name}申请表"
        catalog_services.attach_material_file(
            author,
            version_id=version_id,
            material=CODE,
            which=which,
            name=f"{title}（{word}）.pdf",
            content=documents.form_pdf(
                sheet(content.model_copy(update={"form": first}), title, value), made_at=clock.now()
            ),
        )
