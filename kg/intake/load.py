"""Several packages at once: those that are named, and those that they use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.findings import Finding, Severity, sort_key
from kg.intake.mapping import Trace
from kg.intake.package import Package, read_package, used_packages
from kg.intake.references import check_references


def read_packages(paths: Sequence[Path]) -> tuple[list[Package], list[Finding]]:
    """Read packages and those that they use, and check all tables and the references between them.

    Args:
        paths: folders of packages, or their ``datapackage.json``.

    Returns:
        the packages, used ones before their users, each once; and what is wrong, sorted.

    Raises:
        SourceError: if a package, or one that it uses, is not there or cannot be read.
    """
    packages: dict[Path, Package] = {}
    findings: list[Finding] = []
    for path in paths:
        _read(path, packages, findings, set())
    findings.extend(check_references(list(packages.values())))
    return list(packages.values()), sorted(findings, key=sort_key)


def _read(path: Path, packages: dict[Path, Package], findings: list[Finding], on_the_way: set[Path]) -> None:
    folder = (path.parent if path.name == "datapackage.json" else path).resolve()
    if folder in packages or folder in on_the_way:
        return
    package, found = read_package(path)
    findings.extend(found)
    for used in used_packages(package):
        _read(used, packages, findings, on_the_way | {folder})
    packages[folder] = package


def locate(findings: Sequence[Finding], trace: Trace) -> list[Finding]:
    """Lead findings of the graph back to the table rows that they come from.

    Args:
        findings: findings that name a node.
        trace: which rows speak of which thing, from the mapping.

    Returns:
        the findings, with file, table and row where the node has them, sorted.
    """
    return sorted((_locate(finding, trace) for finding in findings), key=sort_key)


def _locate(finding: Finding, trace: Trace) -> Finding:
    place = trace.find(finding.node)
    if place is None or finding.file:
        return finding
    return replace(finding, file=place.file, table=place.table, row=place.row)


def has_violations(findings: Sequence[Finding]) -> bool:
    """Whether any finding is grave enough to stop a build."""
    return any(finding.severity is Severity.VIOLATION for finding in findings)
