"""Join the icons named in icons.txt into one SVG sprite: python3 sprite.py <folder of SVG files> > icons.svg"""

import re
import sys
from pathlib import Path


def symbol(folder: Path, name: str) -> str:
    """One icon as a <symbol>, without the invisible square that the drawings begin with."""
    drawing = (folder / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
    if inner is None:
        raise ValueError(f"{name}.svg holds no drawing")
    paths = re.sub(r'\s*<path stroke="none"[^>]*/>', "", inner[1])
    tight = re.sub(r">\s+<", "><", paths.strip())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{tight}</symbol>'


def main() -> None:
    """Write the sprite to standard output."""
    names = (Path(__file__).parent / "icons.txt").read_text(encoding="utf-8").split()
    symbols = "\n".join(symbol(Path(sys.argv[1]), name) for name in sorted(set(names)))
    sys.stdout.write(f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n')


if __name__ == "__main__":
    main()
