"""Forms of the entry ledger; limits here are only those of the fields."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.entry.models import STATES
from oneseal.entry.rules.breaches import BY_COMPARING, SOURCES, Measure
from oneseal.entry.services import ItemSaid, ListSaid, UnitSaid
from oneseal.identity.forms import day_field, fill, pick_field, text_field, words

Choices = Iterable[tuple[Any, Any]]
LEADS = [(each, _(label)) for each, label in SOURCES.items() if each not in BY_COMPARING]


class UnitForm(forms.Form):
    """A unit and its two concentrations. `units`: those to choose from; None where the unit is known."""

    unit = pick_field(_("单位"), help_text=_("政府部门和水电气等企业；没有的先在“机构”里添加。"))
    batch = text_field(_("进驻批次"), 60, required=False)
    section = text_field(_("权力集中到哪个科室"), 80, required=False, help_text=_("还没有集中的不填。"))
    section_on = day_field(_("哪天集中的"), required=False)
    section_paper = text_field(_("依据的文件"), 120, required=False)
    moved_on = day_field(_("科室哪天进驻大厅"), required=False)
    head = text_field(_("进驻负责人"), 60, required=False)

    def __init__(self, *args: Any, units: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is not None:
            fill(self, "unit", units, empty=True)
        else:
            del self.fields["unit"]

    def said(self) -> UnitSaid:
        """As services.keep_unit takes it."""
        return UnitSaid(**{name: self.cleaned_data[name] for name in UnitSaid.__slots__})


class ItemForm(forms.Form):
    """How an item stands. Without `named` a name is asked for."""

    name = text_field(_("事项名称"), 300)
    state = forms.ChoiceField(label=_("进驻情况"), choices=STATES, widget=forms.RadioSelect)
    window = pick_field(_("在哪个窗口办理"), required=False, help_text=_("已进驻的填写。"))
    entered_on = day_field(_("进驻日期"), required=False)
    accepts = forms.BooleanField(label=_("在窗口受理"), required=False)
    decides = forms.BooleanField(label=_("在窗口作出决定"), required=False)
    seals = forms.BooleanField(label=_("在窗口用印"), required=False)
    paper = text_field(_("政府同意的文号"), 120, required=False, help_text=_("经政府同意不进驻的填写。"))
    consent_on = day_field(_("同意的日期"), required=False)
    until = day_field(_("同意到哪一天"), required=False)
    why = text_field(_("不能进驻的原因"), 300, required=False)

    def __init__(self, *args: Any, windows: Choices, named: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "window", windows, empty=True)
        if named:
            del self.fields["name"]

    def said(self) -> ItemSaid:
        """As services.keep_item takes it."""
        return ItemSaid(**{name: self.cleaned_data[name] for name in ItemSaid.__slots__})


class FiguresForm(forms.Form):
    """What a unit says of a month."""

    item = pick_field(_("单位和事项"))
    month = forms.CharField(
        label=_("月份"),
        max_length=7,
        widget=forms.DateInput(attrs={"type": "month", "placeholder": "2026-10"}),
    )
    number = forms.IntegerField(label=_("单位报的受理件数"), min_value=0, max_value=9_999_999)
    source = text_field(_("数字来源"), 120, help_text=_("例如：单位月报、部门自建系统、统计报表。"))

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "item", items, empty=True)

    def clean_month(self) -> date:
        """The first of the month."""
        try:
            return date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError as error:
            raise forms.ValidationError(_("请按“2026-10”的样子填写月份。")) from error


class ListForm(forms.Form):
    """A unit's own list. `chosen`: its file was chosen and previewed already."""

    unit = pick_field(_("单位"))
    first = day_field(_("名单从哪天"))
    last = day_field(_("到哪天"))
    source = text_field(_("名单来源"), 120, help_text=_("例如：单位业务系统导出、部门自建系统。"))
    file = forms.FileField(
        label=_("文件"),
        help_text=_(".xlsx 或 .csv，列名：编号、事项、受理日期、办结日期、结果编号，后两列可以没有。"),
    )

    def __init__(self, *args: Any, units: Choices, chosen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "unit", units, empty=True)
        self.fields["file"].required = not chosen

    def said(self) -> ListSaid:
        """As services.preview_list takes it."""
        return ListSaid(**{name: self.cleaned_data[name] for name in ListSaid.__slots__})


class LeadForm(forms.Form):
    """Something handled outside the hall."""

    unit = pick_field(_("单位"))
    source = forms.ChoiceField(label=_("线索来源"), choices=LEADS, widget=forms.RadioSelect)
    result = text_field(
        _("证照、批文编号"), 120, required=False, help_text=_("有编号的先在本系统里查，查到的不是体外办件。")
    )
    number = forms.IntegerField(label=_("件数"), min_value=1, max_value=99_999, initial=1)
    found_on = day_field(_("发现日期"))
    facts = words(_("发现的情况"), limit=500)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "unit", units, empty=True)


class VerdictForm(forms.Form):
    """Whether a lead is true."""

    true = forms.ChoiceField(
        label=_("核实结果"), choices=[("yes", _("属实")), ("no", _("不属实"))], widget=forms.RadioSelect
    )
    verdict = words(_("核实的情况"), limit=500)


class OrderForm(forms.Form):
    """The circular, or the talk with the unit's head."""

    talked_to = text_field(_("约谈对象"), 60)
    text = words(_("内容"), limit=500)
    mend_by = day_field(_("整改期限"))

    def __init__(self, *args: Any, measure: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if measure != Measure.INTERVIEW:
            del self.fields["talked_to"]


class RemedyForm(forms.Form):
    """How it was mended."""

    remedy = words(_("怎么整改的"), limit=500)
