"""File names that are safe to keep, to show and to send."""

import re
import unicodedata

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

LONGEST = 255
"""Bytes of UTF-8; the limit of the usual file systems, so that a saved download never fails."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f"*:<>?|]')
_DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def clean_name(name: str, extension: str) -> str:
    """The name without paths, control, bidirectional and zero-width characters, ending in `.extension`.

    Chinese and rare characters stay. An empty rest becomes 文件. At most 255 bytes of UTF-8, cut between
    characters, the extension kept. Idempotent. A reversed extension (RLO trick) becomes visible, because the
    control character that reverses it is removed (CVE-2021-42574 shows what such characters do).
    """
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    bare = "".join(
        " " if unicodedata.category(sign) in {"Zs", "Zl", "Zp"} else sign
        for sign in bare
        if unicodedata.category(sign) not in {"Cf", "Cs", "Co", "Cn"} and not _FORBIDDEN.match(sign)
    )
    stem = _without_extension(_SPACES.sub(" ", bare), extension).strip(" .")
    stem = stem or "文件"
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    return f"{_cut(stem, LONGEST - len(extension) - 1)}.{extension}"


def _without_extension(name: str, extension: str) -> str:
    same = {"jpg": ("jpg", "jpeg")}.get(extension, (extension,))
    while (dot := name.rstrip(" .").rfind(".")) >= 0 and name.rstrip(" .")[dot + 1 :].lower() in same:
        name = name.rstrip(" .")[:dot]
    return name


def _cut(text: str, limit: int) -> str:
    return text.encode()[:limit].decode(errors="ignore").rstrip(" .") or "文件"


def extension_of(name: str) -> str:
    """The extension in lower case without its dot; empty where there is none."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    return last.rsplit(".", 1)[1].lower() if "." in last else ""


def check_extension(name: str, allowed: tuple[str, ...], label: str) -> None:
    """Refuse a name whose extension says something else than the content."""
    extension = extension_of(name)
    if extension and extension not in allowed:
        raise RuleViolation(
            "wrong_extension",
            N_("文件“%(name)s”的扩展名与内容不符：内容是%(label)s。请用原程序另存为正确的格式后再上传。"),
            params={"name": name[-60:], "label": label},
            field="file",
        )
