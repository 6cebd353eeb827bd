"""What a file of records gives, and every rule that such a file can break."""

from dataclasses import dataclass

from generator.model.finding import Finding
from generator.model.found import FoundRecord
from generator.model.identifier import Identifier
from generator.model.rule import Rule

NOT_RECORDS = Rule("E261", "not-records", "A file holds no records of a kind that is read")
RECORD_LOST = Rule("E262", "record-lost", "A record cannot be read")
OWN_ENTITIES = Rule("E263", "own-entities", "An XML file defines entities of its own")
NO_IDENTIFIER = Rule("E264", "no-identifier", "A line of a list of identifiers holds none")
DOUBTFUL_RECORD = Rule("W261", "doubtful-record", "A record was read and may not be whole")
FOREIGN_IDENTIFIER = Rule("W262", "foreign-identifier", "An identifier of a record cannot be read")
TWO_IDENTIFIERS = Rule("W263", "two-identifiers", "A record has two identifiers of one kind")
RETRACTED_IN_WORDS = Rule("W264", "retracted-in-words", "A title may say that it was retracted")
STRAY_TEXT = Rule("W265", "stray-text", "Text stands outside every record")
FOREIGN_DATE = Rule("W266", "foreign-date", "A date of a record cannot be read")
NO_RECORD = Rule("N261", "no-record", "A good file without a record")
DELETED = Rule("N262", "deleted", "A record was deleted by those who keep it")
LEFT_OUT = Rule("N263", "left-out", "A record is commented out")

RULES = (
    NOT_RECORDS,
    RECORD_LOST,
    OWN_ENTITIES,
    NO_IDENTIFIER,
    DOUBTFUL_RECORD,
    FOREIGN_IDENTIFIER,
    TWO_IDENTIFIERS,
    RETRACTED_IN_WORDS,
    STRAY_TEXT,
    FOREIGN_DATE,
    NO_RECORD,
    DELETED,
    LEFT_OUT,
)


@dataclass(frozen=True, slots=True)
class Collection:
    """What one file gave: each unit of it is a record, an identifier or a finding.

    `identifiers` name records that the file does not hold and that have to be looked up on the
    network; `format` is the name of its format.
    """

    records: tuple[FoundRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
    format: str = ""
    identifiers: tuple[Identifier, ...] = ()
