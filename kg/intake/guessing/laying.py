"""The lines of a draft as they are laid out: what they list stays whole, and there are few of them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.text import Text, shortened

#: So many lines a draft has at most, where that can be.
_MOST_LINES = 39
#: So much of a line is a list of names, and so much one of them.
_MOST_LISTED, _LONGEST = 400, 120


def folded_lines(lines: Sequence[str]) -> list[str]:
    """The lines of a draft, the shortest of its pattern put together where there are too many to be read at once.

    Args:
        lines: the lines; nothing is put behind a comment.
    """
    made = list(lines)
    begin = made.index("WHERE {") + 1
    while len(made) > _MOST_LINES:
        end = made.index("}", begin)
        pairs = [at for at in range(begin, end - 1) if not any("# " in made[one] for one in (at, at + 1))]
        if not pairs:
            break
        at = min(pairs, key=lambda one: len(made[one]) + len(made[one + 1]))
        made[at : at + 2] = [f"{made[at]} {made[at + 1].strip()}"]
    return made


def unread(names: Sequence[str]) -> list[str]:
    """The line that lists the columns which a draft does not read, as many as fit and how many more; none if all are.

    Args:
        names: the columns as a mapping has them; half a name would be none.
    """
    if not names:
        return []
    shown, length = list[str](), 0
    for name in (f"row:{shortened(name, _LONGEST)}" for name in names):
        length += len(name) + 2
        if length > _MOST_LISTED and shown:
            break
        shown.append(name)
    left = len(names) - len(shown)
    more = Text(f" and {left:,} more", f"（共{len(names)}栏）") if left else Text()
    return [f"# Not read yet 尚未使用: {', '.join(shown)}{more.en}{more.zh}"]
