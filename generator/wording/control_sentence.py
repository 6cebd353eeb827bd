"""How many studies have a control group, and what the others cannot show."""

from generator.text.count_words import count_words


def control_sentence(people: str, studies: int, controlled: int) -> str:
    """Return how many studies there are and how many have a control group, for none, one and all.

    >>> control_sentence("people given a vaccine", 0, 0)
    'No study of people given a vaccine has been read yet.'
    >>> control_sentence("people given a vaccine", 2, 2)
    '2 studies of people given a vaccine; each has a control group.'
    """
    if not studies:
        return f"No study of {people} has been read yet."
    counted = f"{count_words(studies, 'study', 'studies')} of {people}"
    if controlled == studies:
        return f"{counted}; {'it' if studies == 1 else 'each'} has a control group."
    if not controlled:
        none = "it has no control group" if studies == 1 else "none has a control group"
        return f"{counted}; {none}, so we cannot tell what the drug added."
    alone = studies - controlled
    verb = "has" if alone == 1 else "have"
    return f"{counted}; {alone} {verb} no control group and cannot show what the drug added."
