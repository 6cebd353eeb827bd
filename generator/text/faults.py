"""What can be wrong with a file of the record format before anyone judges what it says."""

from generator.model.rule import Rule

YAML_SYNTAX = Rule("E101", "yaml-syntax", "The file is not YAML")
DUPLICATE_KEY = Rule("E102", "duplicate-key", "A key stands twice in one mapping")
ALIAS = Rule("E103", "alias", "Anchors, aliases and merge keys are not read")
TAG = Rule("E104", "tag", "Tags are not read")
SECOND_DOCUMENT = Rule("E105", "second-document", "A file holds one document")
KEY_NOT_TEXT = Rule("E106", "key-not-text", "A key is a word")
TOO_DEEP = Rule("E107", "too-deep", "Values are nested deeper than any record needs")
EMPTY_FILE = Rule("E108", "empty-file", "The file holds nothing")
UNKNOWN_KEY = Rule("E111", "unknown-key", "A key is not part of the record format")
MISSING_KEY = Rule("E112", "missing-key", "A required key is missing")
EMPTY_VALUE = Rule("E113", "empty-value", "A key has no value")
NOT_A_MAPPING = Rule("E114", "not-a-mapping", "Keys and values were expected")
NOT_A_LIST = Rule("E115", "not-a-list", "A list was expected")
NOT_TEXT = Rule("E116", "not-text", "A single value was expected")
NOT_READABLE = Rule("E117", "not-readable", "A number, count or date cannot be read")
NOT_ONE_OF = Rule("E118", "not-one-of", "The value is not one of the words allowed")
NOT_AN_ID = Rule("E119", "not-an-id", "An id is made of a-z, 0-9 and single hyphens")
NOT_YES_NO = Rule("E120", "not-yes-no", "The value is neither true nor false")
MISSING_FILE = Rule("E121", "missing-file", "A file of the record format is missing")
NOT_AN_ADDRESS = Rule("E122", "not-an-address", "A source address is not an http(s) address")
SAME_ID = Rule("E123", "same-id", "Two records of one list have the same id")
ID_IS_NOT_FILE_NAME = Rule("E124", "id-is-not-file-name", "A study's id is the name of its file")
PUBLISHED_UNREADABLE = Rule(
    "E371", "published-unreadable", "What the last version stated cannot be read"
)
VERSION_IS_FILE_NAME = Rule(
    "E372", "version-is-file-name", "A recorded version is the name of its file"
)

RULES = (
    YAML_SYNTAX,
    DUPLICATE_KEY,
    ALIAS,
    TAG,
    SECOND_DOCUMENT,
    KEY_NOT_TEXT,
    TOO_DEEP,
    EMPTY_FILE,
    UNKNOWN_KEY,
    MISSING_KEY,
    EMPTY_VALUE,
    NOT_A_MAPPING,
    NOT_A_LIST,
    NOT_TEXT,
    NOT_READABLE,
    NOT_ONE_OF,
    NOT_AN_ID,
    NOT_YES_NO,
    MISSING_FILE,
    NOT_AN_ADDRESS,
    SAME_ID,
    ID_IS_NOT_FILE_NAME,
    PUBLISHED_UNREADABLE,
    VERSION_IS_FILE_NAME,
)
