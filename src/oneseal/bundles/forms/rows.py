"""The rows of the composer: one form for each item, question, errand, repeated datum and link of the past."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from oneseal.catalog.rules.content import Question

Choices = list[tuple[str, str]]
WHEN, PRESET, OPTION = "when-", "preset-", "option-"


class Row(forms.Form):
    """A row; it shows its own errors, so that nothing is looked for at the head of the page alone."""

    use_required_attribute = False

    def said(self, name: str) -> Any:
        """What it says: what was sent, else what it began with."""
        if self.is_bound:
            return self.cleaned_data.get(name)
        return self.get_initial_for_field(self.fields[name], name)

    @property
    def whens(self) -> list[forms.BoundField]:
        """The fields of its condition."""
        return [bound for bound in self if bound.name.startswith(WHEN)]

    @property
    def presets(self) -> list[forms.BoundField]:
        """The questions that may be answered for the applicant."""
        return [bound for bound in self if bound.name.startswith(PRESET)]

    @property
    def options(self) -> list[tuple[str, forms.BoundField]]:
        """The labels of its answers, by their code."""
        return [(bound.name.removeprefix(OPTION), bound) for bound in self if bound.name.startswith(OPTION)]

    def when(self) -> dict[str, list[str]]:
        """The condition that it says."""
        return self._of(WHEN)

    def _of(self, mark: str) -> dict[str, list[str]]:
        found = {name.removeprefix(mark): self.said(name) for name in self.fields if name.startswith(mark)}
        return {code: [said] if isinstance(said, str) else list(said) for code, said in found.items() if said}

    def _ask_when(self, questions: Iterable[Question], when: Mapping[str, list[str]]) -> None:
        for each in questions:
            field = _several(each.text, [(o.code, o.label) for o in each.options])
            self.fields[f"{WHEN}{each.code}"] = field
            self.initial[f"{WHEN}{each.code}"] = when.get(each.code, [])


def _several(label: str, choices: Choices) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ItemRow(Row):
    """One item: in which situation, after what, and what is answered for the applicant."""

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question],
        asks: Iterable[Question],
        others: Choices,
        before: Any,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self._ask_when(questions, before.when)
        for each in asks:
            name, choices = f"{PRESET}{each.code}", [(o.code, o.label) for o in each.options]
            chosen = before.preset.get(each.code, [])
            if each.multiple:
                self.fields[name] = _several(gettext(each.text), choices)
                self.initial[name] = chosen
            else:
                choices = [("", gettext("由申请人答")), *choices]
                self.fields[name] = forms.ChoiceField(
                    label=gettext(each.text), choices=choices, required=False
                )
                self.initial[name] = next(iter(chosen), "")
        self.fields["after"] = _several(gettext("还要等这些办好（前置审批和用到的结果自动算）"), others)
        self.initial["after"] = list(before.after)

    def preset(self) -> dict[str, list[str]]:
        """The answers given for the applicant."""
        return self._of(PRESET)


class QuestionRow(Row):
    """One situation question with its answers."""

    text = forms.CharField(label=gettext_lazy("问什么"), max_length=120)
    help = forms.CharField(label=gettext_lazy("补充说明"), max_length=200, required=False)
    multiple = forms.BooleanField(label=gettext_lazy("可以选几项"), required=False)

    def __init__(
        self,
        *args: Any,
        earlier: Iterable[Question],
        options: list[str],
        before: Question | None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        labels = {each.code: each.label for each in before.options} if before else {}
        for place, code in enumerate(options, start=1):
            label = gettext("回答 %(n)s") % {"n": place}
            self.fields[f"{OPTION}{code}"] = forms.CharField(label=label, max_length=60)
            self.initial[f"{OPTION}{code}"] = labels.get(code, "")
        self._ask_when(earlier, before.when if before else {})
        if before:
            self.initial.update({"text": before.text, "help": before.help, "multiple": before.multiple})


class ErrandRow(Row):
    """One order to a partner."""

    name = forms.CharField(label=gettext_lazy("办什么"), max_length=120)
    partner = forms.ChoiceField()
    days = forms.IntegerField(label=gettext_lazy("几个工作日"), min_value=0, max_value=60)
    contents = forms.CharField(
        label=gettext_lazy("要办的内容，一行一项"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    materials = forms.IntegerField(label=gettext_lazy("单独去办要交几份材料"), min_value=0, max_value=50)
    trips = forms.IntegerField(label=gettext_lazy("单独去办要跑几次"), min_value=0, max_value=9)

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question],
        others: Choices,
        partners: Choices,
        before: Any,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        choices = [("", gettext("请选择")), *partners]
        self.fields["partner"] = forms.ChoiceField(label=gettext("合作单位"), choices=choices)
        self._ask_when(questions, before.when)
        self.fields["after"] = _several(gettext("等这些办好才开始"), others)
        names = ("name", "partner", "days", "materials", "trips")
        self.initial.update({name: getattr(before, name) for name in names})
        self.initial.update({"contents": "\n".join(before.contents), "after": list(before.after)})

    @property
    def partner_name(self) -> str:
        """Who gets the order."""
        field: Any = self.fields["partner"]
        return str(dict(field.choices).get(self["partner"].value(), ""))


class FillRow(Row):
    """One datum that the applicant need not fill in again."""

    target = forms.ChoiceField()
    source = forms.ChoiceField()

    def __init__(
        self, *args: Any, data_names: Choices, results: Choices, labels: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        known = dict(data_names) | dict(results)
        for name, label, choices in (
            ("target", gettext("不用填的"), data_names),
            ("source", gettext("取自"), [*data_names, *results]),
        ):
            begun = str(self.initial.get(name, ""))
            kept = [(begun, labels.get(begun, begun))] if begun and begun not in known else []
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", gettext("请选择")), *choices, *kept]
            )


class PastRow(Row):
    """One link of how it went before."""

    name = forms.CharField(label=gettext_lazy("以前的一步"), max_length=120)
    days = forms.IntegerField(label=gettext_lazy("工作日"), min_value=0, max_value=3650)
    links = forms.IntegerField(label=gettext_lazy("环节"), min_value=0, max_value=99)
    materials = forms.IntegerField(label=gettext_lazy("材料"), min_value=0, max_value=999)
    trips = forms.IntegerField(label=gettext_lazy("跑动"), min_value=0, max_value=99)

    def __init__(self, *args: Any, questions: Iterable[Question], before: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._ask_when(questions, before.when)
        names = ("name", "days", "links", "materials", "trips")
        self.initial.update({name: getattr(before, name) for name in names})


class BasicsForm(Row):
    """What it is called and who leads."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    summary = forms.CharField(label=gettext_lazy("一句话说明"), max_length=200, required=False)
    keywords = forms.CharField(
        label=gettext_lazy("别的叫法"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("群众搜这些词也能找到，用顿号隔开。"),
    )
    lead = forms.ChoiceField()
    past_source = forms.CharField(label=gettext_lazy("以前流程的出处"), max_length=300, required=False)

    def __init__(self, *args: Any, sections: Choices, content: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lead"] = forms.ChoiceField(label=gettext("牵头科室"), choices=sections)
        names = ("title", "summary", "lead", "past_source")
        self.initial.update({name: getattr(content, name) for name in names})
        self.initial["keywords"] = "、".join(content.keywords)
