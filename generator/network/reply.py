"""What a reply must be before it is kept: the type and root asked for, UTF-8, and no error."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeGuard

from lxml import etree

from generator.network.http_exchange import Answer

_CHARSET = re.compile(r"charset\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")
_TITLE = re.compile(rb"<(?:title|h1)[^>]*>([^<]{1,200})", re.IGNORECASE)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# Charsets in which a body of ASCII alone reads the same.
_ASCII_LIKE = re.compile(r"(?:utf-?8|us-ascii|ascii|iso-?8859-\d+|latin-?\d|windows-125\d|cp125\d)")
_UTF8 = {"utf-8", "utf8", "us-ascii", "ascii"}
# Types that say nothing of the content, which is then judged by itself.
_LOOSE_TYPES = {"", "text/plain", "application/octet-stream"}
_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Expected:
    """The kind of a reply, and the element or the keys one of which it begins with.

    `is_list` says that under such a key of JSON there is a list.
    """

    kind: Literal["xml", "json"]
    roots: tuple[str, ...]
    is_list: bool = False

    @property
    def wish(self) -> str:
        """What was asked for, as a message says it."""
        return f"{self.kind.upper()} with {' or '.join(self.roots)}"


class WrongReplyError(Exception):
    """A reply that cannot be used; `broken_off` says that it seems to lack its end."""

    def __init__(self, seen: str, *, broken_off: bool = False) -> None:
        super().__init__(seen)
        self.broken_off = broken_off


def check_reply(answer: Answer, expected: Expected) -> None:
    """Do nothing for a reply that is what was asked for; else say in words what it is."""
    kind = media_type(answer.headers)
    body = answer.body.removeprefix(b"\xef\xbb\xbf")
    if not body.strip():
        raise WrongReplyError("gave an empty reply", broken_off=not answer.measured)
    if "html" in kind or _HTML.match(body[:2000]):
        raise WrongReplyError(f"gave a web page{_title(body)}")
    if kind not in _LOOSE_TYPES and not kind.endswith((f"/{expected.kind}", f"+{expected.kind}")):
        raise WrongReplyError(f"gave a reply of the type {in_quotes(kind)}")
    _check_charset(answer.headers, body)
    check = _check_xml if expected.kind == "xml" else _check_json
    check(body, expected, measured=answer.measured)


def error_in(body: bytes) -> str:
    """Return in one short line why a service refused a request, or nothing."""
    text = body[:2000]
    if match := re.search(rb"<ERROR>([^<]*)", text):
        return in_quotes(match[1].decode("utf-8", "replace"))
    try:
        return _error_of(json.loads(text))
    except (ValueError, RecursionError):
        return ""


def code_in(body: bytes) -> str:
    """Return the word by which a service calls its refusal, as in `NOT_FOUND`, or nothing."""
    try:
        error = json.loads(body[:2000])["error"]["code"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return error if isinstance(error, str) else ""


def media_type(headers: Mapping[str, str]) -> str:
    """Return the media type of a reply without its parameters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def in_quotes(text: str) -> str:
    """Return foreign text in quotes on one line, short and without what could steer a terminal."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    if len(line) > _LONGEST_QUOTE:
        line = f"{line[:_LONGEST_QUOTE]}…"
    return f"“{line}”"


def _check_charset(headers: Mapping[str, str], body: bytes) -> None:
    """Refuse letters nobody can be sure of: every service sends UTF-8."""
    named = _CHARSET.search(headers.get("content-type", ""))
    if body.isascii():
        if named and not _ASCII_LIKE.fullmatch(named[1].lower()):
            raise WrongReplyError(f"gave a reply in the charset {in_quotes(named[1])}")
        return
    declared = _DECLARED.match(body[:200])
    names = [named[1]] if named else []
    if declared:
        names.append(declared[1].decode())
    for name in names:
        if name.lower() not in _UTF8:
            charset = f"in the charset {in_quotes(name)}, or one that says so"
            raise WrongReplyError(f"gave a reply {charset}; only UTF-8 is read")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongReplyError(f"gave a reply that is not UTF-8 (byte {error.start + 1})") from None


def _check_xml(body: bytes, expected: Expected, *, measured: bool) -> None:
    if b"<!ENTITY" in body:
        raise WrongReplyError("gave a reply that defines entities of its own")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise WrongReplyError(
            f"gave a reply that is not whole XML (line {line})", broken_off=not measured
        ) from None
    name = str(root.tag)
    fault = root if name == "ERROR" else root.find("ERROR")
    if fault is not None:
        raise WrongReplyError(f"gave an error: {in_quotes(''.join(map(str, fault.itertext())))}")
    if name not in expected.roots:
        raise WrongReplyError(f"gave XML with {in_quotes(name)}")


def _check_json(body: bytes, expected: Expected, *, measured: bool) -> None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise WrongReplyError(
            "gave a reply that is not whole JSON", broken_off=not measured
        ) from None
    if error := _error_of(value):
        raise WrongReplyError(f"gave an error: {error}")
    found = [value[root] for root in expected.roots if root in value] if _is_object(value) else []
    if not found or (expected.is_list and not isinstance(found[0], list)):
        raise WrongReplyError("gave JSON of another shape")


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _error_of(value: object) -> str:
    """Return the error a JSON object is about, or nothing."""
    if not isinstance(value, dict):
        return ""
    for key in ("error", "ERROR", "errMsg", "errCode"):
        error = value.get(key)
        if isinstance(error, dict):
            error = error.get("message", error)
        if error:
            return in_quotes(str(error))
    if value.get("status") in {"error", "failed"}:
        return in_quotes(str(value.get("message", value["status"])))
    inner = value.get("esearchresult")
    return _error_of(inner) if isinstance(inner, dict) else ""


def _title(body: bytes) -> str:
    match = _TITLE.search(body[:4000])
    if match is None:
        return ""
    return f" ({in_quotes(match[1].decode('utf-8', 'replace'))})"
