"""Forms of surveys: asking, planning, crews, the record at the desk."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oneseal.foundation import clock
from oneseal.identity.forms import day_field, fill, text_field, words
from oneseal.surveys import selectors
from oneseal.surveys.models import Party, Visit
from oneseal.surveys.rules.records import Came, Point, Report
from oneseal.surveys.rules.states import MODES, Presence, RequestState
from oneseal.surveys.services import Wanted

YES_NO = [("yes", _("符合")), ("no", _("不符合"))]


def time_field(label: Any, initial: time) -> Any:
    """An hour of the day."""
    return forms.TimeField(label=label, initial=initial, widget=forms.TimeInput(attrs={"type": "time"}))


def minutes_of(value: time) -> int:
    """Minutes after midnight."""
    return value.hour * 60 + value.minute


class AskForm(forms.Form):
    """Where, when it suits, what is needed."""

    address = text_field(_("踏勘地址"), 200, help_text=_("写到门牌号。"))
    mode = forms.ChoiceField(
        label=_("方式"),
        choices=[(mode.value, _(label)) for mode, label in MODES.items()],
        initial="field",
        widget=forms.RadioSelect,
        help_text=_("远程踏勘也要两名工作人员同时参加，并保存录像，才算数。"),
    )
    earliest = day_field(_("最早哪天"))
    latest = day_field(_("最晚哪天"))
    opens = time_field(_("申请人方便的时间，从"), time(9))
    closes = time_field(_("到"), time(17))
    minutes = forms.IntegerField(label=_("现场要多少分钟"), initial=40, min_value=10, max_value=480)
    lon = forms.FloatField(
        label=_("经度"),
        required=False,
        help_text=_("十进制度数，例如 117.1200。不填的排不了路线，只能单独去。"),
    )
    lat = forms.FloatField(label=_("纬度"), required=False, help_text=_("例如 31.1100。"))
    skill = text_field(
        _("要懂什么的人去"), 20, required=False, help_text=_("例如：消防、食品、特种设备。没有要求的不填。")
    )
    must_present = text_field(
        _("申请人必须当面出示的实物"),
        200,
        required=False,
        help_text=_("例如：拖拉机和行驶证。写进给申请人的通知。"),
    )

    def wanted(self) -> Wanted:
        """What the service takes."""
        said = dict(self.cleaned_data)
        said["opens"], said["closes"] = minutes_of(said["opens"]), minutes_of(said["closes"])
        return Wanted(**said)


class PlanForm(forms.Form):
    """The day to be planned."""

    day = day_field(_("哪一天"))


class ReasonForm(forms.Form):
    """Why."""

    reason = words(_("原因"), rows=2, limit=500)


class PeopleForm(forms.Form):
    """Car and people of a trip; without cars for a remote survey or for who goes on foot."""

    people = forms.TypedMultipleChoiceField(
        label=_("踏勘人员（至少两人）"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择踏勘人员。")},
    )

    def __init__(
        self,
        *args: Any,
        people: list[tuple[int, str]],
        cars: list[tuple[int, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "people", people)
        if cars is not None:
            self.fields["car"] = forms.TypedChoiceField(label=gettext("车辆"), coerce=int, choices=cars)
            self.order_fields(["car", "people"])


class RemoteForm(PeopleForm):
    """When the call is, and with whom."""

    day = day_field(_("哪一天"))
    arrives = time_field(_("几点开始"), time(10))
    field_order = ("day", "arrives", "people")


class SecondForm(forms.Form):
    """Who comes along on foot."""

    second = forms.TypedChoiceField(label=_("和哪位同事一起去"), coerce=int)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "second", people)


class PartyForm(forms.Form):
    """Which section or department is called to a stop."""

    section_id = forms.TypedChoiceField(label=_("本单位科室"), coerce=int, required=False, empty_value=None)
    name = text_field(_("或者其他部门的名称"), 120, required=False)

    def __init__(self, *args: Any, sections: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "section_id", [("", "—"), *sections])


class CarForm(forms.Form):
    """A car."""

    plate = text_field(_("车牌"), 20)
    seats = forms.IntegerField(label=_("除司机外坐几人"), min_value=2, max_value=50, initial=4)
    lon = forms.FloatField(label=_("停在哪里：经度"))
    lat = forms.FloatField(label=_("纬度"))
    used = forms.BooleanField(label=_("在用"), required=False, initial=True)


class SurveyorForm(forms.Form):
    """A colleague who surveys, and what they know."""

    staff_id = forms.TypedChoiceField(label=_("同事"), coerce=int)
    skills = text_field(_("懂什么"), 200, required=False, help_text=_("用顿号分开，例如：消防、食品。"))
    used = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self, "staff_id", people)

    def clean_skills(self) -> list[str]:
        """The words, one by one."""
        return [each for each in self.cleaned_data["skills"].replace("，", "、").split("、") if each.strip()]


class RecordForm(forms.Form):
    """A stop's record: every checklist, who came, the applicant's signature. Fields are named by their row's id."""

    comment = words(_("其他情况"), rows=2, required=False)
    signer = text_field(_("申请人（在场人员）签名"), 60, required=False)
    unsigned_because = text_field(_("对方没有签名的，写明原因"), 300, required=False)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.requests = list(visit.requests.filter(state=RequestState.PLANNED))
        self.lists = {row.pk: selectors.checklist(row) for row in self.requests}
        self.parties = list(visit.parties.all())
        for row in self.requests:
            whose = f"{row.item_name} {row.case_number}" if len(self.requests) > 1 else ""
            for point in self.lists[row.pk]:
                self.fields[f"point_{row.pk}_{point.code}"] = _point_field(point, whose)
            label = gettext("“%(item)s”现场情况") % {"item": whose or row.item_name}
            self.fields[f"finding_{row.pk}"] = words(label, rows=2, required=False, limit=1000)
        for party in self.parties:
            _add_party(self, party)
        rest = ["comment", "signer", "unsigned_because"]
        self.order_fields([*(name for name in self.fields if name not in rest), *rest])

    def report(self) -> Report:
        """What the service takes."""
        said = self.cleaned_data
        answers = {
            row.pk: {
                point.code: _answer(point, said.get(f"point_{row.pk}_{point.code}"))
                for point in self.lists[row.pk]
            }
            for row in self.requests
        }
        came = [
            Came(
                party.pk,
                said.get(f"party_{party.pk}") or "",
                said.get(f"officer_{party.pk}") or "",
                said.get(f"opinion_{party.pk}") or "",
            )
            for party in self.parties
        ]
        findings = {row.pk: said.get(f"finding_{row.pk}") or "" for row in self.requests}
        return Report(
            answers,
            findings,
            came,
            said["comment"],
            said["signer"],
            said["unsigned_because"],
            taken_at=clock.now(),
        )


def _point_field(point: Point, whose: str = "") -> Any:
    """One line of a checklist; `whose` names the case where a stop has several."""
    told: dict[str, Any] = {"required": False, "help_text": whose}
    if not point.numeric:
        return forms.ChoiceField(label=point.text, choices=YES_NO, widget=forms.RadioSelect, **told)
    unit = f"（{point.unit}）" if point.unit else ""
    return forms.FloatField(label=f"{point.text}{unit}", **told)


def _answer(point: Point, value: Any) -> object:
    if point.numeric:
        return value
    return {"yes": True, "no": False}.get(value)


def _add_party(form: RecordForm, party: Party) -> None:
    form.fields[f"party_{party.pk}"] = forms.ChoiceField(
        label=party.name,
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Presence.PRESENT.value, gettext("到场")),
            (Presence.ABSENT.value, gettext("缺席，视为同意")),
        ],
    )
    label = gettext("%(party)s的来人") % {"party": party.name}
    form.fields[f"officer_{party.pk}"] = text_field(label, 60, required=False)
    label = gettext("%(party)s的意见") % {"party": party.name}
    form.fields[f"opinion_{party.pk}"] = text_field(label, 1000, required=False)


class ShareForm(forms.Form):
    """Closing a step by a record that there is."""

    finding = words(_("记录里的哪些情况适用于本办件"), rows=2, limit=1000)

    def __init__(self, *args: Any, points: list[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        for point in points:
            self.fields[f"point_{point.code}"] = _point_field(point)
        self.order_fields([*(f"point_{point.code}" for point in points), "finding"])

    def answers(self) -> dict[str, object]:
        """Answers by the point's code."""
        return {
            point.code: _answer(point, self.cleaned_data.get(f"point_{point.code}")) for point in self.points
        }
