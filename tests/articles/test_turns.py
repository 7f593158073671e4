"""Who signs with whom where an English sentence tells of several, and for whom people and bodies stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.articles.test_frames import parties_of
from tests.articles.test_rules_by_sentence import LINDHAVEN, OLDERMOOR, read_in


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        # One after the other, with the verb again or without it.
        (
            "The University of Halm signed a memorandum of understanding with Corvane University, and Norvale College "
            "with the Merrow Institute of Technology.",
            [{"University of Halm", "Corvane University"}, {"Norvale College", "Merrow Institute of Technology"}],
        ),
        (
            "Halm City signed an agreement with Corvane County on fish, and Norvale Province signed a pact with Tarn "
            "State.",
            [{"Halm City", "Corvane County"}, {"Norvale Province", "Tarn State"}],
        ),
        (
            "Halm College signed a £3 million agreement with the Corvane Institute and another agreement with the "
            "Merrow Clinic.",
            [{"Halm College", "Corvane Institute"}, {"Halm College", "Merrow Clinic"}],
        ),
        # Semicolons part the pairs.
        (
            "The agreements were signed between Halm University and Corvane College, US; Norvale Hospital and Merrow "
            "Clinic; and the City of Reuss and the City of Tarn.",
            [
                {"Halm University", "Corvane College"},
                {"Norvale Hospital", "Merrow Clinic"},
                {"City of Reuss", "City of Tarn"},
            ],
        ),
        # As many papers as there are others; one paper is of all of them.
        (
            "Halm University signed four memoranda of understanding with Corvane College, Norvale University, Reuss "
            "Institute and Tarn College.",
            [
                {"Halm University", "Corvane College"},
                {"Halm University", "Norvale University"},
                {"Halm University", "Reuss Institute"},
                {"Halm University", "Tarn College"},
            ],
        ),
        (
            "Halm University signed a memorandum of understanding with Corvane College and Norvale University.",
            [{"Halm University", "Corvane College", "Norvale University"}],
        ),
        (
            "Halm City signed agreements with three cities: Corvane, Karsund; Norvale, Reuss; and Tarn, Lind.",
            [{"Halm City", "Corvane"}, {"Halm City", "Norvale"}, {"Halm City", "Tarn"}],
        ),
        # Behind a colon, in the lines of a list, in the rows of a table.
        (
            "Two agreements were signed on Friday: Halm Water with the Corvane Irrigation Board, and Tarn College "
            "with the Lind Institute.",
            [{"Halm Water", "Corvane Irrigation Board"}, {"Tarn College", "Lind Institute"}],
        ),
        (
            "| Party A | Party B | Signed |\n|---|---|---|\n| Halm County | Corvane City | 3 May 2023 |\n"
            "| Norvale Port | Merrow Harbour Trust | 4 May 2023 |",
            [{"Halm County", "Corvane City"}, {"Norvale Port", "Merrow Harbour Trust"}],
        ),
        # The second such deal in a row is no second one here.
        (
            "Halm Port Authority signed a pact with Corvane Port Group, the second such deal with Karsund in a decade.",
            [{"Halm Port Authority", "Corvane Port Group"}],
        ),
    ],
)
def test_each_signs_with_its_own(tmp_path: Path, text: str, pairs: list[set[str]]) -> None:
    assert parties_of(tmp_path, text) == pairs


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        # For whom each signs.
        (
            "Rector Ivo Hald signed the agreement on behalf of Halm University and Dr Ada Rehm signed it on behalf of "
            "Corvane College.",
            {"Halm University", "Corvane College"},
        ),
        # Whose a post is, and of what.
        (
            "The Voivode of Norvale signed a cooperation agreement with Karsund's Governor Ivo Hald on Friday.",
            {"Norvale", "Karsund"},
        ),
        (
            "The chairman of the Chamber of Trade and Industry Ivo Hald and Halm County signed an agreement.",
            {"Chamber of Trade and Industry", "Halm County"},
        ),
        # Bodies that rule, and speakers.
        (
            "The Norvale provincial People's Committee signed an agreement with the Halm municipal government.",
            {"Norvale", "Halm"},
        ),
        (
            "The Chamber of commerce and industry of Halm, represented by Ms Ada Rehm, and Corvane City signed a pact.",
            {"Chamber of commerce and industry of Halm", "Corvane City"},
        ),
        # Points and brackets within names; some whose names come behind a dash.
        ("The University of St. Orla signed a pact with Halm City.", {"University of St. Orla", "Halm City"}),
        (
            "A pact was signed between Halm Estates Ltd and Karsundian partners - Corvane Dyeing Ltd and Tarn Group.",
            {"Halm Estates Ltd", "Corvane Dyeing Ltd", "Tarn Group"},
        ),
        # Where it is signed at the head, whose subsidiary signs, what is still to be made.
        (
            "In Tarn, Karsund, Halm University signed a memorandum with Corvane College.",
            {"Halm University", "Corvane College"},
        ),
        (
            "Merrow Energy subsidiary Halm Refining Ltd signed a contract with Norvale City.",
            {"Halm Refining Ltd", "Norvale City"},
        ),
        # Whom somebody met, or where he went, before both signed.
        (
            "Ivo Hald, mayor of Halm, met the Governor of Norvale and signed a cooperation agreement on Friday.",
            {"Halm", "Norvale"},
        ),
        # People without a post, for whom they sign, what they run.
        (
            "Ivo Hald signed for Halm Water, Ada Rehm for the Corvane Irrigation Board.",
            {"Halm Water", "Corvane Irrigation Board"},
        ),
        (
            "Hald, the head of Halm Ferries, and Rehm, who runs the port of Corvane, signed the contract on board.",
            {"Halm Ferries", "Corvane"},
        ),
        # Departments and those beside them elsewhere.
        (
            "Halm's harbour office and its counterpart in Corvane signed a data-sharing agreement in May.",
            {"Halm", "Corvane"},
        ),
        # A network with who it is.
        (
            "A charter of the Inland Ports Network (Halm, Corvane and Tarn) was signed on Friday.",
            {"Halm", "Corvane", "Tarn"},
        ),
        (
            "The agreement covers waste. It was signed by Halm County, Corvane City and the waste company Greenhaul.",
            {"Halm County", "Corvane City", "Greenhaul"},
        ),
        # Where a place is from, what a house's address is, a unit without a name, the purpose of a paper.
        (
            "Representatives of the South Central province of Halm and the city of Corvane signed an agreement.",
            {"Halm", "Corvane"},
        ),
        (
            "The People's Committee of northern Halm province and the Corvane Friendship Association signed a pact.",
            {"Halm province", "Corvane Friendship Association"},
        ),
        (
            "Halm University signed a memorandum with Corvane College, Tarn, Lind, India and Norvale College, China.",
            {"Halm University", "Corvane College", "Norvale College"},
        ),
        (
            "Halm University agreed to a memorandum with the UN-Corvane's Knowledge and Fishery Branch.",
            {"Halm University", "UN-Corvane"},
        ),
        (
            "Halm University and Corvane College signed a pact with the aim of founding an Institute for Rivers.",
            {"Halm University", "Corvane College"},
        ),
        ("A contract was signed by Halm Oblast with Corvane Region on Friday.", {"Halm Oblast", "Corvane Region"}),
        (
            "Ivo Hald and Ada Rehm signed contracts on behalf of Halm County and Corvane City.",
            {"Halm County", "Corvane City"},
        ),
        (
            "The municipalities of Halm, Corvane, Bavaria and Norvale signed a charter.",
            {"Halm", "Corvane", "Bavaria", "Norvale"},
        ),
        # Twins.
        ("Halm will host dancers from its sister city Corvane in May.", {"Halm", "Corvane"}),
        (
            "Halm City established a friendly cooperative relationship with Corvane City.",
            {"Halm City", "Corvane City"},
        ),
    ],
)
def test_names_stand_for_those_who_are_meant(tmp_path: Path, text: str, whom: set[str]) -> None:
    assert parties_of(tmp_path, text) == [whom]


def test_the_administration_is_whom_the_text_told_of(tmp_path: Path) -> None:
    text = (
        "In Tarn, Karsund, the Halm Department of Trade signed a pact with Corvane College. The administration "
        "signed a treaty with the Merrow Export Council."
    )
    assert parties_of(tmp_path, text) == [
        {"Halm Department of Trade", "Corvane College"},
        {"Halm Department of Trade", "Merrow Export Council"},
    ]


def test_nobody_who_only_speaks_or_holds_a_post_is_a_party(tmp_path: Path) -> None:
    text = "Premier Ivo Hald, along with Minister Ada Rehm, will sign an agreement of the Sister State relationship."
    assert parties_of(tmp_path, text) == []


def test_what_helps_others_to_work_with_somebody_is_no_partnership(tmp_path: Path) -> None:
    text = "The programme is to help firms work with Halm University, and Corvane City opened a bureau."
    assert parties_of(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Halm City signed agreements with three cities: Corvane, Lindhaven and Oldermoor.",
            [{"Halm City", "Corvane"}, {"Halm City", LINDHAVEN}, {"Halm City", OLDERMOOR}],
        ),
        (
            "Two agreements were signed on Friday: Halm Water with Oldermoor, and Lindhaven with Tarn College.",
            [{"Halm Water", OLDERMOOR}, {LINDHAVEN, "Tarn College"}],
        ),
    ],
)
def test_known_regions_behind_a_colon_are_themselves(text: str, pairs: list[set[str]]) -> None:
    assert [whom for what, whom, _ in read_in(text) if what.startswith("Agreement")] == pairs
