"""The form of days away."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.identity import selectors
from oneseal.identity.forms import day_field, fill, text_field
from oneseal.identity.models import Staff
from oneseal.kernel.access import Actor, Role


def _person_choices(people: list[Staff]) -> list[tuple[Any, Any]]:
    return [
        (section, [(each.pk, each.name) for each in group])
        for section, group in groupby(people, key=lambda each: each.section.name)
    ]


class LeaveForm(forms.Form):
    """Who is away from when to when, and who stands in."""

    staff = forms.TypedChoiceField(label=_("谁休假"), coerce=int)
    first_on = day_field(_("第一天"))
    last_on = day_field(_("最后一天"), help_text=_("含当天；提前回来上班的，取消登记即可。"))
    deputy = forms.TypedChoiceField(
        label=_("职务代理人"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_(
            "本科室的同事或局领导。代理期间办理其岗位的事，休假结束自动收回；留空则由负责人重新指派。"
        ),
    )
    note = text_field(_("说明"), 100, required=False, help_text=_("例如“年休假”。请不要写病情等隐私。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(selectors.staff_to_record(actor))
        today = clock.today()
        self.initial.setdefault("first_on", today)
        self.initial.setdefault("last_on", today)
        self.initial.setdefault("staff", actor.staff_id)
        fill(self, "staff", _person_choices(people))
        fill(
            self,
            "deputy",
            [
                ("", _("（不指定）")),
                *_person_choices(_deputies(actor, people)),
            ],
        )

    def values(self) -> dict[str, Any]:
        """What was entered, for the service."""
        data = dict(self.cleaned_data)
        return {"staff_id": data.pop("staff"), "deputy_id": data.pop("deputy"), **data}


def _deputies(actor: Actor, people: list[Staff]) -> list[Staff]:
    """Everybody for those who enter leave for the whole bureau; else who may stand in for one of `people`."""
    if actor.has(Role.ADMINISTRATOR, Role.BUREAU_HEAD):
        return people
    found = selectors.possible_deputies(people, clock.today())
    return sorted(found, key=lambda each: (each.section.order, each.section_id, each.number))
