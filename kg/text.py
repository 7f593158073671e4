"""A text in Chinese and in English: what every label, heading, remark and message is made of."""

from __future__ import annotations

from dataclasses import dataclass
from logging import Logger
from typing import Self

#: Han characters, as they stand between the brackets of a regular expression.
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text in both languages; either may be empty, and a text without any words is false.

    >>> bool(Text()), bool(Text("Haiyan County", "海盐县"))
    (False, True)
    """

    en: str = ""
    zh: str = ""

    @classmethod
    def of(cls, en: str = "", zh: str = "", fallback: str = "") -> Text:
        """A name from what there is: where a language is missing, the other stands in for it, else ``fallback``.

        Args:
            en: the English name; empty where there is none.
            zh: the Chinese name; empty where there is none.
            fallback: what stands for both, such as an id.
        """
        return cls(en or zh or fallback, zh or en or fallback)

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)

    def __add__(self, more: Text) -> Self:
        """Both, the one behind the other, in English with what stands between them; of the kind of the first."""
        return type(self)(self.en + more.en, self.zh + more.zh)

    def in_language(self, language: str, between: str = " / ") -> str:
        """The text in one language or in both; said once where both are the same.

        Args:
            language: ``en``, ``zh`` or ``both``.
            between: what stands between the two.
        """
        if language == "both":
            return self.en if self.en == self.zh else f"{self.en}{between}{self.zh}"
        return self.zh if language == "zh" else self.en

    def name(self, language: str) -> str:
        """The text as the name of a thing: in both languages side by side, ``Haiyan County 海盐县``."""
        return self.in_language(language, between=" ")

    def about(self, name: str | Text) -> Text:
        """The same, said of one of several things.

        >>> Text("It falls apart.", "该网络断开。").about("2017").en
        '2017: It falls apart.'
        """
        called = name if isinstance(name, Text) else Text(name, name)
        return Text(f"{called.en}: {self.en}", f"“{called.zh}”：{self.zh}")


#: How much of what somebody typed a message repeats.
MOST_TYPED = 100


def typed(text: str) -> str:
    """What was typed as a message repeats it: enough to know it by, and not a page of it."""
    return shortened(text, MOST_TYPED)


def shortened(text: str, most: int) -> str:
    """A text of no more than so many characters: of a longer one the beginning and the end.

    What is wrong stands at the beginning of a message, what to do at its end, and what was found between them.

    >>> shortened("abcdefghij", 8), shortened("short", 8)
    ('abc … ij', 'short')
    """
    if len(text) <= most:
        return text
    last = most // 4
    return f"{text[: most - last - 3].rstrip()} … {text[-last:].lstrip()}" if last else text[:most]


def log(logger: Logger, text: Text) -> None:
    """Log a message in English, with the text in both languages for who shows it to a reader."""
    logger.info("%s", text.en, extra={"text": text})
