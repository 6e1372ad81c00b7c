"""OFD packages: what they hold, read by an independent reader; the pages of a PDF come over sign by sign."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import ofdkit
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from oneseal.seals.rules import ofd, ofd_fonts, ofd_pdf, ofd_seals, packages
from oneseal.seals.tests.pages import document, typeset, unsealed

O = f"{{{ofd.NAMESPACE}}}"  # noqa: E741  the namespace, as short as in the files
ID = re.compile(r"[1-9]\d*")


def files() -> dict[str, bytes]:
    return packages.unpack(unsealed())


def parsed(path: str) -> ElementTree.Element:
    return ElementTree.fromstring(files()[path])


def test_an_independent_reader_reads_text_and_metadata() -> None:
    with ofdkit.open(unsealed()) as read:
        text = read.text()
    for line in (
        "准予行政许可决定书",
        "“道路货物运输经营许可”<A&B>",
        "2026年11月20日至2030年11月19日",
        "䶮",
        "2026年11月21日",
    ):
        assert line in text
    info = parsed("OFD.xml").find(f"{O}DocBody/{O}DocInfo")
    assert info is not None
    assert info.findtext(f"{O}Title") == "准予行政许可决定书 <A&B>"
    assert info.findtext(f"{O}CustomDatas/{O}CustomData") == "云审准〔2026〕第000012号"


def test_every_reference_leads_to_a_file_and_no_file_lies_about() -> None:
    """GB/T 33190-2016 §7: OFD.xml, document, resources, pages, attachments."""
    held = files()
    root = parsed("OFD.xml")
    assert (root.get("Version"), root.get("DocType")) == ("1.0", "OFD")
    document_ = parsed("Doc_0/Document.xml")
    known = {"OFD.xml", "Doc_0/Document.xml"}
    for name in ("PublicRes", "DocumentRes", "Attachments"):
        known |= {f"Doc_0/{found.text}" for found in document_.iter(f"{O}{name}")}
    known |= {f"Doc_0/{page.get('BaseLoc')}" for page in document_.iter(f"{O}Page")}
    resources = parsed("Doc_0/PublicRes.xml")
    known |= {f"Doc_0/{resources.get('BaseLoc')}/{found.text}" for found in resources.iter(f"{O}FontFile")}
    known |= {
        f"Doc_0/Attachs/{found.text}" for found in parsed("Doc_0/Attachs/Attachments.xml").iter(f"{O}FileLoc")
    }
    assert known == set(held)


def test_identifiers_are_numbers_used_once_and_the_largest_is_told() -> None:
    trees = [
        ElementTree.fromstring(content) for path, content in files().items() if path.endswith("Content.xml")
    ]
    trees += [parsed("Doc_0/Document.xml"), parsed("Doc_0/PublicRes.xml")]
    found = [each.get("ID") for tree in trees for each in tree.iter() if each.get("ID")]
    assert all(ID.fullmatch(str(each)) for each in found)
    assert len(set(found)) == len(found)
    largest = parsed("Doc_0/Document.xml").findtext(f"{O}CommonData/{O}MaxUnitID")
    assert int(largest or 0) == max(int(str(each)) for each in found)


def test_fonts_hold_the_signs_of_the_pages_alone() -> None:
    for face in ("serif", "sans"):
        font = TTFont(io.BytesIO(files()[f"Doc_0/Res/{face}.otf"]))
        shown = {
            sign
            for page in document().pages
            for piece in page.pieces
            if isinstance(piece, ofd.Text) and piece.face == face
            for sign in piece.signs
        }
        assert {chr(code) for code in font.getBestCmap()} == shown
        original = TTFont(ofd_fonts.FACES[face][1](), lazy=True)
        widths = {sign: original["hmtx"][original.getBestCmap()[ord(sign)]][0] for sign in shown}
        assert {sign: font["hmtx"][font.getBestCmap()[ord(sign)]][0] for sign in shown} == widths


def test_signs_stand_where_the_pdf_has_them() -> None:
    title = next(piece for piece in document().pages[0].pieces if isinstance(piece, ofd.Text))
    assert title.signs == "准予行政许可决定书"
    assert title.size == pytest.approx(21 * 25.4 / 72, abs=0.001)
    assert title.outline == pytest.approx(0.4 * 25.4 / 72, abs=0.001)
    middle = title.x + (sum(title.advances) + title.size) / 2
    assert middle == pytest.approx(105, abs=0.2)


def test_figures_come_over_with_their_colours() -> None:
    paths = [piece for piece in document().pages[0].pieces if isinstance(piece, ofd.Path)]
    assert paths[0].stroke == (0xD7, 0, 0x0F)
    assert any(path.fill == (0, 116, 217) and " B " in path.figure for path in paths)


def test_pictures_come_over(tmp_path: object) -> None:
    source = "#image(bytes((" + ",".join(map(str, red_dot())) + ')), format: "png", width: 20mm)'
    (page,) = ofd_pdf.pages(typeset("#set page(margin: 10mm)\n" + source))
    (picture,) = (piece for piece in page.pieces if isinstance(piece, ofd.Picture))
    assert (picture.x, picture.y, picture.width, picture.height) == pytest.approx((10, 10, 20, 20), abs=0.01)
    held = packages.unpack(ofd.write(document(pages=(page,))))
    assert picture.png in held.values()
    assert "Doc_0/DocumentRes.xml" in held


def red_dot() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("pdf", "words"),
    [(b"%PDF-1.7 nothing", "not a PDF"), (typeset("#rotate(30deg)[斜]"), "turned text")],
)
def test_what_an_ofd_of_ours_does_not_hold_is_refused(pdf: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ofd_pdf.pages(pdf)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert ofd.write(document()) == unsealed()
    assert ofd.write(replace(document(), title="另一份")) != unsealed()
    with pytest.raises(ValueError, match="pages"):
        ofd.write(document(pages=()))


def test_the_seal_goes_over_the_date() -> None:
    place = ofd_seals.place_over(document().pages, "2026年11月21日")
    assert place is not None
    assert place.page == 1
    assert ofd_seals.place_over(document().pages, "没有这一行") is None


@given(st.text(alphabet="决定书abc 1<>&\"'〔〕，", min_size=1, max_size=40))
@settings(max_examples=30)
def test_any_text_survives(signs: str) -> None:
    advances = tuple(3.0 for _ in signs[1:])
    page = ofd.OfdPage((ofd.Text(20, 30, 3, "头" + signs + "尾", (3.0, 3.0, *advances)),))
    held = packages.unpack(ofd.write(document(pages=(page,), title=signs)))
    code = ElementTree.fromstring(held["Doc_0/Pages/Page_0/Content.xml"]).find(f".//{O}TextCode")
    assert code is not None
    assert code.text == "头" + signs + "尾"


def test_containers_have_one_form() -> None:
    exact = packages.pack({"a": b"1", "b/c": b"2"})
    assert packages.is_exact(exact, packages.unpack(exact))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"1")
    assert not packages.is_exact(out.getvalue(), packages.unpack(out.getvalue()))
    for broken in (b"", b"PK", exact[:-1], exact[1:]):
        with pytest.raises(ValueError, match="ZIP"):
            packages.unpack(broken)
