"""A package's judgements at work: what is meant by a name, and each judgement looked at before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import AmbiguousName, DataError, LookupFailed, UsageError
from kg.findings import Severity
from kg.intake import schema
from kg.intake.identities.joining import join
from kg.intake.identities.judging import MOST, Judgement, Judgements, is_reference
from kg.intake.identities.keys import key
from kg.intake.identities.knowing import things_of
from kg.intake.identities.reviewing import Review, review
from kg.intake.package import Package
from kg.nearest import did_you_mean, nearest
from kg.text import Text


class Desk:
    """The judgements of one package, with what they are about.

    Args:
        packages: the package and those that it uses, as they were read, nothing joined; the package last.
    """

    def __init__(self, packages: Sequence[Package]) -> None:
        self._packages = packages
        self._package = packages[-1]
        self._things = things_of(packages)
        self._references = {
            f"{schema.KIND_OF_TABLE[table.name]}/{row.value('id')}": None
            for package in packages
            for table in package.tables
            if table.name in schema.KIND_OF_TABLE
            for row in table.rows
        }
        self.judgements = Judgements.read(self.folder)

    @property
    def folder(self) -> Path:
        """The package's folder."""
        return self._package.folder

    def review(self) -> Review:
        """The pairs that wait for a judgement."""
        return review(self._packages, {self._package.name})

    def meant(self, text: str) -> str:
        """What is meant by a text: a thing by its reference or its name, else the name itself.

        Raises:
            AmbiguousName: if several things have the name.
            UsageError: if it is empty.
        """
        if not text.strip():
            raise UsageError(
                Text(
                    "A name to judge is empty. Write an id such as institution/sjtu, or a name.",
                    "待判定的名称为空。请写标识（如 institution/sjtu）或名称。",
                )
            )
        if is_reference(text):
            return text
        mine = key(text)
        found = [thing for thing in self._things.values() if mine in map(key, thing.names.names)]
        if len(found) > 1:
            ids = [thing.reference for thing in found]
            raise AmbiguousName(
                Text(
                    f"{text[:MOST]!r} is the name of {', '.join(ids[:5])}. Write which you mean.",
                    f"“{text[:MOST]}”是{'、'.join(ids[:5])}的名称，请写明所指。",
                ),
                ids,
            )
        return found[0].reference if found else text

    def judge(self, made: Iterable[Judgement], *, may_name: bool = True) -> list[Judgement]:
        """Keep judgements, all of them or none.

        Args:
            made: the judgements.
            may_name: whether a thing may be given a name that nothing has so far.

        Returns:
            those that were not there before.

        Raises:
            DataError: if they contradict one another, or join what cannot be one.
            LookupFailed: if a thing is in no table, or none of the two is a thing; if a name is new and may not be.
            UsageError: if the two of one are one already, or its day is none.
            SourceError: if they cannot be written.
        """
        new, judgements = self.with_judged(made)
        if not may_name and (one := next(filter(self.is_new_name, new), None)):
            raise self._new_name(one)
        self._keep(judgements)
        return new

    def with_judged(self, made: Iterable[Judgement]) -> tuple[list[Judgement], Judgements]:
        """The judgements with further ones, which are not kept yet: the new ones, and all.

        Raises:
            DataError, UsageError: as ``judge``.
        """
        made = list(made)
        _check_agree(made)
        judgements = Judgements(self.judgements)
        holding = {(one.pair, one.same) for one in judgements.holding().values()}
        new = [self._labelled(one) for one in made if (one.pair, one.same) not in holding]
        for one in new:
            judgements.add(one)
        self._check(judgements)
        for one in new:
            self._check_there(one)
        return new, judgements

    def undo(self, subject: str, thing: str) -> Judgement:
        """Take back the last judgement of two.

        Raises:
            LookupFailed: if there is none.
            SourceError: if what is left cannot be written.
        """
        judgements = Judgements(self.judgements)
        taken = judgements.undo(subject, thing)
        self._keep(judgements)
        return taken

    def undo_numbers(self, numbers: Iterable[int]) -> list[Judgement]:
        """Take judgements back by their places in the table, from 1.

        Raises:
            LookupFailed: if there is none of a number.
            SourceError: if what is left cannot be written.
        """
        judgements = Judgements(self.judgements)
        taken = judgements.undo_numbers(numbers)
        self._keep(judgements)
        return taken

    def is_new_name(self, one: Judgement) -> bool:
        """Whether a judgement gives a thing a name that nothing has had so far."""
        names = [text for text in (one.subject, one.object) if not is_reference(text)]
        known = {key(name) for thing in self._things.values() for name in thing.names.names}
        return one.same and any(key(name) not in known for name in names)

    def _keep(self, judgements: Judgements) -> None:
        judgements.write(self.folder)
        self.judgements = judgements

    def _check(self, judgements: Judgements) -> None:
        before = {finding.message_en for finding in join(self._packages)[1]}
        _, findings = join(self._packages, {self._package.name: judgements})
        wrong = [one for one in findings if one.severity is Severity.VIOLATION and one.message_en not in before]
        if wrong:
            raise DataError(
                Text("These judgements cannot all hold; nothing was written.", "这些判定不能同时成立，未作任何写入。"),
                [replace(one, row=0) for one in wrong],
            )

    def _check_there(self, one: Judgement) -> None:
        """A judgement is of a thing that there is, and of another one, or of a name."""
        things = [text for text in (one.subject, one.object) if is_reference(text)]
        missing = next((text for text in things if text not in self._references), "")
        if missing or not things:
            text = missing or one.subject
            known = self._references if missing else (name for one in self._things.values() for name in one.names.names)
            hint = did_you_mean(nearest(text, known)) or Text("`kg check` lists the tables.", "请查看数据包各表。")
            raise LookupFailed(
                Text(
                    f"{text[:MOST]!r} is in no table of {self._package.name}"
                    + ("" if missing else f", nor is {one.object[:MOST]!r}")
                    + f"; nothing was written. {hint.en}".rstrip(),
                    f"{self._package.name} 的各表中没有“{text[:MOST]}”"
                    + ("" if missing else f"，也没有“{one.object[:MOST]}”")
                    + f"；未作任何写入。{hint.zh}",
                )
            )

    def _new_name(self, one: Judgement) -> LookupFailed:
        """A name that no table has: a slip more often than what a sheet to come will have."""
        name, other = (one.object, one.subject) if is_reference(one.subject) else (one.subject, one.object)
        hint = did_you_mean(nearest(name, (name for thing in self._things.values() for name in thing.names.names)))
        return LookupFailed(
            Text(
                f"{name[:MOST]!r} is in no table of {self._package.name}; nothing was written. {hint.en}"
                f"With --new it is kept as a name of {other[:MOST]}.",
                f"{self._package.name} 的各表中没有“{name[:MOST]}”；未作任何写入。{hint.zh}"
                f"加 --new 则记为 {other[:MOST]} 的名称。",
            )
        )

    def _labelled(self, one: Judgement) -> Judgement:
        labels = [self._label(text) for text in (one.subject, one.object)]
        return replace(one, subject_label=labels[0], object_label=labels[1])

    def _label(self, text: str) -> str:
        thing = self._things.get(text)
        return thing.names.label.name("both") if thing else ""


def _check_agree(made: Sequence[Judgement]) -> None:
    """What is judged at once says one thing of a pair."""
    said: dict[tuple[str, str], Judgement] = {}
    for one in made:
        before = said.setdefault(one.pair, one)
        if before.same != one.same:
            raise UsageError(
                Text(
                    f"{one.subject[:MOST]!r} and {one.object[:MOST]!r} are judged both the same and different. "
                    "Judge them once.",
                    f"对“{one.subject[:MOST]}”与“{one.object[:MOST]}”既判为相同，又判为不同。请只作一种判定。",
                )
            )
