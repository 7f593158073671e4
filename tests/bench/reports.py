"""Ledger, coverage and diff of a synthetic graph, each as a ratio to loading that graph.

python tests/bench/reports.py [TRIPLES]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kg import vocabulary
from kg.knowledge_graph import KnowledgeGraph
from kg.pipeline import open_graph

#: Each partnership brings about this many triples.
_EACH = 45


def write_graph(path: Path, number: int, revised: int = 0) -> None:
    """Counties in cities, partnerships with stages, and figures planned and achieved; rules already applied.

    Args:
        path: where to write Turtle.
        number: how many partnerships.
        revised: how many figures have another value than without it.
    """
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in vocabulary.prefixes().items())
    counties = max(number // 20, 2)
    with path.open("w", encoding="utf-8") as file:
        file.write(prefixes + 'id-source:s a pk:Source ; skos:prefLabel "S"@en .\n')
        for i in range(counties):
            city = f"id-region:city{i // 20}"
            if i % 20 == 0:
                file.write(f'{city} a pk:Region, pk:Party ; skos:prefLabel "City"@en ; pk:inRegion {city} .\n')
            file.write(
                f'id-region:c{i} a pk:Region, pk:Party ; skos:prefLabel "County {i}"@en ; pk:parentRegion {city} ; '
                f"pk:within {city} ; pk:inRegion id-region:c{i}, {city} .\n"
            )
        file.writelines(_partnership(i, counties, 1 if i < revised else 0) for i in range(number))


def _partnership(i: int, counties: int, more: int) -> str:
    one, two = i % counties, (i * 7 + 1) % counties
    county = f"id-region:c{one}"
    parts = "".join(
        f"id-participation:p{i}-{k} a pk:Participation ; pk:partnership id-partnership:p{i} ; "
        f"pk:party id-region:c{c} .\n"
        for k, c in enumerate((one, two))
    )
    figures = "".join(
        f"id-observation:{cls}{i} a pk:{cls}, pk:Observation, pk:Claim ; pk:about {county} ; "
        f"pk:measure measure:projectsIntroduced ; pk:value {value}.0 ; pk:bound bound:exact ; pk:unit unit:project ; "
        f'pk:periodStart "{2000 + i // counties}-01-01"^^xsd:date ; '
        f'pk:periodEnd "{2000 + i // counties}-{end}"^^xsd:date ; '
        f'pk:asOf "2017-07-28"^^xsd:date ; pk:evidence id-evidence:{i} .\n'
        for cls, value, end in (("Target", 100, "12-31"), ("Achievement", 60 + more, "06-30"))
    )
    return (
        f'id-partnership:p{i} a pk:Partnership ; skos:prefLabel "Partnership {i}"@en, "合作{i}"@zh ; '
        f"pk:participation id-participation:p{i}-0, id-participation:p{i}-1 ; pk:sector sector:finance ; "
        f"pk:hasParty id-region:c{one}, id-region:c{two} ; pk:currentStage stage:signed ; "
        f"pk:evidence id-evidence:{i} .\n"
        f"id-stage:s{i} a pk:StageClaim, pk:Claim ; pk:about id-partnership:p{i} ; pk:stage stage:signed ; "
        f'pk:asOf "2017-07-28"^^xsd:date ; pk:evidence id-evidence:{i} .\n'
        f"id-evidence:{i} a pk:Evidence ; oa:hasSource id-source:s ; oa:hasSelector id-evidence:{i}-x .\n"
        f"id-evidence:{i}-x oa:start {i} ; oa:end {i + 9} .\n" + parts + figures
    )


def timed(action: Callable[[], object]) -> float:
    """CPU seconds of an action."""
    start = time.process_time()
    action()
    return time.process_time() - start


def main() -> None:
    """Print how long each report takes, in loads of the graph, at one size and at twice that."""
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for size in (triples // 2, triples):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder) / name for name in ("old.ttl", "new.ttl")]
            for path, revised in zip(paths, (0, 100), strict=True):
                write_graph(path, size // _EACH, revised)
            graphs: list[KnowledgeGraph] = []
            load = timed(lambda paths=paths, graphs=graphs: graphs.extend(map(open_graph, paths))) / 2  # type: ignore[misc]
            old, new = graphs
            steps = {
                "records": timed(lambda old=old: old.records),  # type: ignore[misc]
                "ledger": timed(lambda old=old: old.ledger()),  # type: ignore[misc]
                "coverage": timed(lambda old=old: old.coverage()),  # type: ignore[misc]
                "diff, with the other's records": timed(lambda old=old, new=new: old.diff(new)),  # type: ignore[misc]
            }
            told = ", ".join(f"{name} {seconds / load:.1f}" for name, seconds in steps.items())
            print(f"{len(old)} triples, loaded in {load:.2f} s; in loads: {told}")


if __name__ == "__main__":
    main()
