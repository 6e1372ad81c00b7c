"""What a file is, told from its content; names and declared types are never believed.

Only types on the list are taken. Sniffing libraries call an OFD or a renamed zip "docx" (ecosystem.md), so
the packages are opened and their parts are named here.
"""

import io
import zipfile
from dataclasses import dataclass

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

MOST_PARTS = 5000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 200
SMALL_PART = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileType:
    """One type on the list: its extensions (the first is given to the kept file), media type and label."""

    code: str
    extensions: tuple[str, ...]
    media_type: str
    label: str


PDF = FileType("pdf", ("pdf",), "application/pdf", "PDF")
JPEG = FileType("jpeg", ("jpg", "jpeg", "jfif"), "image/jpeg", "JPEG 图片")
PNG = FileType("png", ("png",), "image/png", "PNG 图片")
OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = FileType("docx", ("docx",), f"{OOXML}wordprocessingml.document", "Word 文档")
XLSX = FileType("xlsx", ("xlsx",), f"{OOXML}spreadsheetml.sheet", "Excel 表格")
OFD = FileType("ofd", ("ofd",), "application/ofd", "OFD 版式文件")
TYPES = (PDF, JPEG, PNG, DOCX, XLSX, OFD)

_KNOWN_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        N_("这是旧版或加密的 Office 文件。请打开后去掉密码，另存为 docx、xlsx 或 PDF 再上传。"),
    ),
    (b"Rar!", N_("这是压缩包。请解压后逐个上传里面的文件。")),
    (b"7z\xbc\xaf", N_("这是压缩包。请解压后逐个上传里面的文件。")),
    (b"MZ", N_("这是程序文件，不能上传。请上传 PDF、图片、Word、Excel 或 OFD 文件。")),
    (b"\x7fELF", N_("这是程序文件，不能上传。请上传 PDF、图片、Word、Excel 或 OFD 文件。")),
    (b"II*\x00", N_("这是 TIFF 图片。请在扫描软件中改存为 PDF 或 JPEG 再上传。")),
    (b"MM\x00*", N_("这是 TIFF 图片。请在扫描软件中改存为 PDF 或 JPEG 再上传。")),
    (b"GIF8", N_("这是 GIF 图片。请另存为 JPEG 或 PNG 再上传。")),
)
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif"}


def sniff(content: bytes) -> FileType:
    """The type of the content. Raises RuleViolation at `file` for anything that is not on the list."""
    if not content:
        raise refusal("empty_file", N_("文件是空的（0 字节）。请检查文件后重新选择。"))
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _package(content)
    raise _unknown(content)


def refusal(code: str, message: str, **params: object) -> RuleViolation:
    """A refusal at the file's field."""
    return RuleViolation(code, message, params=params or None, field="file")


def _unknown(content: bytes) -> RuleViolation:
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return refusal(
            "heic_picture",
            N_(
                "这是手机的 HEIC 照片，暂不能识别。请在手机“设置—相机—格式”中选“兼容性最佳”重拍，或截图后上传。"
            ),
        )
    for start, message in _KNOWN_OTHERS:
        if content.startswith(start):
            return refusal("type_not_allowed", message)
    return refusal(
        "type_not_allowed",
        N_(
            "无法识别这个文件的类型。可以上传 PDF、JPEG 或 PNG 图片、Word（docx）、Excel（xlsx）和 OFD 文件。"
        ),
    )


def _package(content: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_parts(parts, content)
            if package.testzip() is not None:
                raise zipfile.BadZipFile
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise refusal(
            "broken_file", N_("文件已损坏或没有传完整，无法打开。请重新生成或重新选择文件后再上传。")
        ) from error
    names = {part.filename for part in parts}
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" in names:
        _check_office(names)
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    raise refusal("archive", N_("这是压缩包，不能直接上传。请解压后逐个上传里面的文件。"))


def _check_parts(parts: list[zipfile.ZipInfo], content: bytes) -> None:
    """Refuse bombs, encrypted parts, foreign bytes before the first part (polyglots)."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    huge = any(p.file_size > SMALL_PART and p.file_size > MOST_RATIO * max(1, p.compress_size) for p in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or packed > len(content) or huge:
        raise refusal("bomb", N_("文件解压后异常庞大，可能有害，不能上传。请用原程序另存为 PDF 后再上传。"))
    if any(part.flag_bits & 1 for part in parts):
        raise refusal("encrypted_file", N_("文件设有密码。请去掉密码后另存一份再上传。"))
    if parts and min(part.header_offset for part in parts) != 0:
        raise refusal("broken_file", N_("文件结构异常。请用原程序另存为新文件后再上传。"))


def _check_office(names: set[str]) -> None:
    active = [
        name
        for name in names
        if name.lower().endswith("vbaproject.bin")
        or "/activex/" in name.lower()
        or "/embeddings/" in name.lower()
    ]
    if active:
        raise refusal(
            "active_content",
            N_("文档里有宏、控件或嵌入的其他文件。请另存为不带宏的文档，或导出为 PDF 后再上传。"),
        )
