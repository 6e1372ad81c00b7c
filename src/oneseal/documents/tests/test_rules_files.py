"""What is taken in, what is refused, what is removed; names."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from oneseal.documents.rules import names, sniffing
from oneseal.documents.rules.images import clean_image, preview_of
from oneseal.documents.rules.pdfs import clean_pdf, first_page
from oneseal.documents.rules.sniffing import JPEG, PNG, sniff
from oneseal.documents.tests.pieces import (
    blank_pdf,
    docx,
    harmful_pdf,
    jpeg_picture,
    ofd,
    package,
    pdf_file,
    png_picture,
    xlsx,
)
from oneseal.kernel.errors import RuleViolation


def code_of(content: bytes) -> str:
    """The refusal's code."""
    with pytest.raises(RuleViolation) as refused:
        sniff(content)
    assert refused.value.field == "file"
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (pdf_file(), "pdf"),
        (b"\r\n" + pdf_file(), "pdf"),
        (jpeg_picture(), "jpeg"),
        (png_picture(), "png"),
        (docx(), "docx"),
        (xlsx(), "xlsx"),
        (ofd(), "ofd"),
    ],
)
def test_types_on_the_list(content: bytes, code: str) -> None:
    assert sniff(content).code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"hello", "type_not_allowed"),
        (b"<html><script>", "type_not_allowed"),
        (b"MZ\x90", "type_not_allowed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "type_not_allowed"),
        (b"II*\x00", "type_not_allowed"),
        (b"\x00\x00\x00\x18ftypheic\x00", "heic_picture"),
        (package({"a.txt": b"x"}), "archive"),
        (package({"word/document.xml": b"x"}), "archive"),
        (docx(**{"word/vbaProject.bin": b"x"}), "active_content"),
        (docx(**{"word/embeddings/oleObject1.bin": b"x"}), "active_content"),
        (docx()[:-10], "broken_file"),
        (docx()[:40] + b"\xff\xff" + docx()[42:], "broken_file"),
        (package({"OFD.xml": b"\0" * 60_000_000}), "bomb"),
        (b"PK\x03\x04" + b"x" * 60 + docx(), "broken_file"),
    ],
)
def test_what_is_refused(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_too_many_parts_are_a_bomb() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at in range(sniffing.MOST_PARTS + 1):
            archive.writestr(f"{at}", b"")
    assert code_of(out.getvalue()) == "bomb"


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff"]))
def test_sniffing_answers_or_refuses_whatever_comes(content: bytes, start: bytes) -> None:
    assert found_or_field(start + content) in {*sniffing.TYPES, "file"}


def found_or_field(content: bytes) -> object:
    """The type, or the field at which it was refused."""
    try:
        return sniff(content)
    except RuleViolation as refused:
        return refused.field


@given(st.binary(max_size=300), st.sampled_from([b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"]))
def test_cleaning_answers_or_refuses_whatever_comes(content: bytes, start: bytes) -> None:
    whole = start + content
    with pytest.raises(RuleViolation):
        clean_pdf(whole) if start.startswith(b"%PDF") else clean_image(whole, PNG)


def test_orientation_is_applied_and_exif_gone() -> None:
    cleaned = clean_image(jpeg_picture((40, 20), orientation=6, gps=True), JPEG)
    with Image.open(io.BytesIO(cleaned.content)) as picture:
        assert picture.size == (20, 40)
        assert len(picture.getexif()) == 0
        right_then_left = [picture.getpixel((18, 20)), picture.getpixel((2, 20))]
    red, blue = (pixel for pixel in right_then_left if isinstance(pixel, tuple))
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]
    assert set(cleaned.removed) == {"exif", "gps"}
    assert b"Exif" not in cleaned.content


def test_what_hides_behind_a_picture_is_gone() -> None:
    for content, kind in ((jpeg_picture(), JPEG), (png_picture(), PNG)):
        cleaned = clean_image(content + docx() + b"<script>alert(1)</script>", kind)
        assert b"<script>" not in cleaned.content
        assert b"PK\x03\x04" not in cleaned.content


def test_a_picture_that_would_fill_the_memory_is_refused_unread() -> None:
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100_000)), (b"IEND", b"")
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    with pytest.raises(RuleViolation) as refused:
        clean_image(bomb, PNG)
    assert refused.value.code == "bomb"


def test_half_a_picture_is_refused() -> None:
    content = jpeg_picture((400, 400))
    with pytest.raises(RuleViolation) as refused:
        clean_image(content[: len(content) // 2], JPEG)
    assert refused.value.code == "broken_file"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_survives(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (9, 7)).save(out, "PNG")
    cleaned = clean_image(out.getvalue(), PNG)
    with Image.open(io.BytesIO(cleaned.content)) as picture:
        assert picture.size == (9, 7)
    assert preview_of(cleaned.content).startswith(b"\x89PNG")


def test_cmyk_scans_become_rgb() -> None:
    out = io.BytesIO()
    Image.new("CMYK", (9, 7)).save(out, "JPEG")
    with Image.open(io.BytesIO(clean_image(out.getvalue(), JPEG).content)) as picture:
        assert picture.mode == "RGB"


def test_everything_that_acts_leaves_the_pdf() -> None:
    cleaned = clean_pdf(harmful_pdf())
    assert {"actions", "javascript", "attachments", "media"} <= set(cleaned.removed)
    with pikepdf.open(io.BytesIO(cleaned.content)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/AA" not in pdf.Root
        assert len(pdf.attachments) == 0
        kept = list(pdf.pages[0].Annots)
        assert [str(a.Subtype) for a in kept] == ["/Link"]
        assert "/A" not in kept[0]
    for word in (b"JavaScript", b"app.alert", b"cmd.exe", b"Launch"):
        assert word not in cleaned.content
    assert clean_pdf(cleaned.content).removed == ()


def test_a_harmless_pdf_keeps_its_bytes() -> None:
    content = pdf_file(blank_pdf(3))
    cleaned = clean_pdf(content)
    assert (cleaned.content, cleaned.pages, cleaned.removed) == (content, 3, ())
    assert first_page(content).startswith(b"\x89PNG")


def test_links_and_destinations_stay() -> None:
    pdf = blank_pdf()
    pdf.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.GoTo, D=pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])
    )
    assert clean_pdf(pdf_file(pdf)).removed == ()


def test_a_zip_behind_a_pdf_is_gone() -> None:
    cleaned = clean_pdf(pdf_file() + docx())
    assert cleaned.removed == ("foreign_bytes",)
    assert b"PK\x03\x04" not in cleaned.content


@pytest.mark.parametrize("owner_only", [True, False])
def test_locked_pdfs_are_refused_with_what_to_do(owner_only: bool) -> None:
    locked = pdf_file(encryption=pikepdf.Encryption(owner="secret", user="" if owner_only else "secret"))
    with pytest.raises(RuleViolation, match="去掉密码") as refused:
        clean_pdf(locked)
    assert refused.value.code == "encrypted_file"


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(RuleViolation) as refused:
        clean_pdf(pdf_file(pikepdf.new()))
    assert refused.value.code == "pages"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("身份证.pdf", "身份证.pdf"),
        ("C:\\Users\\张三\\桌面\\营业执照.PDF", "营业执照.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("发票\u202egnp.exe.pdf", "发票gnp.exe.pdf"),
        ("合同\u200b\x00\n.pdf.pdf", "合同.pdf"),
        ('a"b<c>:|?*.pdf', "abc.pdf"),
        ("", "文件.pdf"),
        (".pdf", "文件.pdf"),
        ("con.pdf", "_con.pdf"),
        ("䶮山𬭛石·买买提.pdf", "䶮山𬭛石·买买提.pdf"),
        ("\u3000说 明\u00a0书 .pdf", "说 明 书.pdf"),
    ],
)
def test_names(given_name: str, kept: str) -> None:
    assert names.clean_name(given_name, "pdf") == kept


@given(st.text(max_size=400))
def test_names_are_safe_whatever_comes(name: str) -> None:
    kept = names.clean_name(name, "jpg")
    assert len(kept.encode()) <= names.LONGEST
    assert kept.endswith(".jpg")
    assert kept != ".jpg"
    assert not set(kept) & set('/\\"<>|:*?\0\n\r\u202e\u200b')
    assert names.clean_name(kept, "jpg") == kept


def test_long_names_are_cut_between_signs() -> None:
    kept = names.clean_name("章" * 200 + ".pdf", "pdf")
    assert len(kept.encode()) <= 255
    assert kept.startswith("章章")


def test_a_name_may_not_say_something_else() -> None:
    names.check_extension("a.JPEG", ("jpg", "jpeg"), "JPEG 图片")
    names.check_extension("没有扩展名", ("pdf",), "PDF")
    with pytest.raises(RuleViolation, match="扩展名与内容不符"):
        names.check_extension("a.pdf", ("jpg",), "JPEG 图片")


def test_a_pdf_that_unpacks_to_fill_the_memory_is_refused() -> None:
    with pytest.raises(RuleViolation) as refused:
        clean_pdf(unpacking_pdf(300 * 1024 * 1024))
    assert refused.value.code in {"broken_file", "pages"}


def test_the_same_pdf_without_the_padding_opens() -> None:
    assert clean_pdf(unpacking_pdf(10)).pages == 1


def unpacking_pdf(padding: int) -> bytes:
    """A PDF whose catalogue lies in a compressed object stream, behind so much padding."""
    catalogue = b"1 0 <</Type/Catalog/Pages 2 0 R>>"
    packer = zlib.compressobj()
    packed = packer.compress(catalogue)
    for _ in range(padding // (1 << 20)):
        packed += packer.compress(b" " * (1 << 20))
    packed += packer.flush()
    parts = [
        b"%PDF-1.5\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n",
        b"4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n"
        % (len(packed), packed),
    ]
    at = [sum(len(part) for part in parts[:index]) for index in range(len(parts) + 1)]
    rows = [(0, 0, 65535), (2, 4, 0), (1, at[1], 0), (1, at[2], 0), (1, at[3], 0), (1, at[4], 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    parts.append(
        b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream\nendobj\n"
        % (len(table), table)
    )
    return b"".join(parts) + b"startxref\n%d\n%%%%EOF\n" % at[4]
