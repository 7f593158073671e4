"""Numbers from 1 to 99 in words, folded: by the rules of each language, so that none between them is missing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

#: The numbers from 1 to 19 and the tens from 20 on; `/` parts forms of one number, `_` stands for a blank.
_WORDS = {
    "en": (
        "one/a/an two three four five six seven eight nine ten eleven twelve thirteen "
        "fourteen fifteen sixteen seventeen "
        "eighteen nineteen",
        "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
    ),
    "de": (
        "ein/eins/eine/einem/einen/einer zwei/zwo drei vier funf/fuenf sechs sieben acht neun zehn elf zwolf/zwoelf "
        "dreizehn vierzehn funfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn",
        "zwanzig dreissig vierzig funfzig/fuenfzig sechzig siebzig achtzig neunzig",
    ),
    "fr": (
        "un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
        "quinze seize dix-sept dix-huit "
        "dix-neuf",
        "vingt trente quarante cinquante soixante septante quatre-vingts/quatre-vingt/huitante/octante nonante",
    ),
    "es": (
        "un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
        "quince dieciseis diecisiete "
        "dieciocho diecinueve",
        "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    ),
    "pt": (
        "um/uma dois/duas tres quatro cinco seis sete oito nove dez onze doze treze quatorze/catorze quinze "
        "dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove",
        "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    ),
    "it": (
        "un/uno/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
        "diciassette diciotto diciannove",
        "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    ),
    "ru": (
        "один/одного/одна/одной два/две/двух три/трех четыре/четырех пять/пяти шесть/шести семь/семи восемь/восьми "
        "девять/девяти десять/десяти одиннадцать/одиннадцати двенадцать/двенадцати тринадцать/тринадцати "
        "четырнадцать/четырнадцати пятнадцать/пятнадцати шестнадцать/шестнадцати семнадцать/семнадцати "
        "восемнадцать/восемнадцати девятнадцать/девятнадцати",
        "двадцать/двадцати тридцать/тридцати сорок/сорока пятьдесят/пятидесяти шестьдесят/шестидесяти "
        "семьдесят/семидесяти восемьдесят/восьмидесяти девяносто/девяноста",
    ),
    "id": (
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua_belas "
        "tiga_belas empat_belas lima_belas "
        "enam_belas tujuh_belas delapan_belas sembilan_belas",
        "dua_puluh tiga_puluh empat_puluh lima_puluh enam_puluh tujuh_puluh delapan_puluh sembilan_puluh",
    ),
    "vi": (
        "mot hai ba bon/tu nam/lam sau bay tam chin muoi muoi_mot muoi_hai muoi_ba muoi_bon muoi_lam muoi_sau muoi_bay "
        "muoi_tam muoi_chin",
        "hai_muoi ba_muoi bon_muoi nam_muoi sau_muoi bay_muoi tam_muoi chin_muoi",
    ),
    "tr": (
        "bir iki uc dort bes alti yedi sekiz dokuz on on_bir on_iki on_uc on_dort on_bes "
        "on_alti on_yedi on_sekiz on_dokuz",
        "yirmi otuz kirk elli altmis yetmis seksen doksan",
    ),
    "sv": (
        "ett/en tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
        "tjugo trettio fyrtio femtio sextio sjuttio attio nittio",
    ),
    "nl": (
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
        "vijftien zestien zeventien achttien "
        "negentien",
        "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    ),
    "pl": (
        "jeden/jedna/jednego dwa/dwie/dwoch trzy/trzech cztery/czterech piec/pieciu szesc/szesciu siedem/siedmiu "
        "osiem/osmiu dziewiec/dziewieciu dziesiec/dziesieciu jedenascie dwanascie trzynascie czternascie pietnascie "
        "szesnascie siedemnascie osiemnascie dziewietnascie",
        "dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat dziewiecdziesiat",
    ),
}
#: How a ten and what is behind it are written together; of other languages apart.
_JOINED = {
    "en": ("{ten}-{one}", "{ten} {one}"),
    "de": ("{one}und{ten}",),
    "fr": ("{ten}-{one}", "{ten} {one}", "{ten} et {one}", "{ten}-et-{one}"),
    "es": ("{ten} y {one}", "{cut}i{one}"),
    "pt": ("{ten} e {one}",),
    "it": ("{ten}{one}", "{cut}{one}"),
    "sv": ("{ten}{one}", "{ten} {one}"),
    "nl": ("{one}en{ten}", "{one}n{ten}"),
}
#: The tens of French behind which the count goes on to nineteen: soixante-dix-huit, quatre-vingt-quinze.
_UP_TO_NINETEEN = ("soixante", "quatre-vingt")


@cache
def in_words() -> dict[str, int]:
    """The numbers from 1 to 99, by their words in thirteen languages.

    >>> [in_words()[one] for one in ("eleven", "twenty-one", "dreizehn", "einundzwanzig", "vingt et un", "veintiun")]
    [11, 21, 13, 21, 21, 21]
    """
    return {word: number for language, words in _WORDS.items() for word, number in _of(language, *words)}


def ones_and_tens(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a language from 1 to 19, and its tens from 20 on, each in its first form.

    >>> ones_and_tens("en")[0][:3], ones_and_tens("en")[1][-1]
    (('one', 'two', 'three'), 'ninety')
    """
    ones, tens = (tuple(_forms(word)[0] for word in words.split()) for words in _WORDS[language])
    return ones, tens


def _of(language: str, ones: str, tens: str) -> Iterator[tuple[str, int]]:
    """Each word of a language with its number.

    Args:
        language: its code.
        ones: its words from 1 to 19.
        tens: its tens from 20 on.
    """
    low = [_forms(word) for word in ones.split()]
    for at, forms in enumerate(low, 1):
        yield from ((form, at) for form in forms)
    for ten, names in enumerate(map(_forms, tens.split()), 2):
        for name in names:
            yield name, ten * 10
            most = 19 if name in _UP_TO_NINETEEN else 9
            for at, forms in enumerate(low[:most], 1):
                ways = _JOINED.get(language, ("{ten} {one}",))
                made = (way.format(ten=name, one=form, cut=name[:-1]) for way in ways for form in forms)
                yield from ((word, ten * 10 + at) for word in made)


def _forms(word: str) -> list[str]:
    return word.replace("_", " ").split("/")
