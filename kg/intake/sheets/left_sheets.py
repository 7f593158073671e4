"""Sheets of a book that are not read: as somebody says, in whichever place; lists of contacts beside partnerships."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kg.intake.sheets.layout import Layout
from kg.intake.sheets.settings import Settings
from kg.text import Text

_NONE = ("ignore", "false", "no")
#: Headings below which it stands how somebody is reached.
_CONTACTS = re.compile(
    r"联系|联络|电话|手机|邮箱|邮件|传真|微信|座机|contact|phone|e-?mail|mobile|\btel\b|\bfax\b|wechat|whatsapp"
    r"|ansprech|telefon|téléphone|courriel|correo|teléfono|телефон|почта|連絡先|電話|メール|연락처|전화",
    re.I,
)
#: What stands in lists of contacts beside these, and says nothing of a partnership; what it is about does.
_BESIDE = frozenset(("", "party", "note", "ignore", "place", "region", "link", "number", "id"))
#: Above the names of persons; the role of it is the name of a partnership elsewhere.
_PERSONS = re.compile(r"\s*(?:name|names|full name|姓名)\s*", re.I)


def is_said(settings: Settings, name: str) -> bool:
    """Whether somebody says that a whole sheet is not read: at its name, or at one of its keys.

    Args:
        settings: what is said of the file.
        name: the sheet's name.
    """
    at = ("sheets", name)
    if settings.get(*at).casefold() in _NONE or settings.get(*at, "read").casefold() in _NONE:
        return True
    is_ignored = settings.get(*at, "ignore").casefold() in ("true", "yes")
    return is_ignored or any(settings.get(*at, key).casefold() == "ignore" for key in ("columns", "headings"))


def lists_contacts(
    headings: Mapping[str, str], texts: Mapping[str, Sequence[str]], is_party: Callable[[str], bool]
) -> bool:
    """Whether a sheet says how one party a row is reached, and nothing that a partnership has.

    Args:
        headings: its headings, with what each is known to say, as ``role detail``; empty for what is not known.
        texts: the cells below each heading.
        is_party: whether a text looks like the name of a party.
    """
    roles = {heading: said.partition(" ")[0] for heading, said in headings.items()}
    roles = {heading: role for heading, role in roles.items() if not (role == "name" and _PERSONS.fullmatch(heading))}
    if not any(map(_CONTACTS.search, headings)) or not set(roles.values()) <= _BESIDE:
        return False
    # Who else takes part may stand below a heading that nobody knows.
    unknown = [heading for heading, role in roles.items() if not role and not _CONTACTS.search(heading)]
    others = sum(2 * sum(map(is_party, texts[heading])) > len(texts[heading]) for heading in unknown)
    return sum(role == "party" for role in roles.values()) + others < 2


def parties_denied(layout: Layout, said: Mapping[str, str], known: Callable[[str], str]) -> bool:
    """Whether no column of a sheet names a party because somebody says so of those that would.

    Args:
        layout: the sheet's rows.
        said: what is said of its columns.
        known: what a heading is known to say, as ``role detail``; empty for what is not known.
    """
    denied = False
    for heading in layout.headings:
        by_heading = known(heading.text).partition(" ")[0]
        answer = said.get(heading.text, "").partition(" ")[0].casefold()
        if (answer or by_heading) in _PARTIES:
            return False
        is_unknown = by_heading in ("", "note") and not heading.hidden
        denied |= bool(answer) and (by_heading in _PARTIES or (answer == "ignore" and is_unknown))
    return denied


_PARTIES = ("party", "parties")


def contacts_told(name: str) -> Text:
    """What is said of a sheet that is taken for a list of contacts.

    Args:
        name: the sheet's name.
    """
    return Text(
        f"Sheet {name}: lists contacts (one party a row and how to reach it) and no partnerships; left out "
        "(`read: true` has it read)",
        f"工作表“{name}”：为联系人名单（每行一方及其联系方式），不含合作，略去（写明 `read: true` 即读取）",
    )


def denied_told(name: str) -> Text:
    """What is said of a sheet whose columns of parties are none, as somebody says.

    Args:
        name: the sheet's name.
    """
    return Text(
        f"Sheet {name}: no column of it names parties, as you say; left out (write `party 1` at one that does)",
        f"工作表“{name}”：按您的设定没有写明参与方的栏，略去（如有，请在该栏写 `party 1`）",
    )


def or_left(asked: Text, name: str) -> Text:
    """What is asked of a sheet of a book, with how it is left out.

    Args:
        asked: the question.
        name: the sheet's name.
    """
    return Text(
        f"{asked.en} If the sheet holds no partnerships, write `{name}: ignore` under sheets.",
        f"{asked.zh}如该表不涉及合作，请在sheets下写`{name}: ignore`。",
    )
