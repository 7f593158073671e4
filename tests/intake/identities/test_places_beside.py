"""Names that differ by an added place, or by what a country is called, are asked as one; pairs written beforehand."""

from __future__ import annotations

import csv
from pathlib import Path

from kg.intake.identities import Judgements, Mention, Names, key, registered, resolve

PAIRS = Path(__file__).with_name("places_beside.csv")


def is_asked(one: str, other: str) -> bool:
    known = {"institution/other": Names((other,))}
    found = resolve([Mention(one, "institution")], known, Judgements(), registered()).resolved[0]
    return bool({found.thing, *(proposal.thing for proposal in found.proposals)} & {*known})


def test_pairs_are_asked_where_they_are_one_and_not_where_they_are_two() -> None:
    with PAIRS.open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file, delimiter=";"))
    assert len(pairs) == 60
    for row in pairs:
        asked = {is_asked(row["one"], row["other"]), is_asked(row["other"], row["one"])}
        assert asked == {row["same"] == "yes"}, row


def test_none_of_them_is_taken_for_one_unasked() -> None:
    with PAIRS.open(encoding="utf-8") as file:
        pairs = [(row["one"], row["other"]) for row in csv.DictReader(file, delimiter=";")]
    alike = [pair for pair in pairs if key(pair[0]) == key(pair[1])]
    assert alike == [("臺灣樣本協會", "台湾样本协会")]


def test_reasons_name_what_is_added_and_which_names_are_of_one_place() -> None:
    known = {"institution/other": Names(("Hochschule Musterstadt (Schweiz)",))}
    one = resolve([Mention("Hochschule Musterstadt/CH")], known, Judgements(), registered()).resolved[0].proposals[0]
    assert one.reason.en == "'ch' and 'schweiz' are one place"
    assert one.reason.zh == "“ch”与“schweiz”为同一地区"
