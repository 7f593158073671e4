"""What differs between two sorted texts is what is in one and not in the other, wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.intake import compared
from kg.intake.compared import difference

_LINES = st.sets(st.text("abc", min_size=1, max_size=3).map(str.encode), max_size=12)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(before=_LINES, now=_LINES, at_once=st.integers(1, 4))
def test_what_went_and_what_came_is_told(before: set[bytes], now: set[bytes], at_once: int) -> None:
    text = b"".join(line + b"\n" for line in sorted(before))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(compared, "_AT_ONCE", at_once)
        assert difference(text, sorted(now)) == (sorted(before - now), sorted(now - before))


def test_more_than_is_looked_at_is_not_told() -> None:
    lines = [f"{number:04}".encode() for number in range(3_000)]
    text = b"\n".join(lines) + b"\n"
    assert difference(text, [line + b"x" for line in lines]) is None
    assert difference(text, lines[1:]) == ([b"0000"], [])
