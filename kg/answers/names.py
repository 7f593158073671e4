"""From what a person types to the thing that is meant: an id, an IRI, or a name in either language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice

from kg import vocabulary
from kg.errors import AmbiguousName, LookupFailed
from kg.graph.columns import value
from kg.graph.store import Store
from kg.graph.store.name_index import HOW, NameIndex, all_names
from kg.graph.store.oxigraph import ReadOnlyStore
from kg.graph.terms import Literal, NamedNode
from kg.nearest import MOST, folded, local_name, nearest, thing_id
from kg.text import HAN, Text, typed

_LABELS = (NamedNode(vocabulary.RDFS + "label"), NamedNode(vocabulary.SKOS + "prefLabel"))
_DEFINITION = NamedNode(vocabulary.SKOS + "definition")
_CODE = NamedNode(vocabulary.PK + "code")
_CURRENT = NamedNode(vocabulary.PK + "currentParty")
_TYPE = NamedNode(vocabulary.RDF + "type")
_IN_SCHEME = NamedNode(vocabulary.SKOS + "inScheme")
#: The classes that a parameter of each type may name.
_CLASSES = {
    "region": ("Region",),
    "institution": ("Institution",),
    "party": ("Party",),
    "partnership": ("Partnership",),
    "programme": ("Programme",),
    "source": ("Source",),
    "thing": (
        "Party",
        "Partnership",
        "Programme",
        "Official",
        "Source",
        "Claim",
        "Participation",
        "Evidence",
    ),
}
#: How like what was typed a name must be, or as many of its words, to be proposed.
_LIKE = 0.75
_WORD = re.compile(r"\w+")
_HAN = re.compile(f"[{HAN}]")
#: Pairs of properties that name a thing together: participations, stage claims and figures.
_PARTS = tuple(
    (NamedNode(vocabulary.PK + first), NamedNode(vocabulary.PK + second))
    for first, second in (("partnership", "party"), ("about", "stage"), ("measure", "about"))
)


#: What a region, and what an institution lies in.
_LIES_IN = (NamedNode(vocabulary.PK + "parentRegion"), NamedNode(vocabulary.PK + "locatedIn"))


def _within(name: str, where: str, language: str) -> str:
    return f"{name}（{where}）" if language == "zh" else f"{name} ({where})"


class Names:
    """The names of the things in a graph: all of them, read once, or those asked for where the store keeps an index.

    Args:
        store: the graph; names added later are not seen.
        scope: what part of a larger graph it is, for the error: what is not in it may be in the rest.
    """

    def __init__(self, store: Store, scope: Sequence[Text] = ()) -> None:
        self._store = store
        en, zh = ("; ".join(part.en for part in scope), "；".join(part.zh for part in scope))
        self._allowed_of: dict[str, set[str]] = {}
        self._labels_of: dict[str, dict[str, str]] = {}
        self._scope = Text(f" ({en})", f"（{zh}）") if scope else Text()
        self._kept: NameIndex | None = store.names if isinstance(store, ReadOnlyStore) else None

    def resolve(self, text: str, kind: str = "thing") -> str:
        """The IRI of the one thing that is meant.

        Args:
            text: an IRI, an id (``region/cn-shanghai`` or ``cn-shanghai``), or a name in Chinese or
                English, compared as ``kg.nearest.folded`` has them, or the official code of a region. What was
                renamed, renumbered or merged is what it is now; see ``moved``.
            kind: what may be meant: a parameter type, such as ``region`` or ``thing``; or ``anything``, which is
                a thing or, where none has that name, a code.

        Raises:
            LookupFailed: if nothing has that name; it names the nearest three.
            AmbiguousName: if several things have; it names them all.
        """
        if exact := self._exactly(text, kind):
            return self._current.get(exact, exact)
        found = self._now(self._find(text, kind))
        if not found and kind == "anything":
            found = self._among(text, self._codes)
        if len(found) == 1:
            return found[0]
        if found:
            choices = [f"{self._path(iri)} ({self.label(iri)})" for iri in found]
            raise AmbiguousName(
                Text(
                    f"{typed(text)!r} may mean {', or '.join(choices)}. Use the id.",
                    f"“{typed(text)}”可能指：{'，或 '.join(choices)}。请用 id。",
                ),
                found,
            )
        allowed = self._allowed(kind)
        near = self._nearest(text, allowed | self._codes if kind == "anything" else allowed)
        hint = (
            Text("See `kg ask find` for parts of names.", "可用 `kg ask find` 按名称的一部分查找。")
            if allowed
            else Text("The graph has nothing of that kind.", "图谱中没有这一类对象。")
        )
        if near:
            hint = Text(f"Did you mean {', or '.join(near)}?", f"是否为 {'，或 '.join(near)}？")
        raise LookupFailed(
            Text(
                f"Nothing is called {typed(text)!r}{_of_kind(kind).en}{self._scope.en}. {hint.en}",
                f"{_of_kind(kind).zh}{self._scope.zh}没有名为“{typed(text)}”的对象。{hint.zh}",
            ),
            near,
        )

    def moved(self, text: str, kind: str = "thing") -> Text | None:
        """That a text names what was renamed, renumbered or merged, and what that is now; ``None`` if it does not.

        Args:
            text: what ``resolve`` took for one thing.
            kind: as there.
        """
        exact = self._exactly(text, kind)
        found = [exact] if exact else self._find(text, kind)
        now = self._now(found)
        before = [iri for iri in found if iri not in now]
        if not before or len(now) != 1 or len(before) != len(found):
            return None
        here, there = self._path(before[0]), self._path(now[0])
        return Text(
            f"{here} ({self.label(before[0], 'en')}) is {there} ({self.label(now[0], 'en')}) now: renamed, renumbered "
            "or merged. The answer is of that.",
            f"{here}（{self.label(before[0], 'zh')}）已更名、改代码或合并，现为{there}（{self.label(now[0], 'zh')}），"
            "以下按后者回答。",
        )

    def _now(self, found: Collection[str]) -> list[str]:
        return list(dict.fromkeys(self._current.get(iri, iri) for iri in found))

    @cached_property
    def _current(self) -> dict[str, str]:
        """What was renamed, renumbered or merged, to what it is now."""
        return {
            triple.subject.value: triple.object.value
            for triple in self._store.triples(None, _CURRENT)
            if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
        }

    def _find(self, text: str, kind: str) -> list[str]:
        """What of a kind may be meant."""
        if self._kept is None:
            return self._among(text, self._allowed(kind))
        may_be = {*self._kept.named(folded(text)), *self._kept.ending(text), *self._spelled(text), *self._coded(text)}
        return self._among(text, {iri for iri in may_be if self._is_of(iri, kind)})

    def _among(self, text: str, allowed: Collection[str]) -> list[str]:
        ids = self._by_id(text, allowed)
        if ids and ("/" in text or ":" in text):
            return ids
        # An id without its kind may be what another thing is called: neither answers for the other.
        both = dict.fromkeys((*ids, *self._by_name(text, allowed)))
        return list(both) or sorted(self._coded(text).intersection(allowed))

    def _coded(self, text: str) -> set[str]:
        """Regions by their official code."""
        try:
            coded = self._store.triples(None, _CODE, Literal(text.strip()))
        except ValueError:  # half a character is no literal
            return set()
        return {triple.subject.value for triple in coded if isinstance(triple.subject, NamedNode)}

    def label(self, iri: str, language: str = "both") -> str:
        """A thing's name in ``en``, ``zh`` or ``both``; the other language, then the id, where it has none."""
        return self._in_language(iri, self._labels(iri) or self._derived(iri), language)

    def told_apart(self, iris: Iterable[str], language: str = "both") -> dict[str, str]:
        """The names of some things; those of one name with what they lie in, or, where that tells none, with their id.

        Args:
            iris: the things, as one column shows them.
            language: as for :meth:`label`.

        Returns:
            by thing, what it is called among them.
        """
        called = {iri: self.label(iri, language) for iri in iris}
        for tell in (self._place_of, lambda iri, _: self._path(iri)):
            count = Counter(called.values())
            alike = [iri for iri, name in called.items() if count[name] > 1 and iri.startswith(self._store.base)]
            told = {iri: tell(iri, language) for iri in alike}
            called |= {iri: _within(called[iri], where, language) for iri, where in told.items() if where}
        return called

    def _place_of(self, iri: str, language: str) -> str:
        """The name of the region that a region or an institution lies in; empty where the graph says none."""
        places = (self._object(NamedNode(iri), predicate) for predicate in _LIES_IN)
        return next((self.label(place, language) for place in places if place), "")

    def definition(self, iri: str) -> Text:
        """What the ontology says that a code or a class means; empty where it says nothing."""
        triples = self._store.triples(NamedNode(iri), _DEFINITION)
        texts = {t.object.language: t.object.value for t in triples if isinstance(t.object, Literal)}
        return Text(texts.get("en", ""), texts.get("zh", ""))

    def _in_language(self, iri: str, labels: dict[str, str], language: str) -> str:
        wanted = ("en", "zh") if language != "zh" else ("zh", "en")
        texts = [labels[name] for name in wanted if name in labels]
        if not texts:
            return self._path(iri)
        return " ".join(dict.fromkeys(texts)) if language == "both" else texts[0]

    def _derived(self, iri: str) -> dict[str, str]:
        """What to call a thing without a name of its own: what it is of, and which of that it is."""
        node = None if iri.startswith("_:") or ":" not in iri else NamedNode(iri)
        for first, second in _PARTS if node else ():
            parts = [self._object(node, predicate) for predicate in (first, second)]
            if all(parts):
                return {language: ": ".join(self._own(part, language) for part in parts) for language in ("en", "zh")}
        return {}

    def _own(self, iri: str, language: str) -> str:
        # Not derived in its turn: a graph from elsewhere may lead in circles.
        return self._in_language(iri, self._labels(iri), language)

    def _object(self, node: NamedNode | None, predicate: NamedNode) -> str:
        """The IRI of what a thing has, if it has; the first of several."""
        found = (triple.object for triple in self._store.triples(node, predicate))
        return min((term.value for term in found if isinstance(term, NamedNode)), default="")

    def _path(self, iri: str) -> str:
        """What names a thing: its kind and id, or a code's list and code."""
        return iri.removeprefix(self._store.base).removeprefix(vocabulary.CODE)

    def _labels(self, iri: str) -> dict[str, str]:
        """The names of one thing by language: whoever asks for a few need not read those of a whole graph."""
        if iri not in self._labels_of:
            labels = self._labels_of[iri] = {}
            node = None
            with suppress(ValueError):  # a text that is no IRI has none
                node = NamedNode(iri)
            # rdfs:label serves classes, which have no skos:prefLabel.
            for predicate in _LABELS if node else ():
                for triple in self._store.triples(node, predicate):
                    if isinstance(triple.object, Literal):
                        labels[triple.object.language or "en"] = triple.object.value
        return self._labels_of[iri]

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        """All names, folded, each with the things that have it."""
        index: dict[str, set[str]] = {}
        for name, thing in all_names(self._store):
            index.setdefault(name, set()).add(thing)
        return {name: sorted(iris) for name, iris in index.items()}

    def _allowed(self, kind: str) -> set[str]:
        if kind not in self._allowed_of:
            classes = " ".join(f"pk:{name}" for name in _CLASSES.get(kind, _CLASSES["thing"]))
            found = self._store.columns(f"SELECT ?thing WHERE {{ VALUES ?class {{ {classes} }} ?thing a ?class }}")
            self._allowed_of[kind] = {value(token) for token in found["thing"] if token.startswith("<")}
        return self._allowed_of[kind]

    @cached_property
    def _codes(self) -> set[str]:
        members = self._store.triples(None, _IN_SCHEME)
        return {triple.subject.value for triple in members if isinstance(triple.subject, NamedNode)}

    def _spelled(self, text: str) -> tuple[str, ...]:
        """The IRIs that a text may be, whole or short."""
        prefix, colon, local = text.partition(":")
        namespace = vocabulary.prefixes(self._store.base).get(prefix, "") if colon else ""
        return text, self._store.base + text, vocabulary.CODE + text, namespace + local

    def _exactly(self, text: str, kind: str) -> str:
        """The thing whose IRI, or the end of it after the base, a text is; what is not one of the kind is empty."""
        if "/" not in text and ":" not in text:
            return ""
        return next((iri for iri in self._spelled(text) if self._is_of(iri, kind)), "")

    def _is_of(self, iri: str, kind: str) -> bool:
        """Whether an IRI is that of a thing of a kind; a text that is none is not."""
        wanted = {NamedNode(vocabulary.PK + name) for name in _CLASSES.get(kind, _CLASSES["thing"])}
        with suppress(ValueError):
            return any(triple.object in wanted for triple in self._store.triples(NamedNode(iri), _TYPE))
        return False

    def _by_id(self, text: str, allowed: Collection[str]) -> list[str]:
        exact = [iri for iri in self._spelled(text) if iri in allowed]
        if exact or "/" in text:
            return exact[:1]
        # The whole id behind the kind: the town region/Bremen/Germany is not called Germany.
        return sorted(iri for iri in allowed if iri.endswith(("/" + text, "#" + text)) and self._own_id(iri) == text)

    def _own_id(self, iri: str) -> str:
        """What names a thing beside its kind: all that stands behind it; of a code and what others made, the end."""
        inside = iri.removeprefix(self._store.base)
        return inside.partition("/")[2] if inside != iri else thing_id(iri)

    def _by_name(self, text: str, allowed: Collection[str]) -> list[str]:
        found = [iri for iri in self._called(folded(text)) if iri in allowed]
        if len(found) > 1:  # where several are alike, whoever is written so is meant
            found = [iri for iri in found if self._is_written(iri, text.strip())] or found
        return found

    def _called(self, name: str) -> list[str]:
        """The IRIs of what has a name, which is folded, sorted."""
        return self._index.get(name, []) if self._kept is None else self._kept.named(name)

    def _is_written(self, iri: str, name: str) -> bool:
        """Whether one of a thing's names is written so."""
        texts = (triple.object for how in HOW for triple in self._store.triples(NamedNode(iri), how))
        return any(isinstance(text, Literal) and text.value == name for text in texts)

    def _nearest(self, text: str, allowed: set[str]) -> list[str]:
        names: dict[str, str] = {}
        for name, iris in self._index.items():
            for iri in iris:
                if iri in allowed:
                    names.setdefault(name, iri)
        for iri in sorted(allowed):
            names.setdefault(thing_id(iri), iri)
        near = dict.fromkeys(names[name] for name in _near(folded(text), names))
        return [f"{self._path(iri)} ({self.label(iri)})" for iri in islice(near, MOST)]


def _near(text: str, names: Collection[str]) -> Iterator[str]:
    """Names in the order in which they may be meant: those that hold the text, then those most like it.

    What is far from all of them is near none: three names that have nothing to do with it would lead astray.
    """
    if not text:
        return
    yield from _shortest(name for name in names if text in name)
    said = _WORD.findall(text)
    yield from _shortest(name for name in names if said and _are_begun(said, _WORD.findall(name)))
    # The words of a name that is typed in part are compared alone: haiyen is near Haiyan County.
    runs: dict[str, list[str]] = {}
    for name in names:
        for run in {name, *_runs(_WORD.findall(name), len(said))}:
            runs.setdefault(run, []).append(name)
    for one in dict.fromkeys((text, local_name(text.replace(":", "/")))):
        for run in nearest(one, runs, 4 * MOST, _LIKE):
            yield from _shortest(runs[run])
    if _HAN.search(text):
        like = [name for name in names if 2 * _shared(text, name) >= len(text)]
        yield from sorted(like, key=lambda name: (-_shared(text, name), len(name), name))


def _shortest(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (len(name), name))


def _are_begun(said: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words begin the words of a name, one after the other: xinan hosp is Xinan International Hospital."""
    left = iter(words)
    return all(any(word.startswith(one) for word in left) for one in said)


def _runs(words: Sequence[str], number: int) -> Iterator[str]:
    """So many words of a name as stand together."""
    return (" ".join(words[at : at + number]) for at in range(len(words) - number + 1))


def _shared(text: str, name: str) -> int:
    """How many characters stand at their place at the beginning of a name: 海岩 is 海盐县 with one of two mistaken."""
    return sum(one == other for one, other in zip(text, name, strict=False))


#: What may be meant, as errors say it.
_KINDS = {
    "region": Text("regions", "地区"),
    "institution": Text("institutions", "机构"),
    "partnership": Text("partnerships", "合作"),
    "party": Text("parties", "参与方"),
    "programme": Text("programmes", "计划"),
    "source": Text("sources", "来源"),
}


def _of_kind(kind: str) -> Text:
    among = _KINDS.get(kind)
    return Text(f" among the {among.en}", f"{among.zh}中") if among else Text()
