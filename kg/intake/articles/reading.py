"""An article to a reading: what is named and numbered in it, and what the rules make of that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kg.assets import BUNDLED, Ontology
from kg.documents.signs import characters
from kg.intake.articles.amounts import amounts
from kg.intake.articles.days import days
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.mentions import Mention
from kg.intake.articles.model import Article, Reading
from kg.intake.articles.normal import chinese_marks, matching
from kg.intake.articles.relating import related
from kg.intake.articles.rules.material import Material
from kg.intake.articles.rules.partnerships import suggestions
from kg.intake.articles.rules.standing import standing_in
from kg.intake.articles.segments import sentences
from kg.intake.package import Package

#: Adds to an article's names what another reader finds.
Tagger = Callable[[Article, tuple[Mention, ...]], tuple[Mention, ...]]


def read_article(
    article: Article,
    source: str,
    published: date,
    gazetteer: Gazetteer,
    package: Package | None = None,
    ontology: Ontology = BUNDLED,
    tagger: Tagger | None = None,
) -> Reading:
    """All that an article may tell of partnerships, as suggestions; nothing is put anywhere.

    Args:
        article: the article.
        source: the id of the source.
        published: the day of publication, against which relative dates are read.
        gazetteer: the names that are known.
        package: the package that it is read for: what it has already is said so.
        ontology: where sectors are found.
        tagger: adds to the names what another reader finds.

    Returns:
        the reading, the same for the same input.
    """
    # As long as the article is, so that places in it are the same.
    text = characters(article.text)
    mentions = gazetteer.mentions(text)
    if tagger is not None:
        mentions = tagger(article, mentions)
    cut = sentences(article)
    material = Material(
        source,
        text,
        chinese_marks(matching(text)) if article.language == "zh" else matching(text),
        article.language,
        published,
        article.paragraphs,
        cut,
        standing_in(article, mentions),
        amounts(text),
        days(text, published, titles=False),
        ontology,
    )
    made, to_read = suggestions(material)
    if package is not None:
        made = related(made, package, source)
    return Reading(source, article, published, made, to_read, len(cut))
