"""A second, small source of the tests' own invention: it confirms, contradicts and extends the bundled data.

None of it is fact, and none of it is shipped. A bulletin of 2018-03-15 of 1,000 characters that

* confirms: the Rongjiang Fund runs (as of 2018-03-01), in which the same three take part; the Port Area's
  capital of the first half of 2017 was 660 million yuan;
* contradicts: as of 2017-07-28 the telephones with area code 021 were on trial only (the article: operating);
  Pinghu's domestic investment from Shanghai from January to 28 July was 6,000 million yuan (the article: 5,980);
* extends: a laboratory in Haiyan, a new party, signs an agreement with Shanghai on 2018-02-10, and a new zone.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from kg.intake import schema
from tests.support import EditablePackage

NAME = "bulletin-2018"
SOURCE = "bulletin-2018-03"
FUND = "science-city-fund-founding"
PHONES = "area-code-021-telephones"
AGREEMENT = "haiyan-laboratory-shanghai"

_DAY = {"precision": "day", "time_basis": "stated"}


def _at(start: int) -> dict[str, Any]:
    return {"source": SOURCE, "start": start, "end": start + 10}


def tables() -> dict[str, list[dict[str, Any]]]:
    """The rows of the second package, by table."""
    return {
        "sources": [
            {"id": SOURCE, "title_en": "Bulletin", "title_zh": "公报", "issued": "2018-03-15", "language": "zh"}
            | {"characters": 1_000}
        ],
        "regions": [
            {
                "id": "cn-jiaxing-haiyan-test-zone",
                "name_en": "Haiyan Test Zone",
                "name_zh": "海盐试验区",
                "kind": "Zone",
            }
            | {"parent": "cn-jiaxing-haiyan", **_at(0)}
        ],
        "institutions": [
            # Known already, under another English name.
            {"id": "science-city-fund", "name_en": "Rong River Fund", "name_zh": "容江基金", "kind": "fund", **_at(20)},
            {"id": "haiyan-laboratory", "name_en": "Haiyan Laboratory", "name_zh": "海盐实验室", "kind": "platform"}
            | {"located_in": "cn-jiaxing-haiyan-test-zone", **_at(40)},
        ],
        "partnerships": [
            {"id": FUND, "name_en": "Founding of the fund", "name_zh": "基金的设立", "class": "Partnership"}
            | {"sectors": "investmentFunds", **_at(60)},
            {"id": AGREEMENT, "name_en": "Haiyan Laboratory with Shanghai", "name_zh": "海盐实验室与上海的合作"}
            | {"class": "Agreement", "agreement_kind": "cooperation", "sectors": "health", **_at(80)},
        ],
        "participations": [
            {"partnership": FUND, "party": "region/cn-jiaxing-nanhu-science-city", "role": "founder", **_at(60)},
            {"partnership": FUND, "party": "institution/science-city-fund-investor", "role": "founder", **_at(60)},
            {"partnership": FUND, "party": "institution/science-city-fund", "role": "product", **_at(60)},
            {"partnership": AGREEMENT, "party": "institution/haiyan-laboratory", "role": "signatory", **_at(80)},
            {"partnership": AGREEMENT, "party": "region/cn-shanghai", "role": "signatory", **_at(80)},
        ],
        "stages": [
            {
                "id": "bulletin-fund",
                "partnership": FUND,
                "stage": "operating",
                "as_of": "2018-03-01",
                **_DAY,
                **_at(60),
            },
            {"id": "bulletin-phones", "partnership": PHONES, "stage": "trialOperation", "as_of": "2017-07-28"}
            | {**_DAY, **_at(100)},
            {"id": "bulletin-laboratory", "partnership": AGREEMENT, "stage": "signed", "as_of": "2018-02-10"}
            | {**_DAY, **_at(80)},
        ],
        "observations": [
            _inflow("bulletin-port-area", "cn-jiaxing-port-area", "capitalIntroduced", "660000000", "2017-06-30", 120),
            _inflow("bulletin-pinghu", "cn-jiaxing-pinghu", "totalInvestment", "6000000000", "2017-07-28", 140),
        ],
    }


def _inflow(name: str, region: str, measure: str, value: str, end: str, start: int) -> dict[str, Any]:
    return {
        "id": name,
        "class": "Achievement",
        "about": f"region/{region}",
        "measure": measure,
        "value": value,
        "bound": "exact",
        "unit": "CNY",
        "period_start": "2017-01-01",
        "period_end": end,
        "as_of": "2018-03-01",
        "origin": "region/cn-shanghai",
        "destination": f"region/{region}",
        "capital_kind": "domestic",
        "original_text": value,
        **_DAY,
        **_at(start),
    }


def write_package(
    folder: Path, rows: dict[str, list[dict[str, Any]]], uses: tuple[str, ...] = ("jiaxing-shanghai-2017",)
) -> EditablePackage:
    """A data package of rows, called after its folder.

    Args:
        folder: where it is to be; must not exist.
        rows: table to rows, each a dictionary of its filled cells.
        uses: the packages that it builds on.
    """
    folder.mkdir(parents=True)
    for table, records in rows.items():
        columns = [field["name"] for field in schema.table_schema(table)["fields"]]
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(records)
    metadata = {"name": folder.name, "title": "Bulletin of 2018", "title_zh": "2018年公报", "uses": list(uses)}
    descriptor = schema.package_descriptor(metadata, {table: f"{table}.csv" for table in rows})
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    return EditablePackage(folder)
