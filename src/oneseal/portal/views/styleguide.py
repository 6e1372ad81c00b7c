"""The style guide: every component of the kit with sample values, for those who make pages and for the tests."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from oneseal.foundation.access import allow_staff
from oneseal.foundation.display import DueChip
from oneseal.foundation.lists import Page

DAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)


@dataclass(frozen=True)
class SampleStep:
    """A step of the sample line."""

    name: str
    state: str
    who: str = ""
    when: datetime | None = None


@dataclass(frozen=True)
class SampleEntry:
    """An entry of the sample timeline."""

    text: str
    who: str
    when: datetime = MOMENT
    icon: str = "check"
    tone: str = ""
    note: str = ""


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("经营者名称"), help_text=gettext_lazy("与身份证件一致。"))
    kind = forms.ChoiceField(
        label=gettext_lazy("申请类别"),
        choices=[("new", gettext_lazy("新办")), ("change", gettext_lazy("变更"))],
        widget=forms.RadioSelect,
    )
    town = forms.ChoiceField(
        label=gettext_lazy("所在乡镇"),
        choices=[("", gettext_lazy("请选择")), ("1", gettext_lazy("城关镇"))],
    )
    scope = forms.CharField(
        label=gettext_lazy("经营范围"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    day = forms.DateField(
        label=gettext_lazy("开业日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    agree = forms.BooleanField(label=gettext_lazy("我承诺以上内容真实"))


def due_chips() -> list[DueChip]:
    """Every state of a due chip."""
    return [
        DueChip("running", 5, on=DAY),
        DueChip("soon", 1, on=DAY),
        DueChip("soon", 0, on=DAY),
        DueChip("overdue", -2, on=DAY),
        DueChip("stopped", reason=gettext("专家评审")),
        DueChip("running", 30, provisional=True, on=DAY),
        DueChip("done"),
    ]


def sample_steps() -> list[SampleStep]:
    """Steps in every state."""
    return [
        SampleStep(gettext("受理"), "done", "周敏", MOMENT),
        SampleStep(gettext("审查"), "done", "郑凯", MOMENT),
        SampleStep(gettext("专家评审"), "stopped", "郑凯"),
        SampleStep(gettext("现场勘查"), "skipped"),
        SampleStep(gettext("审核"), "current", "陈静"),
        SampleStep(gettext("决定"), "todo"),
    ]


def sample_entries() -> list[SampleEntry]:
    """A short history."""
    return [
        SampleEntry(gettext("暂停计时：专家评审"), "郑凯", icon="player-pause", tone="paused"),
        SampleEntry(gettext("受理申请，发出受理通知书"), "周敏", tone="green"),
        SampleEntry(gettext("提交申请"), "张伟", icon="send", note=gettext("网上提交，材料 4 份")),
    ]


def samples() -> dict[str, Any]:
    """Everything the page shows."""
    return {
        "tones": ["grey", "blue", "amber", "red", "green", "paused"],
        "dues": due_chips(),
        "rows": [(number, due_chips()[number % 7]) for number in range(1, 9)],
        "page": Page[Any]([], 25, next="x", previous="y"),
        "steps": sample_steps(),
        "entries": sample_entries(),
        "pairs": [
            (gettext("申请人"), "云岭市古里·阿不都热合曼餐饮服务有限责任公司城关镇第一分公司"),
            (gettext("事项"), "食品经营许可（新办）"),
            (gettext("联系人"), "䶮𬭛"),
            (gettext("备注"), ""),
        ],
        "tabs": [
            {"label": gettext("待办"), "url": "#", "current": True, "count": 12},
            {"label": gettext("已办"), "url": "#", "current": False, "count": 340},
            {"label": gettext("全部"), "url": "#", "current": False, "count": None},
        ],
        "labels": [gettext("%(month)d月") % {"month": month} for month in range(6, 12)],
        "series": [
            (gettext("受理"), [182, 203, 176, 240, 221, 198]),
            (gettext("办结"), [175, 190, 188, 226, 230, 170]),
        ],
        "pie": [(gettext("办件"), [62, 25, 8])],
        "pie_labels": [gettext("网上"), gettext("窗口"), gettext("邮寄")],
        "day": DAY,
        "moment": MOMENT,
        "fen": 123450,
        "firm": "云岭顺达物流有限公司",
        "file_name": "食品安全管理制度（2026 年修订）.pdf",
    }


@require_safe
@allow_staff
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component."""
    wrong = SampleForm({"name": "", "scope": gettext("热食类食品制售")})
    wrong.is_valid()
    return render(
        request, "portal/styleguide.html", {**samples(), "form": SampleForm(prefix="ok"), "wrong": wrong}
    )
