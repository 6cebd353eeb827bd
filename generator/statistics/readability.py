"""How hard a text is to read: the Flesch-Kincaid grade level.

grade = 0.39 words / sentences + 11.8 syllables / words - 15.59

Source: Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability formulas for
Navy enlisted personnel. Research Branch Report 8-75, Naval Technical Training Command, 1975.

Syllables are counted by groups of vowels, a silent e at the end left out; a number counts as a word
of one syllable.
"""

import re

_WORD = re.compile(r"[^\W_]+(?:['’.,/-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(
    r"(?<=[^aeiouylr])e$|(?<=[aeiouy][lr])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxzgh])es$"
)


def reading_grade(text: str) -> float | None:
    """Return the school year (United States) that can read a text; None for one without words.

    The published example has 13 words with 24 syllables and a grade of 11.3.

    >>> text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    >>> round(reading_grade(text), 1)
    11.3
    >>> round(reading_grade("The cat sat on the mat."), 2)
    -1.45
    """
    words = _WORD.findall(text)
    if not words:
        return None
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Return the number of syllables a word is taken to have.

    >>> [syllables(word) for word in ("hand", "disease", "treated", "interval", "12", "table")]
    [1, 2, 2, 3, 1, 2]
    """
    parts = re.split(r"[^a-z]+", word.casefold())
    return max(1, sum(_of_part(part) for part in parts if part))


def _of_part(part: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT_END.sub("", part))))
