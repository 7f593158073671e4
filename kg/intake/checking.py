"""Packages to everything that is wrong with them: their tables, the references, and the graph that they make."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.assets import Ontology
from kg.files.steps import Steps
from kg.findings import Finding, sort_key
from kg.graph.library import add_further_codes, load_ontology
from kg.graph.rules import derive
from kg.graph.store import Store, TripleStore
from kg.graph.validation import validate
from kg.intake.load import has_violations, locate, read_packages
from kg.intake.mapping import Trace, map_package
from kg.progress import Progress, silent


def found_by_shapes(store: Store, steps: Steps | None = None, progress: Progress = silent) -> list[Finding]:
    """What the shapes of the graph's ontology find in it.

    Args:
        store: the graph.
        steps: what an earlier build found, of which all that is the same is taken; nothing if ``None``.
        progress: told how many checks are done.
    """
    return validate(store, ontology=store.ontology, steps=steps, progress=progress)


def check_packages(folders: Sequence[Path], ontology: Ontology) -> list[Finding]:
    """Everything that is wrong with packages, gravest first; the graph is looked at where the tables are right.

    Args:
        folders: the folders of the packages, and of those that they use where they are not found beside them.
        ontology: where codes, rules and shapes are found.

    Raises:
        SourceError: if a package is not there, or its ``datapackage.json`` cannot be read.
    """
    packages, findings = read_packages(folders, ontology)
    if has_violations(findings):
        return findings
    store, trace = TripleStore(ontology=ontology), Trace()
    load_ontology(store)
    for package in packages:
        map_package(package, store, trace, store.base)
    add_further_codes(store)
    derive(store)
    return sorted([*findings, *locate(found_by_shapes(store), trace, packages)], key=sort_key)
