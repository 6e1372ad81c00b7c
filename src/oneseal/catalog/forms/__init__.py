"""Forms as data, drawn as accessible Django forms; checked on the server by their JSON Schema alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from oneseal.catalog.rules import basics, labels
from oneseal.catalog.rules.form_values import FieldError, Value, flat, read, rows_sent, show, validate
from oneseal.catalog.rules.formats import FORMATS, yuan
from oneseal.catalog.rules.forms import ROWS_LIMIT, FieldSpec, Schema, specs
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """One field or repeating group as the template draws it."""

    spec: FieldSpec
    bound: forms.BoundField | None = None
    rows: list[list["Entry"]] = field(default_factory=list)
    name: str = ""
    errors: tuple[str, ...] = ()
    source: str = ""
    shown_when: str = ""
    only_if: str = ""

    @property
    def removable(self) -> bool:
        """Whether the group may lose a row."""
        return len(self.rows) > max(1, int(self.spec.schema.get("minItems", 0)))

    @property
    def extendable(self) -> bool:
        """Whether the group may get one more row."""
        return len(self.rows) < min(ROWS_LIMIT, int(self.spec.schema.get("maxItems", ROWS_LIMIT)))


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading."""

    title: str
    entries: list[Entry]


class ItemForm(forms.Form):
    """A form drawn from a schema. Bound with `data`; unbound it shows `value` (a draft, or what is known).

    After `is_valid()`, `value` is the JSON to keep; it holds what was typed even where that is not valid.
    `sources` says for field names where a filled-in value comes from.
    """

    use_required_attribute = False
    template_name = "catalog/form.html"

    def __init__(
        self,
        schema: Schema,
        data: QueryDict | None = None,
        *,
        value: Value | None = None,
        sources: Mapping[str, str] | None = None,
        prefix: str = "",
    ) -> None:
        self.schema, self.specs, self.sources = schema, specs(schema), dict(sources or {})
        self.value: Value = dict(value or {})
        self.group_errors: dict[str, list[str]] = {}
        self.sent = data
        super().__init__(data, prefix=prefix or None)
        if data is not None:
            self.value = read(schema, data, self._start)
        for spec in self.specs:
            self._add(spec, "", self.value.get(spec.name))

    @property
    def _start(self) -> str:
        return f"{self.prefix}-" if self.prefix else ""

    @property
    def editing_rows(self) -> bool:
        """Whether the button pressed was one that adds or removes a row: show the form again, check nothing."""
        return self.is_bound and any(f"{self._start}{act}" in self.data for act in ("_add", "_remove"))

    def _add(self, spec: FieldSpec, before: str, value: Any) -> None:
        name = before + spec.name
        if spec.kind != "group":
            self.fields[name] = build_field(spec)
            self.initial[name] = typed_text(spec, value)
            return
        rows = value if isinstance(value, list) else []
        for place in range(self._row_count(spec, name, len(rows))):
            row = rows[place] if place < len(rows) and isinstance(rows[place], dict) else {}
            for column in spec.fields:
                self._add(column, flat(name, place) + "-", row.get(column.name))

    def _row_count(self, spec: FieldSpec, name: str, filled: int) -> int:
        least = max(1, int(spec.schema.get("minItems", 0)))
        if self.sent is None:
            return max(least, filled)
        count = rows_sent(self.sent, self._start + name)
        count += self.sent.get(f"{self._start}_add") == name
        return min(max(least, count, filled), ROWS_LIMIT)

    def full_clean(self) -> None:
        """Check by the schema; Django's own checks do not run."""
        self._errors = ErrorDict()
        if not self.is_bound or self.editing_rows:
            return
        self.cleaned_data = self.value
        for error in validate(self.schema, self.value):
            self._tell(error)

    def _tell(self, error: FieldError) -> None:
        text = gettext(error.message) % error.params
        if error.name in self.fields:
            self._errors.setdefault(error.name, self.error_class()).append(text)
            return
        self.group_errors.setdefault(error.name, []).append(text)
        self._errors.setdefault("__all__", self.error_class(error_class="nonfield")).append(text)

    def is_valid(self) -> bool:
        """Whether the value satisfies the schema."""
        return self.is_bound and not self.editing_rows and not self.errors

    @property
    def sections(self) -> list[Section]:
        """What the template draws, in order."""
        self.errors  # noqa: B018 — runs the check before errors are handed out
        titles = {spec.name: spec for spec in self.specs}
        found: dict[str, list[Entry]] = {}
        for spec in self.specs:
            found.setdefault(spec.section, []).append(self._entry(spec, "", titles))
        return [Section(title, entries) for title, entries in found.items()]

    def _entry(self, spec: FieldSpec, before: str, others: Mapping[str, FieldSpec]) -> Entry:
        name = before + spec.name
        conditions = [
            {"field": self.add_prefix(before + one.field), "values": [str(v) for v in one.values]}
            for one in spec.shown_when
        ]
        return Entry(
            spec,
            bound=self[name] if name in self.fields else None,
            rows=self._rows(spec, name) if spec.kind == "group" else [],
            name=self.add_prefix(name),
            errors=tuple(self.group_errors.get(name, ())),
            source=self.sources.get(name, ""),
            shown_when=json.dumps(conditions, ensure_ascii=False) if conditions else "",
            only_if=only_if(spec, others),
        )

    def _rows(self, spec: FieldSpec, name: str) -> list[list[Entry]]:
        titles = {column.name: column for column in spec.fields}
        count = sum(1 for field_name in self.fields if field_name.startswith(f"{name}-")) // max(
            1, len(spec.fields)
        )
        return [
            [self._entry(column, flat(name, place) + "-", titles) for column in spec.fields]
            for place in range(count)
        ]


def build_form(
    schema: Schema,
    data: QueryDict | None = None,
    *,
    value: Value | None = None,
    sources: Mapping[str, str] | None = None,
    prefix: str = "",
) -> ItemForm:
    """The form of a situation (`situations.resolve(...).schema`); rows are removed here when a button asked for it."""
    if data is not None:
        data = without_removed_row(data, f"{prefix}-" if prefix else "")
    return ItemForm(schema, data, value=value, sources=sources, prefix=prefix)


def without_removed_row(data: QueryDict, start: str = "") -> QueryDict:
    """The sent data without the row that `_remove` names (`partners-1`); later rows move up."""
    wanted = data.get(f"{start}_remove", "")
    group, _dash, place = wanted.rpartition("-")
    count = rows_sent(data, start + group) if place.isdecimal() else 0
    if not group or int(place or 0) >= count:
        return data
    changed = data.copy()
    before = f"{start}{group}-"
    for name in [name for name in data if name.startswith(before) and name != f"{before}rows"]:
        changed.pop(name)
        number, _dash, rest = name.removeprefix(before).partition("-")
        if number.isdecimal() and int(number) != int(place):
            moved = int(number) - (int(number) > int(place))
            changed.setlist(f"{before}{moved}-{rest}", data.getlist(name))
    changed[f"{before}rows"] = str(count - 1)
    return changed


def only_if(spec: FieldSpec, others: Mapping[str, FieldSpec]) -> str:
    """For readers without scripts: when a conditional field is to be filled in."""
    parts = [
        gettext("“%(title)s”为%(values)s")
        % {
            "title": others[one.field].title,
            "values": "、".join(show(others[one.field], value) for value in one.values),
        }
        for one in spec.shown_when
        if one.field in others
    ]
    return gettext("仅在%(conditions)s时填写。") % {"conditions": "，且".join(parts)} if parts else ""


def typed_text(spec: FieldSpec, value: Any) -> Any:
    """A stored value as the browser's control shows it."""
    if spec.kind == "money" and isinstance(value, int):
        return yuan(value).replace(",", "").removesuffix(".00")
    if spec.kind == "checkboxes":
        return [str(one) for one in value] if isinstance(value, list) else []
    return value if value is None or isinstance(value, bool) else str(value)


def build_field(spec: FieldSpec) -> forms.Field:
    """The Django field that draws one field of the schema; it does not check."""
    choices = [(str(value), label) for value, label in spec.choices]
    label = f"{spec.title}（{spec.unit}）" if spec.unit else spec.title
    told: dict[str, Any] = {"label": label, "required": spec.required, "help_text": spec.help}
    match spec.kind:
        case "boolean":
            return forms.BooleanField(**told, widget=forms.CheckboxInput())
        case "radio":
            return forms.ChoiceField(**told, choices=choices, widget=forms.RadioSelect())
        case "select":
            return forms.ChoiceField(**told, choices=[("", gettext("请选择")), *choices])
        case "checkboxes":
            return forms.MultipleChoiceField(**told, choices=choices, widget=forms.CheckboxSelectMultiple())
    return forms.Field(**told, widget=_text_widget(spec))


def _text_widget(spec: FieldSpec) -> forms.Widget:
    form = FORMATS.get(spec.format, FORMATS[""])
    attrs: dict[str, Any] = {}
    if spec.kind in ("integer", "number", "money"):
        attrs["inputmode"] = "numeric" if spec.kind == "integer" else "decimal"
    elif form.inputmode:
        attrs["inputmode"] = form.inputmode
    if form.autocomplete and not spec.personal:
        attrs["autocomplete"] = form.autocomplete
    if spec.kind == "textarea":
        return forms.Textarea(attrs={**attrs, "rows": spec.schema.get("x-rows", 4)})
    if limit := spec.schema.get("maxLength"):
        attrs["data-max-length"] = limit
    widget = forms.TextInput(attrs=attrs)
    widget.input_type = form.input_type
    return widget


def translated(schema: Schema) -> Schema:
    """A schema of the program's own (not of an item) with its words in the reader's language."""
    found: Schema = {}
    for key, part in schema.items():
        if key in ("title", "description", "x-message") and isinstance(part, str):
            found[key] = gettext(part) if part else ""
        elif key == "x-labels" and isinstance(part, dict):
            found[key] = {code: gettext(label) for code, label in part.items()}
        else:
            found[key] = translated(part) if isinstance(part, dict) else part
    return found


class PublishForm(forms.Form):
    """From which day a reviewed version applies."""

    effective_from = forms.DateField(
        label=gettext_lazy("生效日期"),
        help_text=gettext_lazy("今天或以后；已受理的办件不受影响。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


LEDGER_KINDS = [
    ("suspend", gettext_lazy("暂停")),
    ("resume", gettext_lazy("恢复")),
    ("cancel", gettext_lazy("取消")),
    ("delegate", gettext_lazy("委托或下放")),
    ("transfer", gettext_lazy("划入")),
    ("take_over", gettext_lazy("承接")),
]


class LedgerForm(forms.Form):
    """One entry of the change ledger; which fields matter depends on the kind."""

    kind = forms.ChoiceField(
        label=gettext_lazy("变动"),
        choices=LEDGER_KINDS,
    )
    basis = forms.CharField(
        label=gettext_lazy("依据"), max_length=300, help_text=gettext_lazy("文件名称和文号。")
    )
    effective_on = forms.DateField(
        label=gettext_lazy("生效日期"),
        required=False,
        help_text=gettext_lazy("暂停、恢复、取消从今天起；其他必填。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    from_unit = forms.CharField(label=gettext_lazy("划出（下放）单位"), max_length=120, required=False)
    to_unit = forms.CharField(label=gettext_lazy("承接（受委托）单位"), max_length=120, required=False)
    to_kind = forms.ChoiceField(
        label=gettext_lazy("受委托单位性质"),
        required=False,
        help_text=gettext_lazy("行政许可的审查和决定只能委托行政机关；其他单位只能收件。"),
        choices=[
            ("", "—"),
            ("agency", gettext_lazy("行政机关（含乡镇政府、街道办）")),
            ("institution", gettext_lazy("事业单位或其他组织")),
            ("village", gettext_lazy("村（社区）便民服务站")),
        ],
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("委托范围"),
        required=False,
        choices=[
            ("", "—"),
            ("receive", gettext_lazy("收件")),
            ("review", gettext_lazy("审查")),
            ("decide", gettext_lazy("决定")),
        ],
    )
    deadline = forms.DateField(
        label=gettext_lazy("承接期限"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=gettext_lazy("备注"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Changes that do not begin at once need a day."""
        given: dict[str, Any] = self.cleaned_data
        if given.get("kind") in ("delegate", "transfer", "take_over") and not given.get("effective_on"):
            self.add_error("effective_on", gettext("请填写生效日期。"))
        return given


class BasicForm(forms.Form):
    """An entry of the basic catalogue, with the upper level's template as a file."""

    code = forms.CharField(
        label=gettext_lazy("基本编码"),
        max_length=12,
        help_text=gettext_lazy("12位：2位省份＋2位类型＋5位主项＋3位子项。"),
    )
    name = forms.CharField(label=gettext_lazy("事项名称"), max_length=300)
    type = forms.ChoiceField(label=gettext_lazy("事项类型"))
    level = forms.ChoiceField(
        label=gettext_lazy("由谁发布"), choices=[("1", gettext_lazy("国家")), ("2", gettext_lazy("省级"))]
    )
    template = forms.FileField(
        label=gettext_lazy("上级模板"),
        required=False,
        help_text=gettext_lazy("上级系统导出的这一个事项的 JSON 文件；不选文件则不改。"),
    )

    def __init__(self, *args: Any, row: object | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["type"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = [(code, gettext(word)) for code, word in labels.TYPES.items()]
        if row is not None:
            self.fields["code"].disabled = True

    def entry(self) -> dict[str, Any]:
        """What was entered. Raises RuleViolation for a file that holds not exactly one item."""
        data = dict(self.cleaned_data)
        file = data.pop("template")
        rows = basics.read_file(file.read()) if file else [{"template": None}]
        if len(rows) != 1:
            text = N_("文件里有%(n)d个事项，这里只收一个；整批请用“从文件导入”。")
            raise RuleViolation("one_item", text, params={"n": len(rows)}, field="template")
        return {**data, "template": rows[0]["template"]}
