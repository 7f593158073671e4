"""A small data package of invented places and institutions, for the tests of this folder."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from kg.intake import schema
from kg.intake.package import Package, read_package

REGIONS = """id,name_zh,name_en,alt_zh,alt_en,kind,level,parent
langang,蓝港市,Langang City,,,AdministrativeRegion,city,
yunxi,云溪县,Yunxi County,,,AdministrativeRegion,county,langang
east,东岭区,Dongling District,,,AdministrativeRegion,county,langang
fuzhou,芙洲市,Fuzhou Lake City,,,AdministrativeRegion,city,
east-fuzhou,东岭区,Dongling District,,,AdministrativeRegion,county,fuzhou
port,蓝港港区,Langang Port Area,港区,,Zone,,langang
zone,芙洲云帆开发区,Fuzhou Yunfan Development Zone,,,Zone,,fuzhou
westmark,,Westmark,,,AdministrativeRegion,city,
"""
INSTITUTIONS = """id,name_zh,name_en,alt_zh,alt_en,kind,located_in
fu,芙洲大学,Lake Fuzhou University,芙大,LFU,university,fuzhou
hospital,云溪县第一医院,Yunxi First Hospital,,,hospital,yunxi
orlan,奥澜物流有限公司,"Orlan Logistics Co., Ltd.",奥澜物流,Orlan,company,
"""


def package(folder: Path, regions: str = REGIONS) -> Package:
    """The package, written to a folder and read; of other regions if they are given."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"regions": regions, "institutions": INSTITUTIONS}
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    for name, text in tables.items():
        columns = [field["name"] for field in schema.table_schema(name)["fields"]]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(csv.DictReader(text.splitlines()))
    (folder / "datapackage.json").write_text(json.dumps({"name": "places", "resources": resources}), encoding="utf-8")
    read, findings = read_package(folder)
    assert not findings, findings[0].message_en
    return read
