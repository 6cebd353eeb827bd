"""Crossref: works by DOI, with the notices published about them.

Its records list the retractions of Retraction Watch. The service: https://api.crossref.org/.
"""

from urllib.parse import quote

from generator.model.found import FoundRecord
from generator.model.identifier import Doi
from generator.network.client import Client
from generator.network.faults import NoReplyError
from generator.network.reply import Expected
from generator.network.service_records import Gathered

TITLE = "Crossref"
_WORK = Expected("json", ("message",))
_UNKNOWN = 404


def find(doi: Doi, client: Client, gathered: Gathered) -> FoundRecord | None:
    """Return the record of a DOI, or None where Crossref has none; NoReplyError where it is silent.

    What was wrong with the record, or that it is that of another work, is noted among what is
    gathered.
    """
    try:
        reply = client.ask("crossref", f"works/{quote(doi.name.lower(), safe='/:;()')}", [], _WORK)
    except NoReplyError as failure:
        if failure.status == _UNKNOWN:
            return None
        raise
    for record in gathered.read(reply.body, TITLE):
        if doi in record.identifiers:
            return record
        gathered.not_asked_for(record)
    return None
