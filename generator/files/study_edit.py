"""A further report enters the file of a study: one line changes, all other bytes stay what they were."""

import re

from generator.files.bind import Binder
from generator.model.study import Study
from generator.text.decode import decode
from generator.text.yaml_text import read_yaml

_FLOW = re.compile(rb"^(reports:[ \t]*\[[^\]\r\n#]*?)([ \t]*,?[ \t]*)(\][^\r\n]*)", re.MULTILINE)
_BLOCK = re.compile(
    rb"^reports:[ \t]*(?:#[^\r\n]*)?\r?\n(?:([ \t]*)-[ \t]+[^\r\n]*(\r?\n|\Z))+", re.MULTILINE
)


class CannotEdit(Exception):  # noqa: N818 - not a fault of ours: the file has another shape
    """The file of a study cannot be changed safely; the words say what to do by hand."""


def add_report(content: bytes, citekey: str, file: str) -> bytes:
    """Return the file of a study with one more report; CannotEdit where its list of reports has an unknown shape."""
    before = _reports(content, file)
    if before is not None and citekey in before:
        return content
    changed = _with_report(content, citekey.encode())
    if before is None or changed is None or _reports(changed, file) != (*before, citekey):
        raise CannotEdit(
            f"add {citekey} to reports in {file} by hand: the line has a shape that is not changed safely"
        )
    return changed


def _with_report(content: bytes, citekey: bytes) -> bytes | None:
    flow = _FLOW.search(content)
    if flow:
        comma = b"" if flow[1].rstrip().endswith(b"[") else b", "
        return content[: flow.end(1)] + comma + citekey + flow[3] + content[flow.end() :]
    block = _BLOCK.search(content)
    if block:
        end = block[2] or (b"\r\n" if b"\r\n" in content else b"\n")
        gap = b"" if block[2] else end
        return (
            content[: block.end()] + gap + block[1] + b"- " + citekey + end + content[block.end() :]
        )
    return None


def _reports(content: bytes, file: str) -> tuple[str, ...] | None:
    text, _ = decode(content, file)
    node, _ = read_yaml(text, file)
    study = Binder(file).one(node, Study) if node else None
    return study.reports if study else None
