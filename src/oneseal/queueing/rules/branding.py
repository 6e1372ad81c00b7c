"""How a hall may show itself: a colour that white letters are read on, a name as the country wants it (inventory 3.22)."""

import colorsys
import re
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

Channels = tuple[float, float, float]
LEAST: Final = 4.5
"""Contrast of letters and ground, at least (WCAG 2.2, 1.4.3; GB/T 37668-2019)."""
OFFERED: Final = ("#1f5fae", "#a11d21", "#1d6b3a", "#5b3a8c", "#8a4b00", "#0b6470")
"""Colours that white letters are read on; the first is the house's own."""
PLAIN: Final = OFFERED[0]
LARGEST_LOGO: Final = 1024 * 1024
BASIS: Final = "国发〔2022〕5号（统一政务服务场所名称）"
_WRITTEN: Final = re.compile(r"#[0-9a-f]{6}")
_DARKER: Final = 0.02


def colour_of(text: str) -> str:
    """A colour as `#rrggbb` in small letters. Raises RuleViolation at `colour` where white letters are not read on it.

    The refusal names the nearest darker colour of the same hue, and others that would do.
    """
    colour = text.strip().lower()
    if not _WRITTEN.fullmatch(colour):
        wrong = N_("颜色要写成 # 和六位十六进制数，例如 #1f5fae。")
        raise RuleViolation("colour_wrong", wrong, field="colour")
    found = contrast_with_white(colour)
    if found < LEAST:
        pale = N_(
            "白字在这个颜色上看不清：对比度 %(found)s:1，至少要 4.5:1。"
            "同一色调可以用 %(darker)s，也可以用 %(others)s。"
        )
        shown = {
            "found": f"{int(found * 10) / 10:.1f}",
            "darker": darkened(colour),
            "others": "、".join(OFFERED),
        }
        raise RuleViolation("colour_pale", pale, params=shown, field="colour", basis="GB/T 37668-2019")
    return colour


def contrast_with_white(colour: str) -> float:
    """The contrast of white letters on a colour, 1 to 21 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def darkened(colour: str) -> str:
    """The nearest darker colour of the same hue that white letters are read on."""
    hue, light, strength = colorsys.rgb_to_hls(*_channels(colour))
    found = colour
    while contrast_with_white(found) < LEAST:
        light -= _DARKER
        found = _text(colorsys.hls_to_rgb(hue, max(light, 0.0), strength))
    return found


def check_logo(content: bytes) -> None:
    """Raises RuleViolation at `file` for a logo of more than 1 MB, and for SVG, which may carry scripts."""
    if len(content) > LARGEST_LOGO:
        text = N_("标识图案超过 1 MB。请缩小到 512 像素见方左右再上传。")
        raise RuleViolation("logo_large", text, field="file")
    if b"<svg" in content[:1000].lower():
        text = N_("标识图案不收 SVG（里面可以带程序）。请另存为 PNG 或 JPEG 图片再上传。")
        raise RuleViolation("logo_svg", text, field="file")


def usual_name(pattern: str, region: str) -> str:
    """What a hall of the region is to be called, by a pattern such as `{region}政务服务中心`; empty without either."""
    return pattern.replace("{region}", region) if pattern and region else ""


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _text(channels: Channels) -> str:
    return "#" + "".join(f"{int(channel * 255):02x}" for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
