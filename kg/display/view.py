"""The page as a value that lives: what is selected in it is read in Python, and Python alters what it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import traitlets

from kg.answers.records import Records
from kg.display.spelling import Spelling
from kg.errors import UsageError
from kg.page.page import HEIGHT, Page
from kg.results.result import frame_of
from kg.text import Text

if TYPE_CHECKING:
    from kg.display.live import LivePage

#: What Python can set, and the page obeys.
_SETTABLE = ("filters", "highlight", "colours", "sizes", "selection")


class _Checked(traitlets.TraitType[Any, Any]):
    """A trait of any value that passes its validator, ``None`` too: ``traitlets.Any`` lets that by unseen."""

    allow_none = False


class PageView(traitlets.HasTraits):
    """A page in a notebook, both ways.

    Click a node or a tie in the page and read ``selection`` in the next cell; or set what follows, by names in either
    language, ids or IRIs, and the page changes. ``observe(handler, "selection")`` calls a function at each change, as
    traitlets have it. Without anywidget (extra ``notebook``) the page is shown in a frame, as it was set before.

    Attributes:
        selection: what is selected, as records of ``iri``, ``en``, ``zh`` and ``class``: one thing, or the two ends of
            a tie. Set it by one or two names, or ``None``.
        filters: the filters that are on, by name: ``sectors``, ``kinds``, ``regions``, ``sources`` (lists), ``years``
            (first and last) and ``hidden`` (classes, phases and kinds of node that are switched off).
        highlight: what stands out while nothing is selected, as IRIs; all if ``None``.
        colours: colours, or numbers for a scale, by thing, or the id of one of the page's measures; the usual if
            ``None``.
        sizes: numbers by thing, or the id of a measure; the usual if ``None``.
        title: what the page is called.
    """

    selection: Any = _Checked([])
    filters: Any = _Checked({})
    highlight: Any = traitlets.Any(None, allow_none=True)
    colours: Any = traitlets.Any(None, allow_none=True)
    sizes: Any = traitlets.Any(None, allow_none=True)

    def __init__(
        self,
        page: Page,
        records: Records,
        resolve: Callable[[str, str], str],
        rows: Callable[[], Sequence[Mapping[str, Any]]],
        height: int = HEIGHT,
    ) -> None:
        """Show a page.

        Args:
            page: the page.
            records: what it was made of.
            resolve: from a name and a kind of thing to the IRI, as ``Names.resolve``.
            rows: the partnerships as records with a thing ``partnership`` each.
            height: of the frame, in pixels.
        """
        super().__init__()
        self.title = page.title
        self._page, self._records, self._rows, self._height = page, records, rows, height
        self._spelling = Spelling(page.keys, records, resolve, page.measures)
        self._behind: list[str] | None = None  # what the page told last, since Python has set anything
        self._hearing = False
        self._live: LivePage | None = None

    @property
    def selected_iris(self) -> list[str]:
        """The IRIs of what is selected: one, the two ends of a tie, or none."""
        return [record["iri"] for record in self.selection]

    @property
    def partnership_iris(self) -> list[str]:
        """The IRIs of the partnerships behind what is selected that pass the filters; of all if nothing is selected.

        Raises:
            UsageError: if filters were set in Python and no page has yet told what passes them.
        """
        if self._behind is not None:
            return list(self._behind)
        if self.filters:
            raise UsageError(
                Text(
                    "No page has told yet what passes the filters. Show the view, and read this in a later cell.",
                    "尚无页面告知哪些合作符合筛选。请先显示该视图，再于其后的单元格中读取。",
                )
            )
        return self._behind_selection()

    def records(self) -> list[dict[str, Any]]:
        """The partnerships behind what is selected, one a row, as ``ask("partnerships")`` has them.

        Raises:
            UsageError: as ``partnership_iris`` does.
        """
        wanted = set(self.partnership_iris)
        return [dict(row) for row in self._rows() if row["partnership"]["iri"] in wanted]

    def frame(self) -> Any:
        """The same as a ``pandas.DataFrame``.

        Raises:
            UsageError: as ``partnership_iris`` does, or if pandas is not installed.
        """
        return frame_of(self.records(), ["partnership_label_en", "partnership_label_zh", "partnership"])

    def _behind_selection(self) -> list[str]:
        """What the page would tell, where no filter is on."""
        records, iris, ties = self._records, self.selected_iris, self._page.ties
        deals = [iri for iri in iris if iri in records.partnerships]
        if not iris:
            deals = list(records.partnerships)
        elif not deals and ties is not None and any(iri in pair for pair in ties for iri in iris):
            # A node of a projection stands for what is behind its ties, which is not all that its party has.
            deals = sorted({deal for pair, behind in ties.items() if set(iris) <= set(pair) for deal in behind})
        elif not deals and len(iris) == 2:
            deals = [deal.iri for deal in records.ties(*iris)]
        elif not deals and iris[0] in records.programmes:
            deals = [iri for iri, deal in records.partnerships.items() if iris[0] in deal.programmes]
        elif not deals:
            deals = [deal.iri for deal in records.partnerships_of(iris[0])]
        return [deal for deal in deals if deal in self._page.keys]

    @traitlets.validate("selection")
    def _checked_selection(self, proposal: Any) -> list[dict[str, str]]:
        iris = self._spelling.iris(proposal["value"])
        if len(iris) > 2:
            raise UsageError(
                Text(
                    f"{len(iris)} things: select one, or the two ends of a tie. `highlight` takes any number.",
                    f"{len(iris)} 项：请选择一项，或一条联系的两端。多项请用 `highlight`。",
                )
            )
        return [self._spelling.record(iri) for iri in iris]

    @traitlets.validate("filters")
    def _checked_filters(self, proposal: Any) -> dict[str, Any]:
        if self._hearing:
            return dict(proposal["value"])
        return self._spelling.filters_by_iri(self._spelling.filters_by_key(proposal["value"] or {}))

    @traitlets.validate("highlight")
    def _checked_highlight(self, proposal: Any) -> list[str] | None:
        return self._spelling.iris(proposal["value"]) or None

    @traitlets.validate("colours", "sizes")
    def _checked_numbers(self, proposal: Any) -> Any:
        given = proposal["value"]
        self._spelling.by_key(given)
        return dict(given.items()) if hasattr(given, "items") else given

    @traitlets.observe(*_SETTABLE)
    def _changed(self, change: Any) -> None:
        if self._hearing:
            return
        self._behind = None
        if self._live is not None:
            self._live.tell({change["name"]: self._asked(change["name"])})

    def _asked(self, name: str) -> Any:
        """One of what Python has set, as the page takes it."""
        value, spelling = getattr(self, name), self._spelling
        if name == "selection":
            return [spelling.key(iri) for iri in self.selected_iris]
        if name == "highlight":
            return [spelling.key(iri) for iri in value] if value else None
        return spelling.filters_by_key(value) if name == "filters" else spelling.by_key(value)

    def _all_asked(self) -> dict[str, Any]:
        """All that a page that opens now is to look like; what is as usual is left out."""
        return {name: self._asked(name) for name in _SETTABLE if getattr(self, name)}

    def _hear(self, told: Mapping[str, Any]) -> None:
        """Take what the page tells as it stands now."""
        spelling = self._spelling
        with self._listening():
            self._behind = [
                iri for iri in spelling.known(told.get("partnerships")) if iri in self._records.partnerships
            ]
            self.filters = spelling.filters_by_iri(spelling.heard(told.get("filters")))
            self.selection = spelling.known(told.get("selection"))[:2]

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """While the page is heard, nothing is told back: it knows."""
        self._hearing = True
        try:
            # Whoever observes one of them finds the others as the page told them too.
            with self.hold_trait_notifications():
                yield
        finally:
            self._hearing = False

    @cached_property
    def _is_live(self) -> bool:
        return find_spec("anywidget") is not None

    def __repr__(self) -> str:
        return f"<PageView {self.title!r}; .selection, .frame(), .filters, .highlight, .colours, .sizes>"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        shown = {**self._page.bundle(self._height, self._all_asked()), "text/plain": repr(self)}
        if not self._is_live:
            return shown
        from kg.display.live import LivePage

        if self._live is None:
            self._live = LivePage(self._page, self._height, self._all_asked, self._hear)
        bundle = self._live._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        return {**data, **shown}, metadata
