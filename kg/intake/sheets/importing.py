"""``kg import``: a sheet into a package, asking until nobody answers any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kg.assets import BUNDLED, Ontology
from kg.files import write_file
from kg.grids import Book, read_book
from kg.grids.encodings import checked_encoding, encoding_said
from kg.intake.load import package_ontology
from kg.intake.sheets import packaging
from kg.intake.sheets.account import OUTCOMES, Account
from kg.intake.sheets.asking import Question
from kg.intake.sheets.clean_names import in_latin
from kg.intake.sheets.foreseeing import with_foreseen
from kg.intake.sheets.identifying import Former
from kg.intake.sheets.opening import ColumnRead
from kg.intake.sheets.planning import Plan, Run
from kg.intake.sheets.settings import Settings, file_beside
from kg.intake.sheets.words import words
from kg.text import Text

#: How often what was answered may lead to further questions.
_MOST_ROUNDS = 12

Asker = Callable[[Question], str | None]


@dataclass(slots=True)
class Imported:
    """What an import did.

    Attributes:
        account: what became of every row.
        columns: what every column is read as.
        folder: the package.
        settings: the file that keeps how the sheet is read.
        written: whether the package was written: not before what stops it is answered.
        book: the sheet's file, as it was read.
        taken: the answers that were taken for accepted.
        gone: the partnerships whose rows are no more.
    """

    account: Account
    columns: list[ColumnRead]
    folder: Path
    settings: Path
    written: bool
    book: Book
    taken: list[tuple[Question, str]] = field(default_factory=list)
    gone: list[Former] = field(default_factory=list)


def import_sheet(
    path: Path,
    into: Path | None = None,
    *,
    ask: Asker | None = None,
    accept: bool = False,
    as_of: date | None = None,
    encoding: str = "",
    ontology: Ontology = BUNDLED,
) -> Imported:
    """Read a sheet into a package.

    Args:
        path: the sheet's file.
        into: the package's folder; one beside the sheet, of its name, if ``None``.
        ask: answers a question, or leaves it open with ``None``; nobody is asked if ``None``.
        accept: whether the likeliest answer is taken for every question that has one; of names that several things
            have, and of what may be a place, none is.
        as_of: the day by which the sheet holds, kept with the answers; as the sheet and the answers say if ``None``.
        encoding: of CSV and TSV, what the sheet is in, kept with the answers; as they say, or its bytes, if empty.
        ontology: where headings, words and codes are found.

    Returns:
        what became of each row, what is asked, and whether the package was written: nothing is, where something stops
        it.

    Raises:
        SourceError: if the sheet, its settings or the package cannot be read or written.
        UsageError: if the folder holds something else, or there is no such encoding.
    """
    settings = Settings.read(file_beside(path))
    if encoding:
        settings.set(("encoding",), checked_encoding(encoding))
    book = read_book(path, encoding_said(settings.get("encoding"), f"{file_beside(path)}, encoding"))
    into = into or path.with_name(in_latin(path.stem) or path.stem)
    folder = packaging.read_folder(into)
    if folder.descriptor:
        ontology = package_ontology([into], ontology)
    if as_of is not None:
        settings.set(("as_of",), as_of.isoformat())
    run = Run(book, path, folder, settings, words(ontology), ontology)
    taken: list[tuple[Question, str]] = []
    try:
        plan = _answer_all(run, ask, accept, taken)
    except BaseException:
        # Who leaves in the middle of the questions keeps the answers that were given.
        if taken:
            write_file(file_beside(path), settings.written(path.name))
        raise
    if ask is None:
        rows = sum(len(grid.rows) for grid in book.grids)
        plan.questions = with_foreseen(
            plan.questions, settings, lambda assumed: replace(run, settings=assumed).plan().questions, rows
        )
    for question in plan.questions:
        settings.ask(question)
    stops = any(question.stops for question in plan.questions)
    if not stops:
        run.write(plan)
    write_file(file_beside(path), settings.written(path.name))
    account = replace(plan.account, questions=plan.questions, notices=tuple(plan.notices), written=not stops)
    accepted = taken if accept else []
    return Imported(account, plan.columns, into, file_beside(path), not stops, book, accepted, plan.gone)


def _answer_all(run: Run, ask: Asker | None, accept: bool, taken: list[tuple[Question, str]]) -> Plan:
    """What would be written once everything is answered that anybody answers; the answers are added to ``taken``."""
    plan = run.plan()
    asked: dict[tuple[str, ...], str] = {}
    for _ in range(_MOST_ROUNDS):
        before = len(taken)
        for question, answer in _answered(plan.questions, asked, ask, accept):
            run.settings.name_rows(question)
            run.settings.set(question.path, answer)
            taken.append((question, answer))
        if len(taken) == before:
            break
        plan = run.plan()
    return plan


def _answered(
    questions: Sequence[Question], asked: dict[tuple[str, ...], str], ask: Asker | None, accept: bool
) -> Iterator[tuple[Question, str]]:
    """The answers that are got, to questions that were not asked yet, or whose answer was refused.

    Args:
        questions: what is open.
        asked: what was asked, with its words where it was answered: in other words it is asked once more.
        ask: answers a question.
        accept: whether the likeliest answer is taken.
    """
    for question in questions:
        if question.path in asked and (accept or asked[question.path] in ("", question.text.en)):
            continue
        asked[question.path] = ""
        answer: str | None = None
        if accept:
            answer = question.options[0].answer if question.is_safe else None
        elif ask is not None:
            answer = ask(question)
        if answer:
            asked[question.path] = question.text.en
            yield question, answer
        # A column that is read otherwise changes what is asked next.
        if answer and question.stops and not accept:
            return


def remarks_by_row(done: Imported) -> dict[tuple[str, int], list[Text]]:
    """What there is to say of each row, by the sheet as the file calls it and the row's number."""
    name = {grid.sheet or done.book.path.stem: grid.sheet for grid in done.book.grids}
    found: dict[tuple[str, int], list[Text]] = {}
    for row in done.account.rows:
        said = [text.about(column) if column else text for column, text in row.remarks]
        if row.outcome != "made":
            said.insert(0, OUTCOMES[row.outcome])
        if said:
            found[name[row.sheet], row.row] = said
    return found
