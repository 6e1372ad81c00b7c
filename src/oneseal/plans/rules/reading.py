"""Plans as files: GeoJSON, or a zipped Shapefile. What the file says, in its own coordinates; nothing is judged here."""

import codecs
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

MOST_FEATURES: Final = 200_000
MOST_POINTS: Final = 4_000_000
MOST_PARTS: Final = 60
MOST_UNPACKED: Final = 300 * 1024 * 1024
MOST_RATIO: Final = 200
SMALL_PART: Final = 1024 * 1024
LONGEST_TEXT: Final = 300
NAMES: Final = ("name", "名称", "mc", "xmmc", "ydmc", "gnqmc")
CATEGORIES: Final = ("category", "类别", "用地性质", "ydxz", "dlmc", "dldm", "fqmc", "lb")
"""Usual names of the columns that hold a feature's name and its category (land-use code, zone)."""


@dataclass(frozen=True)
class Feature:
    """One feature of a file: its shape in the file's coordinates (None: it has none), its name, category, values."""

    shape: Any
    name: str
    category: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Read:
    """A file as read: `crs` is what it says of its coordinate system (code, URN or .prj), "" where it is silent."""

    format: str
    crs: str
    features: Sequence[Feature]
    columns: Sequence[str]


def read(content: bytes, *, name_column: str = "", category_column: str = "") -> Read:
    """A GeoJSON or a zipped Shapefile. Raises RuleViolation at `file` for anything else, damaged or out of measure."""
    if not content:
        raise _refused("empty_file", N_("文件是空的，请重新选择。"))
    columns = (name_column.strip(), category_column.strip())
    reader = _shapefile if content.startswith(b"PK\x03\x04") else _geojson
    found = reader(content, columns)
    if not found.features:
        raise _refused("no_features", N_("文件里没有要素。"))
    _check_points(found)
    return found


def _check_points(found: Read) -> None:
    import numpy
    import shapely

    shapes = [each.shape for each in found.features]
    points, place = shapely.get_coordinates(shapes, return_index=True)
    if len(points) > MOST_POINTS:
        raise _refused(
            "too_many_points", N_("图形的点超过 %(most)d 个，请分幅或简化后导入。"), most=MOST_POINTS
        )
    endless = ~numpy.isfinite(points).all(axis=1)
    if endless.any():
        raise _damaged(int(place[endless][0]) + 1)


def _geojson(content: bytes, columns: tuple[str, str]) -> Read:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        text = N_(
            "读不懂这个文件。请上传 GeoJSON（UTF-8 编码），或 Shapefile 压缩包（zip，含 shp、dbf、prj）。"
        )
        raise _refused("unreadable", text) from error
    rows = _rows(data)
    if len(rows) > MOST_FEATURES:
        raise _too_many()
    features = [_feature(row, place, columns) for place, row in enumerate(rows, 1)]
    named = {key: None for each in features for key in each.values}
    _check_columns(columns, list(named))
    return Read("geojson", _crs(data), features, list(named))


def _rows(data: Any) -> list[Any]:
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "FeatureCollection" and isinstance(data.get("features"), list):
        return list(data["features"])
    if kind == "Feature":
        return [data]
    if kind in {"Polygon", "MultiPolygon"}:
        return [{"type": "Feature", "geometry": data, "properties": {}}]
    raise _refused("not_geojson", N_("这不是 GeoJSON 要素集（FeatureCollection），请重新导出。"))


def _crs(data: Any) -> str:
    """What the `crs` member says (GeoJSON of 2008; the later standard knows only WGS 84 and most files say nothing)."""
    crs = data.get("crs")
    if crs is None:
        return ""
    named = crs.get("properties", {}).get("name") if isinstance(crs, dict) else None
    if not isinstance(named, str) or not named.strip():
        raise RuleViolation("crs_unknown", N_("文件的 crs 写法读不懂，请用 CGCS2000 重新导出。"), field="crs")
    return named


def _feature(row: Any, place: int, columns: tuple[str, str]) -> Feature:
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    if not isinstance(row, dict):
        raise _damaged(place)
    geometry, given = row.get("geometry"), row.get("properties")
    try:
        made = shape(geometry) if geometry else None
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise _damaged(place) from error
    values = _texts(given if isinstance(given, dict) else {})
    return Feature(
        _flat(made), _pick(values, columns[0], NAMES), _pick(values, columns[1], CATEGORIES), values
    )


def _flat(shape: Any) -> Any:
    """Without heights, which no plan needs here."""
    from shapely import force_2d

    return None if shape is None else force_2d(shape)


def _texts(values: Mapping[Any, Any]) -> dict[str, str]:
    return {
        str(key)[:60]: str(value).strip().replace("\x00", "")[:LONGEST_TEXT]
        for key, value in list(values.items())[:60]
        if value not in (None, "") and not isinstance(value, dict | list)
    }


def _pick(values: Mapping[str, str], column: str, usual: Sequence[str]) -> str:
    if column:
        return values.get(column, "")[:200]
    small = {key.lower(): value for key, value in values.items()}
    return next((small[name][:200] for name in usual if small.get(name)), "")


def _check_columns(columns: tuple[str, str], known: Sequence[str]) -> None:
    for field, column in zip(("name_column", "category_column"), columns, strict=True):
        if column and column not in known:
            text = N_("文件里没有“%(column)s”这一列。有的列：%(known)s。")
            params = {"column": column[:60], "known": "、".join(known[:20]) or "—"}
            raise RuleViolation("no_such_column", text, params=params, field=field)


def _shapefile(content: bytes, columns: tuple[str, str]) -> Read:
    parts = _unpacked(content)
    try:
        return _records(parts, _encoding(parts), columns)
    except (RuleViolation, MemoryError):
        raise
    except LookupError as error:
        raise _refused("encoding_unknown", N_("读不懂 .cpg 写明的编码，请用 UTF-8 重新导出。")) from error
    except Exception as error:
        raise _broken() from error


def _encoding(parts: Mapping[str, bytes]) -> str:
    """What the .cpg says; without one UTF-8 where every record is that, else the Chinese standard's GB 18030."""
    said = parts.get(".cpg", b"").decode("ascii", "ignore").strip()
    if said:
        return codecs.lookup(said).name
    table = parts.get(".dbf", b"")
    try:
        table[int.from_bytes(table[8:10], "little") :].decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _records(parts: Mapping[str, bytes], encoding: str, columns: tuple[str, str]) -> Read:
    import shapefile

    streams = {
        suffix[1:]: io.BytesIO(parts[suffix]) for suffix in (".shp", ".shx", ".dbf") if suffix in parts
    }
    with shapefile.Reader(**streams, encoding=encoding, encodingErrors="strict") as reader:
        if len(reader) > MOST_FEATURES:
            raise _too_many()
        known = [field[0] for field in reader.fields if field[0] != "DeletionFlag"]
        _check_columns(columns, known)
        features: list[Feature] = []
        for record in reader.iterShapeRecords():
            geometry = record.shape.__geo_interface__ if record.shape.shapeType else None
            row = {"geometry": geometry, "properties": record.record.as_dict()}
            features.append(_feature(row, len(features) + 1, columns))
    return Read("shapefile", parts.get(".prj", b"").decode("utf-8", "replace").strip(), features, known)


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of the one Shapefile in a zip, by suffix. Nothing is written to disk, and names lead nowhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = [each for each in package.infolist() if not each.is_dir()]
            _check_members(members)
            shapes = [each for each in members if each.filename.lower().endswith(".shp")]
            if len(shapes) != 1:
                text = N_("压缩包里应有且只有一个 .shp，现在有 %(count)d 个。多个图层请分开导入。")
                raise _refused("not_one_shapefile", text, count=len(shapes))
            stem = str(PurePosixPath(shapes[0].filename).with_suffix(""))
            return {
                PurePosixPath(each.filename).suffix.lower(): package.read(each)
                for each in members
                if str(PurePosixPath(each.filename).with_suffix("")) == stem
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _broken() from error


def _check_members(members: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = sum(each.file_size for each in members)
    huge = any(
        each.file_size > SMALL_PART and each.file_size > MOST_RATIO * max(1, each.compress_size)
        for each in members
    )
    if len(members) > MOST_PARTS or unpacked > MOST_UNPACKED or huge:
        raise _refused("bomb", N_("压缩包解开后异常庞大，可能有害，不能导入。请重新导出后再试。"))
    if any(each.flag_bits & 1 for each in members):
        raise _refused("encrypted_file", N_("压缩包设有密码。请去掉密码后重新上传。"))


def _damaged(place: int) -> RuleViolation:
    return _refused("damaged_feature", N_("第 %(place)d 个要素读不懂，文件可能没有传完整。"), place=place)


def _broken() -> RuleViolation:
    return _refused("broken_file", N_("压缩包已损坏，或里面的 Shapefile 不完整，请重新导出后再上传。"))


def _too_many() -> RuleViolation:
    return _refused("too_many", N_("要素超过 %(most)d 个，请分幅导入。"), most=MOST_FEATURES)


def _refused(code: str, text: str, **params: object) -> RuleViolation:
    return RuleViolation(code, text, params=params or None, field="file")
