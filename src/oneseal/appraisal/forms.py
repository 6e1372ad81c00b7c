"""Forms of appraisal, conduct, patrols and amenities; limits here are only those of the fields."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.appraisal.models import (
    AMENITY_CHOICES,
    MARK_CHOICES,
    SEVERITY_CHOICES,
    SOURCE_CHOICES,
    THING_STATES,
)
from oneseal.appraisal.rules.scoring import PARTS, Line, Scheme
from oneseal.appraisal.services import Seen
from oneseal.identity.forms import day_field, fill, pick_field, text_field, words

Choices = Iterable[tuple[Any, Any]]


class MarkForm(forms.Form):
    """The centre's mark of somebody's day."""

    staff = pick_field(_("窗口工作人员"))
    mark = forms.ChoiceField(label=_("考勤情况"), choices=MARK_CHOICES)
    note = text_field(_("说明"), 200, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "staff", people, empty=True)


def points_field(label: Any, help_text: Any = "") -> forms.IntegerField:
    """A small whole number."""
    return forms.IntegerField(label=label, min_value=0, max_value=500, help_text=help_text)


class SchemeForm(forms.Form):
    """The next version of the weights."""

    attendance = points_field(_("在岗分值"), _("五项分值合计100分。"))
    service = points_field(_("办件分值"))
    quality = points_field(_("差错分值"))
    evaluation = points_field(_("群众评价分值"))
    conduct = points_field(_("行为规范分值"))
    late = points_field(_("迟到、早退、中途离岗一次扣几分"))
    mistake = points_field(_("差错一次扣几分"))
    target = points_field(_("一天办多少件得办件满分"))
    voices = points_field(_("近30天至少多少条评价才计入"), _("太少的不计入，按满分算，也避免猜出是谁评的。"))
    days = points_field(_("一个月至少考核多少天才参加评比"))
    tolerance = points_field(_("迟到、早退几分钟以内不算"))
    pause = points_field(_("一次暂停几分钟以内不算离岗"))
    effective_on = day_field(_("从哪天起执行"))
    cc = words(_("通报抄报（一行一个）"), limit=600, required=False)

    def scheme(self) -> Scheme:
        """As services.set_scheme takes it."""
        return Scheme(**{name: self.cleaned_data[name] for name in Scheme.__slots__})

    def copied(self) -> list[str]:
        """To whom the bulletin is copied."""
        return str(self.cleaned_data["cc"]).splitlines()


class HandingForm(forms.Form):
    """How a bulletin went to a unit by hand."""

    to = text_field(_("谁收的"), 60)
    how = text_field(_("怎样送的、回执号"), 200, required=False)
    on = day_field(_("送达日期"))


class AppealForm(forms.Form):
    """Why one appeals."""

    reason = words(_("申诉理由和证据"), limit=2000)


class AnswerForm(forms.Form):
    """The answer to an appeal; against a score which part gets how many points."""

    upheld = forms.ChoiceField(
        label=_("处理结果"),
        choices=[("yes", _("申诉成立")), ("no", _("维持原结果"))],
        widget=forms.RadioSelect,
    )
    part = forms.ChoiceField(label=_("更正哪一项"), required=False)
    points = forms.IntegerField(
        label=_("更正为多少分"), required=False, min_value=0, max_value=100, help_text=_("申诉成立的才填。")
    )
    answer = words(_("答复"), limit=2000)

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lines:
            del self.fields["part"], self.fields["points"]
            return
        labels = {part.value: gettext(label) for part, label in PARTS.items()}
        fill(
            self,
            "part",
            [(line.part, f"{labels[line.part]}（{line.got / 10:g} / {line.full // 10}）") for line in lines],
        )

    def said(self) -> dict[str, Any]:
        """As services.answer_appeal takes it."""
        data = self.cleaned_data
        return {
            "upheld": data["upheld"] == "yes",
            "answer": data["answer"],
            "part": data.get("part") or "",
            "points": data.get("points") or 0,
        }


class ConductForm(forms.Form):
    """An entry of the code of conduct."""

    code = text_field(_("编号"), 20)
    title = text_field(_("不得有的行为"), 200)
    severity = forms.ChoiceField(label=_("轻重"), choices=SEVERITY_CHOICES)
    points = forms.IntegerField(label=_("扣分"), min_value=0, max_value=100)


class ViolationForm(forms.Form):
    """What was seen, of whom."""

    staff = pick_field(_("当事人"))
    conduct = pick_field(_("违反哪一条"))
    happened_on = day_field(_("发生日期"))
    source = forms.ChoiceField(label=_("来源"), choices=SOURCE_CHOICES)
    facts = words(_("时间、地点和经过"), limit=2000, help_text=_("只写事实；由别人核实后才算数。"))

    def __init__(self, *args: Any, people: Choices, entries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "staff", people, empty=True)
        fill(self, "conduct", entries, empty=True)


class VerdictForm(forms.Form):
    """How it was verified."""

    verdict = words(_("核实经过和证据"), limit=2000)


class TraceForm(forms.Form):
    """Whose duty was looked into, and the result."""

    staff = pick_field(_("相关责任人"))
    duty = text_field(_("负什么责任"), 200)
    result = words(_("倒查结果和处理"), limit=2000)

    def __init__(self, *args: Any, people: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "staff", people, empty=True)


class CloseForm(forms.Form):
    """What came of it."""

    outcome = words(_("处理结果"), limit=2000)
    referred_to = text_field(_("移送哪个机关"), 120, required=False, help_text=_("涉嫌违纪违法的才填。"))


class ZoneForm(forms.Form):
    """A zone and its leader."""

    name = text_field(_("片区"), 80)
    leader = pick_field(_("包干领导"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "leader", people, empty=True)


class PatrolForm(forms.Form):
    """A round: where, and one thing found or nothing."""

    zone = pick_field(_("片区"))
    note = text_field(_("总的情况"), 500, required=False)
    text = words(_("发现的问题"), limit=500, required=False, help_text=_("没有发现问题的不填，直接提交。"))
    responsible = pick_field(_("整改责任人"), required=False)
    rectify_by = day_field(_("整改到哪天"), required=False)
    photo = forms.FileField(label=_("现场照片"), required=False)

    def __init__(self, *args: Any, zones: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "zone", zones, empty=True)
        fill(self, "responsible", people, empty=True)
        self.fields["photo"].widget.attrs.update({"accept": "image/*", "capture": "environment"})

    def clean(self) -> dict[str, Any]:
        """A thing found has somebody who puts it right until a day."""
        data = super().clean() or {}
        if data.get("text"):
            if not data.get("responsible"):
                self.add_error("responsible", gettext("请选择由谁整改。"))
            if not data.get("rectify_by"):
                self.add_error("rectify_by", gettext("请选择整改到哪天。"))
        elif data.get("photo"):
            self.add_error("text", gettext("有照片的，请写一句发现了什么问题。"))
        return data

    def seen(self) -> list[Seen]:
        """As services.patrol takes it."""
        data = self.cleaned_data
        if not data["text"]:
            return []
        photo = data.get("photo")
        picture = (photo.name, photo.read()) if photo else None
        day: date = data["rectify_by"]
        return [Seen(data["text"], data["responsible"], day, picture)]


class RemedyForm(forms.Form):
    """How it was put right."""

    remedy = words(_("怎样整改的"), limit=500)


class CheckForm(forms.Form):
    """Whether it is put right."""

    done = forms.ChoiceField(
        label=_("复查结果"),
        choices=[("yes", _("已整改到位")), ("no", _("没有到位，退回再改"))],
        widget=forms.RadioSelect,
    )
    note = text_field(_("说明"), 300, required=False, help_text=_("退回的请写明还差什么。"))


class AmenityForm(forms.Form):
    """Something for people's convenience."""

    kind = forms.ChoiceField(label=_("种类"), choices=AMENITY_CHOICES)
    name = text_field(_("名称"), 80)
    place = text_field(_("位置"), 120)
    state = forms.ChoiceField(label=_("状态"), choices=THING_STATES)
    note = text_field(_("怎样使用"), 200, required=False)


class ReportForm(forms.Form):
    """Somebody says what does not work."""

    amenity = pick_field(_("哪一处"))
    text = text_field(_("哪里不能用"), 300)

    def __init__(self, *args: Any, amenities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "amenity", amenities, empty=True)


class SettleForm(forms.Form):
    """What was done."""

    outcome = text_field(_("处理结果"), 300)
    state = forms.ChoiceField(label=_("设施现在的状态"), choices=THING_STATES)
