"""From the authored passages to data packages: ``python -m tests.articles.gold.compiling`` writes all of them anew.

A passage is a few lines of YAML: ``id``, ``issued``, ``text``, ``new`` (institutions that no list has, by kind) and
what is stated in it. ``facts`` are partnerships: ``q`` the quote that the record cites, ``is`` its class and its kind
of agreement, ``s`` its sectors, ``parties`` by role, ``stage`` with ``at`` (the day by which it holds and its
precision; the day of the source if there is none) and ``sq`` (the stage's own quote). ``figures`` of a fact, or of
the passage with ``about``, have ``m`` measure, ``v`` value, ``b`` bound, ``u`` unit, ``q`` quote, ``t`` Target or
Achievement, ``p`` period and ``at``. ``says`` are statements of officials: ``who``, ``post``, ``of`` which body,
``is`` the kind, ``to`` whom, ``s`` the sectors. A quote stands once in its passage: where it begins and ends is found
here, and nowhere typed.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kg.intake import schema
from kg.source_text import sha256

FOLDER = Path(__file__).parent
#: The folders of passages: those that rules are made on, and two that whoever makes rules never looks into.
SETS = ("dev", "held", "held3")
Row = dict[str, str]
Tables = dict[str, list[Row]]


def main() -> None:
    """Write the package of the places, and one of each set."""
    for name, contents in compiled().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)


def compiled() -> dict[str, bytes]:
    """Every file of the packages, by its path from this folder."""
    places = _places()
    references = {
        name: f"{kind}/{row['id']}"
        for kind, table in (("region", "regions"), ("institution", "institutions"))
        for row in places[table]
        for name in _names(row)
    }
    files = _files("places", places, {"title": "Places of the gold passages", "title_zh": "标准段落的地名"})
    for chosen in SETS:
        passages = [passage for language in ("zh", "en") for passage in _authored(FOLDER / chosen / f"{language}.yaml")]
        tables: Tables = {name: [] for name in schema.table_names() if name not in ("officials", "programmes")}
        del tables["regions"], tables["statements"]
        said: Tables = {"officials": [], "statements": []}
        tables |= said
        for passage in passages:
            files[f"{chosen}/texts/{passage['id']}.txt"] = passage["text"].encode("utf-8")
            _Passage(passage, references, tables).compile()
        for name, rows in said.items():
            if not rows:
                del tables[name]
        tables["evidence"].sort(key=lambda row: (row["source"], int(row["start"]), int(row["end"])))
        metadata = {"title": f"Gold passages, {chosen}", "title_zh": f"标准段落（{chosen}）", "uses": ["places"]}
        files |= _files(chosen, tables, metadata)
    return files


def _authored(path: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else []


def _names(row: Row) -> Iterator[str]:
    for column in ("name_zh", "name_en", "alt_zh", "alt_en"):
        yield from (name for name in row[column].split(";") if name)


def _places() -> Tables:
    authored = yaml.safe_load((FOLDER / "places.yaml").read_text(encoding="utf-8"))
    columns = ("name_zh", "name_en", "alt_zh", "alt_en")
    regions, institutions = [], []
    for key, (*names, level, parent) in authored["regions"].items():
        is_zone = level == "Zone"
        regions.append(
            {"id": key, **dict(zip(columns, names, strict=True)), "parent": parent}
            | {"kind": "Zone" if is_zone else "AdministrativeRegion", "level": "" if is_zone else level}
        )
    for key, (*names, kind, place) in authored["institutions"].items():
        institutions.append({"id": key, **dict(zip(columns, names, strict=True)), "kind": kind, "located_in": place})
    return {"regions": regions, "institutions": institutions}


class _Passage:
    """One passage, and the tables that its records are put into."""

    def __init__(self, passage: dict[str, Any], references: dict[str, str], tables: Tables) -> None:
        self.id: str = passage["id"]
        self.text: str = passage["text"]
        self.issued: datetime.date = passage["issued"]
        self.passage, self.tables = passage, tables
        self.references = dict(references)
        self.records = 0

    def compile(self) -> None:
        language = self.id.partition("-")[0]
        self._add(
            "sources",
            id=self.id,
            title_zh=f"标准段落 {self.id}",
            title_en=f"Gold passage {self.id}",
            publisher_zh="本项目",
            publisher_en="this project",
            issued=self.issued.isoformat(),
            language=language,
            sha256=sha256(self.text),
            characters=str(len(self.text)),
        )
        for kind, names in self.passage.get("new", {}).items():
            for name in names:
                self._institution(kind, name, language)
        for fact in self.passage.get("facts", []):
            self._partnership(fact)
        for figure in self.passage.get("figures", []):
            self._figure(figure, self.references[figure["about"]])
        for number, said in enumerate(self.passage.get("says", []), 1):
            self._statement(said, number, language)

    def _statement(self, said: dict[str, Any], number: int, language: str) -> None:
        body = self.references[said["of"]]
        official, post = f"{self.id}-official-{number}", said["post"]
        start = min(self.text.index(said["who"]), self.text.index(post))
        end = max(self.text.index(said["who"]) + len(said["who"]), self.text.index(post) + len(post))
        named = {f"name_{language}": said["who"], f"post_{language}": post}
        self._cited("officials", (start, end), id=official, body=body, **named)
        self._cited(
            "statements",
            self._place(said["q"]),
            id=f"{self.id}-statement-{number}",
            about=body,
            kind=said["is"],
            counterpart=";".join(self.references[one] for one in said["to"]),
            sectors=said["s"],
            **{f"gist_{language}": said["q"]},  # own writing: it may stand here
            as_of=self.issued.isoformat(),
            precision="day",
            time_basis="assumed",
            asserted_by=f"official/{official}",
        )

    def _institution(self, kind: str, name: str, language: str) -> None:
        number = sum(1 for row in self.tables["institutions"] if row["source"] == self.id)
        name, *others = name.split("|")
        start = self.text.index(name)
        key = f"{self.id}-institution-{number + 1}"
        self.references[name] = f"institution/{key}"
        names = {f"name_{language}": name, f"alt_{language}": ";".join(others)}
        self._cited("institutions", (start, start + len(name)), id=key, kind=kind, **names)

    def _partnership(self, fact: dict[str, Any]) -> None:
        self.records += 1
        key = f"{self.id}-{self.records}"
        quote = self._place(fact["q"])
        kind, _, agreement = fact["is"].partition(" ")
        self._cited(
            "partnerships",
            quote,
            id=key,
            name_zh=f"{self.id} 第{self.records}项",
            name_en=f"{self.id}, no. {self.records}",
            agreement_kind=agreement,
            sectors=fact["s"],
            **{"class": kind},
        )
        for role, parties in fact["parties"].items():
            for party in parties:
                self._cited("participations", quote, partnership=key, party=self.references[party], role=role)
        self._cited(
            "stages",
            self._place(fact.get("sq", fact["q"])),
            id=f"{key}-{fact['stage'].lower()}",
            partnership=key,
            stage=fact["stage"],
            **self._dated(fact),
        )
        for figure in fact.get("figures", []):
            self._figure(figure, f"partnership/{key}")

    def _figure(self, figure: dict[str, Any], about: str) -> None:
        number = sum(1 for row in self.tables["observations"] if row["source"] == self.id)
        start, _, end = figure.get("p", "").partition("/")
        self._cited(
            "observations",
            self._place(figure["q"]),
            id=f"{self.id}-figure-{number + 1}",
            about=about,
            measure=figure["m"],
            value=str(figure["v"]),
            bound=figure.get("b", "exact"),
            unit=figure["u"],
            period_start=start,
            period_end=end,
            origin=self.references[figure["from"]] if "from" in figure else "",
            **self._dated(figure),
            **{"class": figure.get("t", "Achievement")},
        )

    def _dated(self, record: dict[str, Any]) -> Row:
        day, _, precision = str(record.get("at", self.issued)).partition(" ")
        basis = "resolved" if "at" in record or "p" in record else "assumed"
        return {"as_of": day, "precision": precision or "day", "time_basis": record.get("basis", basis)}

    def _place(self, quote: str) -> tuple[int, int]:
        if self.text.count(quote) != 1:
            raise ValueError(f"{self.id}: the quote stands {self.text.count(quote)} times in the passage: {quote}")
        start = self.text.index(quote)
        return start, start + len(quote)

    def _cited(self, table: str, place: tuple[int, int], **cells: str) -> None:
        start, end = str(place[0]), str(place[1])
        self._add(table, **cells, source=self.id, start=start, end=end)
        proof = {"source": self.id, "start": start, "end": end, "sha256": sha256(self.text[place[0] : place[1]])}
        if proof not in self.tables["evidence"]:
            self._add("evidence", **proof)

    def _add(self, table: str, **cells: str) -> None:
        self.tables[table].append(cells)


def _files(folder: str, tables: Tables, metadata: dict[str, Any]) -> dict[str, bytes]:
    descriptor = schema.package_descriptor(
        {"name": folder, "version": "1.0.0", **metadata},
        {name: f"{name}.csv" for name in tables},
    )
    for resource in descriptor["resources"]:
        del resource["schema"]  # The table's name brings it; a copy would only grow old.
    files = {f"{folder}/datapackage.json": (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()}
    for name, rows in tables.items():
        columns = [field["name"] for field in schema.table_schema(name)["fields"]]
        output = io.StringIO()
        writer = csv.DictWriter(output, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        files[f"{folder}/{name}.csv"] = output.getvalue().encode()
    return files


if __name__ == "__main__":
    main()
