"""Arrays of whole numbers: looked up by places where they are small, sorted where they are not."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.columns import Column, encode
from kg.numbers import among

small = st.lists(st.integers(0, 20), max_size=15)
any_size = st.lists(st.one_of(st.integers(-3, 20), st.integers(1 << 40, 1 << 62)), max_size=15)


@settings(max_examples=200, deadline=None)
@given(st.one_of(small, any_size), st.one_of(small, any_size))
def test_which_are_among_others(numbers: list[int], others: list[int]) -> None:
    found = among(np.array(numbers, dtype=np.int64), np.array(others, dtype=np.int64))
    assert found.tolist() == [number in others for number in numbers]


def test_a_column_that_is_kept_has_the_numbers_of_one_that_is_not() -> None:
    tokens = ["<b>", '"a"@en', "<b>", ""]
    kept = Column(tokens)
    for _ in range(2):
        names, (codes,) = encode(kept)
        plain, (others,) = encode(tokens)
        assert (names, codes.tolist()) == (plain, others.tolist()) == (["", "a", "b"], [2, 1, 2, 0])
        names.clear()  # what is given out is the caller's
