"""``%load_ext kg``: SPARQL in a cell of its own, and the command line on a graph that the notebook holds.

    %load_ext kg
    graph = kg.open("build")

    %%sparql -o names
    SELECT ?name WHERE { ?p a pk:Partnership ; skos:prefLabel ?name }

    %kg ask partners -p party=海盐

Both read the graph that ``-g`` names (a variable, or what ``kg.open`` takes), or else the variable ``graph``, or else
what the command line reads by itself.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.error import UsageError as CellError
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class

from kg.errors import KGError, QueryError
from kg.knowledge_graph import KnowledgeGraph
from kg.text import Text

#: The variable that is read where no other is named.
VARIABLE = "graph"
#: Where Oxigraph says that a query goes wrong: line and column.
_PLACE = re.compile(r"\b([0-9]+):([0-9]+)\b")

_OPEN = Text(
    "A quote in this line is not closed, or it ends in a backslash. Close the quote, or put a name with an apostrophe "
    "in double quotes.",
    "此行的引号未闭合，或以反斜杠结尾。请闭合引号；含撇号的名称请用双引号括起。",
)


@magics_class
class KGMagics(Magics):
    """The two magics."""

    @property
    def _variables(self) -> dict[str, Any]:
        """The notebook's variables."""
        return {} if self.shell is None else self.shell.user_ns

    @cell_magic
    def sparql(self, line: str, cell: str) -> Any:
        """Ask the cell's query.

        Args:
            line: ``-g GRAPH``, a variable or what ``kg.open`` takes; ``-o NAME``, the variable for a DataFrame.
            cell: SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of the ontology are known.

        Returns:
            the result; nothing if it went into a variable.

        Raises:
            CellError: if the query is wrong, with the line and a mark at the place.
        """
        options, _ = self.parse_options(line, "g:o:")
        try:
            result = _graph(self._variables, options.get("g")).query(cell)
            if "o" not in options:
                return result
            self._variables[options["o"]] = result.frame()
        except QueryError as error:
            raise CellError(_marked(str(error), cell)) from None
        except KGError as error:
            raise CellError(str(error)) from None
        return None

    @line_magic
    def kg(self, line: str) -> None:
        """Run a command of ``kg`` on the notebook's graph, as ``kg ask partners -p party=海盐``.

        Args:
            line: the command and its options, written as in a shell.

        Raises:
            CellError: if the command fails, with what it says, or a quote in the line is open.
        """
        from kg.cli.main import run

        try:
            words = shlex.split(line)
        except ValueError:
            raise CellError(_OPEN.in_language("both")) from None
        # Commands write text and bytes: a notebook's own streams take text only.
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        graph = self._variables.get(VARIABLE)
        with redirect_stdout(out), redirect_stderr(err):
            code = run(words, graph if isinstance(graph, KnowledgeGraph) else None)
        shown, said = (stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
        if code:
            raise CellError((shown + said).strip())
        sys.stderr.write(said)
        sys.stdout.write(shown)


def _graph(variables: Mapping[str, Any], name: str | None) -> KnowledgeGraph:
    found = variables.get(name or VARIABLE)
    if isinstance(found, KnowledgeGraph):
        return found
    from kg.pipeline import open_default, open_graph

    return open_graph(name) if name else open_default()


def _marked(message: str, cell: str) -> str:
    """A message with the line that it speaks of, and a mark under the place."""
    place = _PLACE.search(message)
    lines: Sequence[str] = cell.splitlines()
    if place is None or not 0 < int(place[1]) <= len(lines):
        return message
    line = lines[int(place[1]) - 1]
    before = line[: int(place[2]) - 1]
    # A Chinese character is as wide as two.
    width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in before)
    return f"{message}\n{line}\n{' ' * width}^"
