"""How a thing is called: its names on record, and what people make of them, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from kg.intake.articles.values.context import UNSEEN, Document, pieces, plain
from kg.intake.articles.values.words import rows
from kg.intake.package import Package
from kg.intake.schema import KIND_OF_TABLE
from kg.text import Text

#: What may stand between the characters of a name in Chinese, and between the words of one in English.
_GAP_ZH, _GAP_EN = rf"[\s“”\"'‘’「」《》·•{UNSEEN}-]*", rf"[\s{UNSEEN}]*[\s'’-][\s{UNSEEN}]*"
_HAN = re.compile("[\u3400-\u9fff]")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NAMES = ("name_zh", "name_en", "alt_zh", "alt_en")
#: Words of an English name that tell nothing apart.
_LITTLE = frozenset(["the", "of", "and", "for", "in", "at", "on", "de", "la", "le", "du", "&", "a", "an", "to"])


@dataclass(frozen=True)
class Named:
    """A thing of a package with the ways in which it may be written.

    Attributes:
        reference: ``region/cn-shanghai``.
        name: its name for people.
        forms: the ways to write it, in one width and case.
        shorter: what people call it once it was named: 经开区, 容亿投资.
        ending: the last character of its Chinese name: 区, 县, 市.
    """

    reference: str
    name: Text
    forms: tuple[str, ...]
    shorter: tuple[str, ...] = ()
    ending: str = ""

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages in which it has a name."""
        return frozenset("zh" if _HAN.search(form) else "en" for form in self.forms)

    @cached_property
    def _pieces(self) -> tuple[frozenset[str], ...]:
        return tuple(pieces(form) for form in self.forms)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _any_of(self.forms)

    @cached_property
    def _short_pattern(self) -> re.Pattern[str]:
        return _any_of(self.shorter)

    def may_stand_in(self, document: Document) -> bool:
        """Whether a document has all pairs of characters, or all words, of one of its names."""
        return any(needed <= document.pieces for needed in self._pieces)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where it is named in a text."""
        return [match.span() for match in self._pattern.finditer(text)]

    def is_called_in(self, text: str) -> bool:
        """Whether a text has one of its short names."""
        return bool(self.shorter) and self._short_pattern.search(text) is not None

    def is_clipped_in(self, text: str) -> bool:
        """Whether a text has characters picked from an organisation's Chinese name: 岚交投 of 岚江交通投资集团."""
        if not self.reference.startswith("institution/"):
            return False
        names = [form for form in self.forms if len(form) >= 6 and _HAN.match(form)]
        return any(
            _is_picked(text[at : at + length], name)
            for name in names
            for at in range(len(text) - 2)
            if text[at] == name[0]
            for length in (5, 4, 3)
        )


def _is_picked(clipped: str, name: str) -> bool:
    """Whether characters stand in a name in this order, and not side by side, where they would be a part of it."""
    if len(clipped) < 3 or clipped in name or not all(_HAN.match(sign) for sign in clipped):
        return False
    rest = iter(name)
    return all(sign in rest for sign in clipped)


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Finds one of some names, the longest first; nothing where there is none."""
    return re.compile("|".join(_pattern(form) for form in sorted(forms, key=lambda form: (-len(form), form))) or "(?!)")


def named_things(packages: Iterable[Package]) -> dict[str, Named]:
    """Everything that packages name, by its typed reference; of a name in several the first counts, with all spellings.

    Args:
        packages: the package that is read, and those that it uses.
    """
    spellings: dict[str, dict[str, list[str]]] = {}
    for package in packages:
        for table in package.tables:
            kind = KIND_OF_TABLE.get(table.name)
            if kind not in ("region", "institution", "official", "programme", "partnership"):
                continue
            for row in table.rows:
                reference = f"{kind}/{row.value('id')}"
                own = spellings.setdefault(reference, {name: [] for name in _NAMES})
                for name in _NAMES:
                    cell = row.cells.get(name)
                    own[name] += [value for value in (cell.values if cell else ()) if value not in own[name]]
    regions = _leading(own for reference, own in spellings.items() if reference.startswith("region/"))
    return {reference: _named(reference, own, regions) for reference, own in spellings.items()}


def _leading(regions: Iterable[Mapping[str, list[str]]]) -> re.Pattern[str]:
    """Finds the name of a region at the beginning of a longer name, with what follows it."""
    names = {
        form
        for own in regions
        for name in (*own["name_zh"], *own["alt_zh"])
        for form in _spelt_zh(plain(name), True)
        if len(form) >= 2
    }
    return re.compile(
        f"^(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True)) or '(?!)'})[市县区省镇]?(?=...)"
    )


def _named(reference: str, own: Mapping[str, list[str]], regions: re.Pattern[str]) -> Named:
    zh = [plain(one) for one in (*own["name_zh"], *own["alt_zh"]) if one.strip()]
    en = [plain(one) for one in (*own["name_en"], *own["alt_en"]) if one.strip()]
    forms = tuple(dict.fromkeys(form for one in (*zh, *en) for form in spelt(one, reference.startswith("region/"))))
    shorter = dict.fromkeys(short for form in forms if (short := _shorter(form, regions)) and short not in forms)
    first = _BRACKETS.sub("", zh[0]).strip() if zh else ""
    name = Text.of((own["name_en"] or [""])[0], (own["name_zh"] or [""])[0], reference)
    return Named(reference, name, forms, tuple(shorter), first[-1:] if _HAN.search(first) else "")


def _shorter(form: str, regions: re.Pattern[str]) -> str:
    """A name without the place that it begins with; in English, its first word where that is no common one."""
    if _HAN.search(form):
        return regions.sub("", form) if regions.match(form) else ""
    words = form.split()
    first = re.sub(r"'s$", "", words[0]) if len(words) > 1 else ""
    return first if len(first) >= 5 and first.isalpha() and first not in _COMMON else ""


_COMMON = frozenset(
    re.findall(
        "[a-z]+",
        "university college school institute hospital national north northern south southern east eastern west western "
        "central royal first second third international general centre center port city county district province free",
    )
)


def spelt(name: str, is_region: bool) -> Iterator[str]:
    """The ways to write a name: as it is, without brackets, without the suffix of its kind, by its first letters.

    Args:
        name: a name as ``context.plain`` has it.
        is_region: whether it is a region's.

    >>> list(spelt("莘庄镇", True)), "ecust" in spelt("east china university of science and technology", False)
    (['莘庄镇', '莘庄'], True)
    """
    bare = " ".join(_BRACKETS.sub(" ", name).replace(UNSEEN, "").split())
    for one in dict.fromkeys((" ".join(name.split()), bare)):
        if one:
            yield from _spelt_zh(one, is_region) if _HAN.search(one) else _spelt_en(one, is_region)
    for inside in _BRACKETS.findall(name):
        part = inside[1:-1].strip()
        # Rongyi Investment (Shanghai): what is in brackets is where it is; (SJTU) is its name.
        if (
            part.isascii()
            and part.isalpha()
            and len(part) >= 3
            and part == part.lower()
            and " " not in part
            and not is_region
            and _is_initials(part, bare)
        ):
            yield part


def _is_initials(part: str, name: str) -> bool:
    return part == "".join(word[0] for word in _words(name) if word not in _LITTLE)


def _spelt_zh(name: str, is_region: bool) -> Iterator[str]:
    name = re.sub(r"[“”\"《》「」]", "", name)
    yield name
    for row in rows("clipped"):
        if row["whole"] in name:
            yield name.replace(row["whole"], row["clipped"])
    bare = _without(name, "zh", is_region)
    if len(bare) >= 2 and bare != name:
        yield bare
    if not is_region:
        # 上海市第一人民医院 is 上海第一人民医院 too.
        inner = re.sub(r"^([\u3400-\u9fff]{2,3})(?:市|县|区|省)(?=[\u3400-\u9fff]{3})", r"\1", name)
        if inner != name:
            yield inner


def _spelt_en(name: str, is_region: bool) -> Iterator[str]:
    name = name.strip(" .,")
    name = name.removeprefix("the ")
    yield name
    bare = _without(name, "en", is_region)
    if len(bare) >= 4 and bare != name and bare not in _LITTLE:
        yield bare
    if match := re.match(r"(?:city|town|county|province|district|port|municipality) of (.+)", name):
        yield match[1] if is_region else name
    words = [word for word in _words(name) if word not in _LITTLE]
    if len(words) >= 3 and not is_region:
        yield "".join(word[0] for word in words)
    if name.startswith("university of ") and len(name) > 16:
        yield f"{name[14:]} university"
    elif name.endswith(" university") and len(name) > 14:
        yield f"university of {name[:-11]}"
    if " and " in name:
        yield name.replace(" and ", " & ")
    elif " & " in name:
        yield name.replace(" & ", " and ")


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", name.replace("'", ""))


@cache
def _suffixes(language: str, kind: str) -> tuple[str, ...]:
    return tuple(
        suffix
        for row in rows("suffixes")
        if row["language"] == language and row["kind"] == kind
        for suffix in row["suffixes"].split("|")
    )


def _without(name: str, language: str, is_region: bool) -> str:
    """A name without what tells its kind, and of a company its legal form, as often as there is one."""
    found = name
    while True:
        for suffix in _suffixes(language, "region" if is_region else "institution"):
            if language == "zh" and found.endswith(suffix) and len(found) - len(suffix) >= 2:
                found = found[: -len(suffix)]
                break
            if language == "en" and re.search(rf"[ ,]{re.escape(suffix)}\.?$", found):
                found = found[: -len(suffix) - 1].rstrip(" .,")
                break
        else:
            return found
        if is_region:
            return found


def _pattern(form: str) -> str:
    if _HAN.search(form):
        signs = [sign for sign in form if not re.match(r"[\s“”\"'‘’「」《》·•-]", sign)]
        ahead = r"(?<![a-z0-9])" if form[0].isascii() and form[0].isalnum() else ""
        return ahead + _GAP_ZH.join(re.escape(sign) for sign in signs)
    words = [part for part in re.split(r"[\s'’-]+", form) if part]
    return rf"(?<![a-z0-9]){_GAP_EN.join(re.escape(word) for word in words)}(?![a-z0-9])"
