"""Forms of certificates."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.catalog.rules.merged import licence_of
from oneseal.certificates import selectors
from oneseal.certificates.models import Certificate
from oneseal.certificates.rules import grounds
from oneseal.certificates.rules.states import Verb
from oneseal.certificates.rules.types import MOST_LINES
from oneseal.certificates.selectors import blanks
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.identity.forms import day_field, fill, pick_field, text_field
from oneseal.kernel.access import Actor

USUAL = timedelta(days=30)


class CopyForm(forms.Form):
    """For whom, for what, until when."""

    recipient = text_field(_("给谁用"), 60, help_text=_("单位或者个人的名称，会印在副本上。"))
    purpose = text_field(_("办什么事"), 60, help_text=_("例如：签订供货合同。"))
    valid_until = day_field(_("有效到哪一天"), help_text=_("过了这一天，别人扫码会看到“已过期”。"))

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = clock.today() + USUAL
        self.fields["valid_until"].initial = min(filter(None, (usual, certificate.valid_until)))


class ProposeForm(forms.Form):
    """Ground, facts, and what the law owes the holder."""

    ground = forms.ChoiceField(label=_("法定情形"), widget=forms.RadioSelect)
    facts = forms.CharField(
        label=_("查明的事实和证据"), max_length=1500, widget=forms.Textarea(attrs={"rows": 4})
    )
    until = day_field(_("暂扣到哪一天"), required=False)
    compensation = forms.CharField(
        label=_("补偿或者赔偿怎样处理"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("写明金额和依据，或者“经核实没有损失”。"),
    )
    harms_public = forms.BooleanField(label=_("撤销可能对公共利益造成重大损害"), required=False)

    def __init__(self, *args: Any, certificate: Certificate, verb: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = grounds.grounds_for(certificate.state, verb)
        self.fields["ground"] = forms.ChoiceField(
            label=_("法定情形"),
            choices=[(each.code, f"{gettext(each.text)}（{each.basis}）") for each in offered],
            widget=forms.RadioSelect,
        )
        if verb != Verb.SUSPEND:
            del self.fields["until"]
        if verb != Verb.ANNUL:
            del self.fields["harms_public"]
        if all(each.money == grounds.Money.NONE for each in offered):
            del self.fields["compensation"]


class RejectForm(forms.Form):
    """Why not."""

    said = text_field(_("不批准的理由"), 300)


class BanForm(forms.Form):
    """Who may not apply again, and for which item (LIC-21)."""

    applicant = text_field(_("申请人姓名、名称或证件号码"), 120)
    certificate_type = forms.ChoiceField(label=_("事项的证照"))
    facts = forms.CharField(
        label=_("查明的事实和证据"), max_length=1500, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        types = selectors.visible_types(actor).filter(public_safety=True)
        choices = [("", _("请选择")), *((each.code, each.name) for each in types)]
        self.fields["certificate_type"] = forms.ChoiceField(label=_("事项的证照"), choices=choices)

    def clean_applicant(self) -> int:
        """The one applicant that was meant."""
        found = identity.find_applicants(self.actor, self.cleaned_data["applicant"])
        if len(found) != 1:
            raise forms.ValidationError(
                _("没有找到这位申请人，请核对。") if not found else _("有几位同名的申请人，请填证件号码。")
            )
        return found[0].pk


class StartTypeForm(forms.Form):
    """A type's codes; they never change afterwards."""

    name = text_field(_("证照名称"), 120)
    code = forms.SlugField(
        label=_("代码"),
        max_length=40,
        help_text=_("小写英文字母、数字和下划线，事项的结果用它指到这个类型。"),
    )
    number = text_field(
        _("类型序号"), 3, help_text=_("3位数字，和定义单位的统一社会信用代码组成类型代码（GB/T 36904）。")
    )
    mark = text_field(_("编号字头"), 6, help_text=_("印在证照编号前面，例如：JY。"))
    owner = text_field(
        _("定义单位的统一社会信用代码"),
        18,
        required=False,
        help_text=_("国家或者省里统一定义的类型填定义单位的；不填就是本局。"),
    )


class TypeForm(forms.Form):
    """What is printed: the name and up to ten lines, each a datum of the dictionary with its label."""

    name = text_field(_("证照名称"), 120)
    public_safety = forms.BooleanField(
        label=_("直接关系公共安全、人身健康、生命财产安全"),
        required=False,
        help_text=_(
            "提供虚假材料、骗取许可的，一年、三年内不得再次申请（行政许可法第七十八条、第七十九条）。"
        ),
    )

    licence = forms.ChoiceField(
        label=_("是不是营业执照（一照一码）"),
        required=False,
        choices=[
            ("", _("不是")),
            ("company", _("企业营业执照，代替组织机构代码证、税务登记证、社会保险登记证、统计登记证")),
            ("individual", _("个体工商户营业执照，代替税务登记证")),
        ],
        widget=forms.RadioSelect,
        help_text=_("是的，照面加印统一社会信用代码；申请人有它，就不再要被代替的旧证。"),
    )

    def __init__(self, data: Any = None, *, face: Mapping[str, Any], known: Mapping[str, str]) -> None:
        initial = {
            "name": face["name"],
            "public_safety": face["public_safety"],
            "licence": licence_of(face.get("merges", ())),
        }
        for place, line in enumerate(face["fields"]):
            initial |= {f"key_{place}": line["key"], f"label_{place}": line["label"]}
        super().__init__(data, initial=initial)
        choices = [("", _("（空）")), *known.items()]
        for place in range(MOST_LINES):
            self.fields[f"key_{place}"] = forms.ChoiceField(
                label=_("第%(n)s行印什么") % {"n": place + 1}, choices=choices, required=False
            )
            self.fields[f"label_{place}"] = text_field(
                _("第%(n)s行的名称") % {"n": place + 1}, 20, required=False
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each line."""
        return [(self[f"key_{place}"], self[f"label_{place}"]) for place in range(MOST_LINES)]

    def given(self) -> dict[str, Any]:
        """What services.draft_type takes."""
        said = self.cleaned_data
        lines = [(said[f"key_{place}"], said[f"label_{place}"]) for place in range(MOST_LINES)]
        return {
            "name": said["name"],
            "public_safety": said["public_safety"],
            "licence": said["licence"],
            "lines": [each for each in lines if each[0]],
        }


class BlankForm(forms.Form):
    """A form about blanks; keepers' choices are of their own bureau."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"id_{type(self).__name__}_%s", **kwargs})
        if "type_id" in self.fields:
            kinds = selectors.visible_types(actor).filter(active=True)
            fill(self, "type_id", [(kind.pk, kind.name) for kind in kinds], empty=True)
        if "printer_id" in self.fields:
            fill(self, "printer_id", [(each.pk, each.name) for each in blanks.printers(actor)], empty=True)


class ReceiveBlanksForm(BlankForm):
    """A delivery."""

    type_id = pick_field(_("哪种证照的空白证"))
    series = text_field(_("字轨"), 10, help_text=_("空白证编号前面的字母或汉字，例如“赣食”。"))
    first = text_field(_("起号"), 12)
    last = text_field(_("止号"), 12)
    source = text_field(_("来源和送货单号"), 120)


class MoveBlanksForm(BlankForm):
    """Out of stock into a machine, or back."""

    way = forms.ChoiceField(
        label=_("领用还是退回"),
        choices=[("issue", _("从库存领到打证机")), ("return", _("从打证机退回库存"))],
        initial="issue",
        widget=forms.RadioSelect,
    )
    type_id = pick_field(_("哪种证照的空白证"))
    printer_id = pick_field(_("打证机"))
    count = forms.IntegerField(label=_("张数"), min_value=1, max_value=2000)


class SpoilBlankForm(BlankForm):
    """One that cannot be used."""

    code = text_field(_("空白证编号"), 24)
    why = text_field(_("损坏原因"), 200)


class PrinterForm(BlankForm):
    """A machine."""

    name = text_field(
        _("名称"), 60, help_text=_("要由设备自动取单打印的，再到“自助设备”里打开那台设备，选这台打证机。")
    )
    place = text_field(_("放在哪里"), 120, required=False)


class AskPrintForm(BlankForm):
    """Which machine; why, when it is printed again."""

    printer_id = pick_field(_("打证机"))
    why = text_field(
        _("重新打印的原因"), 200, required=False, help_text=_("第一次打印不用填；再打时原来那张作废。")
    )


class FinishPrintForm(forms.Form):
    """The number read off the paper."""

    blank = text_field(_("打印出来的那张的空白编号"), 24, help_text=_("照着纸上的编号输入，核对没有放错。"))


class SpoilPrintForm(forms.Form):
    """Why the paper in the machine cannot be used."""

    why = text_field(_("损坏原因"), 200)
