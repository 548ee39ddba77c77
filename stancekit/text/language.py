"""The language of an article, as a guess: by its script, and by function words where languages share one."""

from __future__ import annotations

import re
from itertools import repeat

import numpy as np

__all__ = ["guess"]

_READ = 2000  # characters
_LEAST_LETTERS = 4
_LEAST_WORDS = 2  # different function words …
_LEAST_SHARE = 0.1  # … which are this share of all words: fewer are of another language, or of none

# Frequent function words, most of which few other languages have. A language is marked by a letter, its
# place in this table: a text's words become a string in which letters are counted.
_WORDS = {
    "en": """the of and to in a is that for it on was with as by at from this be are have has he she his her
    they their said not but who which will would were been had or an its about more after than we you i""",
    "de": """der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an
    werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur
    oder aber vor zur bis mehr durch man sein wurde sei ich wir kann gegen unter sagte""",
    "fr": """de la le les et des en un une du que est pour dans qui a par plus pas au sur ne se ce il sont
    avec son cette aux ont mais comme ou si leur être elle fait nous sa ses ces été deux même je tout après
    vous selon""",
    "es": """de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha
    este sí ya porque entre cuando muy sin sobre también me hasta hay donde desde todo nos durante fue según
    ser está son esta fueron sido otros dijo""",
    "it": """di che e la il un a per in una è non sono del si da con i le della dei alla come anche più nel
    al ha lo gli ma se delle dal nella su ci questo ho sul dalla hanno dopo essere tra cui loro o perché
    stato ai alle stata anni ad ed""",
    "pt": """de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das
    tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois
    sem mesmo aos são esta este pode foram seus nas ainda têm deve diz""",
    "nl": """de van een het en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog
    naar heeft hij ze wordt door over deze wel geen dit ik je tot meer werd worden hebben was al kan na zich
    zegt""",
    "pl": """w i na z się do nie że o to jest jak za od po przez dla a ale są ze co był tym tak które który
    która jego już przed tego może oraz czy będzie roku ich pod także tylko być było jako przy jej mówi lub
    ma można został przeciw ten ta mu tych jednak""",
    "sv": """och i att det som på en är av för med den till har inte om ett de var men så från han vi kan
    när efter hade vid ska skulle jag också än eller under man nu över blir säger bara mot mellan sig hon
    detta utan""",
    "da": """og i at det er en til af på for med den som de der ikke har et om han var kan vi men så fra hun
    jeg eller sig også efter sagde blev nu ud siger være skal når hvor vil end hvad meget mod bliver mellem
    noget kun flere ved""",
    "no": """og i at det er en til av på for med den som de ikke har et om han var kan vi men så fra hun jeg
    eller sa seg også etter ble nå ut sier være skal når hvor vil enn hva mye mot blir mellom noe bare hadde
    dette flere ved""",
    "fi": """ja on ei että se oli hän mutta ovat myös kun kuin joka tai mukaan jos niin sen sekä jo ole vain
    jotka hänen ollut mitä siitä olla vielä jonka eivät sanoo voi nyt sitä tämä ne olivat kertoo koska
    jälkeen""",
    "tr": """ve bir bu için da de ile olarak olan daha çok ne gibi kadar sonra en var ise ancak o göre ama
    her değil olduğunu olduğu dedi ki ya diye tarafından iki şey mi hem nasıl yeni büyük zaman içinde oldu
    veya son ilk ayrıca tüm kendi bunun etti söyledi karşı üzerinde""",
    "ro": """de și în a la cu pe că nu este din care o pentru un mai sau să se ce au fost ale lui al dar
    prin după ca sunt cel fi acest această între lor dacă iar am va despre până foarte ei spus când ne""",
    "cs": """a se v na je že o s z do i to k ve pro za by ale jsou jako od po který která které jeho při už
    podle byl také tak nebo bylo jen není až však než jsem si má kde byla bude být této tím let uvedl ze
    kteří jejich lze další ještě mezi proti řekl""",
    "ru": """и в не на что с по как это он но из у за к от так его для о же все был бы мы я они она было
    которые также при или который до если уже этого только после сказал есть может быть их ее где нет""",
    "uk": """і в не на що з у до та як за від про для це й він але його по які який із також має є щоб або
    було ми вони при бути може під час через якщо вже цього тільки після сказав зі ж вона""",
    "bg": """и на да се за от в е не с че по са като ще това той до със го при си но или към след бе беше
    има които който ли му тя най както ни също може много само още защото те аз каза няма""",
    "hi": """के में है की को से का और पर ने भी कि यह हैं नहीं कहा इस लिए एक था कर गया ही तो जो वह थी थे अपने
    रहा""",
    # not told, for they are easily taken for one another: Croatian and its like, Slovene, Slovak, Catalan
    "?hr": """je da se u i na su za od koji koja što kao s ali nije bi će to iz ne biti koje o kako ili
    nakon""",
    "?sl": """je in da se na v so za ki pa ne z tudi s kot bi ni po pri še od bo to do iz ali le zaradi""",
    "?sk": """a je na sa že v to s sú za ako by aj ale nie bude od do pre o po bol ktoré ktorý podľa pri
    k""",
    "?ca": """de la el i que a en els les per un una del amb és va no al més ha dels com ser són pel seu""",
}
_MARKS = {language: chr(ord("A") + i) for i, language in enumerate(_WORDS)}
_LATIN, _CYRILLIC, _INDIC = (
    "".join(_MARKS[language] for language in languages.split())
    for languages in ("en de fr es it pt nl pl sv da no fi tr ro cs ?hr ?sl ?sk ?ca", "ru uk bg", "hi")
)
_OWN = {_MARKS[language]: frozenset(words.split()) for language, words in _WORDS.items()}
_LANGUAGES = {mark: "" if language[0] == "?" else language for language, mark in _MARKS.items()}
_WORD_MARKS = {
    word: "".join(mark for mark, own in _OWN.items() if word in own)
    for word in frozenset().union(*_OWN.values())
}

# First and last code point of each script's letters, and what one of them counts for
_BLOCK = 64  # code points that are counted together
_SCRIPTS = (
    ("latin", 0x40, 0x7F, 1),
    ("latin", 0xC0, 0x27F, 1),
    ("latin", 0x1E00, 0x1EFF, 1),
    ("greek", 0x380, 0x3FF, 1),
    ("greek", 0x1F00, 0x1FFF, 1),
    ("cyrillic", 0x400, 0x53F, 1),
    ("hebrew", 0x5C0, 0x5FF, 1),
    ("arabic", 0x600, 0x6FF, 1),
    ("arabic", 0xFB40, 0xFDFF, 1),
    ("arabic", 0xFE80, 0xFEFF, 1),
    ("indic", 0x900, 0x97F, 1),
    ("kana", 0x3040, 0x30FF, 2),
    ("han", 0x3400, 0x4DBF, 2),
    ("han", 0x4E00, 0x9FFF, 2),
    ("hangul", 0x1100, 0x11FF, 2),
    ("hangul", 0xAC00, 0xD7BF, 2),
)
_BEFORE = np.array([first // _BLOCK - 1 for _, first, _, _ in _SCRIPTS])
_LAST = np.array([last // _BLOCK for _, _, last, _ in _SCRIPTS])
_MOST_ASCII = 0.9  # of the characters: with more it is Latin, without counting letters
_LEAST_KANA = 0.1  # of the characters of a Japanese text; a Chinese one quotes fewer
_OTHERS = {  # letters of languages that are not told: Serbian, Belarusian, Kazakh …; Urdu, Pashto …
    "cyrillic": re.compile("[ђѓѕјљњћќўџғқңүұһәө]"),
    "arabic": re.compile("[ٹڈڑںھہےټډړښګېۍڕڵۆێەېۇۈ]"),
}
_LEAST_OTHERS = 0.01
_PERSIAN, _ARABIC = re.compile("[پچژگکی]"), re.compile("[كيةىأإ]")


def guess(text: str) -> str:
    """Return the language of a text, by its first 2,000 characters.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Its ISO 639-1 code: one of ar, bg, cs, da, de, el, en, es, fa, fi, fr, he, hi, it, ja, ko, nl, no, pl,
        pt, ro, ru, sv, tr, uk and zh; empty if there is nothing to go by, or another language is likelier.

    Examples
    --------
    >>> guess("The minister said that he would not resign over the report.")
    'en'
    >>> guess("Der Minister sagte, er werde wegen des Berichts nicht zurücktreten.")
    'de'
    >>> guess("2024-05-01 12:00")
    ''
    """
    sample = text[:_READ]
    if len(sample.encode("ascii", "ignore")) >= _MOST_ASCII * len(sample):
        return _by_words(sample, _LATIN)
    letters = _letters(sample)
    east = letters["han"] + letters["kana"]
    script = max(letters, key=letters.__getitem__)
    if max(letters[script], east) < _LEAST_LETTERS:
        return ""
    if east > letters[script] or script in ("han", "kana"):
        return "ja" if letters["kana"] >= _LEAST_KANA * east else "zh"
    if script in _OTHERS and len(_OTHERS[script].findall(sample)) > _LEAST_OTHERS * letters[script]:
        return ""
    if script == "arabic":
        return "fa" if len(_PERSIAN.findall(sample)) > len(_ARABIC.findall(sample)) else "ar"
    alone = {"greek": "el", "hebrew": "he", "hangul": "ko"}
    marks = {"latin": _LATIN, "cyrillic": _CYRILLIC, "indic": _INDIC}
    return alone[script] if script in alone else _by_words(sample, marks[script])


def _letters(sample: str) -> dict[str, int]:
    """Return how many letters of each script there are."""
    codes = np.frombuffer(sample.encode("utf-16-le", "surrogatepass"), np.dtype("<u2"))
    upto = np.bincount(codes // _BLOCK, minlength=2**16 // _BLOCK).cumsum()
    letters = dict.fromkeys((script for script, *_ in _SCRIPTS), 0)
    for (script, _, _, weight), count in zip(_SCRIPTS, (upto[_LAST] - upto[_BEFORE]).tolist(), strict=True):
        letters[script] += count * weight
    return letters


def _by_words(sample: str, languages: str) -> str:
    """Return the language that has most of the words, if it has enough of them."""
    words = sample.lower().split()
    marks = "".join(map(_WORD_MARKS.get, words, repeat("")))
    best = max(languages, key=marks.count)
    if marks.count(best) < max(_LEAST_WORDS, _LEAST_SHARE * len(words)):
        return ""
    return _LANGUAGES[best] if len(_OWN[best].intersection(words)) >= _LEAST_WORDS else ""
