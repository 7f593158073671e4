"""A title as a caller gives it: for a page, a plot, whatever is shown to people."""

from __future__ import annotations

from kg.errors import UsageError
from kg.text import Text


def titled(title: Text | str | tuple[str, str] | None) -> Text | None:
    """A title in both languages; ``None`` if there is none.

    Args:
        title: a text in both languages, English and Chinese, or one for both.

    Raises:
        UsageError: if it is none of these.

    >>> titled("Ties"), titled(("Ties", "联系")), titled(None)
    (Text(en='Ties', zh='Ties'), Text(en='Ties', zh='联系'), None)
    """
    if isinstance(title, str):
        return Text.of(title) or None
    if not title or isinstance(title, Text):
        return title or None
    if len(title) != 2 or not all(isinstance(part, str) for part in title):
        raise UsageError(
            Text(
                f"The title is {title!r}. Give one text, or one in English and one in Chinese.",
                f"标题为 {title!r}。请给出一个文本，或英文、中文各一。",
            )
        )
    return Text.of(*title) or None
