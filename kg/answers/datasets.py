"""What a graph's data sets are called together, their version and licence; and what of a larger graph it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg import assets
from kg.graph.queryfile import QueryFile
from kg.graph.store import Row, Store
from kg.nearest import local_name
from kg.text import Text

_NOTHING = Text()
_UNNAMED = Text("Partnerships", "合作")


@dataclass(frozen=True, slots=True)
class DataSetTitle:
    """What a graph is called; texts are empty where it does not say.

    Attributes:
        title: the titles of its data sets, with what of a larger graph it is.
        version: the version of all of them; empty if they differ.
        license: the licence of all of them; empty if they differ.
        described: where they differ, the titles with the version and the licence of each; else empty.
    """

    title: Text
    version: str = ""
    license: str = ""
    described: Text = field(default=_NOTHING, compare=False)

    def as_dict(self) -> dict[str, str]:
        """The same as texts by name."""
        described = {"described_en": self.described.en, "described_zh": self.described.zh} if self.described else {}
        return {
            "title_en": self.title.en,
            "title_zh": self.title.zh,
            "version": self.version,
            "license": self.license,
            **described,
        }


def editions(store: Store) -> set[tuple[str, str, str]]:
    """The data sets that a graph is about: the name that their package has, their version and their English title."""
    rows = QueryFile.load(assets.ontology_folder() / "records" / "data-sets.rq").run(store)
    said = [[str(getattr(row.get(name), "value", "")) for name in ("dataset", "version", "title_en")] for row in rows]
    return {(local_name(iri), version, title) for iri, version, title in said}


def data_set(store: Store, scope: Sequence[Text] = ()) -> DataSetTitle:
    """What a graph's data sets are called, their version and licence.

    Several data sets are named together; a version or licence is that of all of them, or none.

    Args:
        store: the graph.
        scope: what of a larger graph it is, in words.
    """
    rows = QueryFile.load(assets.ontology_folder() / "records" / "data-sets.rq").run(store)
    said = {
        name: list(dict.fromkeys(str(getattr(row.get(name), "value", "")) for row in rows))
        for name in ("title_en", "title_zh", "version", "license")
    }
    title = Text("; ".join(said["title_en"]), "；".join(said["title_zh"]))
    version, license_ = (said[name][0] if len(said[name]) == 1 else "" for name in ("version", "license"))
    differ = len(said["version"]) > 1 or len(said["license"]) > 1
    described = _described(rows) if differ else _NOTHING
    return DataSetTitle(scoped(title, scope), version, license_, described)


def _described(rows: Sequence[Row]) -> Text:
    """The data sets one after the other, each with its version and its licence."""
    told: list[Text] = []
    for row in rows:
        en, zh, version, license_ = (
            str(getattr(row.get(name), "value", "")) for name in ("title_en", "title_zh", "version", "license")
        )
        title = Text.of(en, zh)
        more = [text for text in (version, license_) if text]
        told.append(Text(f"{title.en} ({', '.join(more)})", f"{title.zh}（{'，'.join(more)}）") if more else title)
    return Text("; ".join(text.en for text in told), "；".join(text.zh for text in told))


def titles(store: Store) -> list[Text]:
    """What each data set of a graph is called, those that others build on left out; in the order of their IRIs.

    Args:
        store: the graph.
    """
    found: dict[str, Text] = {}
    for row in QueryFile.load(assets.ontology_folder() / "records" / "data-sets.rq").run(store):
        en, zh = (str(getattr(row.get(name), "value", "")) for name in ("title_en", "title_zh"))
        found.setdefault(str(getattr(row.get("dataset"), "value", "")), Text.of(en, zh))
    return [title for title in found.values() if title]


def scoped(title: Text, scope: Sequence[Text]) -> Text:
    """A title with what of a larger graph it is the title of.

    >>> scoped(Text("Ties", "联系"), [Text("as of 2016", "截至2016")])
    Text(en='Ties (as of 2016)', zh='联系（截至2016）')
    """
    if not scope:
        return title
    named = Text.of(title.en, title.zh)
    en, zh = named.en or _UNNAMED.en, named.zh or _UNNAMED.zh
    return Text(f"{en} ({'; '.join(part.en for part in scope)})", f"{zh}（{'；'.join(part.zh for part in scope)}）")
