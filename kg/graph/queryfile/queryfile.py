"""A query file as a whole: read, and asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kg import assets
from kg.errors import SourceError
from kg.graph.functions import Given
from kg.graph.queryfile.binding import bind
from kg.graph.queryfile.codes import check_term, coded
from kg.graph.queryfile.header import check_summary, read_column, read_header, read_parameter, read_text
from kg.graph.queryfile.model import Column, Parameter, Value
from kg.graph.store import Row, Store
from kg.text import Text

_INCLUDE = re.compile(r"^[ \t]*#include[ \t]+([a-z0-9-]+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class QueryFile:
    """A query with what its header says of it.

    Attributes:
        name: its file's name.
        title: what it is called.
        question: what it asks, in words.
        text: the file's text, with what its ``#include`` lines stand for.
        parameters: what it is asked with, by name.
        columns: what it answers, by name.
        header: the header as it stands.
        left_out: what selects the things that the answer leaves out, each a row, and says so in its ``remark``: the
            file of ``ontology/parts/`` that ``left_out`` names in the header, asked with the same terms.
        remark: what a reader of any answer must know besides.
    """

    name: str
    title: Text
    question: Text
    text: str
    parameters: dict[str, Parameter] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    left_out: QueryFile | None = None
    remark: Text = field(default_factory=Text)

    @classmethod
    def load(cls, path: Path, *, titled: bool = True) -> QueryFile:
        """Read a query file.

        Args:
            path: a file named after the query, ending in ``.rq``.
            titled: whether its header must have a title; else it is called as its file.

        Raises:
            SourceError: if the file cannot be read, or its header is not as it should be.
        """
        try:
            content = path.read_text(encoding="utf-8-sig")  # editors on Windows begin a file with a byte-order mark
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(Text(f"{path}: cannot be read ({error}).", f"{path}：无法读取（{error}）。")) from error
        header = read_header(path, content, required=titled)
        if not titled:
            header.setdefault("title", {"en": path.stem, "zh": path.stem})
        parts = {name: cls.load(_part(path, name)) for name in dict.fromkeys(_INCLUDE.findall(content))}
        try:
            title = read_text(header["title"])
            check_summary(header)
            return cls(
                name=path.stem,
                title=title,
                question=read_text(header["question"]) if "question" in header else title,
                text=_included(content, parts),
                parameters=_parameters(header, parts),
                columns={name: read_column(name, value) for name, value in header.get("columns", {}).items()},
                header=header,
                left_out=_left_out(path, header),
                remark=read_text(header["remark"]) if "remark" in header else Text(),
            )
        except KeyError as error:
            raise SourceError(
                Text(
                    f"{path}: its header lacks or misspells {error}. See ontology/README.md.",
                    f"{path}：其头部缺少或错写了 {error}。见 ontology/README.md。",
                )
            ) from error
        except (TypeError, AttributeError) as error:
            raise SourceError(
                Text(
                    f"{path}: its header lacks or misspells something: title and question, and each parameter and "
                    "column "
                    "by its name, are written {en: …, zh: …}. See ontology/README.md.",
                    f"{path}：其头部有缺漏或错写：title、question 及各参数与列均按名称写作 {{en: …, zh: …}}。见 "
                    "ontology/README.md。",
                )
            ) from error

    @cached_property
    def sparql(self) -> str:
        """The query without its header."""
        lines = self.text.splitlines()
        return "\n".join(line for line in lines if not line.startswith("#:")).strip() + "\n"

    def bind(self, values: Mapping[str, Value], resolve: Any = None) -> dict[str, Given]:
        """Turn what a user typed into terms, defaults filled in.

        Args:
            values: parameter name to value, or to several.
            resolve: function from a name or id and a parameter type to an IRI; without it, a value
                of an IRI type must be an IRI already.

        Returns:
            parameter name to term, or to several where the parameter takes several.

        Raises:
            UsageError: if a parameter is unknown, missing, or of the wrong type.
        """
        return bind(self.name, self.parameters, values, resolve)

    def terms(self, store: Store, values: Mapping[str, Value] | None = None, resolve: Any = None) -> dict[str, Given]:
        """As ``bind`` does, with what only a graph can tell: codes by their labels, and whether they exist.

        Args:
            store: the graph.
            values: as in ``bind``.
            resolve: as in ``bind``.

        Raises:
            UsageError: as ``bind`` does, and if a code or a class is not in the graph.
        """
        terms = self.bind(
            {name: coded(store, self.name, self.parameters.get(name), value) for name, value in (values or {}).items()},
            resolve,
        )
        for name, given in terms.items():
            for term in given if isinstance(given, tuple) else (given,):
                check_term(store, self.name, self.parameters[name], term)
        return terms

    def run(self, store: Store, values: Mapping[str, Value] | None = None, resolve: Any = None) -> list[Row]:
        """Ask the query.

        Args:
            store: the graph.
            values: as in ``bind``.
            resolve: as in ``bind``.

        Returns:
            one dictionary a row.
        """
        return store.select(self.text, self.terms(store, values, resolve))


def _part(path: Path, name: str) -> Path:
    part = assets.ontology_folder() / "parts" / f"{name}.rq"
    if not part.is_file():
        known = ", ".join(item.stem for item in assets.ontology_files("parts", ".rq"))
        raise SourceError(
            Text(
                f"{path}: names {name!r}, but ontology/parts has only: {known}.",
                f"{path}：写有“{name}”，而 ontology/parts 只有：{known}。",
            )
        )
    return part


def _left_out(path: Path, header: Mapping[str, Any]) -> QueryFile | None:
    """What selects what the answer leaves out, if the header names it."""
    if "left_out" not in header:
        return None
    part = QueryFile.load(_part(path, str(header["left_out"])))
    read_text(part.header["remark"])
    return part


def _included(content: str, parts: Mapping[str, QueryFile]) -> str:
    """A query's text with the groups that its ``#include`` lines stand for."""
    return _INCLUDE.sub(lambda match: "{\n" + parts[match[1]].sparql + "}", content)


def _parameters(header: Mapping[str, Any], parts: Mapping[str, QueryFile]) -> dict[str, Parameter]:
    """A query's own parameters, then those of what it includes."""
    own = {name: read_parameter(name, value) for name, value in header.get("parameters", {}).items()}
    for part in parts.values():
        for parameter in part.parameters.values():
            own.setdefault(parameter.name, parameter)
    return own
