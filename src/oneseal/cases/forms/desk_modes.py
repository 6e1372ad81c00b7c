"""Forms for cases accepted with materials to follow or on commitment (TOL, COM), and the file of broken promises."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.cases import selectors
from oneseal.cases.forms.desk_acts import ActForm, DeskForm, offer
from oneseal.cases.rules.green import KINDS
from oneseal.identity.forms import words


class DishonestyForm(DeskForm):
    """What another agency found about an applicant."""

    number = forms.CharField(label=_("证件号码"), max_length=30, help_text=_("申请人的完整证件号码。"))
    fact = words(_("失信事实"), rows=2, limit=500)
    source = forms.CharField(label=_("认定机关和文书号"), max_length=200)
    found_on = forms.DateField(label=_("认定日期"), widget=forms.DateInput(attrs={"type": "date"}))


class RepairForm(DeskForm):
    """Credit was repaired."""

    repair = forms.CharField(label=_("修复依据"), max_length=500)


class GreenForm(DeskForm):
    """Somebody is put on the green channel."""

    kind = forms.ChoiceField(
        label=_("列入什么"), choices=[(key, _(name)) for key, name in KINDS.items()], widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=_("证件号码"), max_length=30, help_text=_("企业、个人或者项目建设单位的完整证件号码。")
    )
    project = forms.CharField(
        label=_("项目代码或名称"),
        max_length=200,
        required=False,
        help_text=_("列入项目的填写；只能是年度重点项目计划里的。"),
    )
    ground = words(_("列入的理由"), rows=2, limit=300)
    source = forms.CharField(label=_("文件依据"), max_length=200, help_text=_("文件名称、文号。"))
    from_on = forms.DateField(label=_("从哪天起"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label=_("到哪天止"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("最长24个月。")
    )


class EndGreenForm(DeskForm):
    """Somebody is taken off."""

    reason = forms.CharField(label=_("移出的理由"), max_length=300)


class OwedForm(ActForm):
    """代收补交材料: which of the papers that were owed are here (TOL-2)."""

    papers_seen = forms.MultipleChoiceField(
        label=_("已收到的材料"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def build(self) -> None:
        """What the case owes."""
        found = selectors.tolerance_of(self.scene.page.case)
        owed = found.owed if found else []
        offer(self, "papers_seen", [(each["code"], each["name"]) for each in owed])


class CheckCommitmentForm(ActForm):
    """事后核查: what was found; where it is false, within how many days to mend (COM-3)."""

    shown_when: ClassVar[dict[str, str]] = {"fix_within": "met=no"}
    met = forms.ChoiceField(
        label=_("核查结果"),
        choices=[("yes", _("承诺属实")), ("no", _("承诺不实，责令限期整改"))],
        widget=forms.RadioSelect,
    )
    finding = words(_("核查情况"), _("怎样核查、查到了什么；不实的会写进整改通知书。"), limit=1000)
    fix_within = forms.IntegerField(label=_("几个工作日内整改"), required=False, min_value=1, max_value=60)

    @property
    def values(self) -> dict[str, Any]:
        """As services.check_commitment takes it."""
        return {**self.cleaned_data, "met": self.cleaned_data["met"] == "yes"}


class MendedForm(ActForm):
    """复查: mended."""

    note = words(_("复查情况"), _("怎样复查、整改到什么程度。"), limit=1000)


class RevokeForm(ActForm):
    """撤销许可 after a false commitment (COM-3)."""

    reason = words(_("撤销的事实和理由"), _("写进撤销决定书；同时记入失信记录。"), limit=500)
