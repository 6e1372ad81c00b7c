"""PDF files: what acts by itself is removed; a harmless file keeps its bytes, so that signatures in it stay valid."""

import io
from collections.abc import Iterator

import pikepdf
import pikepdf.settings
import pypdfium2

from oneseal.documents.rules.images import Cleaned
from oneseal.documents.rules.sniffing import refusal
from oneseal.kernel.text import N_

MOST_PAGES = 2000
PREVIEW_WIDTH = 1000

MOST_UNPACKED = 256 * 1024 * 1024
# Process-wide and meant to be set before the first file is opened: without it a crafted file fills the memory.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MOST_UNPACKED,
    run_length_max_memory=MOST_UNPACKED,
    png_max_memory=MOST_UNPACKED,
    tiff_max_memory=MOST_UNPACKED,
)

ACTIONS = {
    f"/{name}"
    for name in [
        "JavaScript",
        "Launch",
        "SubmitForm",
        "ImportData",
        "GoToR",
        "GoToE",
        "Rendition",
        "Sound",
        "Movie",
        "RichMediaExecute",
        "Hide",
        "ResetForm",
        "Trans",
        "GoTo3DView",
        "SetOCGState",
    ]
}
"""Actions that run, send or open something. Links within the file (GoTo) and to the web (URI) stay."""

KEYS = {
    "/AA": "actions",
    "/JavaScript": "javascript",
    "/JS": "javascript",
    "/EmbeddedFiles": "attachments",
    "/AF": "attachments",
    "/Collection": "attachments",
    "/XFA": "xfa",
    "/RichMediaContent": "media",
}
ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}


def clean_pdf(content: bytes) -> Cleaned:
    """The PDF without scripts, launch actions, attachments, forms by XFA and media; the number of its pages.

    Raises RuleViolation for files that are broken, need a password, are restricted, or have no page.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise _encrypted()
            pages = len(pdf.pages)
            if not 1 <= pages <= MOST_PAGES:
                raise refusal("pages", N_("PDF 没有页面或超过2000页。请拆分后再上传。"))
            removed = sorted(_remove_active(pdf) | _foreign(content))
            if not removed:
                return Cleaned(content, pages, ())
            if _is_signed(pdf):
                removed.append("signature_invalidated")
            out = io.BytesIO()
            pdf.save(out, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise _encrypted() from error
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RecursionError, ValueError) as error:
        raise refusal(
            "broken_file", N_("PDF 已损坏或没有传完整，无法打开。请重新导出或重新扫描后再上传。")
        ) from error
    return Cleaned(out.getvalue(), pages, tuple(removed))


def _encrypted() -> Exception:
    return refusal(
        "encrypted_file",
        N_("PDF 设有密码或限制，无法办理。请在 PDF 软件中去掉密码（打开后“打印为 PDF”也可以），再上传。"),
    )


def _foreign(content: bytes) -> set[str]:
    """Bytes before the header or after the end belong to another format: such a file is written anew."""
    tail = content[content.rfind(b"%%EOF") + 5 :] if b"%%EOF" in content else b""
    return {"foreign_bytes"} if not content.startswith(b"%PDF-") or tail.strip(b"\r\n\t \x00") else set()


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and int(form.get("/SigFlags", 0)) & 1 == 1


def _remove_active(pdf: pikepdf.Pdf) -> set[str]:
    removed: set[str] = set()
    for holder in list(_dictionaries(pdf)):
        for key in list(holder.keys()):
            if key in KEYS and not (key == "/JS" and holder.get("/S") is None):
                removed.add(KEYS[key])
                del holder[key]
            elif _acts(holder[key]):
                removed.add("actions")
                del holder[key]
            elif key == "/Annots":
                removed |= _drop_annotations(holder)
    return removed


def _acts(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and str(value.get("/S", "")) in ACTIONS


def _drop_annotations(page: pikepdf.Dictionary) -> set[str]:
    annotations = page["/Annots"]
    if not isinstance(annotations, pikepdf.Array):
        return set()
    kept = [
        a
        for a in annotations
        if not (isinstance(a, pikepdf.Dictionary) and str(a.get("/Subtype", "")) in ANNOTATIONS)
    ]
    if len(kept) == len(annotations):
        return set()
    page["/Annots"] = pikepdf.Array(kept)
    return {"media"}


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every dictionary: the indirect ones, and what lies directly inside them."""
    for thing in pdf.objects:
        waiting = [thing]
        while waiting:
            value = waiting.pop()
            if isinstance(value, pikepdf.Stream):
                value = value.stream_dict
            if isinstance(value, pikepdf.Dictionary):
                yield value
                waiting += [child for child in value.values() if _direct(child)]
            elif isinstance(value, pikepdf.Array):
                waiting += [child for child in value if _direct(child)]


def _direct(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def first_page(content: bytes) -> bytes:
    """A PNG of the first page, 1000 pixels wide (or high, for very tall pages)."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        page = pdf[0]
        width, height = page.get_size()
        scale = PREVIEW_WIDTH / max(width, height / 3, 1)
        out = io.BytesIO()
        page.render(scale=scale).to_pil().save(out, "PNG")
        return out.getvalue()
    finally:
        pdf.close()
