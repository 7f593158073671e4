"""What the views beside the network need besides the page's payload: coordinates, the order of stages, what is added.

Things are named by their numbers in the payload's tables of keys, codes and figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.answers.records import Code, Records
from kg.page.packing import Json

#: About ten metres on the ground, finer than a place's dot.
_DECIMALS = 4


def views_payload(
    records: Records, key: Callable[[str], int], codes: Mapping[str, int], not_added: Mapping[str, str]
) -> Json:
    """The payload of the views.

    Args:
        records: what the page shows.
        key: the number of a party's key, by IRI.
        codes: the number of each code that the page has, by IRI.
        not_added: why figures are in no sum, by IRI, as ``kg.answers.ledger.adding.why_not_added`` says.

    Returns:
        ``places``: columns ``key``, ``lat`` and ``lon``, in degrees; ``order``: how far on a stage is, by number of
        code; ``apart``: reason to the numbers of the figures that are in no sum for it.
    """
    placed = [party for party in records.parties.values() if party.lat is not None and party.lon is not None]
    apart: dict[str, list[int]] = {}
    for number, iri in enumerate(records.figures):
        if iri in not_added:
            apart.setdefault(not_added[iri], []).append(number)
    return {
        "places": {
            "key": [key(party.iri) for party in placed],
            "lat": [round(party.lat or 0.0, _DECIMALS) for party in placed],
            "lon": [round(party.lon or 0.0, _DECIMALS) for party in placed],
        },
        "order": {codes[stage.iri]: stage.order for stage in _stages(records) if stage.order is not None},
        "apart": dict(sorted(apart.items())),
    }


def _stages(records: Records) -> list[Code]:
    """The stages that anything was claimed to be at, each once."""
    claimed = (claim.stage for deal in records.partnerships.values() for claim in deal.stages)
    return list({stage.iri: stage for stage in claimed}.values())
