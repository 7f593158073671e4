"""What a page has that a link to it can name: things to open, and the values of its filters, measures and views."""

from __future__ import annotations

from kg.answers.records import Records
from kg.page.model import Kind, PageModel, Phase
from kg.page.packing import code_key
from kg.page.page import OWN_MEASURES
from kg.page.story import Offered

#: What a matrix can be of (``template/js/matrix.js``).
GRIDS = ("regions", "sectors", "parties")
#: What can be switched off on every page: kinds of party, and how far a partnership has come.
_ALWAYS_HIDDEN = ({*Kind} - {Kind.PARTNERSHIP}) | {*Phase}


def offered(records: Records, model: PageModel) -> Offered:
    """What the page of a model has, as its scripts read a link (``template/js/address.js``).

    Args:
        records: what the page tells of.
        model: what it shows.

    Returns:
        the keys, and the values of filters, measures and views that a link may name.
    """
    deals = records.partnerships.values()
    if model.ties is None:
        ends = {model.keys[iri] for deal in deals for iri in deal.stands_at if iri in model.keys}
    else:
        ends = {end for tie in model.ties for end in (tie.first, tie.second)}
    parties = [records.parties[iri] for deal in deals for iri in deal.parties if iri in records.parties]
    columns = [f"{place}.{at}" for place, ranking in enumerate(model.rankings) for at in range(len(ranking.columns))]
    years = sorted({int(claim.as_of[:4]) for deal in deals for claim in deal.stages if claim.as_of[:4].isdigit()})
    measures = (*OWN_MEASURES, *columns)
    return Offered(
        keys=frozenset(model.keys.values()),
        sources={source.id: number for number, source in enumerate(records.sources.values())},
        values={
            "hide": sorted({*map(str, _ALWAYS_HIDDEN), *(deal.cls for deal in deals)}),
            "sector": sorted({code_key(code.iri) for deal in deals for code in deal.sectors}),
            "region": sorted({model.node[key].island for key in ends if key in model.node} - {""}),
            "kind": sorted({code_key(party.kind.iri) for party in parties if party.kind}),
            "size": measures,
            "tint": measures,
            "of": GRIDS,
            "sheet": ("list", "ranking") if model.rankings else ("list",),
        },
        years=(years[0], years[-1]) if len(years) > 1 else None,
    )
