"""What a partnership is called, what it is, and in which sectors."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kg.intake.sheets import cells, titles
from kg.intake.sheets.asking import Question
from kg.intake.sheets.clean_names import LONGEST_NAME, clean, clean_name, is_chinese
from kg.intake.sheets.done_then import NOT_DONE
from kg.intake.sheets.drafts import Draft, which_code
from kg.intake.sheets.layout import Line
from kg.intake.sheets.likely import MOST_PROPOSED, alike, close_ones, further_codes, near_codes
from kg.intake.sheets.remarks import OnlySaid
from kg.intake.sheets.revised_rows import ADDS, is_mark
from kg.intake.sheets.wording import is_nearest, keep_word, say_nearest
from kg.intake.sheets.words import Words
from kg.nearest import folded
from kg.text import Text

#: What a heading says besides of what the names below it are.
_NAMES = re.compile(r"(?:名称|名字|标题|[\s_]*(?:names?|titles?))\s*$", re.IGNORECASE)


def entitle(draft: Draft, parties: Collection[str]) -> None:
    """What it is called, in both languages where the sheet has both; else after its parties."""
    names = {"name_zh": "", "name_en": ""}
    for role in ("name_zh", "name_en", "name"):
        for line, place, text in draft.cells(role):
            zh, en = _in_both(draft, place, clean_name(text)) if role == "name" else ("", "")
            if zh and en and len(clean_name(text)) <= LONGEST_NAME and ";" not in text:
                names.setdefault("alt_zh", clean_name(text))  # as somebody typed it, and will look for it
            for language, part in ((role, clean_name(text)),) if role != "name" else (("name_zh", zh), ("name_en", en)):
                if part and not names[language] and len(part) <= LONGEST_NAME:
                    names[language] = part
                elif part and part != names[language]:
                    draft.keep(place, text)
                    draft.say(line, place, OnlySaid("a further name: kept in the note", "另一名称：保留在备注中"))
    if not (names["name_zh"] or names["name_en"]) and parties:
        written = [text for _, _, text in draft.cells("party", "parties")]
        chinese = any(map(is_chinese, written))
        made = (
            f"{'与'.join(map(clean, written))}的合作"
            if chinese
            else f"Cooperation of {' and '.join(map(clean, written))}"
        )
        names["name_zh" if chinese else "name_en"] = made[:LONGEST_NAME]
        if draft.revises != ADDS:  # what adds to another row has the name of that
            draft.say(draft.lines[0], None, Text("has no name: called after its parties", "没有名称：以参与方命名"))
    draft.row |= names


def _in_both(draft: Draft, place: int, text: str) -> tuple[str, str]:
    """A name in Chinese and in English; one name with a word of the other script in it is not cut.

    A blank parts two languages only where most cells of the column are so, or both halves are long enough to be a
    name each: 渝新欧 Duisburg hub is one name.
    """
    zh, en = titles.in_both(text)
    if zh and en and text in (f"{zh} {en}", f"{en} {zh}") and place not in draft.sheet.in_both:
        parties = [said for _, _, said in draft.cells("party", "parties")]
        if not titles.are_sure(zh, en, parties):
            return text, ""
    return zh, en


def describe(draft: Draft) -> None:
    """Class, kind of agreement and sectors."""
    draft.row["class"], draft.row["agreement_kind"] = _class(draft)
    codes: dict[str, None] = {}
    for line, place, text in draft.cells("sector"):
        read = cells.codes_in(text, "sector", draft.sheet.words, draft.sheet.answers("sector"))
        codes |= dict.fromkeys(read.codes)
        for part, code in read.named:
            keep_word(draft, "sector", place, part)
            if is_nearest(draft, "sector", part):
                say_nearest(draft, line, place, ("sector", part, code))
        if read.left_out:
            draft.keep(place, text)
        for part in read.open:
            if not draft.pass_over(line, place, part):
                draft.leave_open(line, place, which_code(draft.sheet, "sector", part))
    if not codes:
        codes["crossSector"] = None
        if draft.first("sector") is None and draft.sheet.columns("sector") and draft.revises != ADDS:
            draft.say(draft.lines[0], None, Text("names no sector: cross-sector", "未写明领域：记为综合合作"))
    draft.row["sectors"] = ";".join(codes)


def _class(draft: Draft) -> tuple[str, str]:
    """The class, and for agreements the kind, by the type, else by the name, else by the paper that a stage names."""
    for line, place, text in draft.cells("type"):
        if found := _class_of_type(draft, line, place, text):
            name, _, kind = found.partition("/")
            return name, kind
    named = _named_class(draft)
    if named in ("", _AGREEMENT):
        named = _paper_of_stage(draft) or named
    name, _, kind = (named or "Partnership").partition("/")
    return name, kind


def _paper_of_stage(draft: Draft) -> str:
    """The kind of agreement that a cell of stages names: MoU only, 已签框架协议; empty where none does."""
    for _, _, text in draft.cells("stage"):
        codes = cells.codes_in(text, "stage", draft.sheet.words, draft.sheet.answers("stage")).codes
        if set(codes) & set(NOT_DONE):
            continue  # 意向, that it is meant to be, is no letter of intent
        known = draft.sheet.words.values.get("class", {}).get(folded(text.strip()), "")
        found = known if known.startswith(f"{_AGREEMENT}/") else _class_in_name(text, draft.sheet.words)
        if found.startswith(f"{_AGREEMENT}/") and found != _PLAINEST:  # "agreement lapsed" names no paper
            return found
    return ""


def _named_class(draft: Draft) -> str:
    """The class that the name of a partnership says, with the kind of agreement; empty where it says none."""
    for _, place, text in draft.cells("name", "name_zh", "name_en"):
        found = _class_in_name(text, draft.sheet.words)
        # Below the heading 协议名称 all are agreements, a "data centre pact" too.
        headed = _class_in_name(_NAMES.sub("", draft.sheet.headings[place]), draft.sheet.words)
        if headed.startswith(_AGREEMENT) and not found.startswith(_AGREEMENT):
            found = headed
        if found:
            return found
    return ""


def _class_of_type(draft: Draft, line: Line, place: int, text: str) -> str:
    """The class that a cell with a type names, with the kind of agreement; empty where it names none."""
    read = cells.codes_in(text, "class", draft.sheet.words, draft.sheet.answers("class"), single=True)
    if read.codes:
        keep_word(draft, "class", place, text.strip())
        if is_nearest(draft, "class", text.strip()):
            say_nearest(draft, line, place, ("class", text.strip(), read.codes[0]))
        return read.codes[0]
    if draft.pass_over(line, place, text):
        return ""
    if draft.revises and is_mark(text):
        return ""  # it says what the row is to the other one, and nothing of what that is
    answer = draft.sheet.answer("class", text)
    may_be = _may_be(draft, text)
    if not answer and not may_be and (found := _kind_of_agreement(text, draft.sheet.words)):
        return found
    if not answer and not may_be and (found := compound_kind(text, draft.sheet.words)):
        say_nearest(draft, line, place, ("class", text.strip(), found))
        return found
    if not answer and not may_be and (found := _class_in_name(text, draft.sheet.words)):
        # 三方协议 is an agreement, whoever's; what more it says stays in the note.
        say_nearest(draft, line, place, ("class", text.strip(), found))
        return found
    draft.keep(place, text)
    if answer == "ignore":
        return ""
    draft.leave_open(line, place, _which_class(draft, text, answer))
    # A contract is an agreement, whatever its kind is.
    return _AGREEMENT if _are_agreements(may_be) and not _named_class(draft) else ""


def _kind_of_agreement(text: str, words: Words) -> str:
    """The kind of agreement whose word stands before one for an agreement: 院地合作协议; empty where none does."""
    rest = _AN_AGREEMENT.sub("", folded(text))
    found = words.values.get("class", {}).get(rest, "") if rest != folded(text) else ""
    is_nearest = rest in words.nearest.get("class", frozenset())
    return found if found.startswith(f"{_AGREEMENT}/") and not is_nearest else ""


def compound_kind(text: str, words: Words) -> str:
    """The kind of agreement of a word that is made as a known one is, with another word for an agreement in it.

    Of what is known with none, an agreement is one of cooperation; a contract may be any.

    Args:
        text: a cell with a type.
        words: what is known.

    Returns:
        The class with its kind; empty where nothing like it is known.
    """
    plain, known = folded(text.strip()), words.values.get("class", {})
    for found, others in ((_ENDS, _ENDINGS), (_BEGINS, _BEGINNINGS)):
        match = found.search(plain)
        if match is None:
            continue
        for other in others:
            code = known.get(plain[: match.start()] + other + plain[match.end() :], "")
            if code.startswith(f"{_AGREEMENT}/"):
                return code
        if match[0] in _OF_COOPERATION:
            return f"{_AGREEMENT}/cooperation"
    return ""


#: Words for an agreement at the end of compounds and in front of what it is of; which of them are no contracts.
_ENDINGS = ("vertrag", "vereinbarung", "abkommen", "kontrakt")
_BEGINNINGS = (
    *("contrat ", "accord ", "convention ", "contrato ", "acuerdo ", "convenio ", "acordo ", "convenio ", "contratto "),
    "accordo ",
)
_OF_COOPERATION = frozenset(
    ("vereinbarung", "abkommen", "accord ", "acuerdo ", "convenio ", "acordo ", "accordo ", "convention ")
)
_ENDS = re.compile(rf"(?<=[a-z]{{3}})(?:{'|'.join(_ENDINGS)})$")
_BEGINS = re.compile(rf"^(?:{'|'.join(_BEGINNINGS)})")

_AGREEMENT, _PLAINEST = "Agreement", "Agreement/cooperation"
#: What ends the name of an agreement and says no more than that it is one.
_AN_AGREEMENT = re.compile(
    r"(?:的?(?:协议|协定|合同|合约|契约)书?"
    r"|(?<!\s)\s+(?:agreements?|accords?|contracts?|treaty|deals?|pact))$"
)


def _may_be(draft: Draft, text: str) -> Sequence[str]:
    """The types that a word may be of which it is asked."""
    return draft.sheet.words.asked.get("class", {}).get(folded(text.strip()), ())


def _are_agreements(codes: Sequence[str]) -> bool:
    return bool(codes) and all(code.startswith(_AGREEMENT) for code in codes)


def _which_class(draft: Draft, text: str, answer: str) -> Question:
    """What is asked of a word that names no type: the partnership is made without one until somebody says so."""
    text = draft.sheet.asked_as("class", text)
    near, _ = near_codes(text, "class", draft.sheet.words, draft.sheet.ontology)
    asked = Text(
        f"What type of partnership is {text!r}? Until you say so, as its name says, else of none; see its note.",
        f"“{text}”是哪一类合作？未作回答前按名称分类，否则不分类；原词保留在备注中。",
    )
    if _are_agreements(_may_be(draft, text)):
        asked = Text(
            f"What kind of agreement is {text!r}? Until you say so, as its name says, else of no kind; see its note.",
            f"“{text}”是哪一类协议？未作回答前按名称分类，否则不写类型；原词保留在备注中。",
        )
    if answer:
        asked = Text(
            f"The answer {answer!r} for {text[:80]!r} is no type. Write a class, or Agreement/ and a code of "
            "`kg codes agreement-kind`.",
            f"对“{text[:80]}”的回答“{answer}”不是合作类型。请写类名，或Agreement/加`kg codes agreement-kind`的代码。",
        )
    further = further_codes("class", draft.sheet.ontology, near, (text, draft.sheet.words))
    shares = alike(text, "class", draft.sheet.words)
    # Kinds of agreements that have nothing of it are only the first of their list, which stands elsewhere.
    told = [one for one in further if one.answer in shares or one.answer == _PLAINEST or "/" not in one.answer]
    options = (*near, *told)[:MOST_PROPOSED]
    close = close_ones(options, near, shares)
    every = further_codes("class", draft.sheet.ontology)
    return Question(
        ("answers", "class", text), asked, options, every=every, near=close, optional=not answer, unsure=True
    )


def _class_in_name(name: str, words: Words) -> str:
    plain = folded(name)
    for found, endings in words.class_in_name:
        for ending in map(folded, endings):
            if plain.endswith(ending) if not ending.isascii() else re.search(rf"\b{re.escape(ending)}\b", plain):
                return found
    return ""
