"""Where a row says that it is stated: a title, a link, as rows of the table sources."""

from __future__ import annotations

import hashlib
import re

from kg.intake.sheets.drafts import Draft, Row
from kg.intake.sheets.naming import LONGEST_NAME, clean, is_chinese
from kg.nearest import folded

_LINK = re.compile(r"https?://[^\s<>\"'，。；、）)]+", re.I)


def sources_of(draft: Draft) -> tuple[str, list[Row]]:
    """Who says so, as a reference, and the rows of the table sources for it; nothing where the row names no source."""
    titles = [text for _, _, text in draft.cells("source")]
    links = [link for _, _, text in draft.cells("link", "source") for link in _LINK.findall(text)]
    for _, place, text in draft.cells("link"):
        if not _LINK.search(text):
            titles.append(text)
            draft.keep(place, text)
    title = clean(" ".join(_LINK.sub(" ", text) for text in titles)).strip(" ,;，；：:")
    link = links[0] if links else ""
    if not title and not link:
        return "", []
    for further in links[1:]:
        place = draft.sheet.columns("link", "source")[0]
        draft.keep(place, further)
    digest = hashlib.sha256(f"{folded(title)}\n{link}".encode("utf-8", "replace")).hexdigest()[:8]
    if draft.sheet.as_of is None:
        return "", []
    issued = draft.sheet.as_of
    row = {
        "id": f"s-{digest}",
        "issued": issued.isoformat(),
        "language": "zh" if is_chinese(title) else "en",
        "title_zh" if is_chinese(title) else "title_en": (title or link)[:LONGEST_NAME],
        "url": link,
        "note_zh": "发布日期不详，以表格的截至日期代替。",
        "note_en": "When it was published is not known; the day of the sheet stands in.",
    }
    return f"source/s-{digest}", [row]
