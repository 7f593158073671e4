"""Public bodies and zones whose names leave out whose they are: 县政府, 商务局, 开发区 in a list of 安吉县.

Whoever keeps such a list knows the county; in the graph, all counties' 县政府 would be one body nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from kg.intake.identities import guess, kind_words, places_in, registered, well_known
from kg.intake.registries import RegisteredRegion, find, region
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.clean_names import REMEMBERED
from kg.intake.sheets.placing import told
from kg.intake.sheets.who import KINDS
from kg.text import HAN, Text

#: The level of which a body is, before what it is; and words that only begin with such a sign.
_OF_A_LEVEL = re.compile(
    f"(?P<level>[省市县区州盟旗镇乡]|街道)(?![域场舰立块级民长镇间区村]|政(?!府))(?P<rest>[{HAN}]{{1,12}})"
)
#: What a body of any place is called, without whose it is.
_OF_ANY_PLACE = re.compile(f"[{HAN}]{{1,6}}(?:局|厅|委|委员会|办公室|办事处)|(?:人民)?政府")
#: Kinds that each place has, and those that only the sign of its level before them tells to be a place's.
_OFFICES = ("office", "parkManagement")
_WITH_LEVEL = (*_OFFICES, "hospital", "school", "researchInstitute", "association", "promotionAgency")
_GOVERNMENT, _PROVINCIAL, _PROVINCE = "政府", "厅", "省"
#: The longest name of such a body.
_LONGEST = 16
#: How many places are proposed.
_MOST = 3


@lru_cache(REMEMBERED)
def leaves_out_place(name: str) -> bool:
    """Whether a Chinese name says of what level and kind a body is, and of no place.

    >>> [leaves_out_place(one) for one in ("县政府", "县商务局", "开发区", "管委会", "文旅局", "县人民医院")]
    [True, True, True, True, True, True]
    >>> [leaves_out_place(one) for one in ("安吉县政府", "市政工程公司", "国家发改委", "商务部", "州立大学")]
    [False, False, False, False, False]
    """
    if len(name) > _LONGEST:
        return False
    said = guess(name, registered())
    if well_known(name) or find(name):
        return False
    words = kind_words(name)[0]
    if name == words and len(name) > 1 and (said.region_class == "Zone" or said.code in _OFFICES):
        return True
    if any(not words.endswith(place) for place in places_in(name, registered())):
        return False  # 新区 of 高新区 is none
    match = _OF_A_LEVEL.fullmatch(name)
    if match and (said.code in _WITH_LEVEL or said.region_class == "Zone"):
        return True
    return said.code == "office" and _OF_ANY_PLACE.fullmatch(name) is not None


def in_full(name: str, places: Iterable[RegisteredRegion]) -> dict[str, RegisteredRegion]:
    """What such a name is in full in some places, or in what these lie in, by its level; nothing where none has that.

    Args:
        name: the name.
        places: regions of China.

    >>> anji = find("安吉县")
    >>> [[*in_full(name, anji)] for name in ("县政府", "市政府", "省商务厅", "商务局", "镇政府")]
    [['安吉县人民政府'], ['湖州市人民政府'], ['浙江省商务厅'], ['安吉县商务局'], []]
    """
    match = _OF_A_LEVEL.fullmatch(name)
    level, rest = (match["level"], match["rest"]) if match else ("", name)
    level = level or (_PROVINCE if name.endswith(_PROVINCIAL) else "")
    rest = f"人民{rest}" if rest == _GOVERNMENT else rest
    found: dict[str, RegisteredRegion] = {}
    for place in places if match or _OF_ANY_PLACE.fullmatch(name) or leaves_out_place(name) else ():
        chain = _with_outer(place)
        of = next((one for one in chain if one.name.zh.endswith(level)), None) if level else place
        if of is not None:
            found.setdefault(f"{of.name.zh}{rest}", of)
    return found


def _with_outer(place: RegisteredRegion) -> list[RegisteredRegion]:
    """A region and all in which it lies, the narrowest first."""
    chain = [place]
    while chain[-1].parent:
        chain.append(region(chain[-1].parent))
    return chain


def of_which(name: str, places: Iterable[RegisteredRegion], code: str) -> Question:
    """Whose body a name means that leaves out its place.

    Args:
        name: the name.
        places: the regions of China that the sheet says.
        code: of which kind it is; empty for a zone.
    """
    around = list(places)
    full = in_full(name, around)
    text = Text(f"{name} says of no place: whose is it?", f"“{name}”未写明属于哪个地方：是哪里的？")
    kind = f"institution {code}" if code else "zone"
    # 镇政府 is of a town of the county that nothing names.
    ways = full or {f"{kind} {place.id}": place for place in around}
    proposed = (Option(one, told(place)) for one, place in [*ways.items()][:_MOST])
    itself = Option(kind, Text("one of this name, of no place", "即此名称，不属任何地方"))
    options = (*proposed, itself, KINDS[-1])
    return Question(("answers", "party", name), text, options, holds=True, unsure=len(full) != 1)
