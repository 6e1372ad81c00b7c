"""Small files of every type, whole, broken and harmful."""

import io
import zipfile

import pikepdf
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def png_picture(size: tuple[int, int] = (40, 30)) -> bytes:
    """A plain PNG."""
    return _encoded(Image.new("RGB", size, "white"), "PNG")


def jpeg_picture(size: tuple[int, int] = (40, 30), orientation: int = 1, gps: bool = False) -> bytes:
    """A JPEG, red above and blue below, with EXIF where asked."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "手机厂商"
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    return _encoded(picture, "JPEG", exif=exif.tobytes())


def _encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def blank_pdf(pages: int = 1) -> pikepdf.Pdf:
    """A PDF of empty pages, open."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return pdf


def pdf_file(pdf: pikepdf.Pdf | None = None, encryption: pikepdf.Encryption | None = None) -> bytes:
    """A PDF's bytes."""
    out = io.BytesIO()
    (pdf or blank_pdf()).save(out, encryption=encryption, deterministic_id=encryption is None)
    return out.getvalue()


def harmful_pdf() -> bytes:
    """A PDF with every kind of thing that acts by itself."""
    pdf = blank_pdf()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('x')")
    pdf.Root.OpenAction = script
    pdf.Root.AA = pikepdf.Dictionary(WC=script)
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", script]))
    pdf.attachments["a.exe"] = b"MZ"
    launch = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"),
    )
    clip = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9])
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(launch), clip]))
    return pdf_file(pdf)


def package(parts: dict[str, bytes]) -> bytes:
    """A zip with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """The least that is a Word document."""
    return package({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


def xlsx() -> bytes:
    """The least that is an Excel workbook."""
    return package({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"})


def ofd() -> bytes:
    """The least that is an OFD file."""
    return package({"OFD.xml": b"<OFD/>", "Doc_0/Document.xml": b"<d/>"})
