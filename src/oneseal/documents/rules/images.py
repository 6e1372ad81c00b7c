"""Pictures are taken apart and made anew, so that nothing but the picture is kept."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from oneseal.documents.rules.sniffing import JPEG, FileType, refusal
from oneseal.kernel.text import N_

MOST_PIXELS = 80_000_000
MOST_SIDE = 30_000
PREVIEW_SIDE = 1400


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The bytes to keep, how many pages they have, and codes of what was removed."""

    content: bytes
    pages: int
    removed: tuple[str, ...]


def clean_image(content: bytes, kind: FileType) -> Cleaned:
    """The picture re-encoded: orientation applied, then EXIF, GPS, comments, appended data all left behind.

    Raises RuleViolation for pictures that do not open or unpack to more than 80 million pixels.
    """
    with _opened(content) as picture:
        removed = _metadata(picture)
        upright = ImageOps.exif_transpose(picture)
        out = io.BytesIO()
        if kind is JPEG:
            upright = upright if upright.mode in {"L", "RGB"} else upright.convert("RGB")
            upright.info.clear()
            upright.save(out, "JPEG", quality=92, subsampling=0, optimize=True)
        else:
            transparency = upright.info.get("transparency")
            upright.info.clear()
            extra = {} if transparency is None else {"transparency": transparency}
            upright.save(out, "PNG", optimize=False, **extra)
    return Cleaned(out.getvalue(), 1, tuple(removed))


def preview_of(content: bytes) -> bytes:
    """A PNG of the picture, at most 1400 pixels a side."""
    with _opened(content) as picture:
        small = picture if picture.mode in {"L", "RGB"} else picture.convert("RGB")
        small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        out = io.BytesIO()
        small.save(out, "PNG")
        return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    """The picture, unpacked. The size is read from its header and checked before anything is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
            if picture.width * picture.height > MOST_PIXELS or max(picture.size) > MOST_SIDE:
                raise Image.DecompressionBombError
            picture.load()
            return picture
    except Image.DecompressionBombError as error:
        raise refusal("bomb", N_("图片尺寸过大（超过8000万像素）。请缩小或重新拍摄后再上传。")) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        raise refusal(
            "broken_file", N_("图片已损坏或没有传完整，无法打开。请重新拍摄或重新选择。")
        ) from error


def _metadata(picture: Image.Image) -> list[str]:
    found = []
    exif = picture.getexif()
    if len(exif):
        found.append("exif")
    if exif.get_ifd(0x8825):
        found.append("gps")
    return found
