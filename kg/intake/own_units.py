"""Currencies that folders of one's own add to the units: an amount in one is read as that in any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from kg import vocabulary
from kg.assets import Ontology
from kg.graph import formats
from kg.notations import Hints, Quantity, Read
from kg.text import Text

_UNIT = f"{vocabulary.CODE}unit/"
_CURRENCY, _SIGN = f"{vocabulary.PK}currency", f"{vocabulary.PK}sign"
_NOTATION = f"{vocabulary.SKOS}notation"
#: A currency that is read in its place: whose an amount is says nothing of its digits.
_INSTEAD = "USD"


def own_currencies(ontology: Ontology) -> dict[str, str]:
    """The codes of the currencies that folders of one's own add, by how they are written beside a number.

    Args:
        ontology: the model, with what such folders add to it.
    """
    said: dict[str, dict[str, str]] = {}
    for path in ontology.own_files("codelists", ".ttl"):
        for triple in formats.parse(path):
            subject, value = getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")
            if subject.startswith(_UNIT):
                said.setdefault(subject, {})[triple.predicate.value] = value
    found: dict[str, str] = {}
    for iri, about in said.items():
        if about.get(_CURRENCY) == "true":
            written = (iri.removeprefix(_UNIT), about.get(_NOTATION, ""), about.get(_SIGN, ""))
            found |= dict.fromkeys(filter(None, written), iri.removeprefix(_UNIT))
    return found


class OwnCurrencies:
    """Reads amounts in currencies of one's own.

    Args:
        codes: their codes, by how they are written.
        read: reads an amount in the currencies that there are.
    """

    def __init__(self, codes: Mapping[str, str], read: Callable[[str, Hints], Read[Quantity]]) -> None:
        self._codes = dict(codes)
        self._read = read
        written = "|".join(map(re.escape, sorted(codes, key=lambda one: (-len(one), one))))
        self._signs = re.compile(rf"(?<!\w)(?:{written})(?![^\W\d])|(?<=\d)(?:{written})(?!\w)") if codes else None

    def standing_for(self, text: str) -> tuple[str, str]:
        """A text with a known currency in place of the one of one's own in it, and the code of that; empty if none is.

        Args:
            text: a cell or a heading.
        """
        met = [found[0] for found in self._signs.finditer(text)] if self._signs is not None else []
        codes = {self._codes[one] for one in met}
        if self._signs is None or len(codes) != 1:
            return text, ""
        return self._signs.sub(_INSTEAD, text), codes.pop()

    def quantity(self, text: str, hints: Hints, of_heading: str = "") -> Read[Quantity]:
        """What a text says as an amount.

        Args:
            text: the text.
            hints: what is known of it.
            of_heading: the code of the currency of one's own that its heading names; empty if it names none.
        """
        plain, own = self.standing_for(text)
        code = own or of_heading
        read = self._read(plain, hints)
        if not code:
            return read
        question = read.question
        if question:
            question = Text(question.en.replace(_INSTEAD, code), question.zh.replace(_INSTEAD, code))
        value = read.value
        if value is not None and value.unit == _INSTEAD:
            value = replace(value, unit=code)
        return replace(read, value=value, question=question)
