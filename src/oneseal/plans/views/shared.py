"""What maps and results need on every page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from oneseal.plans.models import SiteCheck
from oneseal.plans.rules.geometry import areas_text
from oneseal.plans.rules.layers import VERDICTS, Verdict

TONES = {
    Verdict.CONFORMS: "green",
    Verdict.CONSENT: "amber",
    Verdict.CONFLICTS: "red",
    Verdict.UNKNOWN: "grey",
}
VERSION_TONES = {
    "draft": "amber",
    "current": "green",
    "replaced": "grey",
    "withdrawn": "red",
    "discarded": "grey",
}
ORDER = (Verdict.CONFLICTS, Verdict.CONSENT, Verdict.UNKNOWN, Verdict.CONFORMS)


def result_of(check: SiteCheck) -> dict[str, Any]:
    """A check as its page shows it: findings, the worst first, pieces numbered through, the map's data."""
    ordered = sorted(check.result, key=lambda each: ORDER.index(Verdict(each["judged"]["verdict"])))
    pieces: list[dict[str, Any]] = []
    findings = [_finding(each, pieces) for each in ordered]
    drawn = [
        {"geojson": each["geojson"], "verdict": each["verdict"], "text": each["text"]} for each in pieces
    ]
    return {
        "findings": findings,
        "pieces": pieces,
        "areas": areas_text(check.area_m2),
        "counts": [
            (gettext(VERDICTS[verdict]), sum(each["verdict"] == verdict for each in findings), TONES[verdict])
            for verdict in ORDER
        ],
        "map": {"site": check.site, "pieces": drawn},
    }


def _finding(found: Mapping[str, Any], pieces: list[dict[str, Any]]) -> dict[str, Any]:
    judged = found["judged"]
    verdict = Verdict(judged["verdict"])
    for piece in judged["pieces"]:
        named = " · ".join(filter(None, [piece["name"], piece["category"]]))
        areas = areas_text(piece["area_m2"])
        pieces.append(
            {
                "place": len(pieces),
                "number": len(pieces) + 1,
                "layer": found["name"],
                "named": named,
                "areas": areas,
                "geojson": piece["geojson"],
                "verdict": str(verdict),
                "text": f"{len(pieces) + 1}. {found['name']} {named} {areas['m2']} m²",
            }
        )
    return {
        **found,
        "verdict": verdict,
        "label": gettext(VERDICTS[verdict]),
        "tone": TONES[verdict],
        "areas": areas_text(judged["area_m2"]) if judged["pieces"] else None,
        "why": gettext(judged["why"]) if judged["why"] else "",
        "left_out": judged["pieces_left_out"],
    }
