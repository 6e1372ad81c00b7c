"""Keeping layers; importing, repairing, publishing and ending their versions."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from oneseal.documents import services as documents
from oneseal.documents.selectors import open_file
from oneseal.foundation import clock, db
from oneseal.foundation.journal import Subject, Update, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, Forbidden, RuleViolation
from oneseal.kernel.text import N_
from oneseal.plans import events
from oneseal.plans.models import LayerVersion, PlanFeature, PlanLayer
from oneseal.plans.rules.layers import VERSIONS, VersionState
from oneseal.plans.rules.quality import Flaw
from oneseal.plans.selectors import KEEPERS, access_layer, access_version
from oneseal.plans.services.loading import Prepared, keep_features, prepare

SOURCE = "plan_source"


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an import beside the file: name of the version, approval, licence of the map, days, columns."""

    label: str
    approval: str = ""
    map_licence: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    crs: str = ""
    name_column: str = ""
    category_column: str = ""


def keep_layer(actor: Actor, *, layer_id: int | None = None, code: str = "", **values: Any) -> PlanLayer:
    """Set up a layer, or describe one anew. `values`: name, kind, test, department, contact, tolerance_m2, public,
    place, note. Raises Conflict for a code that is taken.
    """
    _check_keeper(actor)
    event = events.LayerKept(values["name"], values["kind"], values["test"], bool(values.get("public")))
    with transaction.atomic():
        if layer_id is None:
            if PlanLayer.objects.filter(bureau=actor.bureau_id, code=code).exists():
                raise Conflict("code_taken", N_("已有同样代码的图层，请换一个代码。"), field="code")
            layer = PlanLayer.objects.create(bureau_id=actor.bureau_id, code=code, **values)
            record(actor, _about(layer.pk), event)
            return layer
        access_layer(actor, layer_id)
        layer = db.lock(PlanLayer, layer_id)
        record(actor, _about(layer.pk), event, changes=[Update(PlanLayer, layer.pk, values)])
    return access_layer(actor, layer_id)


def retire_layer(actor: Actor, *, layer_id: int, reason: str) -> None:
    """Hold a layer against sites no longer; its history stays."""
    _check_keeper(actor)
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明撤下的原因。"), field="reason")
    access_layer(actor, layer_id)
    with transaction.atomic():
        layer = db.lock(PlanLayer, layer_id)
        if layer.retired_at:
            raise Conflict("retired_already", N_("这个图层已经撤下。"))
        change = Update(PlanLayer, layer.pk, {"retired_at": clock.now()})
        record(actor, _about(layer.pk), events.LayerRetired(layer.name), changes=[change], reason=reason)


def import_version(
    actor: Actor, *, layer_id: int, file_name: str, content: bytes, about: About
) -> LayerVersion:
    """Read a GeoJSON or zipped Shapefile as a new version that waits to be put in force.

    Raises RuleViolation at `file` for what cannot be read, at `crs` for an unknown, missing or contradicting
    coordinate system. Flawed features do not stop the import; they are listed in `problems`.
    """
    _check_keeper(actor)
    layer = access_layer(actor, layer_id)
    if layer.retired_at:
        raise Conflict("layer_retired", N_("这个图层已经撤下，不能再导入。"))
    _check_about(about)
    prepared = prepare(content, about.crs, about.name_column, about.category_column, repair=False)
    with transaction.atomic():
        db.lock(PlanLayer, layer_id)
        last = LayerVersion.objects.filter(layer=layer).order_by("-number").values_list("number", flat=True)
        number = (last.first() or 0) + 1
        version = LayerVersion.objects.create(
            layer=layer,
            number=number,
            source=_kept(layer, f"{number}-{_tidy(file_name, prepared.format)}", prepared.format, content),
            imported_by_id=actor.staff_id or None,
            imported_at=clock.now(),
            **_said(about),
            **_described(prepared),
        )
        keep_features(version.pk, prepared)
        event = events.VersionImported(
            version.number,
            version.label,
            version.features_count,
            version.crs_name,
            hashlib.sha256(content).hexdigest(),
            version.problem_counts,
        )
        record(actor, _about(layer.pk), event)
    return version


def _kept(layer: PlanLayer, name: str, kind: str, content: bytes) -> Any:
    """The file as it came, so that it can be read again and handed out."""
    return documents.keep_made(
        bureau_id=layer.bureau_id,
        purpose=SOURCE,
        name=f"{layer.code}-{name}",
        content=content,
        media_type="application/zip" if kind == "shapefile" else "application/geo+json",
    )


def _said(about: About) -> dict[str, Any]:
    values = {key: value.strip() if isinstance(value, str) else value for key, value in asdict(about).items()}
    del values["crs"]
    return values


def _tidy(name: str, kind: str) -> str:
    plain = re.sub(r"[\x00-\x1f/\\]", "", name)[-120:]
    return plain or ("plan.zip" if kind == "shapefile" else "plan.geojson")


def _described(prepared: Prepared) -> Mapping[str, Any]:
    west, south, east, north = prepared.bounds
    return {
        "format": prepared.format,
        "crs_declared": prepared.declared,
        "crs_name": prepared.reference.name,
        "crs_code": prepared.reference.code,
        "exact": prepared.reference.exact,
        "features_count": len(prepared.shapes),
        "area_m2": sum(prepared.areas.values()),
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "problems": [asdict(each) for each in prepared.problems],
        "problem_counts": prepared.counts,
    }


def repair_version(actor: Actor, *, version_id: int) -> LayerVersion:
    """Rebuild what crosses itself and leave out what is no polygon, each named in `problems`; the file stays as it is."""
    _check_keeper(actor)
    found = access_version(actor, version_id)
    declared = (found.crs_code or found.crs_name) if found.crs_declared else ""
    with open_file(found.source) as source:
        content = source.read()
    prepared = prepare(content, declared, found.name_column, found.category_column, repair=True)
    with transaction.atomic():
        version = _locked(version_id, "repair")
        PlanFeature.objects.filter(version=version).delete()
        keep_features(version.pk, prepared)
        values = {**_described(prepared), "repaired": True}
        counts = prepared.counts
        event = events.VersionRepaired(
            version.number, version.label, counts[Flaw.REPAIRED], counts[Flaw.LEFT_OUT]
        )
        record(actor, _about(version.layer_id), event, changes=[Update(LayerVersion, version.pk, values)])
    return access_version(actor, version_id)


def publish_version(actor: Actor, *, version_id: int, overlaps_accepted: bool = False) -> LayerVersion:
    """Put a version in force; the one before it is replaced.

    Raises RuleViolation while features are flawed, and where features lie over each other without `overlaps_accepted`.
    """
    _check_keeper(actor)
    found = access_version(actor, version_id)
    with transaction.atomic():
        db.lock(PlanLayer, found.layer_id)
        version = _locked(version_id, "publish")
        _check_sound(version, overlaps_accepted=overlaps_accepted)
        now = clock.now()
        former = LayerVersion.objects.filter(layer=version.layer_id, state=VersionState.CURRENT).first()
        if former is not None:
            _end(former, VersionState.REPLACED, now, "")
        PlanFeature.objects.filter(version=version).update(live=True)
        event = events.VersionPublished(version.number, version.label, former.number if former else None)
        values = {"state": VersionState.CURRENT, "published_at": now}
        record(actor, _about(version.layer_id), event, changes=[Update(LayerVersion, version.pk, values)])
    return access_version(actor, version_id)


def _check_sound(version: LayerVersion, *, overlaps_accepted: bool) -> None:
    counts = version.problem_counts
    if counts.get("stopping"):
        text = N_("有 %(count)d 个要素的图形有误，先改正文件重新导入，或让系统修复，再启用。")
        raise RuleViolation("flawed", text, params={"count": counts["stopping"]})
    if not version.features_count:
        raise RuleViolation("nothing_kept", N_("没有一个可用的面，不能启用。"))
    if counts.get(Flaw.OVERLAP.value) and not overlaps_accepted:
        text = N_("有 %(count)d 处要素互相重叠。请核对后勾选“重叠已核对”，或改正文件重新导入。")
        params = {"count": counts[Flaw.OVERLAP.value]}
        raise RuleViolation("overlapping", text, params=params, field="overlaps_accepted")


def end_version(actor: Actor, *, version_id: int, reason: str) -> None:
    """Discard a version that was never in force, or withdraw the one that is."""
    _check_keeper(actor)
    if not reason.strip():
        raise RuleViolation("reason_missing", N_("请写明放弃或停用的原因。"), field="reason")
    found = access_version(actor, version_id)
    with transaction.atomic():
        db.lock(PlanLayer, found.layer_id)
        version = db.lock(LayerVersion, version_id)
        draft = version.state == VersionState.DRAFT
        VERSIONS.step(version.state, "discard" if draft else "withdraw")
        state = VersionState.DISCARDED if draft else VersionState.WITHDRAWN
        _end(version, state, clock.now(), reason.strip()[:500])
        event = events.VersionEnded(version.number, version.label, state)
        record(actor, _about(version.layer_id), event, reason=reason)


def _end(version: LayerVersion, state: VersionState, now: Any, reason: str) -> None:
    LayerVersion.objects.filter(pk=version.pk).update(state=state, ended_at=now, end_reason=reason)
    PlanFeature.objects.filter(version=version, live=True).update(live=False)


def _locked(version_id: int, verb: str) -> LayerVersion:
    version = db.lock(LayerVersion, version_id)
    VERSIONS.step(version.state, verb)
    return version


def _check_about(about: About) -> None:
    if not about.label.strip():
        raise RuleViolation("label_missing", N_("请写明版本名称，例如“2026年批复版”。"), field="label")
    if about.valid_from and about.valid_until and about.valid_until < about.valid_from:
        raise RuleViolation("period_reversed", N_("截止日期不能早于生效日期。"), field="valid_until")


def _check_keeper(actor: Actor) -> None:
    if not actor.has(*KEEPERS):
        raise Forbidden("not_plan_keeper", N_("规划图层由事项管理或项目协调岗位维护。"))


def _about(layer_id: int) -> Subject:
    return Subject("plan_layer", layer_id)
