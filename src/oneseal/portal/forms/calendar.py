"""The form by which an administrator loads a holiday notice."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from oneseal.foundation.problems import sentence
from oneseal.foundation.rules.holidays import NoticeDraft, read_csv, read_json
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

LARGEST = 200_000
EXAMPLE = "2027-01-01,休,元旦\n2027-02-05,休,春节\n2027-02-20,班,春节"


class NoticeForm(forms.Form):
    """Heading fields, and the days as a file or as lines; a valid form has `draft`."""

    draft: NoticeDraft

    year = forms.CharField(label=gettext_lazy("年份"), max_length=4, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("通知标题"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("不填则按“国务院办公厅关于某年部分节假日安排的通知”登记。"),
    )
    source_url = forms.CharField(
        label=gettext_lazy("通知网址"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("中国政府网上通知原文的网址，便于以后核对。"),
    )
    published_on = forms.CharField(
        label=gettext_lazy("发布日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    file = forms.FileField(
        label=gettext_lazy("从文件读入"),
        required=False,
        help_text=gettext_lazy("CSV 或 JSON，不超过 200 KB。读入后会填到下面，可以再改。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.txt"}),
    )
    days = forms.CharField(
        label=gettext_lazy("放假和调休上班的日期"),
        required=False,
        max_length=LARGEST,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "placeholder": EXAMPLE}),
        help_text=gettext_lazy(
            "每行一天：日期,休或班,节日名称。放假的每一天（含连休的周末）写“休”，调休上班的周末写“班”。"
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Read the notice; each fault goes to its field."""
        values = super().clean() or {}
        if self.errors:
            return values
        try:
            self.draft = read_csv(
                values["days"],
                year=values["year"],
                title=values["title"],
                url=values["source_url"],
                published_on=values["published_on"],
            )
        except Violations as error:
            for item in error.items:
                self.refuse(item)
        return values

    def refuse(self, error: RuleViolation) -> None:
        """Show a refusal at its field."""
        self.add_error(error.field if error.field in self.fields else None, sentence(error))


def lines(draft: NoticeDraft) -> str:
    """A notice's days as the lines of the form."""
    return "\n".join(f"{each.day},{'休' if each.off else '班'},{each.name}" for each in draft.days)


def with_file(data: QueryDict, upload: "UploadedFile[Any] | None") -> tuple[QueryDict, RuleViolation | None]:
    """The posted fields with the file's (or pasted JSON's) content put into them, and what is wrong with it."""
    filled = data.copy()
    text = str(filled.get("days", ""))
    if upload is not None:
        read = _decode(upload)
        if read is None:
            return filled, _fault(N_("文件超过 200 KB 或不是文本文件。请上传 CSV 或 JSON 文件。"))
        filled["days"] = text = read
    if not text.lstrip().startswith("{"):
        return filled, None
    try:
        draft = read_json(text)
    except Violations as error:
        return filled, error.items[0]
    filled["year"], filled["title"], filled["days"] = str(draft.year), draft.title, lines(draft)
    filled["source_url"] = draft.source_url or filled.get("source_url", "")
    filled["published_on"] = str(draft.published_on or filled.get("published_on", ""))
    return filled, None


def _fault(message: str) -> RuleViolation:
    return RuleViolation("file_wrong", message, field="file")


def _decode(upload: "UploadedFile[Any]") -> str | None:
    """The file's text in UTF-8 or, as spreadsheets save it in China, GB 18030."""
    if (upload.size or 0) > LARGEST:
        return None
    content = upload.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None
