"""A table of 144,726 rows to triples: this project beside plain text with Polars, and csv with rdflib, in one run.

    python tests/bench/map.py [--rdflib] [ROWS …]

Needs ``h2020-participations.csv.gz``, which KG_H2020 may name, and Polars. All make the same triples; the command also
derives, sorts and writes, which the others do not. At most 1.5 times as long as Polars and Oxigraph's loader, and at
least five times as fast as csv and rdflib. With ROWS, generated tables of so many rows, by the command: the exponent of
the time over the rows is at most 1.05, and the memory does not grow with them.
"""

from __future__ import annotations

import csv
import gzip
import logging
import math
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg import pipeline, vocabulary
from kg.graph.store import TripleStore
from kg.intake import foreign, row_batches
from kg.intake.columnar.syntax import NotColumnar

ROOT = Path(__file__).parents[2]
FILE = Path(os.environ.get("KG_H2020", ROOT.parent / "shared" / "data" / "h2020-participations.csv.gz"))
MAPPING = ROOT / "tests" / "data" / "h2020.rq"
BASE, PK, CODE = vocabulary.DEFAULT_BASE, vocabulary.PK, vocabulary.CODE
TYPE = f"<{vocabulary.RDF}type>"
KINDS = {"HES": "university", "PRC": "company", "REC": "researchInstitute"}


def by_kg(path: Path) -> int:
    """Into a store in memory, as ``kg.map_table`` does it, before the rules."""
    store = TripleStore()
    foreign.map_table(path, MAPPING, store, found=[])
    return len(store)


def by_command(path: Path) -> int:
    """As the command ``kg map`` does it: with the derived triples, sorted, into a file."""
    with tempfile.TemporaryFile("w", encoding="utf-8") as file:
        return sum(file.write(text) and text.count("\n") for text in pipeline.map_lines(path, MAPPING).nquads())


def by_engine(path: Path) -> int:
    """As ``kg map`` does what is no plan over columns: the query engine, batch by batch."""

    def none(*_: object) -> None:
        raise NotColumnar("for comparison", "以作比较")

    plan, row_batches.Plan = row_batches.Plan, none  # type: ignore[misc, assignment]
    try:
        return by_kg(path)
    finally:
        row_batches.Plan = plan  # type: ignore[misc]


def by_polars(path: Path) -> int:
    """Columns of text, each kind of triple without its doubles, and Oxigraph's bulk loader."""
    import polars as pl

    names = ["rcn", "pic", "role", "type", "country", "start_date"]
    with gzip.open(path) as file:
        table = pl.read_csv(file.read(), columns=names, infer_schema=False).drop_nulls()

    def thing(kind: str, *parts: str) -> pl.Expr:
        return pl.format(f"<{BASE}{kind}/" + "/".join("{}" for _ in parts) + ">", *parts)

    project, organisation = thing("partnership", "rcn"), thing("institution", "pic")
    participation, claim = thing("participation", "rcn", "pic"), thing("stage", "rcn")
    table = table.with_columns(small=pl.col("country").str.to_lowercase())
    region = thing("region", "small")
    role = (
        pl.when(pl.col("role") == "coordinator")
        .then(pl.lit(f"<{CODE}role/organiser>"))
        .otherwise(pl.lit(f"<{CODE}role/partner>"))
    )
    kind = pl.col("type").replace_strict(
        {name: f"<{CODE}institution-kind/{code}>" for name, code in KINDS.items()}, default=None
    )
    day = pl.format(f'"{{}}"^^<{vocabulary.XSD}date>', "start_date")

    def a(name: str) -> pl.Expr:
        return pl.lit(f"<{PK}{name}>")

    triples = [
        (project, TYPE, a("Project")),
        (project, f"<{PK}participation>", participation),
        (participation, TYPE, a("Participation")),
        (participation, f"<{PK}party>", organisation),
        (participation, f"<{PK}role>", role),
        (participation, f"<{PK}atPlace>", region),
        (organisation, TYPE, a("Institution")),
        (organisation, f"<{PK}institutionKind>", kind),
        (organisation, f"<{PK}locatedIn>", region),
        (region, TYPE, a("AdministrativeRegion")),
        (region, f"<{PK}level>", pl.lit(f"<{CODE}level/country>")),
        (region, f"<{vocabulary.SKOS}prefLabel>", pl.format('"{}"@en', "country")),
        (claim, TYPE, a("StageClaim")),
        (claim, f"<{PK}about>", project),
        (claim, f"<{PK}stage>", pl.lit(f"<{CODE}stage/signed>")),
        (claim, f"<{PK}asOf>", day),
    ]
    lines = pl.concat(
        [
            table.select(s.alias("s"), o.alias("o"))
            .drop_nulls()
            .unique()
            .select(pl.format(f"{{}} {predicate} {{}} .", "s", "o"))
            .to_series()
            for s, predicate, o in triples
        ]
    )
    store = ox.Store()
    store.bulk_load("\n".join(lines.to_list()).encode(), format=ox.RdfFormat.N_TRIPLES)
    return len(store)


def by_rdflib(path: Path) -> int:
    """csv.DictReader and rdflib's graph."""
    from rdflib import RDF, XSD, Graph, Literal, URIRef
    from rdflib.namespace import SKOS

    graph = Graph()
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not all(row[name] for name in ("rcn", "pic", "role", "type", "country", "start_date")):
                continue
            rcn, pic, country = row["rcn"], row["pic"], row["country"]
            project, organisation = URIRef(f"{BASE}partnership/{rcn}"), URIRef(f"{BASE}institution/{pic}")
            participation, claim = URIRef(f"{BASE}participation/{rcn}/{pic}"), URIRef(f"{BASE}stage/{rcn}")
            region = URIRef(f"{BASE}region/{country.lower()}")
            role = "organiser" if row["role"] == "coordinator" else "partner"
            graph.add((project, RDF.type, URIRef(PK + "Project")))
            graph.add((project, URIRef(PK + "participation"), participation))
            graph.add((participation, RDF.type, URIRef(PK + "Participation")))
            graph.add((participation, URIRef(PK + "party"), organisation))
            graph.add((participation, URIRef(PK + "role"), URIRef(f"{CODE}role/{role}")))
            graph.add((participation, URIRef(PK + "atPlace"), region))
            graph.add((organisation, RDF.type, URIRef(PK + "Institution")))
            if row["type"] in KINDS:
                kind = URIRef(f"{CODE}institution-kind/{KINDS[row['type']]}")
                graph.add((organisation, URIRef(PK + "institutionKind"), kind))
            graph.add((organisation, URIRef(PK + "locatedIn"), region))
            graph.add((region, RDF.type, URIRef(PK + "AdministrativeRegion")))
            graph.add((region, URIRef(PK + "level"), URIRef(f"{CODE}level/country")))
            graph.add((region, SKOS.prefLabel, Literal(country, lang="en")))
            graph.add((claim, RDF.type, URIRef(PK + "StageClaim")))
            graph.add((claim, URIRef(PK + "about"), project))
            graph.add((claim, URIRef(PK + "stage"), URIRef(f"{CODE}stage/signed")))
            graph.add((claim, URIRef(PK + "asOf"), Literal(row["start_date"], datatype=XSD.date)))
    return len(graph)


def timed(name: str, call: Callable[[Path], int], path: Path) -> float:
    """Seconds of CPU, the best of two."""
    best = math.inf
    for _ in range(1 if call is by_rdflib else 2):
        begin, spent = time.perf_counter(), time.process_time()
        number = call(path)
        used = time.process_time() - spent
        best = min(best, used)
        print(f"{name}: {number} triples, {time.perf_counter() - begin:.2f} s, {used:.2f} s of CPU", flush=True)
    return best


def generated(folder: Path, rows: int) -> Path:
    """A table of the same columns: five rows a project, organisations of which each has ten."""
    path = folder / f"{rows}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["rcn", "role", "pic", "type", "country", "start_date"])
        for row in range(rows):
            role = "coordinator" if row % 5 == 0 else "participant"
            pic = (row * 7919) % (rows // 10 + 1)
            kind, country = ("HES", "PRC", "REC", "OTH")[pic % 4], f"C{pic % 150}"
            writer.writerow([row // 5, role, pic, kind, country, f"20{14 + row % 7}-0{1 + row % 9}-01"])
    return path


def main() -> None:
    """Time all, and print how they compare."""
    logging.basicConfig()
    sizes = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    if sizes:
        times = []
        with tempfile.TemporaryDirectory() as name:
            for rows in sizes:
                times.append(timed(f"{rows} rows", by_command, generated(Path(name), rows)))
                print(f"  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)
        if len(sizes) == 1:
            return
        exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"exponent {exponent:.3f} (at most 1.05)")
        return
    if not FILE.is_file():
        print(f"{FILE}: is not here; nothing is measured.")
        return
    own = timed("kg.map_table, before the rules", by_kg, FILE)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    whole = timed("kg map, the whole command", by_command, FILE)
    polars = timed("Polars and Oxigraph", by_polars, FILE)
    engine = timed("kg map, by the query engine", by_engine, FILE)
    print(
        f"{own / polars:.2f} times as long as Polars and Oxigraph (at most 1.5); {engine / own:.1f} times as fast as by"
    )
    print("the query engine")
    print(
        f"the whole command: {whole / polars:.2f} times as long as Polars and Oxigraph, which derive and write nothing"
    )
    if "--rdflib" in sys.argv:
        print(f"{timed('csv and rdflib', by_rdflib, FILE) / own:.1f} times as fast as csv and rdflib (at least 5)")


if __name__ == "__main__":
    main()
