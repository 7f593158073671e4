"""Words of stages that say the same of what goes on, is over or has stopped: asked in one go, or told by the row.

What goes on and builds nothing, a cooperation or an agreement, is in force; what is being built may be so too, or not
yet. An answer for all words of a kind stands under its name, ``goes on``, beside those for single words, which hold
first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.intake.sheets.asking import Question
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.remarks import MayBeWrong
from kg.intake.sheets.words import Words
from kg.nearest import folded
from kg.text import Text

GOES_ON, IN_FORCE = "goes on", "operating"
#: What each kind of words says, for people.
_SAYS: Mapping[str, Text] = {
    GOES_ON: Text("that it goes on", "仍在进行"),
    "is over": Text("that it is over", "已经结束"),
    "has stopped": Text("that it has stopped", "已经停下"),
}
#: Kinds of agreements by which something is built.
_TO_BUILD = frozenset(("construction", "concession", "investment", "jointConstruction"))
_SECTORS = frozenset(("construction", "infrastructure", "industrialParks", "realEstate"))
#: What says in a name that something is built, by language, as patterns of folded texts.
_BUILT: Mapping[str, str] = {
    "zh": r"建设|新建|扩建|改建|兴建|施工|工程|厂|基地|园(?!艺)|码头|港区|大桥|隧道|铁路|公路|高速|轨道|线路|管道"
    r"|电站|机场|楼|大厦|场馆|体育馆|展馆|医院|校区|仓库|枢纽|产线|生产线|中试线|水库|管网|光伏|风电"
    r"|步道|绿道|栈道|大道|驿站|小镇|街区|渠|坝|馆(?=$|[^a-z])|安装|装修|改造|研发中心|数据中心|物流中心|总部",
    "en": r"construction|build(?:ing|s)?|plants?|factor(?:y|ies)|gigafactory|parks?|terminals?|bridges?|tunnels?"
    r"|rail(?:way)?|roads?|lines?|metro|tram|pipelines?|ports?|airports?|hospitals?|campus|refinery|mill|dam|grid"
    r"|depots?|zones?|data cent(?:er|re)s?|housing|hub|trails?|piers?|quays?|locks?|museums?|laborator(?:y|ies)"
    r"|wind farms?|solar|facilit(?:y|ies)|works|warehouses?",
    "de": r"\w*(?:bau|neubau|ausbau|werk|werke|fabrik|park|terminal|brucke|tunnel|bahn|linie|strasse|leitung|anlage"
    r"|anlagen|hafen|klinikum|halle|zentrum|gebaude|trasse|kraftwerk|pilotlinie|landstrom)",
    "fr": r"construction|usines?|parcs?|ponts?|tunnels?|ligne|lignes|gare|ports?|aeroport|hopital|centrale"
    r"|batiments?|chantier|travaux|zone",
    "es": r"construccion|obras?|planta|fabrica|parque|puentes?|tunel|linea|ferrocarril|carretera|puerto|aeropuerto"
    r"|hospital|central|edificios?|zona",
}
_BUILDS = re.compile(
    rf"{_BUILT['zh']}|\b(?:{'|'.join(said for language, said in _BUILT.items() if language != 'zh')})\b"
)


def builds_nothing(draft: Draft) -> bool:
    """Whether a partnership is an agreement or a cooperation that builds nothing, by its class, name and sectors.

    Where its class is asked, or nobody says one, it may build something.

    Args:
        draft: the partnership, with its class and sectors.
    """
    name, kind = draft.row.get("class", ""), draft.row.get("agreement_kind", "")
    if any(one.path[:2] == ("answers", "class") for one in draft.questions):
        return False
    is_said = draft.first("type") is not None if name == "Partnership" else bool(kind) or name == "Service"
    if not is_said or kind in _TO_BUILD or _SECTORS & set(draft.row.get("sectors", "").split(";")):
        return False
    texts = (text for _, _, text in draft.cells("name", "name_zh", "name_en", "type"))
    return not any(_BUILDS.search(folded(text)) for text in texts)


def in_force(draft: Draft, part: str) -> bool:
    """Whether a word of a stage says that something goes on which builds nothing, and nobody has said more of the word.

    Args:
        draft: the partnership.
        part: the word.
    """
    if draft.sheet.words.stage_kinds.get(folded(part.strip())) != GOES_ON or not builds_nothing(draft):
        return False
    draft.sheet.in_force.add(folded(part.strip()))
    return True


def told_in_force(part: str) -> Text:
    """What is told of it, once a word.

    Args:
        part: the word.
    """
    shown = part.strip()[:60]
    return MayBeWrong(
        f"{shown!r} of agreements and cooperations that build nothing is taken as in force (operating); the word is in "
        "the note. Another one: answers > stage",
        f"协议与合作不涉及建设的，“{shown}”按已生效（operating）计；原词保留在备注中。另选见answers > stage",
    )


def in_one_go(questions: Iterable[Question], words: Words, told: Iterable[str]) -> list[Question]:
    """Questions with those about words of stages of one kind as one.

    Args:
        questions: what is asked.
        words: what is known.
        told: words that some rows have told by what they are, folded: an answer for such a word alone would hold for
            these too.
    """
    listed = list(questions)
    kinds = {words.stage_kinds[word] for word in told if word in words.stage_kinds}
    by_kind: dict[str, list[Question]] = {}
    for one in listed:
        kind = _kind_of(one, words)
        if kind and not one.refused:
            by_kind.setdefault(kind, []).append(one)
    made: list[Question] = []
    for one in listed:
        kind = _kind_of(one, words)
        several = by_kind.get(kind, [])
        if one.refused or (len(several) < 2 and kind not in kinds) or not several:
            made.append(one)
        elif one is several[0]:
            made.append(_of_all(several, kind))
    return made


def _kind_of(question: Question, words: Words) -> str:
    """The kind of words that a question about a stage asks of; empty for others."""
    return words.stage_kinds.get(folded(question.path[-1]), "") if question.path[:2] == ("answers", "stage") else ""


def _of_all(several: list[Question], kind: str) -> Question:
    """One question for all words of a kind."""
    first = several[0]
    shown = [one.path[-1] for one in several]
    says = _SAYS.get(kind, Text(kind, kind))
    text = Text(
        f"Some rows say {says.en}: {', '.join(shown)}. Which stage is that? One answer for all of them; a word that "
        f"means another one has a line of its own: '{shown[0]}: …'.",
        f"有的行只写明{says.zh}：{'、'.join(shown)}。属于哪个阶段？一个回答适用于全部；"
        f"如某词另有所指，可另写一行：{shown[0]}: …",
    )
    rows = tuple(dict.fromkeys(row for one in several for row in one.rows))
    return replace(
        first,
        path=(*first.path[:2], kind),
        text=text,
        rows=rows,
        holds=any(one.holds for one in several),
        optional=all(one.optional for one in several),
        unsure=True,
    )
