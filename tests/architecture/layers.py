"""The layer list of .importlinter, as ranks: 0 is the top."""

import configparser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "oneseal"


def context_ranks() -> dict[str, int]:
    """Rank of each context; siblings (`a | b`) share one rank and must not meet."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    lines = config["importlinter:contract:contexts"]["layers"].strip().split("\n")
    return {name.strip(): rank for rank, line in enumerate(lines) for name in line.split("|")}


def points_up_or_sideways(source: str, target: str) -> bool:
    """Whether a use of `target` inside `source` breaks the layers."""
    ranks = context_ranks()
    known = source in ranks and target in ranks
    return known and source != target and ranks[source] >= ranks[target]
