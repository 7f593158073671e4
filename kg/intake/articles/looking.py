"""A package's suggestions, to be looked at: their states, what they are called, and what is wrong with them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError, UsageError
from kg.files import settled
from kg.intake import schema
from kg.intake.articles import decisions as log
from kg.intake.articles.acts import unknown
from kg.intake.articles.choosing import Choice, codes_of
from kg.intake.articles.completion import Completion
from kg.intake.articles.decisions import Decision, read_log
from kg.intake.articles.drafting import Drafted, Drafter, FieldProblem
from kg.intake.articles.examining import nowhere, passage_problems, reference_kinds, references_in
from kg.intake.articles.proving import prove
from kg.intake.articles.queue import FOLDER, Queue, read
from kg.intake.articles.recorded import Record, Recorded, choose
from kg.intake.articles.replaying import Replayed, replay
from kg.intake.articles.states import ABOUT, ACCEPTED, NEW_PARTY, OPEN, PARTY_TABLES, SAME, STATUSES, Resolver, State
from kg.intake.articles.wanting import Base
from kg.intake.articles.written import DESCRIPTOR, Plan, Written
from kg.intake.articles.written import FILE as WRITTEN
from kg.intake.load import package_ontology, read_tables
from kg.intake.package import read_descriptor
from kg.nearest import folded
from kg.text import Text


@dataclass(frozen=True, slots=True)
class Became:
    """A row that an accepted suggestion became.

    Attributes:
        table: the table.
        file: its file, in the package's folder.
        row: the row's number in it, as a spreadsheet counts; 0 if somebody took it out.
        id: its id; of a participation, the party.
        cells: its filled cells.
    """

    table: str
    file: str
    row: int
    id: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of one source is.

    Attributes:
        sentences: how many sentences the text has.
        to_read: how many of them have a cue and no suggestion: they are to be read.
        suggestions: how many suggestions there are, those that people added too.
        by_status: how many are ``open``, ``accepted``, ``rejected``, ``same`` and ``joined``.
        claims: how many accepted records begin in each paragraph, in the order of the text.
    """

    sentences: int
    to_read: int
    suggestions: int
    by_status: Mapping[str, int]
    claims: tuple[int, ...]


class Labels:
    """What values are called that refer to records or suggestions.

    Args:
        states: the states of all suggestions.
        known: the records that there are.
    """

    def __init__(self, states: Mapping[str, State], known: Recorded) -> None:
        self._resolver = Resolver(states)
        self._known = known
        self._made = {one.became: one for one in states.values() if one.status == ACCEPTED}

    def of(self, value: str) -> Text:
        """What a value is called; the value itself where it is neither a record nor a suggestion."""
        name = value.removeprefix(NEW_PARTY)
        if name in self._resolver.states:
            state = self._resolver.leading(name)
            if state.status == SAME:
                return self._known.label(state.became)
            return Text.of(state.value("name_en"), state.value("name_zh"), name)
        made = self._made.get(value)
        if made is not None and (made.value("name_en") or made.value("name_zh")):
            return Text.of(made.value("name_en"), made.value("name_zh"))
        return self._known.label(value)


class View:
    """The suggestions of one package, as they are.

    Args:
        folder: the package's folder.
        copies: the reader's copies of its sources: files, or texts themselves.

    Attributes:
        folder: the package's folder.
        queues: the readings of its sources, by the source's id.
        texts: the reader's copies, by the source's id; only those whose hash fits.
        states: the states of all suggestions, by id: sources by their ids, each in the order of its text.
        log: all decisions, those that were taken back too.
        orphans: decisions on suggestions that a later reading no longer makes.
        remarks: what a reviewer should know: texts that fit no source, or another edition of one.

    Raises:
        SourceError: if the package, its suggestions or its log cannot be read, or the log does not fit them.
    """

    def __init__(self, folder: Path, copies: Sequence[Path | str] = ()) -> None:
        self.folder = folder
        self._copies = copies
        self.reload()

    def reload(self) -> None:
        """Read the package, its suggestions and its log anew, after somebody changed them.

        Raises:
            SourceError: as ``open``.
        """
        self._seen = self._fingerprint()
        self._ontology = package_ontology([self.folder])
        packages, _ = read_tables([self.folder], self._ontology)
        self._package = packages[-1]
        self.queues = {queue.source: queue for queue in _queues(self.folder)}
        self._written: Written = Written.read(self.folder)
        self._base = Base.of(packages, self._written)
        self._known = Recorded(packages)
        recorded = {name: row.get("sha256", "") for name, row in self._base.sources.items()}
        self.texts, remarks = prove(self._copies, self.queues, recorded)
        self.remarks = tuple(remarks)
        self._used = [one.folder for one in packages[:-1]]
        self._suggestions = [(name, one) for name, queue in self.queues.items() for one in queue.suggestions]
        decisions = read_log(self.folder)
        try:
            self._take(decisions)
        except UsageError as error:
            raise SourceError(
                Text(f"{self.folder / log.FILE}: {error.text.en}", f"{self.folder / log.FILE}：{error.text.zh}")
            ) from error

    def _take(self, decisions: tuple[Decision, ...]) -> None:
        self.log = decisions
        self._replayed = replay(self._suggestions, decisions)
        self.states = self._replayed.states
        self.orphans = self._replayed.orphans

    def state(self, name: str) -> State:
        """The state of a suggestion.

        Raises:
            UsageError: if there is none with that id.
        """
        if name not in self.states:
            raise unknown(name, self.states)
        return self.states[name]

    def waiting(self, source: str = "") -> list[State]:
        """The suggestions that nobody has decided on, the least sure first.

        Args:
            source: of which source; of all if empty.
        """
        found = [one for one in self.states.values() if one.status == OPEN and source in ("", one.source)]
        return sorted(found, key=lambda one: (one.suggestion.score, one.source, one.suggestion.span, one.id))

    def progress(self, source: str) -> Progress:
        """How far the review of a source is.

        Raises:
            UsageError: if there are no suggestions from it.
        """
        queue = self.queues.get(source)
        if queue is None:
            raise UsageError(
                Text(
                    f"There are no suggestions from {source!r}. There are from: {', '.join(self.queues) or '–'}.",
                    f"没有来自“{source}”的建议。现有来源：{'、'.join(self.queues) or '–'}。",
                )
            )
        mine = [one for one in self.states.values() if one.source == source]
        starts = [one.suggestion.span.start for one in mine if one.status == ACCEPTED]
        claims = tuple(sum(span.start <= start < span.end for start in starts) for span in queue.paragraphs)
        counts = Counter(one.status for one in mine)
        by_status = {status: counts[status] for status in STATUSES}
        return Progress(queue.sentences, len(queue.to_read), len(mine), by_status, claims)

    def label(self, value: str) -> Text:
        """What a value is called that refers to a record or a suggestion; the value itself where it is neither."""
        return Labels(self.states, self._known).of(value)

    def choices(self, name: str, field: str, group: int = 0, like: str = "", most: int = 50) -> list[Choice]:
        """What a field of a suggestion may hold: codes of its list, or records that have a name like a text.

        Args:
            name: the suggestion's id.
            field: the field.
            group: its group.
            like: what was typed so far; for records only, of which there are too many.
            most: how many records at most.

        Returns:
            the choices, new parties of this review among them; none for a field that holds any text.
        """
        state = self.state(name)
        kinds = reference_kinds(state.suggestion.kind, field, group)
        if not kinds:
            return list(codes_of(state.suggestion.kind, field, group, self._ontology))
        parties = [
            Record(_as_value(one), self.label(one.id), self._names(one))
            for one in self.states.values()
            if one.status in (OPEN, ACCEPTED) and schema.KIND_OF_TABLE[one.suggestion.kind] in kinds and one.id != name
        ]
        new = choose(parties, like, most)
        return [*new, *self._known.choices(kinds, like, most - len(new))]

    def meant(self, kinds: Collection[str], name: str) -> list[str]:
        """The records of some kinds that have exactly a name: those that there are, then new parties of this review."""
        plain = folded(name)
        new = [
            _as_value(one)
            for one in self.states.values()
            if one.status in (OPEN, ACCEPTED)
            and schema.KIND_OF_TABLE[one.suggestion.kind] in kinds
            and plain in map(folded, self._names(one))
        ]
        return [*self._known.meant(kinds, name), *new]

    @staticmethod
    def _names(state: State) -> tuple[str, ...]:
        return tuple(filter(None, (state.value("name_zh"), state.value("name_en"), state.id)))

    def became(self, name: str) -> list[Became]:
        """The rows that a suggestion became, the record itself first; none for one that is not accepted."""
        self.state(name)
        plan = Plan(self.folder, self._descriptor(), self._written, self._ontology)
        return [
            Became(one.table, plan.file_name(one.table), plan.place(one.key), one.key[1][-1], one.row)
            for one in self._written.rows.values()
            if one.owner == name
        ]

    def draft(self, name: str) -> Drafted:
        """The rows that a suggestion would become as it is now, or has become."""
        state = self.state(name)
        return self._drafter(self._replayed).draft(state, state.became if state.status == ACCEPTED else "")

    def problems(self, name: str) -> list[FieldProblem]:
        """What is wrong or unsure about a suggestion as it is now; one that is grave stands in the way.

        Quick enough for each key that is pressed. What the rules of the graph say as well, ``Desk.trial`` says.
        """
        state, drafted = self.state(name), self.draft(name)
        found = [*drafted.problems, *passage_problems(state, self.texts.get(state.source))]
        found += self._reference_problems(state, drafted, self.states)
        for waits in drafted.waits:
            party = self.states.get(waits)
            if party is not None and party.status == OPEN and party.suggestion.kind != state.suggestion.kind:
                # It is accepted with this one, so what is wrong with it stands in the way of both.
                field = next((one for one in state.suggestion.fields if one.value == NEW_PARTY + waits), None)
                grave = [one.finding for one in self.problems(waits) if one.is_grave] if field else []
                found += [FieldProblem(field.name, field.group, one) for one in grave if field]
        return found

    def after(self, decisions: Iterable[Decision]) -> dict[str, State]:
        """What the states would be after further decisions; nothing is written.

        Raises:
            Undecidable: if one cannot be carried out.
        """
        completion = self._completion()
        completion.complete(decisions)
        return replay(self._suggestions, completion.log).states

    def _completion(self) -> Completion:
        used = self._base.ids
        return Completion(self._suggestions, self.log, self._known, self._drafter, lambda table: used.get(table, set()))

    def _reference_problems(
        self, state: State, drafted: Drafted, states: Mapping[str, State]
    ) -> Iterator[FieldProblem]:
        have = {one.became for one in states.values() if one.status == ACCEPTED}
        have.add(f"{schema.KIND_OF_TABLE[state.suggestion.kind]}/{drafted.rows[0][1]['id']}")
        told = {(one.field, one.group) for one in drafted.problems if one.finding.code in ("new-party", "not-decided")}
        for number, (table, row) in enumerate(drafted.rows):
            group = state.groups[number - 1] if number and number <= len(state.groups) else 0
            for name, value in references_in(table, row):
                shown = ABOUT if (table, name) == ("stages", "partnership") else name
                if value not in have and value not in self._known and (shown, group) not in told:
                    yield nowhere(state, table, shown, group, value)

    def _drafter(self, replayed: Replayed) -> Drafter:
        published = {name: row.get("issued", "") for name, row in self._base.sources.items()}
        published |= {name: queue.published for name, queue in self.queues.items()}
        labels = Labels(replayed.states, self._known)
        return Drafter(Resolver(replayed.states), published, labels.of, self._ontology)

    def _descriptor(self) -> bytes:
        return settled(self.folder, DESCRIPTOR).read_bytes()

    def _fingerprint(self) -> dict[str, str]:
        """The hash of each file that a decision rests on; empty for one that is not there."""
        resources = read_descriptor(self.folder).get("resources", [])
        names = [str(one["path"]) for one in resources if isinstance(one, dict) and "path" in one]
        names += [f"{table}.csv" for table in schema.table_names()]
        names += [f"{FOLDER}/{path.name}" for path in sorted((self.folder / FOLDER).glob("*.json"))]
        return {name: _digest(self.folder / name) for name in (DESCRIPTOR, log.FILE, WRITTEN, *sorted(set(names)))}

    def check_unchanged(self) -> None:
        """Make sure that what was read is what is on the disk.

        Raises:
            SourceError: if a file changed meanwhile.
        """
        now = self._fingerprint()
        for name in {**self._seen, **now}:
            if self._seen.get(name) != now.get(name):
                raise SourceError(
                    Text(
                        f"{self.folder / name}: changed on disk since this review read it. Nothing was written. Load "
                        "the review again, and decide once more.",
                        f"{self.folder / name}：自本次审阅读取之后，磁盘上的文件已变。未写入任何内容。"
                        "请重新载入后再作决定。",
                    )
                )


def _as_value(state: State) -> str:
    """A suggestion as the field of another one refers to it."""
    if state.status == ACCEPTED:
        return state.became
    return NEW_PARTY + state.id if state.suggestion.kind in PARTY_TABLES else state.id


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _queues(folder: Path) -> list[Queue]:
    return [read(path) for path in sorted((folder / FOLDER).glob("*.json"))]
