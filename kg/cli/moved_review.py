"""A review whose source has a corrected edition, for ``kg evidence --moved``: what moves with it, and what cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import SourceError
from kg.intake.articles import decisions as log
from kg.intake.articles import following, queue
from kg.intake.articles.decisions import Decision
from kg.intake.articles.following import Followed
from kg.intake.articles.model import Article
from kg.intake.articles.queue import Queue
from kg.intake.articles.values.moving import Hashed, Placed
from kg.intake.articles.written import FILE as WRITTEN
from kg.intake.articles.written import Written
from kg.intake.package import Package
from kg.text import Text

#: How many of each are told by name.
_MOST = 10


@dataclass(frozen=True, slots=True)
class Review:
    """The suggestions of a source, and the log of decisions of its package."""

    package: Package
    queue: Queue
    decisions: tuple[Decision, ...]

    @staticmethod
    def is_of(package: Package, source: str) -> bool:
        """Whether a package has suggestions of a source."""
        return (package.folder / queue.file_of(source)).is_file()

    @classmethod
    def of(cls, package: Package, source: str) -> Review | None:
        """The review of a source; none where the package has no suggestions of it.

        Args:
            package: the package, read.
            source: the source's id.

        Raises:
            SourceError: if it was read before hashes were kept, or cannot be read: then nothing is moved.
        """
        if not cls.is_of(package, source):
            return None
        path = package.folder / queue.file_of(source)
        found = queue.read(path)
        table = package.table("sources")
        recorded = next((row.value("sha256") for row in table.rows if row.value("id") == source), "") if table else ""
        if recorded and found.sha256 != recorded:
            return None  # of another text already, which a review says by itself
        if not found.passages and (found.suggestions or found.to_read):
            raise SourceError(
                Text(
                    f"{path}: was written before the hashes of sentences were kept, so nothing proves where its places "
                    "went. Run `kg read` with the old text first, or delete the file if nothing in it is wanted.",
                    f"{path}：写入时尚未保存句子的哈希值，无从证明其位置的变动。请先以旧文本重新运行 `kg read`；"
                    "若无待定的建议，可删除该文件。",
                )
            )
        return cls(package, found, log.read_log(package.folder))

    @property
    def passages(self) -> list[Hashed]:
        """What is to be looked for in the new text."""
        return following.hashed(self.queue)

    def followed(self, article: Article, placed: Sequence[Placed]) -> FollowedReview:
        """The review at its places in the new text.

        Args:
            article: the new text.
            placed: what came of looking for ``passages`` in it, and for others.
        """
        found = following.follow(self.queue, self.decisions, article, placed)
        written = following.follow_written(Written.read(self.package.folder), self.queue.source, article, placed)
        return FollowedReview(self, found, written)


@dataclass(frozen=True, slots=True)
class FollowedReview:
    """A review at its new places, to be told and written."""

    before: Review
    review: Followed
    written: Written

    def contents(self) -> dict[str, bytes]:
        """The files of the review as they are to be.

        Raises:
            SourceError: if a person's decision rests on words that the new text has not.
        """
        held = self.review.held
        if held:
            which = ", ".join(str(one.number) for one in held[:_MOST])
            raise SourceError(
                Text(
                    f"{self.before.package.folder / log.FILE}: {_rest(len(held))} on words that are not in the "
                    f"text any more ({which}): nothing was written. Take them back in `kg review` with the old text, "
                    "or give the new text an id with --edition ID.",
                    f"{self.before.package.folder / log.FILE}：有{len(held)}项决定所据文字已不在文中（{which}），"
                    "未写入任何内容。请以旧文本在 `kg review` 中撤回，或以 --edition ID 为新文本另定 id。",
                )
            )
        was, source = self.before.queue.suggestions, self.before.queue.source
        if 2 * len(self.review.dropped) > len(was):
            raise SourceError(
                Text(
                    f"{source}: only {len(was) - len(self.review.dropped)} of {len(was)} suggestions "
                    "are in the text, so it is hardly an edition of it: nothing was written. Name the right file.",
                    f"{source}：{len(was)}项建议中只有{len(was) - len(self.review.dropped)}项见于该文本，"
                    "不像其新版本：未写入任何内容。请写明正确的文件。",
                )
            )
        made = {queue.file_of(self.before.queue.source): queue.content(self.review.queue)}
        if self.review.decisions != self.before.decisions:
            made[log.FILE] = log.whole(self.review.decisions)
        written = self.written.as_bytes()
        return made if written is None else made | {WRITTEN: written}

    def told(self) -> list[Text]:
        """What moved, what was taken out and why, in one line each."""
        one, source = self.review, self.before.queue.source
        said = [
            Text(
                f"{source}: {_many(len(one.queue.suggestions), 'suggestion')} and "
                f"{_many(len(one.decisions), 'decision')} of its review are proved in the text; {one.moved} and "
                f"{one.moved_decisions} of them moved.",
                f"{source}：其审阅中有{len(one.queue.suggestions)}项建议、{len(one.decisions)}项决定经证实仍在文中，"
                f"其中{one.moved}项、{one.moved_decisions}项已移动。",
            )
        ]
        if one.dropped:
            gone = [f"{each.kind} {each.span.start}-{each.span.end}" for each in one.dropped]
            more = len(gone) - _MOST
            said.append(
                Text(
                    f"{_many(len(gone), 'suggestion')} {'stands' if len(gone) == 1 else 'stand'} in sentences that are "
                    f"others now, nobody decided on {'it, and it goes' if len(gone) == 1 else 'them, and they go'} "
                    f"out: {', '.join(gone[:_MOST])}{f', and {more} more' if more > 0 else ''}. "
                    "`kg read` reads the new sentences.",
                    f"{len(gone)}项建议所在的句子已改，且尚无人决定，将予移出：{'、'.join(gone[:_MOST])}"
                    f"{f'，另有{more}项' if more > 0 else ''}。可用 `kg read` 读新的句子。",
                )
            )
        if one.bare:
            said.append(
                Text(
                    f"{_many(one.bare, 'field')} {_has(one.bare)} no place any more in the text.",
                    f"{one.bare}个字段不再有自己的引文位置。",
                )
            )
        if one.unread:
            places = ", ".join(f"{span.start}-{span.end}" for span in one.unread[:_MOST])
            said.append(
                Text(
                    f"{_many(len(one.unread), 'sentence')} that {'was' if len(one.unread) == 1 else 'were'} read "
                    f"{'is another now and is' if len(one.unread) == 1 else 'are others now and are'} to be read "
                    f"again: {places}.",
                    f"已读过的{len(one.unread)}句已改，须重读：{places}。",
                )
            )
        if one.held:
            which = ", ".join(f"{each.number} ({each.decision})" for each in one.held[:_MOST])
            said.append(
                Text(
                    f"{_rest(len(one.held))} on words that are not in the text any more: {which}.",
                    f"{len(one.held)}项决定所据文字已不在文中：{which}。",
                )
            )
        return said

    def as_json(self) -> dict[str, Any]:
        """The same for a program."""
        one = self.review
        return {
            "suggestions": len(one.queue.suggestions),
            "suggestions_moved": one.moved,
            "decisions": len(one.decisions),
            "decisions_moved": one.moved_decisions,
            "taken_out": [
                {"id": each.id, "kind": each.kind, "start": each.span.start, "end": each.span.end}
                for each in one.dropped
            ],
            "fields_without_place": one.bare,
            "to_read_again": [{"start": span.start, "end": span.end} for span in one.unread],
            "held": [{"number": each.number, "decision": each.decision} for each in one.held],
        }


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _has(number: int) -> str:
    return "has" if number == 1 else "have"


def _rest(number: int) -> str:
    return f"{_many(number, 'decision')} {'rests' if number == 1 else 'rest'}"
