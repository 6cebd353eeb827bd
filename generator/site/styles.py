"""One style sheet instead of many, without the theme's rules for parts that no page has.

A page that lists other sheets than the rest stays as it is, and so does a site without pages.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import Node

_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="((?:\.\./)*)(assets/[^"]+\.css)">\n?')
_CLASSES = re.compile(r'\bclass="([^"]*)"')
# Scripts name the classes of what they make; any word of theirs may be one.
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_IN_SELECTOR = re.compile(r"\.(-?[A-Za-z_](?:[\w-]|\\.)*)")
_STRING = r"\"(?:[^\"\\]|\\.)*\""
_VARIABLE = re.compile(
    rf"(--[\w-]+)\s*:\s*(?:{_STRING}|\((?:{_STRING}|[^()\"])*\)|[^;{{}}\"()])*(?:;|(?=\}}))"
)
_USED = re.compile(r"var\(\s*(--[\w-]+)")
# A string may hold what looks like a comment, and stays as it is.
_COMMENT = re.compile(rf"({_STRING}|'(?:[^'\\]|\\.)*')|/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")
_EMPTY = re.compile(r"[^{};]*\{\}")
_THEME = "assets/stylesheets/"


def join_styles(site: Path) -> None:
    """Let every page of a built site load one sheet that holds what its sheets held."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    listed = {
        path: tuple(sheet for _, sheet in _LINK.findall(text)) for path, text in pages.items()
    }
    sheets = next(iter(listed.values()), ())
    joined_already = len(sheets) <= 1
    if joined_already or any(not (site / sheet).is_file() for sheet in sheets):
        return
    used = used_classes(pages.values(), _scripts(site))
    text = "\n".join(
        _sheet(site / sheet, used if sheet.startswith(_THEME) else None) for sheet in sheets
    )
    text = without_idle_variables(text, " ".join((*pages.values(), *_scripts(site))))
    name = f"{_THEME}site.{hashlib.sha256(text.encode()).hexdigest()[:8]}.css"
    (site / name).write_text(text, encoding="utf-8")
    for path, page in pages.items():
        if listed[path] == sheets:
            path.write_text(_with_one(page, name), encoding="utf-8")
    if set(listed.values()) == {sheets}:
        for sheet in sheets:
            (site / sheet).unlink()


def used_classes(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """Return every class that a page has or a script may give."""
    used: set[str] = set()
    for page in pages:
        used.update(" ".join(_CLASSES.findall(page)).split())
    for script in scripts:
        used.update(_WORD.findall(script))
    return frozenset(used)


def without_idle_rules(css: str, used: Collection[str]) -> str:
    """Return a style sheet without the rules for classes that nothing has.

    >>> without_idle_rules(".a,.b .a{x:1} .b{x:2} @media print{.b{x:3}} p:not(.b){x:4}", {"a"})
    '.a{x:1}p:not(.b){x:4}'
    """
    return "".join(
        _kept(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), used)
    )


def without_idle_variables(css: str, elsewhere: str) -> str:
    """Return a style sheet without the custom properties that no text mentions.

    >>> without_idle_variables(":root{--a:1;--b:var(--a);--c:2}p{x:var(--b)}", "")
    ':root{--a:1;--b:var(--a);}p{x:var(--b)}'
    """
    named = frozenset(re.findall(r"--[\w-]+", elsewhere))
    while True:
        shorter = _with_variables(css, named.union(_USED.findall(css)))
        # A variable may have been the last to mention another.
        if shorter == css:
            return _EMPTY.sub("", css)
        css = shorter


def _with_variables(css: str, used: Collection[str]) -> str:
    return _VARIABLE.sub(lambda match: match[0] if match[1] in used else "", css)


def _kept(rules: Iterable[Node], used: Collection[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [part for part in _selectors(rule.prelude) if _may_match(part, used)]
            if selectors:
                heads = ",".join(tinycss2.serialize(part).strip() for part in selectors)
                yield f"{heads}{{{tinycss2.serialize(rule.content).strip()}}}"
        elif (
            rule.type == "at-rule"
            and rule.lower_at_keyword in {"media", "supports"}
            and rule.content is not None
        ):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if body := "".join(_kept(inner, used)):
                yield f"@{rule.lower_at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}"
        else:
            yield rule.serialize()


def _selectors(prelude: Iterable[Node]) -> list[list[Node]]:
    """Return the selectors of a rule: what stands between its commas."""
    selectors: list[list[Node]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _may_match(selector: Iterable[Node], used: Collection[str]) -> bool:
    """Tell whether anything can match: every class is in use that stands outside brackets.

    Those inside, as in `:is(.a, .b)`, may be alternatives.
    """
    outside = "".join(
        token.serialize() for token in selector if token.type not in {"function", "[] block"}
    )
    return all(name.replace("\\", "") in used for name in _IN_SELECTOR.findall(outside))


def _sheet(path: Path, used: Collection[str] | None) -> str:
    text = path.read_text(encoding="utf-8")
    return compact(text) if used is None else without_idle_rules(text, used)


def compact(css: str) -> str:
    r"""Return a style sheet without comments, indents and empty lines, which no browser needs.

    >>> compact("a {\n  x: '/* a */';\n}\n\n/* b */\nb { y: 1; }\n")
    "a {\nx: '/* a */';\n}\nb { y: 1; }\n"
    """
    bare = _COMMENT.sub(lambda match: match[1] or "", css)
    return _INDENT.sub("\n", bare).lstrip()


def _scripts(site: Path) -> list[str]:
    """Return the scripts that make parts of pages; those that hold only data make none."""
    folder = site / "assets"
    code = (*folder.glob("*.js"), *(folder / "javascripts").glob("*.js"))
    texts = (path.read_text(encoding="utf-8") for path in sorted(code))
    return [text for text in texts if not text.startswith("self.")]


def _with_one(page: str, name: str) -> str:
    first = _LINK.search(page)
    up = first[1] if first else ""
    head, _, rest = page.partition(first[0] if first else "")
    return f'{head}<link rel="stylesheet" href="{up}{name}">\n{_LINK.sub("", rest)}'
