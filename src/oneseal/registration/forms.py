"""Forms of market registration."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import fill, text_field
from oneseal.kernel.identifiers import is_resident_id
from oneseal.registration.models import RELATIONS
from oneseal.registration.rules import names, sectors
from oneseal.registration.rules.deregistration import HINDRANCES
from oneseal.registration.rules.names import FORMS, KINDS, Parts
from oneseal.registration.rules.signing import Asked


class NameForm(forms.Form):
    """The four parts of a name. The form of organisation says the kind of firm too."""

    region = forms.ChoiceField(label=_("行政区划"), error_messages={"required": _("请选择行政区划。")})
    trade = forms.CharField(
        label=_("字号"),
        max_length=names.TRADE_SIGNS,
        help_text=_("区别于别家的两个以上汉字，例如“青禾”。"),
        error_messages={"required": _("请写字号。")},
    )
    industry = forms.CharField(
        label=_("行业或者经营特点"),
        max_length=20,
        required=False,
        help_text=_("按主营业务写，例如“餐饮管理”“商贸”。个体工商户可以不写。"),
        widget=forms.TextInput(attrs={"list": "industries"}),
    )
    ending = forms.ChoiceField(label=_("组织形式"), error_messages={"required": _("请选择组织形式。")})

    def __init__(self, data: Any = None, *, regions: Sequence[str], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        fill(self, "region", [(each, each) for each in regions])
        fill(
            self,
            "ending",
            [
                (gettext(KINDS[kind]), [(f"{kind}:{form}", form) for form in endings])
                for kind, endings in FORMS.items()
            ],
        )

    industries = sectors.WORDS

    def parts(self) -> Parts:
        """What was typed, as the rules take it. Only after is_valid()."""
        data = self.cleaned_data
        kind, _sep, form = data["ending"].partition(":")
        return Parts(data["region"], data["trade"].strip(), data["industry"].strip(), form, kind)


class DeclareForm(forms.Form):
    """For whom the name is kept, and what they answer for. Citizens choose, clerks type the number."""

    approval = forms.BooleanField(
        label=_("经营范围里有登记前须经批准的项目"),
        required=False,
        help_text=_("例如劳务派遣、民办培训。这样的名称保留1年，其他的保留2个月。"),
    )
    undertaken = forms.BooleanField(
        label=_("我承诺：填报内容真实；名称与他人近似、侵犯他人合法权益的，依法承担法律责任。"),
        required=False,
    )

    def __init__(self, data: Any = None, *, applicants: list[Any] | None) -> None:
        super().__init__(data)
        if applicants is None:
            help_text = gettext("身份证号或者统一社会信用代码。")
            self.fields["number"] = text_field(gettext("申报人的证件号码"), 40, help_text=help_text)
            self.fields["related"] = text_field(
                gettext("与同字号企业的投资关系"),
                300,
                required=False,
                help_text=gettext("看过证明才写，例如“全资子公司，公司章程第三条”；没有的不填。"),
            )
        else:
            self.fields["applicant"] = forms.TypedChoiceField(
                label=gettext("为谁申报"),
                coerce=int,
                choices=[(each.pk, each.name) for each in applicants],
                initial=applicants[0].pk if applicants else None,
                widget=forms.RadioSelect,
                error_messages={
                    "required": gettext("请选择为谁申报。"),
                    "invalid_choice": gettext("请选择列出的申报人。"),
                },
            )
        self.order_fields(["applicant", "number", "related", "approval", "undertaken"])


class LinesForm(forms.Form):
    """Names that were registered before the system, one a line."""

    lines = forms.CharField(
        label=_("已登记的企业名称，每行一个"),
        max_length=60000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("请每行写一个企业名称。")},
    )


class AskForm(forms.Form):
    """The declaration with which everybody is asked to sign."""

    declared = forms.BooleanField(label=_("我声明：所填内容真实；全体签名后自动提交申请。"), required=False)


class SignForm(forms.Form):
    """Signing what was shown: the digest of the page tells what that was."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    read = forms.BooleanField(
        label=_("我已看过全部文件，同意签名。"),
        error_messages={"required": _("请先看过文件，再勾选同意。")},
    )


class ReasonForm(forms.Form):
    """Why somebody does not sign, or why the firm goes on."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明原因。")},
    )


class EndForm(forms.Form):
    """Which licence, that nothing excludes the short way, who the investors are."""

    licence = forms.TypedChoiceField(
        label=_("注销哪一家"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择要注销的企业。")},
    )
    hindrances = forms.MultipleChoiceField(
        label=_("有没有下面的情形（有的勾选，都没有的不勾）"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    investors = forms.CharField(
        label=_("全体投资人（个体工商户写经营者）"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一人：姓名，空格，身份证号。每个人都要用自己的账号签承诺书。"),
    )

    def __init__(self, data: Any = None, *, licences: Sequence[Any]) -> None:
        super().__init__(data)
        fill(self, "licence", [(each.pk, f"{each.firm}（{each.number}）") for each in licences])
        fill(self, "hindrances", [(key, gettext(why)) for key, (why, _basis) in HINDRANCES.items()])

    def clean_investors(self) -> list[Asked]:
        """Names with numbers, one a line."""
        found = []
        for line in self.cleaned_data["investors"].splitlines():
            words = line.replace("，", " ").replace(",", " ").split()
            if not words:
                continue
            if len(words) != 2 or not is_resident_id(words[1].upper()):
                text = gettext("“%(line)s”看不懂。请每行写一人：姓名，空格，身份证号。")
                raise forms.ValidationError(text % {"line": line.strip()[:40]})
            found.append(Asked(words[0], words[1].upper(), "投资人"))
        return list({each.number: each for each in found}.values())


class ObjectionForm(forms.Form):
    """Who objects, in what relation to the firm, and to what."""

    relation = forms.ChoiceField(label=_("您是"), choices=RELATIONS, widget=forms.RadioSelect)
    name = text_field(_("姓名或者单位名称"), 60)
    phone = text_field(_("联系电话"), 20, help_text=_("只有登记机关看得到，用来核实。"))
    facts = forms.CharField(
        label=_("有什么异议"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("例如企业欠您货款：写明金额、日期、有什么凭据。"),
        error_messages={"required": _("请写明有什么异议。")},
    )


class SettleForm(forms.Form):
    """What an objection is worth."""

    upheld = forms.ChoiceField(
        label=_("核实结果"),
        choices=[("yes", _("异议成立，终止简易注销")), ("no", _("异议不成立，继续公示"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核实结果。")},
    )
    settlement = forms.CharField(
        label=_("核实的情况"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明核实的情况。")},
    )
