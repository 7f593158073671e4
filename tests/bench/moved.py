"""How long 400 passages take to be found in a corrected edition of a text of 1 MB, and in a wholly other one.

Usage: python -m tests.bench.moved
"""

from __future__ import annotations

import hashlib
import random
import time

from kg.intake.articles.values.moving import Hashed, find_moved

_SIGNS = "云泽石浔签约项目三个与和，。汐海岚江开工投产合作区县市0123456789abcdef"


def main() -> None:
    """Print seconds of CPU and how many were found."""
    draw = random.Random(14)
    old = "".join(draw.choices(_SIGNS, k=420_000))
    spans = [(start := draw.randrange(len(old) - 400), start + max(3, int(draw.gauss(40, 40)))) for _ in range(400)]
    passages = [Hashed(start, end, hashlib.sha256(old[start:end].encode()).hexdigest()) for start, end in spans]
    new = old
    for _ in range(30):
        at = draw.randrange(len(new))
        new = new[:at] + "".join(draw.choices(_SIGNS, k=draw.randrange(300))) + new[at + draw.randrange(200) :]
    other = "".join(draw.choices(_SIGNS, k=len(old)))
    print(f"{len(old.encode()) / 1e6:.2f} MB, {len({one.length for one in passages})} lengths")
    for name, text in (("30 edits", new), ("another text", other)):
        began = time.process_time()
        found = find_moved(text, passages)
        spent = time.process_time() - began
        sure = sum(one.is_found for one in found)
        several = sum(bool(one.places) and not one.is_found for one in found)
        print(f"{name}: {spent:.1f} CPU s, {sure} found, {several} in several places")


if __name__ == "__main__":
    main()
