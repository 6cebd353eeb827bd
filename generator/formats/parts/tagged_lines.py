"""Records in tagged lines, as NBIB and RIS have them: a tag, its text, lines that continue it."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class TaggedRecord:
    """The lines of one record in their order, by tag; `line` is where it begins."""

    line: int
    fields: list[tuple[str, str]] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    def add(self, tag: str, text: str) -> None:
        """Keep a line."""
        self.fields.append((tag, text.strip()))
        self.tags.add(tag)

    def go_on(self, text: str, *, as_another: bool = False) -> None:
        """Join a further line to the last one, or keep it as another one with the same tag."""
        if self.fields and text.strip():
            tag, before = self.fields[-1]
            if as_another:
                self.add(tag, text)
                return
            self.fields[-1] = (tag, f"{before} {text.strip()}".strip())

    def all(self, *tags: str) -> list[str]:
        """Return the texts of tags in the order of the file, without empty ones."""
        return [text for tag, text in self.fields if tag in tags and text]

    def first(self, *tags: str) -> str:
        """Return the first text of the first of the tags that has one."""
        for tag in tags:
            for name, text in self.fields:
                if name == tag and text:
                    return text
        return ""

    def others(self, known: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Yield the fields with tags outside `known`, several of one tag joined, sorted by tag."""
        for tag in sorted({tag for tag, text in self.fields if tag not in known and text}):
            yield tag.lower(), "; ".join(dict.fromkeys(self.all(tag)))
