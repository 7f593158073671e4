"""Where names lead, beside a store on disk: whoever asks for one thing by its name need not read all of them.

A table of SQLite, as it comes with Python: names folded and ids, each with the things that have it. It is made with the
store and holds for it alone. It gives what may be meant; what the store says of that is asked there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg import vocabulary
from kg.graph.columns import value
from kg.graph.store.protocol import Store
from kg.graph.terms import Literal, NamedNode
from kg.nearest import folded

if TYPE_CHECKING:
    import sqlite3

#: What the file is called in the folder of a store.
FILE = "names.sqlite"
#: By what things are called.
HOW = (NamedNode(vocabulary.SKOS + "prefLabel"), NamedNode(vocabulary.SKOS + "altLabel"))
_TYPE = NamedNode(vocabulary.RDF + "type")
_NAMES = "SELECT ?thing ?name WHERE { VALUES ?how { skos:prefLabel skos:altLabel } ?thing ?how ?name }"
_THINGS = "SELECT DISTINCT ?thing WHERE { ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(pk:))) }"
#: How lines of N-Triples say that something has a name or is of a class.
_SAYS = tuple(f" {term} ".encode() for term in (*HOW, _TYPE))
#: Where more things changed, all names are read again.
_MOST_CHANGED = 500
_TABLES = """
    CREATE TABLE names (name TEXT, thing TEXT, PRIMARY KEY (name, thing)) WITHOUT ROWID;
    CREATE TABLE ids (id TEXT, thing TEXT, PRIMARY KEY (id, thing)) WITHOUT ROWID;
"""


class NameIndex:
    """The names of the things in a store, to be asked.

    Args:
        folder: the store's, as it was made here: what the file says is believed.

    Raises:
        OSError: if it has none.
    """

    def __init__(self, folder: Path) -> None:
        self._table = _opened(folder, "mode=ro&immutable=1")

    def named(self, name: str) -> list[str]:
        """The IRIs of what has a name in either language, sorted.

        Args:
            name: the name, folded as ``kg.nearest.folded`` does.
        """
        return self._found("SELECT thing FROM names WHERE name = ? ORDER BY thing", name)

    def ending(self, end: str) -> list[str]:
        """The IRIs of things that end in a text behind their last ``/`` or ``#``, sorted.

        Args:
            end: the text.
        """
        return self._found("SELECT thing FROM ids WHERE id = ? ORDER BY thing", end)

    def _found(self, query: str, text: str) -> list[str]:
        try:
            text.encode()
        except UnicodeEncodeError:  # half a character is in no name
            return []
        return [thing for (thing,) in self._table.execute(query, (text,))]


def write(folder: Path, store: Store) -> None:
    """Write the names of a store into its folder.

    Args:
        folder: the store's.
        store: the store, with all that is to be found in it.

    Raises:
        OSError: if it cannot be written.
    """
    things = (value(token) for token in store.columns(_THINGS)["thing"] if token.startswith("<"))
    with _changing(folder, "mode=rwc") as table:
        table.executescript(_TABLES)
        _put(table, all_names(store), things)


def all_names(store: Store) -> Iterator[tuple[str, str]]:
    """All names of a graph, folded as ``kg.nearest.folded`` does, each with the IRI of what has it.

    Args:
        store: the graph.
    """
    found = store.columns(_NAMES)
    for thing, name in zip(found["thing"], found["name"], strict=True):
        if thing.startswith("<") and name.startswith('"'):
            yield folded(value(name)), value(thing)


def change(folder: Path, store: Store, lines: Iterable[bytes]) -> None:
    """Bring the names of a store to what it says now.

    Args:
        folder: the store's.
        store: the store after the change.
        lines: the lines of N-Triples that have gone or come.

    Raises:
        OSError: if it cannot be written.
    """
    said = (line.partition(b" ") for line in lines if any(how in line for how in _SAYS))
    things = sorted({subject[1:-1].decode() for subject, _, _ in said if subject.startswith(b"<")})
    if len(things) > _MOST_CHANGED:
        (folder / FILE).unlink()
        write(folder, store)
    elif things:
        with _changing(folder, "mode=rw") as table:
            for relation in ("names", "ids"):
                table.executemany(f"DELETE FROM {relation} WHERE thing = ?", ((thing,) for thing in things))  # noqa: S608 - ours
            _put(table, _names_of(store, things), (thing for thing in things if _has_class(store, thing)))


def _names_of(store: Store, things: Collection[str]) -> Iterator[tuple[str, str]]:
    for thing in things:
        for how in HOW:
            for triple in store.triples(NamedNode(thing), how):
                if isinstance(triple.object, Literal):
                    yield folded(triple.object.value), thing


def _has_class(store: Store, thing: str) -> bool:
    classes = (triple.object for triple in store.triples(NamedNode(thing), _TYPE))
    return any(isinstance(one, NamedNode) and one.value.startswith(vocabulary.PK) for one in classes)


def _put(table: sqlite3.Connection, names: Iterable[tuple[str, str]], things: Iterable[str]) -> None:
    """Add names and ids, in the order in which they are kept: so they take less time and room."""
    ends = {(thing.rpartition(sign)[2], thing) for thing in things for sign in "/#" if sign in thing}
    with table:
        table.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", sorted({*names}))
        table.executemany("INSERT OR IGNORE INTO ids VALUES (?, ?)", sorted(ends))


@contextmanager
def _changing(folder: Path, how: str) -> Iterator[sqlite3.Connection]:
    """The table of names in a folder, to be written; whatever is wrong with it is an ``OSError``."""
    with closing(_opened(folder, how)) as table, _told(folder):
        yield table


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    import sqlite3  # most commands read small graphs, which have none

    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"{folder / FILE}: {error}") from error


def _opened(folder: Path, how: str) -> sqlite3.Connection:
    import sqlite3

    with _told(folder):
        # Several threads may ask one after the other, as those of a notebook do.
        return sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?{how}", uri=True, check_same_thread=False)
