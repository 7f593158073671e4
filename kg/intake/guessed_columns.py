"""What the columns of a table are, by their names and their cells: what a first mapping is drafted from.

A party is what names an organisation or a region; money, addresses, codes and yes or no are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.intake.anytable import AnyTable, Cell
from kg.intake.identities import guess, registered
from kg.intake.registries import find
from kg.intake.several import column_name
from kg.intake.sheets.columns import recognised
from kg.intake.sheets.words import words
from kg.nearest import folded
from kg.notations import heading_hints, period, quantity

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+|[0-9]+")
_NUMBER = re.compile(r"-?[0-9.,]+")
_TIME = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M| ?Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_DAY = re.compile(
    rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,4}}[./年-][0-9]{{1,2}}(?:[./月-][0-9]{{1,4}}日?)?){_TIME}"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-][0-9]{4}\b")
_YES_OR_NO = frozenset(("true", "false", "yes", "no", "y", "n", "0", "1", "是", "否"))
#: What parts several names in a cell, the surest first.
_SEPARATORS = (";", "；", "|", "、")
_MOST_PARTIES, _MOST_CODES, _MOST_SECTORS = 4, 8, 30


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MONEY = _set(
    "amount amounts budget contribution cost costs funding grant value investment eur usd gbp cny price total sum "
    "award awarded financing commitment commitments committed disbursed disbursement disbursements capex expenditure "
    "金额 投资额 资金 经费 预算"
)
_ADDRESS = _set("address street postcode postal zip zipcode road addr 地址 邮编")
_CODES = _set(
    "id ids code codes ref no nr number num key pic uuid uri url link website email mail phone tel lat lng lon long "
    "latitude longitude abbr abbreviation acronym share type kind role status stage currency date day year month since "
    "start end language lang sector topic topics field category note notes remark remarks description abstract is has "
    "rank order count n group version title 编号 序号 代码"
)
_PARTY = _set(
    "party parties partner partners org organisation organization organisations organizations institution institutions "
    "member members company companies university lead leader coordinator coordinators applicant beneficiary "
    "beneficiaries participant participants grantee grantees grantor funder funders operator operators signatory "
    "signatories sponsor contractor supplier employer agency left right twinned twin twins sister sisters donor donors "
    "recipient recipients grantees grantors financier financiers lender lenders borrower borrowers investor investors "
    "provider providers implementer implementers awardee awardees consortium consortia 甲方 乙方 "
    "友好城市 友城 姐妹城市 结好城市"
)
_PLACES = (
    "town",
    "city",
    "municipality",
    "commune",
    "location",
    "place",
    "site",
    "county",
    "district",
    "region",
    "province",
    "state",
    "country",
)
_IS_OTHER = re.compile("^(对方|外方)(?=.)")
#: What places are headed in Chinese.
_IN_CHINESE = {
    "town": _set("镇 乡镇"),
    "city": _set("城市 市"),
    "county": _set("县 区县 县市 县区 县市区"),
    "district": _set("区 地区"),
    "province": _set("省 省份"),
    "country": _set("国家 国别"),
}
#: What governs a town, and stands for it beside the town that it is twinned with.
_AUTHORITIES = ("municipality", "commune", "council", "borough", "authority", "community")
#: What the heading of the other one of two towns says.
_OTHER_ONE = _set(
    "partner partners twin twins twinned sister sisters foreign overseas counterpart friendship 对方 外方 "
    "友好城市 友城 姐妹城市 结好城市"
)
_OF_A_PLACE = frozenset((*_PLACES, "nuts", "地区", "城市", "国家", "区县", "县市", "县区", "县", "市", "省", "省份"))
_TWINS = _set("twinned twin twins sister sisters 友好城市 友城 姐妹城市 结好城市")
_NAMES = _set("name names title label legal full short")
_PROJECT = _set(
    "project agreement grant deal contract partnership record award twinning treaty pact accord 协议 项目 合作 合同"
)
_IDENTIFIES = _set("id no nr number ref code key rcn 编号 号 序号")
_IDS = _IDENTIFIES | {"ids", "codes", "pic", "pics"}
_SIGNED = _set("signed signing signature concluded 签约 签订 签署 签约日期 签订日期 签署日期")
_AWARDED = _set("award awarded awards approved approval agreed decision decided granted 批准 获批 授予")
_ISSUED = _set(
    "updated update modified published publication generated extracted retrieved issued 更新 发布 更新日期 发布日期"
)
_NO_DAY = _set("type id ids code codes ref status kind flag count currency")
_GIVEN = _set("contribution grant funding award awarded committed disbursed disbursement disbursements commitment")
_ANY_AMOUNT = "totalInvestment"
_HEADED = {"class": "type"}
_STARTED = _set("start started since begin from established founded 开始 起始 成立")
#: What the heading of a column says its parties do in a partnership; a code of the code list ``role``.
_DOES = {
    **dict.fromkeys(
        _set("lead leader leading coordinator coordinators coordinating 牵头 牵头方 牵头单位"), "organiser"
    ),
    **dict.fromkeys(
        _set("funder funders funding donor donors grantor grantors financier financiers lender lenders"), "provider"
    ),
    **dict.fromkeys(_set("recipient recipients grantee grantees awardee awardees borrower borrowers"), "beneficiary"),
}
_ROLE = _set("role roles 角色")
_YES = _set("true yes y 1 是")


@dataclass(frozen=True, slots=True)
class Party:
    """A column of who takes part.

    Attributes:
        name: the column.
        is_region: whether it names regions.
        separator: what parts several in a cell; empty for one.
        key: the column that tells parties of one name apart: their id, or the country that a town is in.
        country: the column of the country that a region is in; empty if there is none.
        level: of regions, a code of the code list ``level``.
        place, land: of an organisation, the column of where it is, and that of the country; empty if there is none.
        area: of a region, the column of the part of a country that it is in, which tells two of one name apart.
        role: what the parties do, a code of the code list ``role``.
        does: the column that says what each does; empty if there is none.
        roles: of that column's texts, the codes of those that are known.
    """

    name: str
    is_region: bool
    separator: str = ""
    key: str = ""
    country: str = ""
    level: str = "city"
    place: str = ""
    land: str = ""
    area: str = ""
    role: str = "partner"
    does: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> set[str]:
        """All columns that say something of the party."""
        return {self.name, self.key, self.country, self.place, self.land, self.area, self.does} - {""}

    @property
    def together(self) -> list[str]:
        """Of several in a cell, the columns that have as many values in theirs."""
        return [name for name in (self.name, self.key, self.place) if name] if self.separator else []


@dataclass(frozen=True, slots=True)
class Money:
    """A column of amounts.

    Attributes:
        name: the column.
        heading: its heading where that names the unit; else empty.
        currency: the column of the currency; empty if there is none.
        measure: a code of the code list ``measure``.
        by_row: whether rows of one partnership have amounts of their own.
        is_open: whether nothing tells its unit.
    """

    name: str
    heading: str
    currency: str
    measure: str
    by_row: bool
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Guessed:
    """What the columns of a table are taken for; a name is empty where no column is.

    Attributes:
        project: the column of what tells partnerships apart.
        called: that of their name.
        parties: the columns of who takes part.
        signed, awarded, started: the days on which they were signed, awarded, and began.
        issued, day: the days that say when the table was issued; any other day.
        money: the amounts.
        kinds, stages, sectors: the column, and each of its texts that is a known word with its code; an empty one for a
            text of a stage that says too little.
        names: all columns, as a mapping has them.
        order: ``day-first`` or ``month-first``, where some days can only be read so and none otherwise; else empty.
        pairs_differ: whether no two rows name the same parties, and none has an amount of its own.
        of_twins: whether a heading says that towns are twins.
        several: the columns of which some cell holds several values.
    """

    project: str
    called: str
    parties: tuple[Party, ...]
    signed: str
    awarded: str
    started: str
    issued: str
    day: str
    money: Money | None
    kinds: tuple[str, Mapping[str, str]]
    stages: tuple[str, Mapping[str, str]]
    sectors: tuple[str, Mapping[str, str]]
    names: tuple[str, ...]
    pairs_differ: bool = True
    order: str = ""
    of_twins: bool = False
    several: frozenset[str] = frozenset()

    @property
    def read(self) -> set[str]:
        """The columns that a draft reads."""
        of_parties = set[str]().union(*(one.columns for one in self.parties))
        of_money = {self.money.name, self.money.currency} if self.money and not self.money.is_open else set()
        coded = {name for name, codes in (self.kinds, self.stages, self.sectors) if codes}
        return {self.project, self.called, self.signed} | coded | of_parties | of_money


def guessed(table: AnyTable, cells: Mapping[str, Sequence[Cell]], filled: int) -> Guessed:
    """What the columns of a table are.

    Args:
        table: the table.
        cells: some of the cells of each column that are not empty, by its name as a mapping has it.
        filled: how many rows they are from.
    """
    return _Columns(table, cells, filled).guessed()


def list_of_parties(table: AnyTable) -> str:
    """The list of objects within a row that most likely has one party an object; empty if there is none."""
    inner: dict[str, list[str]] = {}
    for column, one in table.lists.items():
        inner.setdefault(one, []).append(column.removeprefix(f"{one}_"))
    named = [one for one in inner if set(_words(one)) & _PARTY or set(map(str.lower, inner[one])) & {"name", "org"}]
    return max(named, key=lambda one: bool(set(_words(one)) & _PARTY), default="")


def latest_column(columns: Guessed) -> str:
    """The column that tells best when the table was issued."""
    return columns.issued or columns.signed or columns.awarded or columns.started or columns.day


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(_IS_OTHER.sub(r"\1 ", name))]


@dataclass(slots=True)
class _Columns:
    table: AnyTable
    cells: Mapping[str, Sequence[Cell]]
    filled: int
    headings: dict[str, str] = field(init=False)
    words: dict[str, list[str]] = field(init=False)
    roles: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        named = [(column_name(heading), heading) for heading in self.table.names]
        twice = {name for name, _ in named if sum(name == other for other, _ in named) > 1}
        # What stands once at the head of a document is of no row: meta.generated, total.
        self.headings = {n: h for n, h in named if n and n not in twice and h not in self.table.head}
        self.words = {name: _words(name) for name in self.headings}
        self.roles = {name: self._role(name) for name in self.headings}

    def guessed(self) -> Guessed:
        parties = self._parties()
        taken = set[str]().union(*(one.columns for one in parties))
        free = [name for name in self.headings if name not in taken]
        called = self._called(free)
        project = self._project([name for name in free if name != called]) or called
        free = [name for name in free if name not in (project, called)]
        days = [name for name in free if self._is_day(name)]
        signed = next((one for one in days if self.roles[one] == "signed" or set(self.words[one]) & _SIGNED), "")
        started = next((one for one in days if self.roles[one] == "start" or set(self.words[one]) & _STARTED), "")
        awarded = next((one for one in days if one != signed and set(self.words[one]) & _AWARDED), "")
        issued = next(
            (one for one in days if one not in (signed, awarded, started) and set(self.words[one]) & _ISSUED), ""
        )
        others = [one for one in days if one not in (signed, awarded, started, issued)]
        # What ends is planned, and says least of when the table was issued.
        day = min(others, key=lambda one: "end" in self.words[one], default="")
        money = self._money(free, project)
        return Guessed(
            *(project, called, parties, signed, awarded, started, issued, day, money),
            *(self._codes(free, "class"), self._codes(free, "stage"), self._codes(free, "sector")),
            tuple(self.headings),
            not money and self._pairs_differ(parties),
            self._order(signed or awarded or started),
            any(set(self.words[one.name]) & _TWINS for one in parties),
            frozenset(name for name, cells in self.cells.items() if not all(isinstance(cell, str) for cell in cells)),
        )

    def _order(self, name: str) -> str:
        """How the days of a column are written that have their year last."""
        found = [match for text in self._texts(name) if (match := _YEAR_LAST.match(text))] if name else []
        first, second = (any(int(match[place]) > 12 for match in found) for place in (1, 2))
        return "" if first is second else "day-first" if first else "month-first"

    def _pairs_differ(self, parties: Sequence[Party]) -> bool:
        places = {column_name(heading): place for place, heading in enumerate(self.table.names)}
        named = [places[name] for one in parties for name in (one.name, one.key, one.area) if name]
        # A row that only stands twice is one.
        rows = dict.fromkeys(tuple(row) for row in _first(self.table, self.filled))
        return len({tuple(row[place] for place in named) for row in rows}) == len(rows)

    def _role(self, name: str) -> str:
        """What a column is read as by its name, or by the longest run of words in it that is a known heading."""
        parts = [part for part in self.words[name] if not part.isdigit()]
        if parts[:2] in (["type", "of"], ["kind", "of"]):
            return "type"
        runs = (parts[start : start + length] for length in range(len(parts), 0, -1) for start in range(len(parts)))
        texts = (self.headings[name], name, *(" ".join(run) for run in runs))
        return next(filter(None, (recognised(text, words()) for text in texts)), "")

    def _texts(self, name: str) -> list[str]:
        return [cell for cell in self.cells.get(name, ()) if isinstance(cell, str)]

    def _are_names(self, name: str) -> bool:
        """Whether cells may be names: neither numbers nor yes and no nor days."""
        texts = self._texts(name)
        if not texts:
            return bool(self.cells.get(name))
        plain = [text for text in texts if not _NUMBER.fullmatch(text) and text.lower() not in _YES_OR_NO]
        return 2 * len(plain) > len(texts) and not self._is_day(name)

    def _parties(self) -> tuple[Party, ...]:
        found = [name for name in self.headings if self._is_party(name)]
        # Beside the name of an object within a row, its other fields say more of it, and are nobody.
        named = {name.rpartition("_")[0] for name in found if self.words[name][-1] in _NAMES}
        found = [name for name in found if self.words[name][-1] in _NAMES or name.rpartition("_")[0] not in named]
        found = found or self._ids_of_parties()
        if not found or (len(found) == 1 and not self._is_whole(found[0])) or self._is_of_places(found):
            found = sorted([*found, *self._regions(found)], key=list(self.headings).index)
        if not found:
            found = self._unsaid()
        parties = [self._party(name) for name in found[:_MOST_PARTIES]]
        lands = [name for name in self.headings if "country" in self.words[name]]
        if len(parties) == len(lands) > 1 and all(one.is_region and not one.separator for one in parties):
            # town, country, twinned with, of country: each beside its own.
            parties = [replace(one, key=land, country=land) for one, land in zip(parties, lands, strict=True)]
        parties = [one if one.is_region else self._placed(one, parties) for one in parties]
        return self._levelled([self._with_role(one, parties) for one in self._in_areas(parties)])

    def _is_of_places(self, parties: Sequence[str]) -> bool:
        """Whether several rows are of one partnership because it is in several places."""
        project = self._project([name for name in self.headings if name not in parties])
        places = self._regions(parties)
        return bool(project and places) and (
            any(self._differs(name, project) for name in places)
            and not any(self._differs(name, project) or self._is_list(name) for name in parties)
        )

    def _placed(self, party: Party, parties: Sequence[Party]) -> Party:
        """An organisation with the columns of where it is: those beside its name, or all where it is the one party."""
        before = party.name.rpartition("_")[0]
        taken = {name for one in parties for name in (one.name, one.key, one.country)}
        free = [name for name in self.headings if name not in taken]
        beside = [name for name in free if name.startswith(f"{party.name}_")]  # lead, lead_region
        beside = beside or [name for name in free if before and name.startswith(f"{before}_")]
        if not beside and len(parties) == 1:
            beside = free
        if party.separator:
            lands = self._list_beside(party.name, party.separator, frozenset(("country", "countries")))
            return replace(party, place=lands, level="country") if lands else party
        if len({one.rpartition("_")[0] for one in beside if "country" in self.words[one]}) > 1:
            return party
        found = [name for name in beside if self._says_place(name)]
        land = next((name for name in found if "country" in self.words[name]), "")
        for place in _PLACES[: _PLACES.index("country")]:
            fine = [name for name in found if name != land and place in self.words[name]]
            if len(fine) == 1:
                return replace(party, place=fine[0], land=land, level=_level_said(self.words[fine[0]]) or "city")
        return replace(party, place=land, level="country") if land else party

    def _in_areas(self, parties: Sequence[Party]) -> list[Party]:
        """Regions with the part of a country that each is in, where it is said of all, or of one of two twins."""
        areas = {one.name: self._area(one) for one in parties if one.is_region and not one.separator}
        if not all(areas.values()) and not self._are_twins:
            return list(parties)
        return [replace(one, area=areas.get(one.name, "")) for one in parties]

    def _area(self, party: Party) -> str:
        """The column of the part of a country that a town is in: state beside city, county beside local authority."""
        own = [
            word
            for word in self.words[party.name]
            if word not in {"local", "home", *_NAMES, *_OF_A_PLACE, *_AUTHORITIES}
        ]
        mine = [_PLACES.index(word) for word in self.words[party.name] if word in _PLACES]
        finest = max(mine, default=_PLACES.index("commune"))
        for place in ("county", "district", "region", "province", "state"):
            for name, said in self.words.items():
                left = [word for word in said if word not in {*_NAMES, *_OF_A_PLACE}]
                if said[-1] == place and left == own and _PLACES.index(place) > finest and self._are_names(name):
                    return name
        return ""

    def _with_role(self, party: Party, parties: Sequence[Party]) -> Party:
        """A party with what it does: as a column beside it says of each, else as its heading says of all."""
        said = next((_DOES[word] for word in self.words[party.name] if word in _DOES), "")
        known = self.roles[party.name].partition(" ")[2]
        role = said or (known if known in words().values["role"].values() else "partner")
        taken = set[str]().union(*(one.columns for one in parties))
        before = party.name.rpartition("_")[0]
        for name in () if party.separator else self.headings:
            is_beside = len(parties) == 1 or (before and name.rpartition("_")[0] == before)
            if name not in taken and is_beside and (codes := self._roles_said(name)):
                return replace(party, role=role, does=name, roles=codes)
        return replace(party, role=role)

    def _roles_said(self, name: str) -> dict[str, str]:
        """The codes of a column's texts, if it says what each party does; by name, or by yes and no."""
        texts, said = list(dict.fromkeys(self._texts(name))), self.words[name]
        if not texts or len(texts) > _MOST_CODES or any(not isinstance(cell, str) for cell in self.cells.get(name, ())):
            return {}
        if all(text.lower() in _YES_OR_NO for text in texts):
            does = next((_DOES[word] for word in said if word in _DOES), "")
            return {text: does for text in texts if does and text.lower() in _YES}
        if not said[-1:] or said[-1] not in _ROLE:
            return {}
        known = words().values["role"]
        codes = {text: known.get(folded(text), known.get(folded(text.replace("_", " ")), "")) for text in texts}
        return {text: code for text, code in codes.items() if code}

    @property
    def _are_twins(self) -> bool:
        """Whether a heading says that it has the other one of two towns."""
        return any(set(said) & _OTHER_ONE and set(said) & _OF_A_PLACE for said in self.words.values())

    def _says_place(self, name: str) -> bool:
        """Whether a column names a place, one a cell; a code of a country does, any other code and address does not."""
        said = self.words[name]
        # The city of an address is a place, whatever else its address says.
        of_address = {"address"} if said[-1] in _PLACES or said[-2:] == ["country", "code"] else set[str]()
        if name in self.table.lists or set(said) & ((_ADDRESS - of_address) | _CODES - {"code"}) or ("nuts" in said):
            return False
        if "code" in said and "country" not in said:
            return False
        return bool(set(said) & set(_PLACES)) and self._are_names(name)

    def _ids_of_parties(self) -> list[str]:
        """The column of the ids of who takes part, where none has their names: several rows are of one partnership."""
        ids = [name for name in self.headings if set(self.words[name]) & (_PARTY | {"pic"}) and self._is_full(name)]
        ids = [name for name in ids if set(self.words[name]) & (_IDENTIFIES | {"pic"})]
        project = self._project([name for name in self.headings if name not in ids])
        found = [name for name in ids if project and self._differs(name, project)][:1]
        named = [name for name in self.headings if self.words[name][-1] in _NAMES and len(self.words[name]) == 1]
        # The name that goes with the id of the party, and not with the project.
        named = [name for name in named if found and self._are_names(name) and not self._differs(name, found[0])]
        return [name for name in named if self._differs(name, project)][:1] or found

    def _id_of(self, name: str) -> str:
        """The column of ids that goes with a column that is headed "name" alone."""
        if self.words[name] not in (["name"], ["title"]):
            return ""
        ids = [
            other for other, said in self.words.items() if set(said) & _PARTY and set(said) & (_IDENTIFIES | {"pic"})
        ]
        return next((other for other in ids if self._is_full(other) and not self._differs(name, other)), "")

    def _is_whole(self, party: str) -> bool:
        """Whether one column has all who take part: several in a cell, or one a row of several; or has an address."""
        if self._is_list(party) or any(set(every) & _ADDRESS for every in self.words.values()):
            return True
        project = self._project([name for name in self.headings if name != party])
        return bool(project) and self._differs(party, project)

    def _is_party(self, name: str) -> bool:
        said = self.words[name]
        about = set(said)
        role = self.roles[name].partition(" ")[0]
        if (
            not self._are_names(name)
            or (about & (_MONEY - {"grant"}) and not (about & _PARTY and said[-1] in _NAMES | _PARTY))
            or about & _ADDRESS
            or said[-1] in _CODES - {"title"}
        ):
            return False
        if about & _OF_A_PLACE and (about & _PARTY or said[-1] not in _OF_A_PLACE):
            return False
        if about & _PARTY and said[-1] not in _PARTY and _one_of_many(said[-1]) in _OF_A_PLACE:
            return False  # partner countries
        if said[0] in _PROJECT and said[-1] in _NAMES and not about & _PARTY:
            return False
        return bool(about & _PARTY) or role in ("party", "parties")

    def _regions(self, beside: Sequence[str]) -> list[str]:
        """The columns of regions of the finest level that there is; none that says where a party is."""
        of_party = {name.rpartition("_")[0] for name in beside} - {""}
        free = [
            name
            for name in self.headings
            if name not in beside and name.rpartition("_")[0] not in of_party and self._are_names(name)
        ]
        for place in _PLACES:
            named = {place} | _IN_CHINESE.get(place, set())
            fine = [name for name in free if set(self.words[name]) & named and not set(self.words[name]) & _CODES]
            # Of a location's name and a location's country, the country is what the name is in.
            coarser = set(_PLACES[_PLACES.index(place) + 1 :])
            finest = [name for name in fine if not set(self.words[name]) & coarser]
            if fine:
                return self._both(finest or fine, free)
        return [name for name in free if self.roles[name] == "region"]

    def _both(self, found: Sequence[str], free: Sequence[str]) -> list[str]:
        """Of twins, both: the town that the table is of beside the one column that says which other one it is with."""
        if len(found) != 1 or not set(self.words[found[0]]) & _OTHER_ONE:
            return list(found)
        others = [name for name in free if not set(self.words[name]) & (_OTHER_ONE | _CODES | _ADDRESS)]
        for word in (*_PLACES[: _PLACES.index("county")], *_AUTHORITIES, *_PLACES):
            if fitting := [name for name in others if word in self.words[name]]:
                return [fitting[0], *found]
        return list(found)

    def _unsaid(self) -> list[str]:
        """Texts that nothing else is known of."""
        never = _MONEY | _ADDRESS | _CODES | _OF_A_PLACE
        free = [name for name in self.headings if not self.roles[name] and self._are_names(name)]
        return [name for name in free if not set(self.words[name]) & never][:2]

    def _party(self, name: str) -> Party:
        separator = "" if name in self.table.lists else _separator(self._texts(name))
        governs = set(_AUTHORITIES) if self._are_twins else set[str]()
        is_region = bool(set(self.words[name]) & (_OF_A_PLACE | _TWINS | governs)) or self.roles[name] == "region"
        return self._one_party(name, separator, is_region or _are_regions(self._parts(name, separator)))

    def _levelled(self, parties: Sequence[Party]) -> tuple[Party, ...]:
        """Parties, of regions with their level: as the heading of one says, else of most that are known.

        One town stands in several columns, and is of one level.
        """
        regions = [one for one in parties if one.is_region]
        said = {one.name: level for one in regions if (level := _level_said(self.words[one.name]))}
        names = [part for one in regions for part in self._parts(one.name, one.separator)]
        usual = next(iter(said.values()), "") or _level_of(names)
        return tuple(replace(one, level=said.get(one.name, usual)) if one.is_region else one for one in parties)

    def _parts(self, name: str, separator: str) -> list[str]:
        """The names in the cells of a column."""
        texts = self._texts(name)
        return [part.strip() for text in texts for part in (text.split(separator) if separator else [text])]

    def _one_party(self, name: str, separator: str, is_region: bool) -> Party:
        if separator or any(not isinstance(cell, str) for cell in self.cells.get(name, ())):
            return Party(name, is_region, separator, key=self._list_beside(name, separator, _IDS) if separator else "")
        if is_region:
            country = self._beside(name, ("country",)) if "country" not in self.words[name] else ""
            return Party(name, is_region, key=country, country=country)
        key = "" if "pic" in self.words[name] else self._beside(name, ("id", "pic", "code", "ref"))
        key = key or self._id_of(name)
        return Party(name, is_region, key=key if self._goes_with(key, name) else "")

    def _beside(self, name: str, others: Sequence[str]) -> str:
        """The column that says another thing of what a column names: town_a and country_a, org_name and org_id."""
        own = [word for word in self.words[name] if word not in _NAMES | _OF_A_PLACE]
        for other, said in self.words.items():
            left = [word for word in said if word not in others]
            if "country" in others:  # location name, location country
                left = [word for word in left if word not in _OF_A_PLACE]
            if other != name and set(said) & set(others) and left == own:
                return other
        return ""

    def _list_beside(self, name: str, separator: str, others: frozenset[str]) -> str:
        """The column of as many ids, or countries, in each cell as another one has names: party_ids beside parties."""
        own = [_one_of_many(word) for word in self.words[name] if word not in _NAMES]
        for other, said in self.words.items():
            left = [_one_of_many(word) for word in said if word not in others]
            if other != name and left == own and self._many(other, separator) == self._many(name, separator):
                return other
        return ""

    def _many(self, name: str, separator: str) -> list[int]:
        return [text.count(separator) for text in self._texts(name)]

    def _goes_with(self, name: str, other: str) -> bool:
        """Whether a column has a cell wherever another one has."""
        return bool(name) and len(self.cells.get(name, ())) >= len(self.cells.get(other, ()))

    def _is_full(self, name: str) -> bool:
        return bool(name) and len(self.cells.get(name, ())) == self.filled

    def _is_list(self, name: str) -> bool:
        cells = self.cells.get(name, ())
        return any(not isinstance(cell, str) for cell in cells) or bool(_separator(self._texts(name)))

    def _called(self, free: Sequence[str]) -> str:
        named = [
            name
            for name in free
            if self.roles[name] in ("name", "name_en", "name_zh") and self._are_names(name) and not self._is_code(name)
        ]
        short = [name for name in free if "acronym" in self.words[name] and self._are_names(name)]
        return next(
            (name for name in named if {"title", "名称"} & set(self.words[name])), next(iter([*named, *short]), "")
        )

    def _is_code(self, name: str) -> bool:
        return self.words[name][-1] in _IDENTIFIES

    def _project(self, free: Sequence[str]) -> str:
        """The column that tells partnerships apart: one of ids, which every row has."""
        known = [name for name in free if self._is_full(name) and not set(self.words[name]) & (_PARTY | _OF_A_PLACE)]
        ids = [name for name in known if set(self.words[name]) & _IDENTIFIES or self.roles[name] in ("id", "number")]
        ids.sort(key=lambda name: (not set(self.words[name]) & _PROJECT, self.roles[name] == "number"))
        projects = [name for name in known if self.words[name][-1] in _PROJECT and self._are_names(name)]
        return next(iter([*ids, *projects]), "")

    def _is_day(self, name: str) -> bool:
        """Whether a column has days; years alone only where its heading says so."""
        texts = self._texts(name)
        said = self.words[name]
        if said[-1] in _NO_DAY:  # the type of a date is none
            return False
        full = sum(_DAY.fullmatch(text) is not None for text in texts)
        is_said = set(said) & (_SIGNED | _STARTED | {"date", "year", "day", "end"}) or self.roles[name] in _DAYS
        reads = [period(text) for text in texts] if is_said else []
        read = sum(one.value is not None or bool(one.proposals) for one in reads)
        return bool(texts) and max(full, read) * 10 >= len(texts) * 8

    def _money(self, free: Sequence[str], project: str) -> Money | None:
        perhaps: Money | None = None
        for name in sorted(free, key=lambda name: not self.roles[name].startswith("amount")):
            said = set(self.words[name])
            if not (said & _MONEY or self.roles[name].startswith("amount")) or said & {"currency", "max", "is"}:
                continue
            heading = self._unit_said(name)
            unit = heading_hints(heading).unit
            currencies = [one for one in free if "currency" in self.words[one]]
            currencies.sort(key=lambda one: not one.startswith(name.rpartition("_")[0] or name))
            currency = next(iter(currencies), "")
            reads = [quantity(text, heading_hints(heading)) for text in self._texts(name)]
            has_units = sum(read.value is not None and bool(read.value.unit) for read in reads)
            are_amounts = 2 * sum(read.value is not None for read in reads) > len(reads)
            if not are_amounts:
                continue
            measure = self.roles[name].removeprefix("amount").strip()
            given = "capitalProvided" if said & _GIVEN else _ANY_AMOUNT
            measure = "" if measure == _ANY_AMOUNT else measure  # what a bare amount is read as
            one = Money(name, heading if unit else "", currency, measure or given, self._differs(name, project))
            if unit or currency or 2 * has_units > len(reads):
                return one
            perhaps = perhaps or replace(one, is_open=True)
        return perhaps

    def _unit_said(self, name: str) -> str:
        """A heading as it is, or with the currency among its words in brackets: totalBudgetEur, total budget (EUR)."""
        heading, said = self.headings[name], self.words[name]
        spelt = [f"{' '.join(word for word in said if word != one)} ({one.upper()})" for one in said if len(one) == 3]
        return next((one for one in (heading, *spelt) if heading_hints(one).unit), heading)

    def _differs(self, name: str, project: str) -> bool:
        """Whether rows of one partnership have different cells in a column."""
        seen: dict[Cell, Cell] = {}
        places = {column_name(heading): place for place, heading in enumerate(self.table.names)}
        for number, row in enumerate(self.table.rows()):
            if number >= self.filled or not row or not project:
                break
            if seen.setdefault(row[places[project]], row[places[name]]) != row[places[name]]:
                return True
        return False

    def _codes(self, free: Sequence[str], kind: str) -> tuple[str, Mapping[str, str]]:
        known = words().values.get(kind, {})
        for name in free:
            several = ((cell,) if isinstance(cell, str) else cell for cell in self.cells.get(name, ()))
            texts = dict.fromkeys(text for one in several for text in one)
            if self.roles[name] != _HEADED.get(kind, kind):
                continue
            codes = {text: known[folded(text)] for text in texts if folded(text) in known}
            if 0 < len(texts) <= _MOST_CODES:
                # What says too little of a stage stands in the draft, to be filled in.
                return name, {text: codes.get(text, "") for text in texts if text in codes or kind == "stage"}
            if kind == "sector" and 0 < len(codes) <= _MOST_SECTORS:
                return name, codes
        return "", {}


def _one_of_many(word: str) -> str:
    """A word for one of what a word is for several of."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _are_regions(names: Sequence[str]) -> bool:
    """Whether most names are of regions: by a registry, or by how they end."""
    some = list(dict.fromkeys(names))[:_MOST_NAMES]
    kinds = [guess(name, registered()).kind or ("region" if find(name) else "") for name in some]
    return 2 * kinds.count("region") > len(kinds)


def _level_said(words_of_heading: Sequence[str]) -> str:
    """The level of regions that a heading says; empty if it says none."""
    return next((_LEVELS[word] for word in words_of_heading if word in _LEVELS), "")


def _level_of(names: Sequence[str]) -> str:
    """The level that most names of regions have, by how they end or by a registry; else that of cities."""
    counted = Counter(
        level
        for name in list(dict.fromkeys(names))[:_MOST_NAMES]
        if (level := guess(name, registered()).code or next((one.level for one in find(name)), ""))
    )
    level = next(iter(counted.most_common(1)), ("city", 0))[0]
    return level if level in ("country", "province", "city", "county", "town") else "city"


#: Of how many names of a column it is looked what they are.
_MOST_NAMES = 60
_LEVELS = {
    **dict.fromkeys(("country", "国家"), "country"),
    **dict.fromkeys(("province", "state", "省份", "省"), "province"),
    **dict.fromkeys(("county", "district", "区县", "县", "县区", "区"), "county"),
    **dict.fromkeys(("city", "town", "municipality", "commune", "location", "place", "site", "城市", "市"), "city"),
}
_DAYS = ("signed", "date", "start", "end")


def _separator(texts: Sequence[str]) -> str:
    """What parts several names in cells of a column; empty where most have one."""
    return next((sign for sign in _SEPARATORS if sum(sign in text for text in texts) * 5 > len(texts)), "")


def some_cells(table: AnyTable, most: int) -> tuple[dict[str, list[Cell]], int]:
    """Cells that are not empty, by column as a mapping has it, of the first rows, and how many rows these are."""
    names = [column_name(name) for name in table.names]
    found: dict[str, list[Cell]] = {name: [] for name in names}
    number = 0
    for row in _first(table, most):
        number += 1
        for name, cell in zip(names, row, strict=False):
            if cell:
                found[name].append(cell)
    return found, number


def _first(table: AnyTable, most: int) -> Iterator[Sequence[Cell]]:
    for number, row in enumerate(table.rows()):
        if number >= most:
            return
        if any(row):
            yield row
