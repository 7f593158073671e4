"""What the steps of a build came to is written as it was given, be it small or large."""

from __future__ import annotations

import random
from pathlib import Path

from kg.files.steps import Steps


def test_small_and_large_results_are_read_back_in_any_order(tmp_path: Path) -> None:
    large = random.Random(1).randbytes(3_000_000)
    steps = Steps(None, "v")
    for key, content in (("a", b"few"), ("b", large), ("c", large[::-1]), ("d", b"")):
        steps.put("made", key, content)
    assert [steps.get("made", key) for key in "cbadbe"] == [large[::-1], large, b"few", b"", large, None]
    steps.write(tmp_path, {"seconds": {}})
    again = Steps(tmp_path, "v")
    assert [again.get("made", key) for key in "abcdb"] == [b"few", large, large[::-1], b"", large]
    again.write(tmp_path, {"seconds": {}})
    assert Steps(tmp_path, "v").get("made", "b") == large
    assert Steps(tmp_path, "w").get("made", "b") is None
