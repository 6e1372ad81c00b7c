"""Forms of the administration desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors
from oneseal.identity.forms import day_field, text_field
from oneseal.identity.models.organisations import OrganisationKind, SectionType
from oneseal.identity.models.people import CertificateLevel, Employment, MovementKind
from oneseal.identity.rules.records import OrganisationRecord, PostRecord, StaffRecord
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation

ROLES = [
    (Role.CLERK, _("窗口受理")),
    (Role.REVIEWER, _("审查")),
    (Role.SECTION_HEAD, _("科室负责人")),
    (Role.BUREAU_HEAD, _("局领导")),
    (Role.COORDINATOR, _("协调督办")),
    (Role.ITEM_KEEPER, _("事项管理")),
    (Role.SUPERVISOR, _("效能监督")),
    (Role.ADMINISTRATOR, _("系统管理")),
    (Role.LIAISON, _("监管部门联络员")),
]
Pairs = list[tuple[Any, Any]]


def organisation_choices(actor: Actor, *kinds: str) -> Pairs:
    """The bureau's open organisations, indented by depth."""
    return [
        (row.pk, "　" * depth + row.name)
        for depth, row in selectors.organisation_tree(actor)
        if row.closed_on is None and (not kinds or row.kind in kinds)
    ]


def _choose(label: Any, choices: Any, *, required: bool = True) -> forms.TypedChoiceField:
    pairs = list(choices) if required else [("", _("（无）")), *choices]
    return forms.TypedChoiceField(label=label, choices=pairs, coerce=int, required=required, empty_value=None)


class OrganisationForm(forms.Form):
    """An organisation of the bureau."""

    name = text_field(_("机构名称"), 120)
    kind = forms.ChoiceField(label=_("类别"), choices=OrganisationKind.choices)
    second_name = text_field(_("第二名称"), 120, required=False, help_text=_("“两块牌子”时的另一块。"))
    short_name = text_field(_("简称"), 60, required=False)
    signing_name = text_field(
        _("落款名称"), 120, required=False, help_text=_("文书落款用；留空则用机构名称。")
    )
    uscc = text_field(_("统一社会信用代码"), 30, required=False)
    code = text_field(
        _("代码"),
        40,
        required=False,
        help_text=_(
            "内设科室必填。事项按它找到科室：market 市场准入、investment 投资建设、social 社会事务、"
            "general 综合审批、survey 现场勘查、window 窗口；其他科室自定。"
        ),
    )
    section_type = forms.ChoiceField(
        label=_("科室类型"), choices=[("", _("（不是科室）")), *SectionType.choices], required=False
    )
    transferred_on = day_field(
        _("划转日期"), required=False, help_text=_("原审批部门的事项从这一天起划转到审批局。")
    )
    region = text_field(_("行政区划代码"), 12, required=False, help_text=_("12位，可在“行政区划”中查询。"))
    phone = text_field(_("电话"), 40, required=False)
    address = text_field(_("地址"), 200, required=False)
    order = forms.IntegerField(label=_("排序"), initial=50, min_value=0, max_value=9999)

    def __init__(self, *args: Any, actor: Actor, top: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not top:
            self.fields["parent"] = _choose(_("上级机构"), organisation_choices(actor))
            self.order_fields(["name", "kind", "parent"])

    def clean_region(self) -> str | None:
        """A code that the tables know."""
        code = self.cleaned_data["region"].strip()
        try:
            return selectors.region(code).pk if code else None
        except RuleViolation as error:
            raise forms.ValidationError(sentence(error)) from error

    def record(self) -> OrganisationRecord:
        """What was entered."""
        data = dict(self.cleaned_data)
        return OrganisationRecord(parent_id=data.pop("parent", None), region_id=data.pop("region"), **data)


class PostForm(forms.Form):
    """A post."""

    name = text_field(_("岗位名称"), 60)
    code = text_field(_("岗位代码"), 40, help_text=_("事项流程按代码找到岗位，例如 window_clerk。"))
    section = _choose(_("所属科室"), [])
    roles = forms.MultipleChoiceField(
        label=_("角色"), choices=ROLES, widget=forms.CheckboxSelectMultiple(attrs={"class": "os-options"})
    )
    authority = forms.CharField(
        label=_("岗位权力"), widget=forms.Textarea(attrs={"rows": 4}), required=False, max_length=2000
    )
    item_codes = text_field(
        _("可办事项编码"), 2000, required=False, help_text=_("用逗号分开；留空为本科室全部事项。")
    )
    window = text_field(_("窗口号"), 40, required=False)
    displayed = forms.BooleanField(label=_("在亮牌公示页显示"), required=False)
    certified = forms.BooleanField(label=_("须持行政办事员证书上岗"), required=False)
    stable = forms.BooleanField(label=_("一年内不得随意调换"), required=False)
    outsourced = forms.BooleanField(label=_("外包窗口（政府购买服务）"), required=False)
    order = forms.IntegerField(label=_("排序"), initial=50, min_value=0, max_value=9999)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"] = _choose(
            _("所属科室"), organisation_choices(actor, "bureau", "section", "centre", "town_centre")
        )

    def record(self) -> PostRecord:
        """What was entered."""
        data = dict(self.cleaned_data)
        codes = data.pop("item_codes").replace("，", ",").split(",")
        return PostRecord(
            section_id=data.pop("section"),
            item_codes=[code.strip() for code in codes if code.strip()],
            **data,
        )


class StaffForm(forms.Form):
    """A member of staff."""

    name = text_field(_("姓名"), 60)
    number = text_field(_("工号"), 20)
    employment = forms.ChoiceField(label=_("编制或用工形式"), choices=Employment.choices)
    section = _choose(_("所在科室"), [])
    home_unit = _choose(_("编制所在单位"), [])
    phone = text_field(_("办公电话"), 40, required=False)
    id_number = text_field(
        _("身份证号码"),
        18,
        required=False,
        help_text=_("加密保存，只用来识别本人（或其代理）的申请并自动回避；已登记的留空即不变。"),
    )
    joined_on = day_field(_("到岗日期"))
    retires_on = day_field(_("退休日期"), required=False, help_text=_("提前60天提醒。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = organisation_choices(actor, "bureau", "section", "centre", "town_centre", "village_station")
        self.fields["section"] = _choose(_("所在科室"), here)
        self.fields["home_unit"] = _choose(_("编制所在单位"), organisation_choices(actor))

    def record(self) -> StaffRecord:
        """What was entered."""
        data = dict(self.cleaned_data)
        return StaffRecord(section_id=data.pop("section"), home_unit_id=data.pop("home_unit"), **data)


class AppointForm(forms.Form):
    """Give somebody a post."""

    post = _choose(_("岗位"), [])
    from_on = day_field(_("任岗日期"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("from_on", clock.today())
        posts = selectors.visible_posts(actor).filter(closed_on=None)
        self.fields["post"] = _choose(_("岗位"), [(post.pk, f"{post.section} · {post}") for post in posts])

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong with the person for the post is shown at the post."""
        super().add_error("post" if field == "staff" else field, error)


class EndHoldingForm(forms.Form):
    """End somebody's holding of a post."""

    holding = forms.IntegerField(widget=forms.HiddenInput)
    last_on = day_field(_("最后一天"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("last_on", clock.today())


class ReplaceForm(EndHoldingForm):
    """Ask the centre to let somebody leave a window before the year is over."""

    reason = text_field(_("调换原因"), 300)


class AnswerForm(forms.Form):
    """The centre's answer."""

    answer = text_field(_("意见"), 300, required=False, help_text=_("不批准的必须写明理由。"))


class MovementForm(forms.Form):
    """A transfer, secondment, return or leave."""

    kind = forms.ChoiceField(label=_("变动类型"), choices=MovementKind.choices)
    to_unit = _choose(_("去向单位"), [], required=False)
    starts_on = day_field(_("开始日期"))
    ends_on = day_field(_("截止日期"), required=False)
    document = text_field(_("文件号"), 120, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", clock.today())
        self.fields["to_unit"] = _choose(_("去向单位"), organisation_choices(actor), required=False)


class CertificateForm(forms.Form):
    """A certificate for work at a window."""

    number = text_field(_("证书编号"), 60)
    level = _choose(_("等级"), CertificateLevel.choices)
    issuer = text_field(_("发证机构"), 120)
    issued_on = day_field(_("发证日期"))
    expires_on = day_field(_("有效期至"), required=False, help_text=_("长期有效的留空。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PhotoForm(forms.Form):
    """A photograph for the post display."""

    photo = forms.FileField(label=_("照片"), help_text=_("JPG 或 PNG，不超过 5 MB，在亮牌公示页显示。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class LoginForm(forms.Form):
    """The login name of a new account."""

    login = text_field(_("登录名"), 60, help_text=_("小写字母、数字、点、短横线或下划线；建议用姓名拼音。"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ReasonForm(forms.Form):
    """Why."""

    reason = text_field(_("原因"), 200)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
