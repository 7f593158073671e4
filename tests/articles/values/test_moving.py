"""Passages that moved: found again by their lengths and hashes alone, in a text that was edited."""

from __future__ import annotations

import hashlib
import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.intake.articles.values.moving import Hashed, Placed, find_moved


def hashed(text: str, start: int, end: int) -> Hashed:
    return Hashed(start, end, hashlib.sha256(text[start:end].encode()).hexdigest())


def places(text: str, old: str, *spans: tuple[int, int]) -> list[tuple[int, ...]]:
    return [one.places for one in find_moved(text, [hashed(old, *span) for span in spans])]


OLD = "云泽市与岚江大学签约。石浔县引进项目三个。云泽市再与汐海市签约。"


def test_what_stands_behind_an_edit_moves_with_it() -> None:
    new = OLD.replace("三个", "十三个")
    # 石浔县引进项目 stays at 11; what is behind the new character is one further on: 21 becomes 22.
    assert places(new, OLD, (0, 10), (11, 18), (21, 31)) == [(0,), (11,), (22,)]


def test_a_passage_that_was_edited_is_not_found_and_where_to_look_is_told() -> None:
    new = OLD.replace("三个", "十三个")
    lost = find_moved(new, [hashed(OLD, 0, 10), hashed(OLD, 11, 20), hashed(OLD, 21, 31)])[1]
    assert lost.places == ()
    assert not lost.is_found
    assert lost.expected == (10, 22)


def test_words_that_stand_twice_are_told_apart_by_what_is_around_them() -> None:
    # 签约 stands at 8 and at 29; each lies in a longer passage that stands once.
    new = "编者按：" + OLD
    assert places(new, OLD, (0, 10), (8, 10), (21, 31), (29, 31)) == [(4,), (12,), (25,), (33,)]


def test_words_that_stand_twice_with_nothing_to_tell_them_apart_are_left_open() -> None:
    assert places("按：" + OLD, OLD, (8, 10)) == [(10, 31)]


def test_of_two_equal_passages_of_which_one_is_gone_none_takes_the_others_place() -> None:
    old = "甲区签约。乙区签约。丙区开工。"
    new = "甲区签字。乙区签约。丙区开工。"
    found = {one.passage.start: one for one in find_moved(new, [hashed(old, at, at + 2) for at in (2, 7, 10)])}
    assert found[10].places == (10,)
    # Both 签约 may stand at 7, and no neighbour is on both sides of either.
    assert not found[2].is_found
    assert not found[7].is_found


def test_a_paragraph_that_was_moved_is_found() -> None:
    first, second, third = "云泽市与岚江大学签约。", "石浔县引进项目三个。", "云泽市再与汐海市签约。"
    assert places(first + third + second, OLD, (11, 20), (21, 31)) == [(22,), (11,)]


def test_signs_that_are_not_seen_change_a_passage() -> None:
    assert places(OLD.replace("岚江", "岚\u200f江"), OLD, (0, 10), (11, 20)) == [(), (12,)]
    assert places(OLD.replace("。石", "。\r\n石"), OLD, (0, 10), (8, 14), (11, 20)) == [(0,), (), (13,)]


def test_nothing_is_found_in_another_text_or_an_empty_one() -> None:
    assert places("风马牛不相及的一篇文字。", OLD, (0, 10), (11, 20)) == [(), ()]
    assert places("", OLD, (0, 10)) == [()]


def test_signs_of_all_lengths_in_utf_8_are_counted_as_one() -> None:
    old = "é云𠮷z签约é"
    assert places("𠮷𠮷" + old, old, (0, 3), (2, 6)) == [(2,), (4,)]


ALPHABETS = (
    st.sampled_from("云泽石浔签约项目三个与和，。"),
    st.sampled_from("ab \n"),
    st.characters(exclude_categories=("Cs",)),
)
TEXTS = st.sampled_from(ALPHABETS).flatmap(lambda letters: st.text(letters, min_size=6, max_size=80))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, data=st.data())
def test_what_an_edit_does_not_touch_is_found_at_its_place(text: str, data: st.DataObject) -> None:
    cut = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    put = data.draw(st.text(st.sampled_from("云泽签约ab，。"), max_size=12))
    new = text[: cut[0]] + put + text[cut[1] :]
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(sorted)
    spans = {(start, end) for start, end in data.draw(st.lists(span, max_size=12)) if start < end}
    shift = len(new) - len(text)
    found = find_moved(new, [hashed(text, *one) for one in spans])
    assert {(one.passage.start, one.passage.end) for one in found} == spans
    all_untouched = all(end <= cut[0] or start >= cut[1] for start, end in spans)
    for one in found:
        start, end = one.passage.start, one.passage.end
        words = text[start:end]
        # Whatever is found has the very words, and nothing that is there goes unfound.
        assert all(new[at : at + len(words)] == words for at in one.places)
        if end <= cut[0] or start >= cut[1]:
            there = start if end <= cut[0] else start + shift
            if occurrences(new, words) == 1 or all_untouched:
                assert there in one.places
            if occurrences(new, words) == 1 and all_untouched:
                assert one.is_found
        elif words not in new:
            assert one.places == ()


def occurrences(text: str, words: str) -> int:
    return sum(text.startswith(words, at) for at in range(len(text)))


def test_a_long_text_is_searched_near_the_neighbours_first() -> None:
    # 400 passages of some hundred lengths: to hash every window would be forty million.
    draw = random.Random(6)
    old = "".join(draw.choices("云泽石浔签约项目三个与和，。汐海岚江开工投产合作区县市", k=300_000))
    spans = [(start := draw.randrange(len(old) - 300), start + draw.randrange(12, 140)) for _ in range(400)]
    new = old
    for _ in range(20):
        at = draw.randrange(len(new))
        new = new[:at] + "更正" * draw.randrange(20) + new[at + draw.randrange(30) :]
    began = time.process_time()
    found = find_moved(new, [hashed(old, *span) for span in spans])
    assert time.process_time() - began < 30
    assert all(right(new, old, one) for one in found)
    # Twenty cuts of some 15 characters in 300,000 hit few of 400 passages of some 75.
    assert sum(one.is_found for one in found) >= 390


def right(new: str, old: str, one: Placed) -> bool:
    words = old[one.passage.start : one.passage.end]
    return (one.is_found and new[one.start : one.end] == words) or words not in new
