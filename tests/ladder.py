"""A package with evidence on every rung: a source alone, rows of a table, a page, addresses, code points."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from kg.intake import schema

#: The sheet that rows are cited of: a heading and three rows.
SHEET = "项目,甲方,乙方\n港口物流,东海市,南山市\n算力中心,东海市,南山市\n人才交流,东海市,南山市\n"
TEXT = "东海市与南山市签署旅游合作协议。"

#: Partnership to where it is stated: source, start, end, place.
RUNGS: Mapping[str, tuple[str, str, str, str]] = {
    "logistics": ("sheet", "", "", "row=2"),
    "computing": ("sheet", "", "", "row=3-4"),
    "talent": ("sheet", "", "", "cell=4,1"),
    "health": ("plan", "", "", "page=3"),
    "water": ("web", "", "", "https://example.org/news#:~:text=water"),
    "rail": ("web", "", "", "https://example.org/news"),
    "school": ("web", "", "", "#part-2"),
    "tourism": ("article", "0", str(len(TEXT)), ""),
    "energy": ("web", "", "", ""),
}


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def write_ladder(folder: Path, rungs: Mapping[str, tuple[str, str, str, str]] = RUNGS) -> Path:
    """Write the package, its sheet and its text; a partnership a rung, between the same two cities.

    Args:
        folder: the package's folder; the copies ``sheet.csv`` and ``article.txt`` are written beside it.
        rungs: partnership to source, start, end and place.
    """
    folder.mkdir(parents=True)
    (folder.parent / "sheet.csv").write_text(SHEET, encoding="utf-8", newline="")
    (folder.parent / "article.txt").write_text(TEXT, encoding="utf-8", newline="")
    sources = {"sheet": (sha256(SHEET), ""), "plan": ("0" * 64, ""), "web": ("", "")}
    sources["article"] = (sha256(TEXT), str(len(TEXT)))
    stated = {name: dict(zip(schema.EVIDENCE, where, strict=True)) for name, where in rungs.items()}
    tables: dict[str, list[dict[str, str]]] = {
        "sources": [
            {"id": name, "title_zh": f"来源{name}", "title_en": f"Source {name}", "issued": "2024-05-06"}
            | {"language": "zh", "url": f"https://example.org/{name}", "sha256": digest, "characters": length}
            for name, (digest, length) in sources.items()
        ],
        "regions": [
            {"id": "xx", "name_zh": "某国", "name_en": "Somewhere", "kind": "AdministrativeRegion", "level": "country"},
            *(
                {"id": f"xx-{name}", "name_zh": zh, "name_en": en, "kind": "AdministrativeRegion"}
                | {"level": "city", "parent": "xx"}
                for name, zh, en in (("east", "东海市", "Donghai"), ("south", "南山市", "Nanshan"))
            ),
        ],
        "partnerships": [
            {"id": name, "name_zh": f"合作{name}", "name_en": f"Deal {name}", "class": "Agreement"}
            | {"agreement_kind": "cooperation", "sectors": "logistics"}
            | place
            for name, place in stated.items()
        ],
        "participations": [
            {"partnership": name, "party": f"region/xx-{party}", "role": "signatory", **place}
            for name, place in stated.items()
            for party in ("east", "south")
        ],
        "stages": [
            {"id": f"{name}-signed", "partnership": name, "stage": "signed", "as_of": "2024-05-06"}
            | {"precision": "day", "time_basis": "stated", **place}
            for name, place in stated.items()
        ],
        "evidence": [{"source": "article", "start": "0", "end": str(len(TEXT)), "sha256": sha256(TEXT)}],
    }
    for name, rows in tables.items():
        columns = [field["name"] for field in schema.table_schema(name)["fields"]]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    metadata = {"name": folder.name, "title": "Rungs", "title_zh": "梯级", "version": "1.0.0"}
    descriptor = schema.package_descriptor(metadata, {name: f"{name}.csv" for name in tables})
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False, indent=2), encoding="utf-8")
    return folder
