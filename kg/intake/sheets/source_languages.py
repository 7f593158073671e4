"""In which language the title of a source is: by its letters, by the month that it names, by its small words.

What shows none of these is taken as English where it is written in plain letters, and as of no known language else. So
is what small words of several languages tell, and what one alone does, which names of towns have as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.intake.sheets.clean_names import is_chinese
from kg.nearest import folded
from kg.notations import languages_of

#: Scripts of one language, or of those that write in it most; the first that a text has counts.
_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]"),
    ("ko", "[\uac00-\ud7a3]"),
    ("kk", "[әғқңөұүһі].*[әғқңөұүһ]|[ғқңұһ]"),
    ("uk", "[їєґ]"),
    ("be", "[ў]"),
    ("sr", "[ђћџјљњ]"),
    ("fa", "[پچژگ]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("el", "[\u0370-\u03ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("hi", "[\u0900-\u097f]"),
    ("ka", "[\u10a0-\u10ff]"),
    ("hy", "[\u0530-\u058f]"),
    ("ar", "[\u0600-\u06ff]"),
    ("ru", "[\u0400-\u04ff]"),
)
#: Letters that one language of Latin letters has alone, or nearly so.
_LETTERS = (
    ("vi", "[ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
    ("hu", "[őű]"),
    ("cs", "[řěů]"),
    ("pl", "[łąęśźż]"),
    ("sk", "[ľĺŕ]"),
    ("ro", "[șțăţ]"),
    ("tr", "[ğış]"),
    ("lv", "[ķļņģ]"),
    ("lt", "[ėįų]"),
    ("is", "[ðþ]"),
    ("de", "ß"),
    ("pt", "[ãõ]"),
    ("es", "[ñ¿¡]"),
)
#: Small words that titles of a language have, whole; none of one letter, which stands before numbers as well.
_SMALL = {
    "de": "der die das und für mit von zum zur im des den dem über vom beim auf aus stadt bericht zeitung",
    "fr": "le la les des du et une pour avec dans sur aux rapport accord ville entre",
    "es": "el la los las del una para con por informe acuerdo ciudad entre sobre",
    "pt": "os as do da dos das uma para com pelo relatório acordo cidade entre sobre",
    "it": "il lo gli della dei delle di una per con tra fra relazione accordo città",
    "nl": "het een van en voor met bij naar over verslag stad gemeente",
    "pl": "na do od dla oraz przez miasto umowa raport kurier gazeta",
    "cs": "na pro se ze od město zpráva smlouva noviny obzor deník",
    "hu": "az egy és város megállapodás jelentés hírlap figyelő",
    "ro": "și al ale pentru cu din oraș raport acord",
    "tr": "ve ile için bir şehir rapor anlaşma gazetesi",
    "id": "dan yang untuk dengan di kota laporan perjanjian",
    "sv": "och för med av till en stad avtal rapport",
    "da": "og for med af til by aftale rapport",
    "en": "the of and for with in on to at by from between an report agreement city news press release",
}
_SMALL_WORDS = {language: frozenset(map(folded, words.split())) for language, words in _SMALL.items()}
#: Those that no name of a town has: one alone tells of a language, where no other one has it.
_DOCUMENTS = re.compile(
    "bericht|zeitung|rapport|accord|informe|acuerdo|relatorio|acordo|relazione|accordo|verslag|umowa|raport|zprava|smlouva"
    "|noviny|megallapodas|jelentes|hirlap|rapor|anlasma|gazetesi|laporan|perjanjian|avtal|aftale"
)
_WORD = re.compile(r"[^\W\d_]+")
#: So many letters of another language's alphabet are no name within an English title.
_ACCENTED = re.compile(r"[^\W\d_a-z]", re.I)


def language_of(title: str) -> str:
    """The tag of the language in which a title is; ``und`` where nothing tells.

    Args:
        title: with words; what has none is in no language.

    >>> [language_of(one) for one in ("Győri Figyelő", "Moravský obzor, 3. září", "义乌市外办")]
    ['hu', 'cs', 'zh']
    >>> [language_of(one) for one in ("Annual report of the port", "Minutes", "Kurier Łódzki", "Ведомости, 3 мая 2022")]
    ['en', 'en', 'pl', 'ru']
    """
    text = title.casefold()
    script = next((language for language, signs in _SCRIPTS if re.search(signs, text)), "")
    return script or ("zh" if is_chinese(title) else _of_latin_letters(title, text))


def _of_latin_letters(title: str, text: str) -> str:
    by_words, is_sure = _by_words([folded(word) for word in _WORD.findall(title)])
    letters = [language for language, signs in _LETTERS if re.search(signs, text)]
    if letters and "en" not in by_words:
        # Else it is a name of another country in an English title: Report of the city of Łódź.
        return letters[0]
    months = languages_of([folded(title)])
    if len(months) == 1 and not ("en" in by_words and is_sure):
        return next(iter(months))
    if "en" in by_words:
        return "en"
    if months:
        by_words, is_sure = [one for one in by_words if one in months], True
    elif not by_words and not _ACCENTED.search(text):
        return "en"
    return by_words[0] if len(by_words) == 1 and is_sure else "und"


def _by_words(words: Sequence[str]) -> tuple[list[str], bool]:
    """The languages of most of the small words of a title, and whether these tell.

    One alone does not, unless it stands twice: Los Angeles Times, La Paz.
    """
    found = {word for word in words if any(word in known for known in _SMALL_WORDS.values())}
    small = {language: len(found & known) for language, known in _SMALL_WORDS.items()}
    most = max(small.values())
    tells = most > 1 or any(_DOCUMENTS.fullmatch(word) or words.count(word) > 1 for word in found)
    return [language for language, count in small.items() if count == most and most], tells
