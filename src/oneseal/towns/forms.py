"""Forms of towns and villages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import day_field, fill, text_field
from oneseal.towns.models import HOW_CHOICES
from oneseal.towns.rules.standards import Point


class LevelItemForm(forms.Form):
    """An item on the list of a level."""

    item_id = forms.TypedChoiceField(label=_("事项"), coerce=int)
    how = forms.ChoiceField(label=_("能办到哪一步"), choices=HOW_CHOICES)
    note = text_field(
        _("在这里办要注意什么"), 200, required=False, help_text=_("其余的按事项自己的办事指南，不用重写。")
    )

    def __init__(self, *args: Any, items: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "item_id", [(each.pk, each.name) for each in items])


class DropForm(forms.Form):
    """An item off the list."""

    item_id = forms.IntegerField(widget=forms.HiddenInput)


class UnitItemsForm(forms.Form):
    """What a unit does: all of it at once."""

    items = forms.TypedMultipleChoiceField(
        label=_("进驻的事项"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("去掉勾选的从今天起不再算进驻。"),
    )

    def __init__(self, *args: Any, items: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "items", [(each.pk, each.name) for each in items])


class FactForm(forms.Form):
    """What was found at a point."""

    holds = forms.TypedChoiceField(
        label=_("是否做到"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("做到了")), ("no", _("还没有"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是否做到。")},
    )
    since = day_field(_("做到的日期"), required=False)
    paper = text_field(_("文件名称或文号"), 200, required=False)
    note = forms.CharField(
        label=_("情况"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, point: Point, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not point.paper:
            del self.fields["paper"]


class PointsForm(forms.Form):
    """A period whose points are handed over."""

    first = day_field(_("从哪天"))
    last = day_field(_("到哪天"))
    to_unit = text_field(_("移交给"), 120, help_text=_("例如：市综合考核办公室。"))
