"""How many studies compare a result with a control group, and what the others cannot show."""

from generator.text.count_words import count_words, noun_for

# A count of studies that have something to show against a control group, as a column heads it.
AGAINST_A_CONTROL = "With a result against a control group"


def control_sentence(people: str, studies: int, compared: int) -> str:
    """Return how many studies there are and how many compare a result, for none, one and all.

    >>> control_sentence("people given a vaccine", 0, 0)
    'No study of people given a vaccine is counted yet.'
    >>> control_sentence("people given a vaccine", 2, 2)
    '2 studies of people given a vaccine; each compares a result with a control group.'
    """
    if not studies:
        return f"No study of {people} is counted yet."
    counted = f"{count_words(studies, 'study', 'studies')} of {people}"
    if compared == studies:
        subject = "it" if studies == 1 else "each"
        return f"{counted}; {subject} compares a result with a control group."
    if not compared:
        none = "it compares no result" if studies == 1 else "none compares a result"
        return f"{counted}; {none} with a control group, so we cannot tell what the drug added."
    alone = studies - compared
    verb = noun_for(alone, "compares", "compare")
    return (
        f"{counted}; {alone} {verb} no result with a control group and cannot show what the drug "
        "added."
    )


def controlled_words(studies: int, compared: int, what: str = "a result", when: str = "") -> str:
    """Return how many of some studies compare a result, where their number was said before.

    `when` ends the sentence with what the control group is, as treated at the same time.

    >>> controlled_words(1, 1), controlled_words(3, 0)
    ('It compares a result with a control group.', 'None compares a result with a control group.')
    >>> controlled_words(3, 1)
    '1 compares a result with a control group.'
    >>> controlled_words(3, 3, "it", "treated at the same time")
    'Each compares it with a control group treated at the same time.'
    """
    if not studies:
        return ""
    group = f"{what} with a control group {when}".rstrip()
    if compared == studies:
        return f"{'It' if studies == 1 else 'Each'} compares {group}."
    if not compared:
        return f"{'It does not compare' if studies == 1 else 'None compares'} {group}."
    return f"{compared} {noun_for(compared, 'compares', 'compare')} {group}."
