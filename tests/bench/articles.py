"""Names, amounts and days of a generated article, at a quarter, a half and the whole of a megabyte.

Run from the project's root::

    python -m tests.bench.articles [--registered]

Printed are processor seconds, and the ratio of each size to the one before, which is about 2 where the work grows with
the text alone. No test has a limit on times.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from kg.intake.articles.amounts import amounts
from kg.intake.articles.days import days
from kg.intake.articles.documents import open_article
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.segments import sentences
from kg.intake.articles.topics import topics
from tests.articles.places import package

#: Sentences in the manner of a government's news; places and firms are invented, and numbered so that none is twice.
SENTENCES = (
    "{n}月{d}日，云溪县与芙洲市签订第{i}号合作协议，双方将共建松岩{i}产业园，总投资{n}.{d}亿元，年内开工。",
    "该县去年引进项目{d}个，落户企业{i}家，到位资金{i}万元，同比增长{n}.{d}%。\n",
    "云溪县县长林知远说，{i}号码头截至3月底已完成投资{d}亿元，占总投资的{d}%。\n",
    "Yunxi County and Halm {n} Logistics Co., Ltd. signed {d} agreements worth US${i} million on {d} May {year}. ",
    "Both sides expect {i} jobs by the end of {year}, said Mayor Jane Doe of Langang City.\n",
)
SIZES = (250_000, 500_000, 1_000_000)


def article(size: int) -> str:
    """An article of so many bytes in UTF-8."""
    parts: list[str] = []
    length = number = 0
    while length < size:
        sentence = SENTENCES[number % len(SENTENCES)]
        part = sentence.format(n=number % 12 + 1, d=number % 28 + 1, i=number, year=2000 + number % 24)
        parts.append(part)
        length += len(part.encode())
        number += 1
    return "".join(parts)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--registered", action="store_true", help="look for the regions of the registries too")
    registered = parser.parse_args().registered
    with tempfile.TemporaryDirectory() as folder:
        gazetteer = Gazetteer.of(package(Path(folder) / "places"), registered=registered)
        gazetteer.mentions("云溪县 Halm Co., Ltd.")  # tables are read and the automaton is made
        before: dict[str, float] = {}
        for size in SIZES:
            path = Path(folder) / "a.txt"
            path.write_text(article(size), encoding="utf-8")
            read = open_article(path)
            mentions = gazetteer.mentions(read.text)
            steps: dict[str, Callable[[], object]] = {
                "open and sentences": lambda path=path: sentences(open_article(path)),  # type: ignore[misc]
                "mentions": lambda read=read: gazetteer.mentions(read.text),  # type: ignore[misc]
                "amounts": lambda read=read: amounts(read.text),  # type: ignore[misc]
                "days": lambda read=read: days(read.text, date(2024, 7, 28)),  # type: ignore[misc]
                "topics": lambda read=read, mentions=mentions: topics(read, mentions),  # type: ignore[misc]
            }
            for name, step in steps.items():
                start = time.process_time()
                step()
                spent = time.process_time() - start
                ratio = f", {spent / before[name]:.1f} times the size before" if name in before else ""
                print(f"{size:>9,} bytes, {name}: {spent:.2f} s{ratio}")
                before[name] = spent


if __name__ == "__main__":
    main()
