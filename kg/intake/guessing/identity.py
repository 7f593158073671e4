"""What tells the partnerships of a table apart, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.intake.guessing.cells import Seen, words_of
from kg.intake.guessing.model import Guessed, Party, Within
from kg.intake.guessing.words import (
    ADDRESS,
    CASES,
    CODES,
    FILES,
    IDENTIFIES,
    MONEY,
    NAMES,
    OF_A_PLACE,
    OF_ONE_SIDE,
    PARTY,
    PROJECT,
    SHORT,
)
from kg.intake.sheets.words import bare, words
from kg.text import Text, typed

#: An id: 1017, AG-001, S/2019/4; no decimal number, and nothing with a space.
_ID = re.compile(r"(?=\S*[0-9])(?![0-9]+[.,][0-9]+$)[^\s€$£¥%]+")
#: How many partnerships are named.
_MOST_NAMED = 3


def name_of(seen: Seen, free: Sequence[str]) -> str:
    """The column of what partnerships are called: a title, else any name, else an acronym."""
    named = [
        name
        for name in free
        if (seen.roles[name] in ("name", "name_en", "name_zh") or _may_be_title(seen, name))
        and seen.are_names(name)
        and seen.words[name][-1] not in CODES - {"title"}  # the language of a name is none
        and not (
            seen.owner(name) and set(words_of(seen.owner(name))) <= OF_ONE_SIDE
        )  # of a side, and of no partnership
    ]
    # The short name of an organisation is no title of what it takes part in.
    named = [name for name in named if not set(seen.words[name]) & SHORT or set(seen.words[name]) & PROJECT]
    short = [name for name in free if "acronym" in seen.words[name] and seen.are_names(name)]
    return next((name for name in named if {"title", "名称"} & set(seen.words[name])), next(iter([*named, *short]), ""))


def _may_be_title(seen: Seen, name: str) -> bool:
    """Whether a heading that may be that of titles or of topics has titles, each row its own: Objeto, Gegenstand."""
    return "name" in words().either.get(bare(seen.headings[name]), ()) and seen.are_of_rows(name)


def project_of(seen: Seen, free: Sequence[str]) -> str:
    """The column that tells partnerships apart: one of ids, which every row has; else one of their names."""
    known = [name for name in free if seen.is_full(name) and not set(seen.words[name]) & (PARTY | OF_A_PLACE)]
    ids = [name for name in known if set(seen.words[name]) & IDENTIFIES or seen.roles[name] in ("id", "number")]
    ids.sort(key=lambda name: (not set(seen.words[name]) & PROJECT, seen.roles[name] == "number"))
    # Beside a title, project, case and grant are what it is filed under.
    filed = [name for name in known if name not in ids and _is_filed_under(seen, name)]
    projects = [name for name in known if seen.words[name][-1] in PROJECT and seen.are_names(name)]
    shorts = [name for name in known if _is_short_for_titles(seen, name)]
    return next(iter([*ids, *filed, *shorts, *projects]), "")


def _is_short_for_titles(seen: Seen, name: str) -> bool:
    """Whether a column has acronyms of partnerships that tell apart what has one title, and each has one title."""
    if not is_short(seen, name):
        return False
    titles = [one for one in seen.headings if one != name and _is_title(seen, one)]
    titles = [one for one in titles if not set(seen.words[one]) & (SHORT | PARTY)]
    return any(_has_one(seen, title, name) and seen.differs(name, title) for title in titles)


def is_short(seen: Seen, name: str) -> bool:
    """Whether a column has acronyms of partnerships by its heading: acronym, projectAcronym, 项目简称."""
    said = {word for word in seen.words[name] if word not in PROJECT}
    return bool(said & SHORT) and said <= SHORT | NAMES and seen.are_names(name)


def _is_filed_under(seen: Seen, name: str) -> bool:
    """Whether a column has ids by their form: headed as a partnership, or the first of the table, all different."""
    said, texts = seen.words[name], seen.texts(name)
    if not texts or not all(map(_ID.fullmatch, texts)) or seen.is_day(name) or set(said) & ADDRESS:
        return False
    titles = [one for one in seen.headings if one != name and _is_title(seen, one)]
    if said[-1] in CASES and not set(said[:-1]) & MONEY:
        is_number = all(text.isdigit() for text in texts)
        if set(said) & MONEY and is_number and not _is_money_beside(seen, name):
            return False  # a grant of 1000, or the grant 1000
        if len(set(texts)) == len(texts):
            return True
        # A programme has many projects.
        return all(_has_one(seen, title, name) for title in titles) if titles else said[-1] in PROJECT | FILES
    is_first = name == next(iter(seen.headings), "")
    is_known = bool(seen.roles[name]) or bool(set(said) & (MONEY | CODES | NAMES))
    if not is_first or is_known or len(set(texts)) != len(texts):
        return False
    # Rows may be counted where several are of one partnership.
    repeats = any(len(set(seen.cells.get(title, ()))) < len(seen.cells.get(title, ())) for title in titles)
    return not (repeats and [text.lstrip("0") for text in texts] == [str(n) for n, _ in enumerate(texts, 1)])


def _is_title(seen: Seen, name: str) -> bool:
    return seen.roles[name] in ("name", "name_en", "name_zh") and seen.are_names(name)


def _is_money_beside(seen: Seen, name: str) -> bool:
    return any(
        one != name and (set(said) & MONEY or seen.is_amount(one)) and not seen.are_names(one)
        for one, said in seen.words.items()
    )


def _has_one(seen: Seen, title: str, name: str) -> bool:
    """Whether rows of one id have one title."""
    within = seen.within(title, name)
    return within is not None and not within.differ


def tells_apart(seen: Seen, project: str, called: str, parties: Sequence[Party]) -> bool:
    """Whether what partnerships are called tells them apart: not where rows of one name have other parties throughout.

    Args:
        seen: the table's columns.
        project: the column that is taken for what tells them apart.
        called: that of their names.
        parties: who takes part.
    """
    single = [one.name for one in parties if not one.separator]
    if not project or project != called or _are_ids(seen, project) or len(single) < 2:
        return True
    # Who leads is the same in all rows of a project; of agreements of one title both sides change.
    withins = [seen.within(name, project) for name in single]
    several = {key for one in withins if one for key in one.differ}
    every = set.intersection(*(set(one.differ) for one in withins if one))
    return 2 * len(every) <= len(several)


def _are_ids(seen: Seen, name: str) -> bool:
    texts = seen.texts(name)
    return bool(texts) and all(map(_ID.fullmatch, texts))


def differing(seen: Seen, project: str, names: Sequence[str]) -> dict[str, Within]:
    """Of what a partnership says once, the columns in which rows of one differ.

    Args:
        seen: the table's columns.
        project: the column of what tells partnerships apart.
        names: columns of what a partnership says once; an empty one is none.
    """
    found = {name: seen.within(name, project) for name in dict.fromkeys(names) if name and name != project}
    return {name: within for name, within in found.items() if within is not None and within.differ}


def remarks(columns: Guessed) -> Iterator[Text]:
    """What is to be known of partnerships whose rows say different things, which one partnership says once."""
    project = typed(columns.project)
    for name, within in columns.differ.items():
        shown = "; ".join(f"{key[:60]} ({rows})" for key, rows in list(within.differ.items())[:_MOST_NAMED])
        shown += " …" if len(within.differ) > _MOST_NAMED else ""
        of, several = len(within.differ), len(within.differ) + within.same
        yield Text(
            f"{project}: rows of one are made one partnership, and in {of} of {several} with several rows these differ "
            f"in {typed(name)}: {shown}. If they are partnerships of their own, put what tells them apart into the "
            'fn:id("partnership", ?project) of the draft.',
            f"{project}：同值的行合为一项合作，但{several}个多行合作中有{of}个各行的 {typed(name)} 不同：{shown}。"
            '若实为不同的合作，请在草稿的 fn:id("partnership", ?project) 中加入能区分它们的列。',
        )
