"""Columns that name parties by their cells, and by a heading that nobody knows: who is kept in a note ties nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.intake.identities import guess, registered
from kg.intake.registries import find
from kg.intake.sheets import left_sheets
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.naming import parties_in
from kg.intake.sheets.readings import Reading
from kg.text import Text

#: How many cells are looked at, and how many names are too few to tell.
_MOST_TEXTS, _FEW_NAMES = 30, 2
#: No name of which nothing is known is longer.
_LONGEST_NAME = 60
#: Which part of the names must be like parties; of a heading of which nothing is known, where no column is so much so.
_MOST_OF_THEM, _SOME_OF_THEM = 0.5, 1 / 3
#: How many columns of parties a sheet has as a rule; how many are asked at once.
_TWO, _MOST_ASKED = 2, 4
_WHY = Text("its cells name parties", "单元格为各方名称")
#: The same where no column names any.
_NONE_YET = Text("a party: no column is read as one yet", "一方：目前没有任何一栏读作参与方")


def is_party(name: str) -> bool:
    """Whether a name is known, or says that it is one of a region or an institution."""
    return bool(guess(name, registered()).kind or find(name))


def are_parties(texts: Sequence[str]) -> bool:
    """Whether any of the first cells of a column is a party by itself."""
    return any(map(is_party, texts[:_MOST_TEXTS]))


def by_their_cells(
    readings: Mapping[str, Reading],
    said: Collection[str],
    texts: Mapping[str, Sequence[str]],
    known: Collection[str],
) -> dict[str, Reading]:
    """The columns that may name who takes part, where fewer than two do by their headings; all of them are asked.

    One that is not asked is written down as a note, and would stay one when another one is answered.

    Args:
        readings: what each column is read as, by its heading.
        said: the headings of which somebody has said what they are.
        texts: the cells of each column that are not blank.
        known: the headings that say something else for sure.
    """
    named = [one for one in readings.values() if one.role in ("party", "parties")]
    if len(named) >= _TWO or any(one.role == "parties" for one in named):
        return {}
    free = [
        heading
        for heading, one in readings.items()
        if one.role == "note" and heading not in said and heading not in known
    ]
    likely = {heading: _likeness(texts[heading]) for heading in free}
    found = [heading for heading in free if likely[heading] > _MOST_OF_THEM]
    if len(found) + len(named) < _TWO:
        found = [
            heading
            for heading in free
            if heading in found or (likely[heading] >= _SOME_OF_THEM and not readings[heading].is_known)
        ]
    if not found and not named:
        found = [heading for heading in free if not readings[heading].is_known and _may_be_names(texts[heading])]
    taken = {one.detail for one in named}
    slots = (str(number) for number in range(1, 100) if str(number) not in taken)
    return {heading: _asked(next(slots), texts[heading]) for heading in found[:_MOST_ASKED]}


def _asked(slot: str, texts: Sequence[str]) -> Reading:
    """What a column is proposed as that may name parties: the next one, or several where its cells name more."""
    names = _names(texts)
    if slot == "1":
        ways: tuple[str, ...] = ("party 1", "parties")
    else:
        ways = ("parties",) if len(names) > len(texts[:_MOST_TEXTS]) else (f"party {slot}",)
    return Reading.of(ways[0], sure=False, why=_WHY).proposing(*ways)


def _names(texts: Sequence[str]) -> list[str]:
    return [part for text in texts[:_MOST_TEXTS] for part in parties_in(text, lambda _: 0)]


def _may_be_names(texts: Sequence[str]) -> bool:
    """Whether the cells of a column are short, and none of them a number: what nobody knows may be a name."""
    cells = texts[:_MOST_TEXTS]
    short = [text for text in cells if len(text) <= _LONGEST_NAME and not any(map(str.isdigit, text))]
    return len(set(cells)) >= _FEW_NAMES and len(short) == len(cells)


def _likeness(texts: Sequence[str]) -> float:
    """Which part of the names in a column are like parties; nothing where there are few."""
    names = _names(texts)
    return sum(map(is_party, names)) / len(names) if len(names) >= _FEW_NAMES else 0.0


def told_beside(
    name: str,
    readings: Mapping[str, Reading],
    texts: Mapping[str, Sequence[str]],
    known: Collection[str],
) -> Iterator[Text]:
    """What is told of columns in the note whose cells name parties, where others name the two that there are.

    Args:
        name: the sheet's name.
        readings: what each column is read as, by its heading.
        texts: the cells of each column that are not blank.
        known: the headings that say something for sure.
    """
    if sum(one.role in ("party", "parties") for one in readings.values()) < _TWO:
        return
    for heading, one in readings.items():
        if one.role == "note" and not one.is_known and heading not in known:
            if _likeness(texts[heading]) <= _MOST_OF_THEM:
                continue
            yield Text(
                f"{name}: {heading!r} is kept in the note, and its cells name parties; write `parties` at it if they "
                "take part",
                f"{name}：“{heading}”一栏保留在备注中，而其单元格为各方名称；如属参与方，请在该栏写 `parties`",
            )


def none_named(
    name: str, headings: Sequence[str], readings: Mapping[str, Reading], *, is_one_of_several: bool
) -> Question:
    """What is asked of a sheet of which no column is read as parties, and none is like them.

    Args:
        name: the sheet's name.
        headings: its headings, in their order.
        readings: what they are read as.
        is_one_of_several: whether the file has other sheets, so that this one may be left out.
    """
    free = [heading for heading in headings if readings[heading].role == "note"]
    heading = (free or list(headings))[0]
    text = Text(
        "No column names the parties. Write `party 1`, `party 2` or `parties` in place of "
        f"`{readings[heading].written}` at those columns of {name} that do.",
        f"没有任何一栏是参与方。请在工作表“{name}”的相应栏写明party 1、party 2或parties"
        f"（代替`{readings[heading].written}`）。",
    )
    text = left_sheets.or_left(text, name) if is_one_of_several else text
    options = (Option("party 1", _NONE_YET),)
    return Question(("sheets", name, "columns", heading), text, options, column=heading, stops=True)


def told_of_one_each(name: str, parties: Sequence[int], columns: Sequence[str]) -> Text:
    """What is told of a sheet whose partnerships name one party alone each; nothing where one of them names more.

    Args:
        name: the sheet's name.
        parties: how many parties each partnership of it has.
        columns: the headings of its columns that are kept in the note.
    """
    if len(parties) < _TWO or max(parties) > 1:
        return Text()
    en, zh = ", ".join(map(repr, columns)), "、".join(f"“{one}”" for one in columns)
    many = len(parties)
    kept = Text(f" Kept in the note are: {en}.", f"保留在备注中的栏：{zh}。") if columns else Text()
    return Text(
        f"Sheet {name}: all {many} partnerships name one party alone, and tie nobody. If a column names the others, "
        f"write `party 2` or `parties` at it.{kept.en}",
        f"工作表“{name}”：{many}项合作均只写明一方，不构成任何联系。如有一栏为其他各方，请在该栏写 `party 2` 或 "
        f"`parties`。{kept.zh}",
    )
