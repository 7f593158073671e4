"""The files of a build together: what they add to its graph, what is said of that, and where a finding is at home."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg import vocabulary
from kg.files import settled
from kg.findings import Finding, Severity, sort_key
from kg.graph import formats
from kg.graph.store import Store
from kg.graph.terms import Literal, NamedNode, Triple
from kg.intake import one_place
from kg.intake.joining.beyond import beyond
from kg.intake.joining.namesakes import namesakes, things, things_of
from kg.intake.joining.places import Places, is_of_address
from kg.intake.joining.reading import GraphFile, Known
from kg.intake.joining.vocabularies import read
from kg.intake.load import told_apart
from kg.nearest import local_name

#: The codes of what is said of a file as a whole.
REMARKS = frozenset(
    (
        "another-base",
        "codes-as-here",
        "derived-anew",
        "no-triples",
        "nothing-known",
        "not-in-the-model",
        "not-of-the-model",
        "not-used",
        "one-name-two-things",
        "one-place-two-ids",
        "place-ambiguous",
        "place-unknown",
        "placed-by-name",
        "read-as",
        "region-of-address",
        "two-versions",
    )
)

_BUILT = "graph.nq"
_VERSION = NamedNode(vocabulary.OWL + "versionInfo")
_TYPE = NamedNode(vocabulary.RDF + "type")
_DATA_SET = NamedNode(vocabulary.PK + "DataSet")
_DESCRIPTION = "datapackage.json"
#: How many files a finding names besides the first.
_MOST_NAMED = 3


def parted(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """What of some paths is a package, and what a file of RDF.

    Args:
        paths: folders of packages, or their ``datapackage.json``; files of RDF; folders that a build wrote, whose
            ``graph.nq`` is meant.

    Returns:
        the packages, and the files, each once.
    """
    packages: list[Path] = []
    files: dict[Path, Path] = {}
    for path in paths:
        if (built := settled(path, _BUILT)).is_file() and not (path / _DESCRIPTION).is_file():
            files.setdefault(built.resolve(), built)
        elif path.name != _DESCRIPTION and not path.is_dir() and (path.is_file() or _is_named_rdf(path)):
            files.setdefault(path.resolve(), path)
        else:
            packages.append(path)
    return packages, list(files.values())


def _is_named_rdf(path: Path) -> bool:
    """Whether a path that leads nowhere is meant for a file of RDF."""
    return Path(path.name.lower().removesuffix(formats.PACKED)).suffix in formats.FORMATS


@dataclass(frozen=True)
class Parts:
    """The files of RDF of a build.

    Attributes:
        files: in an order that is not the caller's.
        base: the IRI under which the graph's things live; empty without a file.
    """

    files: Sequence[GraphFile] = ()
    base: str = ""

    @classmethod
    def read(cls, paths: Sequence[Path], base: str | None, known: Known) -> Parts:
        """Read the files through.

        Args:
            paths: the files.
            base: the IRI under which the graph's things live; what the files' data sets say if ``None``.
            known: what the graph has before anything is joined to it.

        Returns:
            the files, with where their things live; none of their triples is kept.

        Raises:
            SourceError: if one cannot be read, or is wrong.
        """
        shown = told_apart(paths)
        ordered = sorted(paths, key=lambda path: shown[path])
        files = [GraphFile.read(path, shown[path], base or vocabulary.DEFAULT_BASE, known) for path in ordered]
        if base is None:
            lived = sum((file.namespaces for file in files), Counter[str]())
            base = (
                vocabulary.base_of((iri for file in files for iri in file.data_sets), lived) or vocabulary.DEFAULT_BASE
            )
            for file in files:
                file.base = base
        return cls(tuple(files), base)

    @property
    def ids(self) -> Mapping[str, set[str]]:
        """The ids of the graph's things that the files describe, by table: rows may refer to them."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for file in self.files:
            for table, ids in file.ids.items():
                found[table] |= ids
        return found

    def join(self, store: Store) -> list[Finding]:
        """Add what is in the files to a graph.

        Args:
            store: the graph, with the ontology; it is added to.

        Returns:
            what is to be said of the files.
        """
        findings: list[Finding] = []
        made: list[tuple[GraphFile, Sequence[Triple]]] = []
        homes = {"": things(store)}
        for file in self.files:
            reading = read(file, store.ontology)
            store.add(reading.triples)
            homes[file.shown] = things(store).difference(*homes.values()) | _of_base(file, store.base)
            # What is made of another vocabulary comes into the graph after all files are read.
            homes[file.shown] |= things_of(reading.made)
            made.append((file, reading.made))
            findings += [*_remarks(file, store.base), *reading.remarks]
        # Addresses are looked up among the regions of all files: first those that are said, then those that are made.
        store.add(triple for _, triples in made for triple in triples if not is_of_address(triple))
        places = Places(store)
        for file, triples in made:
            placed, told = places.placed(triples, file.shown)
            store.add(placed)
            findings += told
        for file in self.files:
            findings += beyond(file, store)
        return [*findings, *namesakes(store, homes), *one_place.in_files(store, homes), *_versions(store)]

    def stale(self, store: Store) -> Iterator[Finding]:
        """What the files have of derived triples that the whole graph does not bear out.

        Args:
            store: the graph with its derived triples.
        """
        for file in self.files:
            if not file.derived:
                continue
            gone = Counter(local_name(triple.predicate.value) for triple in file.left_out() if not _has(store, triple))
            if gone:
                yield Finding(
                    Severity.INFO,
                    "derived-anew",
                    f"Of {file.derived:,} derived triples of the file, {gone.total():,} do not follow from all that is "
                    f"joined here, and were left out: {_counted(gone)}.",
                    f"该文件的 {file.derived:,} 条推导三元组中，有 {gone.total():,} 条不能由此处合并的全部内容推出，"
                    f"已略去：{_counted(gone)}。",
                    file=file.shown,
                )

    def led_home(self, findings: Iterable[Finding]) -> list[Finding]:
        """Lead findings of the graph home to the files that hold their nodes.

        Args:
            findings: what was found; what is led to a row of a table stays there, and is told which file speaks of the
                same thing.

        Returns:
            the findings, sorted.
        """
        findings = list(findings)
        wanted = {finding.node for finding in findings if finding.node}
        homes: defaultdict[str, list[str]] = defaultdict(list)
        for file in self.files if wanted else ():
            for iri in _described(file, wanted):
                homes[iri].append(file.shown)
        return sorted((_at_home(finding, homes.get(finding.node, [])) for finding in findings), key=sort_key)


def _of_base(file: GraphFile, base: str) -> set[str]:
    """The regions and institutions of the graph's own that a file describes, others before it or not."""
    return {f"{base}{kind}/{name}" for kind in ("region", "institution") for name in file.ids.get(f"{kind}s", ())}


def _versions(store: Store) -> Iterator[Finding]:
    """The data sets of which two versions are joined: what one of them has dropped is still in the graph."""
    versions: defaultdict[str, set[str]] = defaultdict(set)
    for triple in store.triples(None, _VERSION):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            versions[triple.subject.value].add(triple.object.value)
    for triple in store.triples(None, _TYPE, _DATA_SET):
        iri = str(getattr(triple.subject, "value", ""))
        if len(found := sorted(versions[iri])) > 1:
            yield Finding(
                Severity.WARNING,
                "two-versions",
                f"Versions {' and '.join(found)} of the data set are joined here: what one has dropped is still "
                "in the graph.",
                f"此处合并了该数据集的{'、'.join(found)}版：其一已删去的内容仍在图谱中。",
                "Build with one of them.",
                value=", ".join(found)[:200],
                node=iri,
                fix_zh="请只用其中之一构建。",
            )


def _described(file: GraphFile, wanted: set[str]) -> list[str]:
    found = {
        triple.subject.value
        for triple in file.triples()
        if isinstance(triple.subject, NamedNode) and triple.subject.value in wanted
    }
    return sorted(found)


def _at_home(finding: Finding, homes: list[str]) -> Finding:
    others = homes if finding.file else homes[1:]
    named = others[:_MOST_NAMED]
    file = finding.file or (homes[0] if homes else "")
    if not named:
        return finding if file == finding.file else replace(finding, file=file)
    more = len(others) - len(named)
    return replace(
        finding,
        file=file,
        message_en=f"{finding.message_en} Of this thing {', '.join(named)}{f' and {more} more' if more else ''} "
        f"{'speak' if len(others) > 1 else 'speaks'} too.",
        message_zh=f"{finding.message_zh}{'、'.join(named)}{f'等{len(others)}个文件' if more else ''}也描述了它。",
    )


def _remarks(file: GraphFile, base: str) -> Iterator[Finding]:
    own = vocabulary.base_of(file.data_sets, file.namespaces)
    if own and own != base:
        yield Finding(
            Severity.INFO,
            "another-base",
            f"The things of the file live under {own}, those of the graph under {base}: one named in both is two.",
            f"该文件中的事物位于 {own} 之下，图谱的位于 {base} 之下：两处同名者为两个事物。",
            f"Build both with --base {own}, if they are to be one.",
            file.shown,
            fix_zh=f"若应为同一事物，请以 --base {own} 构建二者。",
        )
    if not file.size:
        yield Finding(
            Severity.WARNING,
            "no-triples",
            "There is no triple in the file.",
            "文件中没有三元组。",
            "Look at its format; in JSON-LD, what has no term in the @context is passed over.",
            file.shown,
            fix_zh="请检查其格式；在 JSON-LD 中，@context 未定义的键会被忽略。",
        )
    if file.redefined:
        yield Finding(
            Severity.INFO,
            "codes-as-here",
            f"{file.redefined:,} triples of the file say of codes or terms of the ontology what the ontology does not. "
            "They were left out: the ontology decides.",
            f"该文件有 {file.redefined:,} 条三元组对本体的代码或术语另有说法，已略去：以本体为准。",
            "If a code is to mean something else, give it a name of its own in codelists/.",
            file.shown,
            fix_zh="代码若另有含义，请在 codelists/ 中另立名称。",
        )


def _has(store: Store, triple: Triple) -> bool:
    subject, predicate, value = triple
    return not isinstance(subject, Triple) and next(store.triples(subject, predicate, value), None) is not None


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in sorted(counts.items()))
