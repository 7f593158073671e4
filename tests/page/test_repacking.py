"""Values put into packed records give what packing the records with these values gives."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.page.packing import Packer
from kg.page.repacking import GROUPS, Packed

_TEXTS = st.sampled_from(["", "2016-04-13", "2017-01-01", "a longer text", ["one", "一"], ["another one", "另一个"]])
_CLAIMS = st.fixed_dictionaries({"stage": st.integers(0, 3)}, optional={"date": _TEXTS, "note": _TEXTS})
_RECORDS = st.fixed_dictionaries(
    {"label": _TEXTS, "class": st.sampled_from(["Firm", "Region"])},
    optional={
        "kind": st.integers(0, 5),
        "sectors": st.lists(st.integers(0, 5), min_size=1, max_size=3),
        "start": _TEXTS,
        "value": st.sampled_from(["1", "2"]),
        "stages": st.lists(_CLAIMS, min_size=1, max_size=3),
    },
)
_GROUPS = st.fixed_dictionaries({group: st.lists(_RECORDS, max_size=6) for group in GROUPS})


@given(groups=_GROUPS, data=st.data())
def test_values_that_are_put_in_stand_as_if_all_were_packed_anew(
    groups: dict[str, list[dict[str, Any]]], data: st.DataObject
) -> None:
    packed = json.loads(json.dumps(Packer(groups).pack()))
    repacked, now = Packed(packed), copy.deepcopy(groups)
    places = [(group, number) for group, records in now.items() for number in range(len(records))]
    for group, number in data.draw(st.lists(st.sampled_from(places), max_size=5)) if places else ():
        record, row = now[group][number], repacked.rows(group)[number]
        if data.draw(st.booleans()) and "stages" in record:
            place = data.draw(st.integers(0, len(record["stages"]) - 1))
            record, row = record["stages"][place], repacked.value(row, "stages")[place]
        field = data.draw(
            st.sampled_from([name for name in record if name not in ("stages", "sectors", "stage")] or [""])
        )
        if not field:
            continue
        assert repacked.value(row, field) == record[field]
        value = data.draw(_TEXTS) if field not in ("kind", "value") else data.draw(st.sampled_from([7, 8]))
        record[field] = value
        repacked.put(row, field, value)
    repacked.settle()
    assert json.loads(json.dumps(packed)) == json.loads(json.dumps(Packer(now).pack()))


def test_a_field_that_a_record_has_not_is_nothing() -> None:
    packed = Packed(Packer({**dict.fromkeys(GROUPS, ()), "parties": [{"label": "A"}]}).pack())
    assert packed.value(packed.rows("parties")[0], "note") is None


def test_codes_are_met_in_the_order_of_records() -> None:
    parties, deals = [{"kind": 0}, {"kind": 2}], [{"sectors": [1]}, {"sectors": [3], "stages": [{"stage": 4}]}, {}]
    packed = Packed(Packer({**dict.fromkeys(GROUPS, ()), "parties": parties, "partnerships": deals}).pack())
    assert packed.codes_in_order() == [0, 2, 1, 3, 4]
    packed.number_codes({0: 0, 2: 1, 1: 2, 3: 3, 4: 4})
    assert packed.codes_in_order() == [0, 1, 2, 3, 4]
    assert packed.value(packed.rows("partnerships")[0], "sectors") == [2]
