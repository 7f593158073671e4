"""Views of a graph and what to call them: as of a day, by the sources of a day, without a source, about a party."""

from __future__ import annotations

from datetime import date, datetime

from kg.errors import UsageError
from kg.graph import views
from kg.graph.store import Store
from kg.graph.views import View
from kg.text import Text


def view_at(store: Store, day: str | date | None, known_by: str | date | None) -> tuple[View, list[Text]]:
    """The graph as it was claimed by a day, of what sources issued by another day say.

    Args:
        store: the whole graph.
        day: the last as-of day that counts; every day if ``None``.
        known_by: the last day of issue that counts; every source if ``None``.

    Returns:
        the view, and what of the graph it is, in words.

    Raises:
        UsageError: if a day is none, or neither is given.
    """
    if day is None and known_by is None:
        raise UsageError(
            Text(
                "Name a day: the graph as of which day, or known by which day?",
                "请写明日期：截至何日的图谱，或何日已知的图谱？",
            )
        )
    view, said = View(store, {}), []
    if known_by is not None:
        last = _day(known_by, "The day of issue")
        view = view.then(views.known_by(view.store, last))
        said.append(Text(f"sources issued by {last}", f"限{last}及以前发布的来源"))
    if day is not None:
        last = _day(day, "The day")
        view = view.then(views.at(view.store, last))
        said.insert(0, Text(f"as of {last}", f"截至{last}"))
    return view, said


def view_without(store: Store, source: str, label: Text) -> tuple[View, list[Text]]:
    """The graph without a source.

    Args:
        store: the whole graph.
        source: the source's IRI.
        label: what it is called.

    Returns:
        the view, and what of the graph it is, in words.
    """
    return views.without(store, source), [Text(f"without the source {label.en}", f"不含来源“{label.zh}”")]


def view_about(store: Store, party: str, label: Text) -> tuple[View, list[Text]]:
    """The graph about one party.

    Args:
        store: the whole graph.
        party: the IRI of a region, with every party in it, or of an institution.
        label: what it is called.

    Returns:
        the view, and what of the graph it is, in words.
    """
    return views.about(store, party), [Text(f"about {label.en}", f"关于{label.zh}")]


def _day(day: str | date, name: str) -> date:
    if isinstance(day, str):
        return views.parse_day(day, name)
    return day.date() if isinstance(day, datetime) else day
