"""Forms of letters of delegation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.catalog.selectors import visible_items
from oneseal.identity import selectors as identity
from oneseal.identity.forms import day_field, text_field
from oneseal.kernel.access import Actor

KINDS = [
    ("agency", _("行政机关（含乡镇政府、街道办）")),
    ("institution", _("事业单位或其他组织")),
    ("village", _("村（社区）便民服务站")),
]
SCOPES = [("receive", _("收件")), ("review", _("收件、审查")), ("decide", _("收件、审查、决定"))]
COUNTERS = ("town_centre", "village_station", "department")


class DelegationForm(forms.Form):
    """To whom, what, how long, on what ground."""

    to_unit = text_field(_("受委托机关"), 120, help_text=_("例如：白鹭镇人民政府。"))
    to_kind = forms.ChoiceField(label=_("受委托机关性质"), choices=KINDS)
    counter = forms.ChoiceField(label=_("具体办理的单位"))
    scope = forms.ChoiceField(label=_("委托到哪一步"), choices=SCOPES, widget=forms.RadioSelect)
    items = forms.TypedMultipleChoiceField(label=_("委托的事项"), coerce=int)
    ground = text_field(
        _("委托的依据"),
        300,
        help_text=_("允许委托的法律、法规、规章，写明名称和条款，例如《某某条例》第五条。"),
    )
    from_on = day_field(_("开始日期"))
    to_on = day_field(_("最后一天"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = identity.visible_organisations(actor).filter(kind__in=COUNTERS, closed_on=None)
        names = list(units.order_by("kind", "order", "id").values_list("name", flat=True))
        rows = visible_items(actor).filter(current_version__isnull=False).order_by("name")
        self.fields["counter"] = forms.ChoiceField(
            label=_("具体办理的单位"),
            choices=[("", _("请选择")), *((name, name) for name in names)],
            help_text=_("它的人员以本机关名义办理。"),
        )
        self.fields["items"] = forms.TypedMultipleChoiceField(
            label=_("委托的事项"),
            coerce=int,
            choices=list(rows.select_related(None).values_list("pk", "name")),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("可以选多项。"),
        )


class ReasonForm(forms.Form):
    """Why it is returned or withdrawn."""

    reason = text_field(_("原因"), 300)
