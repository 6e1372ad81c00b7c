"""Forms of plan layers and site checks."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.identity.forms import day_field, text_field
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.plans.models import KIND_CHOICES, TEST_CHOICES
from oneseal.plans.rules import outlines
from oneseal.plans.rules.reference import CHOICES
from oneseal.plans.services import About

SUFFIXES = ".geojson,.json,.zip"
MB = 1024 * 1024


def _systems(silent: Any) -> list[tuple[str, Any]]:
    return [("", silent), *CHOICES]


class LayerForm(forms.Form):
    """What a layer is and what it asks of a site."""

    code = forms.CharField(
        label=_("代码"), max_length=40, help_text=_("小写字母、数字和 - ，例如 farmland；保存后不能改。")
    )
    name = text_field(_("图层名称"), 120)
    kind = forms.ChoiceField(label=_("规划种类"), choices=KIND_CHOICES)
    test = forms.ChoiceField(label=_("怎样核对"), choices=TEST_CHOICES, widget=forms.RadioSelect)
    department = text_field(_("主管部门"), 120)
    contact = text_field(_("联系方式"), 120, required=False, help_text=_("冲突时找谁，例如科室和电话。"))
    tolerance_m2 = forms.FloatField(
        label=_("容差（平方米）"),
        min_value=0,
        max_value=1000,
        initial=1,
        help_text=_("小于它的重叠算作绘图误差。"),
    )
    place = forms.IntegerField(label=_("排列次序"), min_value=0, max_value=999, initial=50)
    public = forms.BooleanField(
        label=_("公众可以看、可以核对"),
        required=False,
        help_text=_("涉密或未公开的规划不要勾选。"),
    )
    note = text_field(_("说明"), 500, required=False)

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if fixed:
            del self.fields["code"]

    def clean_code(self) -> str:
        """A short word for addresses."""
        code = str(self.cleaned_data["code"]).strip()
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            raise forms.ValidationError(gettext("代码只能用小写字母、数字和 - 。"))
        return code


class _Upload(forms.Form):
    """A file with its coordinate system."""

    @staticmethod
    def most_bytes() -> int:
        """How large the file may be."""
        return int(settings.FILE_MAX_BYTES)

    def clean_file(self) -> Any:
        """Not larger than it may be."""
        given = self.cleaned_data.get("file")
        if given and given.size > self.most_bytes():
            text = gettext("文件超过 %(limit)d MB，请只上传需要的范围，或者分幅、压缩后上传。")
            raise forms.ValidationError(text % {"limit": self.most_bytes() // MB})
        return given


class ImportForm(_Upload):
    """A new version of a layer."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("GeoJSON，或 Shapefile 压缩包（zip，含 shp、dbf、prj），最大 20 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": SUFFIXES}),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的，请重新选择。")},
    )
    crs = forms.ChoiceField(
        label=_("坐标系"),
        required=False,
        choices=_systems(_("按文件里写明的")),
        help_text=_(
            "文件没有写明时才选。西安80、北京54和地方独立坐标系须先由测绘单位转换；网络地图的坐标（GCJ-02）不能用。"
        ),
    )
    label = text_field(_("版本名称"), 120, help_text=_("例如：2026年批复版。"))
    approval = text_field(_("批准文号"), 200, required=False)
    map_licence = text_field(_("审图号"), 60, required=False)
    valid_from = day_field(_("生效日期"), required=False)
    valid_until = day_field(_("有效期至"), required=False, help_text=_("不填表示一直有效。"))
    name_column = text_field(
        _("名称在哪一列"), 60, required=False, help_text=_("不填时用 name、名称、XMMC 等常见列。")
    )
    category_column = text_field(
        _("类别（用途）在哪一列"),
        60,
        required=False,
        help_text=_("不填时用 category、用地性质、DLMC 等常见列。"),
    )

    def said(self) -> dict[str, Any]:
        """As services.import_version takes it."""
        data = dict(self.cleaned_data)
        file = data.pop("file")
        return {"file_name": file.name, "content": file.read(), "about": About(**data)}


class PublishForm(forms.Form):
    """Putting a version in force."""

    overlaps_accepted = forms.BooleanField(label=_("重叠已核对，不影响使用"), required=False)

    def __init__(self, *args: Any, overlaps: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not overlaps:
            del self.fields["overlaps_accepted"]


class RepairForm(forms.Form):
    """Nothing to say: one press."""


class EndForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明原因。")},
    )


class OutlineForm(_Upload):
    """A polygon: drawn on the map, typed corner by corner, pasted, or uploaded. Its coordinate system is never guessed."""

    outline = forms.CharField(
        label=_("边界坐标"),
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("每行一个点：经度（东坐标）, 纬度（北坐标）；在图上画会自动填好。也可以粘贴 GeoJSON。"),
    )
    file = forms.FileField(
        label=_("或上传边界文件"),
        required=False,
        widget=forms.FileInput(attrs={"accept": SUFFIXES}),
        error_messages={"empty": _("文件是空的，请重新选择。")},
    )
    crs = forms.ChoiceField(
        label=_("坐标系"), required=False, choices=_systems(_("按文件里写明的；输入坐标须选择"))
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = gettext("GeoJSON，或 Shapefile 压缩包（zip），不超过 %(limit)d MB。")
        self.fields["file"].help_text = text % {"limit": self.most_bytes() // MB}

    def given(self) -> tuple[Any, str, str]:
        """The polygon in degrees of CGCS2000, its coordinate system and where it came from.

        Raises RuleViolation at `outline`, `file` or `crs`.
        """
        data = self.cleaned_data
        if data["file"]:
            return *outlines.of_content(data["file"].read(), data["crs"]), data["file"].name[:80]
        if data["outline"].strip():
            return *outlines.of_text(data["outline"], data["crs"]), "坐标"
        text = N_("请在图上画出范围，或者输入坐标，或者上传边界文件。")
        raise RuleViolation("no_outline", text, field="outline")


class SiteForm(OutlineForm):
    """A site that is held against the layers."""

    name = text_field(_("地块或项目名称"), 200)
    purpose = forms.CharField(
        label=_("拟用途"),
        max_length=200,
        required=False,
        help_text=_("与规划图例一致，例如“工业用地”；不填就不比较用途。"),
    )
    field_order = ["name", "purpose"]

    def __init__(
        self, *args: Any, purposes: list[str], people: list[Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if purposes:
            self.fields["purpose"].widget = forms.Select(
                choices=[("", gettext("不比较用途")), *((each, each) for each in purposes)]
            )
        if people is not None:
            self.fields["applicant"] = forms.TypedChoiceField(
                label=gettext("为谁核对"),
                coerce=int,
                choices=[(each.pk, each.name) for each in people],
                error_messages={"required": gettext("请选择为谁核对。")},
            )
            self.order_fields(["applicant", *self.fields])

    def said(self) -> dict[str, Any]:
        """As services.check_site takes it. Raises RuleViolation at `outline`, `file` or `crs`."""
        data = self.cleaned_data
        site, system, source = self.given()
        return {
            "name": data["name"],
            "purpose": data["purpose"],
            "site": site,
            "given_as": f"{source}，{system}",
            "applicant_id": data.get("applicant"),
        }
