"""The boxed warning of a label in words: every heading of it, or that it is not known whole."""

from generator.model.register import SafetyNotice


def boxed_warning_words(notice: SafetyNotice) -> str:
    """Return what is known of the boxed warning of a label; empty for any other notice.

    Headings of a warning that was not read to its end are never named: they would pass for all.
    """
    if notice.kind != "label":
        return ""
    if notice.complete is None:
        return "Whether it has a boxed warning was not seen."
    if not notice.complete:
        return _unread(notice)
    if not notice.boxed_warning:
        return "No boxed warning where one would be printed."
    as_of = notice.boxed_warning_as_of
    version = f" (in the version of {as_of.words()})" if as_of else ""
    return f"Boxed warning{version}: {', '.join(notice.boxed_warning)}."


def _unread(notice: SafetyNotice) -> str:
    if notice.boxed_warning:
        return "Boxed warning not read to its end, so no part of it is shown."
    return "Boxed warning not read."
