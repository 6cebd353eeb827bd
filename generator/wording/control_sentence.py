"""How many studies have a control group, and what the others cannot show."""

from generator.text.count_words import count_words, noun_for


def control_sentence(people: str, studies: int, controlled: int) -> str:
    """Return how many studies there are and how many have a control group, for none, one and all.

    >>> control_sentence("people given a vaccine", 0, 0)
    'No study of people given a vaccine is counted yet.'
    >>> control_sentence("people given a vaccine", 2, 2)
    '2 studies of people given a vaccine; each has a control group.'
    """
    if not studies:
        return f"No study of {people} is counted yet."
    counted = f"{count_words(studies, 'study', 'studies')} of {people}"
    if controlled == studies:
        return f"{counted}; {'it' if studies == 1 else 'each'} has a control group."
    if not controlled:
        none = "it has no control group" if studies == 1 else "none has a control group"
        return f"{counted}; {none}, so we cannot tell what the drug added."
    alone = studies - controlled
    verb = "has" if alone == 1 else "have"
    return f"{counted}; {alone} {verb} no control group and cannot show what the drug added."


def controlled_words(studies: int, controlled: int, what: str = "a control group") -> str:
    """Return how many of some studies have a control group, where their number was said before.

    >>> controlled_words(1, 1), controlled_words(3, 0)
    ('It has a control group.', 'None has a control group.')
    >>> controlled_words(3, 1), controlled_words(3, 3, "a control group treated at the same time")
    ('1 has a control group.', 'Each has a control group treated at the same time.')
    """
    if not studies:
        return ""
    if controlled == studies:
        return f"{'It' if studies == 1 else 'Each'} has {what}."
    if not controlled:
        return f"{'It has no' if studies == 1 else 'None has a'} {what.removeprefix('a ')}."
    return f"{controlled} {noun_for(controlled, 'has', 'have')} {what}."
