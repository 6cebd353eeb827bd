"""The day on which a command records something; no build asks for it."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return the day, in UTC; SOURCE_DATE_EPOCH sets it, so that a run can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now(UTC).date()
