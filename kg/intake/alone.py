"""Partnerships of one party each: they make no tie, and a table of them alone has lost its other parties."""

from __future__ import annotations

from kg import vocabulary
from kg.findings import Finding, Severity

_HAS = f"> <{vocabulary.PK}participation> ".encode()


class Alone:
    """Looks whether some partnership has two participations; once one has, no further triples are read."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._is_one = True

    def look(self, made: bytes) -> None:
        """Note who takes part, in the triples of the next batch, as lines of N-Triples."""
        place = made.find(_HAS) if self._is_one else -1
        while place >= 0:
            begin, end = made.rfind(b"\n", 0, place) + 1, made.find(b" .\n", place)
            part = hash(made[place + len(_HAS) : end if end >= 0 else len(made)])
            if self._first.setdefault(hash(made[begin:place]), part) != part:
                self._is_one, self._first = False, {}
                return
            place = made.find(_HAS, place + 1)

    def findings(self, table: str) -> list[Finding]:
        """What is said where several partnerships were made and each has one party.

        Args:
            table: the table's file.
        """
        many = len(self._first)
        if many < 2:
            return []
        return [
            Finding(
                Severity.INFO,
                "one-party-each",
                f"None of the {many:,} partnerships has a second party, so that no network has a tie of them.",
                f"{many:,}项合作均只有一个参与方，网络中没有任何联系。",
                "Add the other party: from another column, or the one that made the table, by its name in the mapping.",
                table,
                fix_zh="请加上另一方：读取其他列，或在映射中写明制表方的名称。",
            )
        ]
