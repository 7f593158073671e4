"""An article to a reading: what is named and numbered in it, and what the rules make of that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.assets import BUNDLED, Ontology
from kg.intake.articles.amounts import amounts
from kg.intake.articles.days import days
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.mentions import Mention
from kg.intake.articles.model import Article, Reading
from kg.intake.articles.normal import matching
from kg.intake.articles.relating import related
from kg.intake.articles.rules.partnerships import Material, suggestions
from kg.intake.articles.segments import sentences
from kg.intake.package import Package


def read_article(
    article: Article,
    source: str,
    published: date,
    gazetteer: Gazetteer,
    package: Package | None = None,
    ontology: Ontology = BUNDLED,
    further: Iterable[Mention] = (),
) -> Reading:
    """All that an article may tell of partnerships, as suggestions; nothing is put anywhere.

    Args:
        article: the article.
        source: the id of the source.
        published: the day of publication, against which relative dates are read.
        gazetteer: the names that are known.
        package: the package that it is read for: what it has already is said so.
        ontology: where sectors are found.
        further: names that another reader found, in order.

    Returns:
        the reading, the same for the same input.
    """
    text = article.text
    found = gazetteer.mentions(text)
    mentions = _together(found, further)
    cut = sentences(article)
    material = Material(
        source,
        text,
        matching(text),
        article.language,
        published,
        article.paragraphs,
        cut,
        mentions,
        amounts(text),
        days(text, published),
        ontology,
    )
    made, to_read = suggestions(material)
    if package is not None:
        made = related(made, package, source)
    return Reading(source, article, published, made, to_read, len(cut))


def _together(found: Iterable[Mention], further: Iterable[Mention]) -> tuple[Mention, ...]:
    own = list(found)
    taken = {at for one in own for at in range(one.span.start, one.span.end)}
    added = [one for one in further if not taken & set(range(one.span.start, one.span.end))]
    return tuple(sorted([*own, *added], key=lambda one: one.span)) if added else tuple(own)
