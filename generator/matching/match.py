"""What a newcomer is to what is known: identifiers decide, all else is a proposal with reasons.

Nothing is ever merged because it looks alike: a proposal is for the curator's eyes.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.matching.profile import Sketch
from generator.matching.relation import Stands, seen_from_there
from generator.matching.similarity import Likeness, likeness
from generator.matching.title import read_title, title_key, title_words
from generator.model.identifier import Doi, Identifier, Pmcid, Pmid, Registration

# Rare words tell papers apart; of the rarest ones half must be shared to look closer.
_RAREST = 8
# What a curator reads at one go.
_MOST_PROPOSALS = 5
# How strong a proposal is, to sort by: what a record states outweighs all likeness, which is 7 at
# most.
_STATED = 10
_OF_TITLE = {"same": 4, "nearly": 2, "part": 2, "much": 2, "": 0}
_OF_PLACE = 2
_OF_AUTHOR = 1
# Also the order in which identifiers are listed.
_KINDS = (Pmid, Doi, Pmcid, Registration)


class Clash(NamedTuple):
    """A newcomer shares an identifier with something known, and differs in another of a kind."""

    known: Sketch
    shared: tuple[Identifier, ...]
    here: tuple[Identifier, ...]
    there: tuple[Identifier, ...]

    @property
    def words(self) -> str:
        """Return the clash as a curator reads it."""
        shared, there, here = map(_listed, (self.shared, self.there, self.here))
        if self.known.name in map(str, self.shared):
            return f"{shared} is known already with {there} and not {here}"
        return f"{shared} is also that of {self.known.name}, which has {there} and not {here}"


class Proposal(NamedTuple):
    """What a newcomer may be to something known, and why one may think so."""

    known: Sketch
    stands: Stands
    reasons: tuple[str, ...]
    strength: int

    @property
    def words(self) -> str:
        """Return the proposal as a curator reads it."""
        return f"may be {self.stands} {self.known.name}: {', '.join(self.reasons)}"


@dataclass(frozen=True, slots=True)
class Match:
    """What a newcomer is to what is known.

    `same` is what has one of its identifiers and no other one against it, `also` whatever else has
    one; `unknown_there` are its identifiers that `same` lacks.
    """

    same: Sketch | None = None
    also: tuple[Sketch, ...] = ()
    unknown_there: tuple[Identifier, ...] = ()
    clashes: tuple[Clash, ...] = ()
    proposals: tuple[Proposal, ...] = ()


class Catalogue:
    """Everything known, found by identifier, title, place, trial and by what points at it."""

    def __init__(self, sketches: Iterable[Sketch] = ()) -> None:
        self._known: list[Sketch] = []
        self._by: dict[Hashable, dict[int, None]] = defaultdict(dict)
        self._words: dict[str, dict[int, None]] = defaultdict(dict)
        for sketch in sketches:
            self.add(sketch)

    def __len__(self) -> int:
        """Return how many different things are known."""
        return len(self._known)

    def add(self, sketch: Sketch) -> None:
        """Make something known; where it is known already, what is new about it is added."""
        number, name = self._number_of(sketch), sketch.name
        if number is None:
            number = len(self._known)
            self._known.append(sketch)
        else:
            sketch = self._known[number] = self._known[number].together_with(sketch)
        for key in (("name", name), *_keys(sketch)):
            self._by[key][number] = None
        for title in sketch.titles:
            for word in title_words(read_title(title).core):
                self._words[word][number] = None

    def named(self, name: str) -> Sketch | None:
        """Return what is known under a name: a citekey, or what the screening log calls it."""
        return next((self._known[number] for number in self._by.get(("name", name), ())), None)

    def known_as(self, name: str, identifier: Identifier | None) -> Sketch | None:
        """Return what is known under a name, or has an identifier."""
        numbers = self._by.get(("id", identifier), {})
        return self.named(name) or next((self._known[number] for number in numbers), None)

    def match(self, newcomer: Sketch) -> Match:
        """Return what a newcomer is to what is known."""
        sharing = self._sharing(newcomer)
        clashes = tuple(clash for known in sharing if (clash := clash_of(newcomer, known)))
        free = [known for known in sharing if clash_of(newcomer, known) is None]
        if free:
            same = free[0]
            lacking = tuple(sorted(newcomer.identifiers - same.identifiers, key=_shown_order))
            return Match(same, tuple(free[1:]), lacking)
        return Match(
            clashes=clashes,
            proposals=self._proposals(newcomer, {clash.known.name for clash in clashes}),
        )

    def proposals(self, newcomer: Sketch) -> tuple[Proposal, ...]:
        """Return what else a report may be to what is known, itself left out."""
        itself = {
            known.name for known in self._sharing(newcomer) if clash_of(newcomer, known) is None
        }
        return self._proposals(newcomer, {newcomer.name, *itself})

    def _number_of(self, sketch: Sketch) -> int | None:
        for number in self._numbers_sharing(sketch):
            if clash_of(sketch, self._known[number]) is None:
                return number
        return None

    def _sharing(self, newcomer: Sketch) -> list[Sketch]:
        return [self._known[number] for number in self._numbers_sharing(newcomer)]

    def _numbers_sharing(self, sketch: Sketch) -> Iterable[int]:
        """Return the numbers of what has the name or an identifier, in the order of these."""
        numbers = dict(self._by.get(("name", sketch.name), {}))
        for identifier in _in_order(sketch.identifiers):
            numbers |= self._by.get(("id", identifier), {})
        return numbers

    def _proposals(self, newcomer: Sketch, without: set[str]) -> tuple[Proposal, ...]:
        proposals: list[Proposal] = []
        for number in sorted(self._candidates(newcomer)):
            known = self._known[number]
            if known.name not in without:
                proposals += _proposal(newcomer, known)
        proposals.sort(key=lambda proposal: -proposal.strength)
        return tuple(_one_a_study(proposals))[:_MOST_PROPOSALS]

    def _candidates(self, newcomer: Sketch) -> set[int]:
        """Return the numbers of everything that is worth a closer look."""
        keys = [key for key in _keys(newcomer) if key[0] in {"title", "place", "trial"}]
        keys += [("id", pointer.identifier) for pointer in newcomer.pointers]
        keys += [("id", number) for number in newcomer.registrations]
        for identifier in newcomer.identifiers:
            keys += [("pointed", identifier), ("trial", identifier)]
        numbers = set(self._alike(newcomer))
        return numbers.union(*(self._by.get(key, ()) for key in keys))

    def _alike(self, newcomer: Sketch) -> Iterator[int]:
        """Yield the numbers of what shares at least half of the rarest known words of a title."""
        for title in newcomer.titles:
            known = self._words.keys() & set(title_words(read_title(title).core))
            rarest = sorted(known, key=lambda word: (len(self._words[word]), word))[:_RAREST]
            shared: Counter[int] = Counter()
            for word in rarest:
                shared.update(self._words[word].keys())
            yield from (number for number, count in shared.items() if count * 2 >= len(rarest))


def _keys(sketch: Sketch) -> list[tuple[str, Hashable]]:
    keys: list[tuple[str, Hashable]] = [("name", sketch.name)]
    keys += [("id", identifier) for identifier in sketch.identifiers]
    keys += [("trial", number) for number in sketch.registrations]
    keys += [("pointed", pointer.identifier) for pointer in sketch.pointers]
    keys += [("title", title_key(read_title(title).core)) for title in sketch.titles]
    if sketch.volume and sketch.first_page:
        keys.append(("place", (sketch.volume.casefold(), sketch.first_page)))
    return keys


def clash_of(newcomer: Sketch, known: Sketch) -> Clash | None:
    """Return where two things that share a name or an identifier differ in one of a kind."""
    here: list[Identifier] = []
    there: list[Identifier] = []
    for kind in _KINDS:
        ours, theirs = newcomer.known_as(kind), known.known_as(kind)
        if ours and theirs and ours.isdisjoint(theirs):
            here += _in_order(ours)
            there += _in_order(theirs)
    shared = tuple(_in_order(newcomer.identifiers & known.identifiers))
    return Clash(known, shared, tuple(here), tuple(there)) if here else None


def _proposal(newcomer: Sketch, known: Sketch) -> Iterator[Proposal]:
    stated = _stated(newcomer, known)
    alike = likeness(newcomer, known)
    if stated:
        reasons = ("one of the two records says so", *alike.reasons)
        yield Proposal(known, stated, reasons, _STATED)
    elif alike.stands:
        yield Proposal(known, alike.stands, alike.reasons, _strength(alike))


def _strength(alike: Likeness) -> int:
    return (
        _OF_TITLE[alike.title] + _OF_PLACE * alike.same_place + _OF_AUTHOR * bool(alike.same_author)
    )


def _stated(newcomer: Sketch, known: Sketch) -> Stands | None:
    """Return how the newcomer stands to something known by what one of their own records says."""
    for pointer in newcomer.pointers:
        if pointer.identifier in known.identifiers:
            return pointer.stands
    for pointer in known.pointers:
        if pointer.identifier in newcomer.identifiers:
            return seen_from_there(pointer.stands)
    return None


def _one_a_study(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals, of several that only name the trial of one study the first."""
    seen: set[str] = set()
    for proposal in proposals:
        if proposal.stands is Stands.TRIAL and proposal.known.study:
            if proposal.known.study in seen:
                continue
            seen.add(proposal.known.study)
        yield proposal


def _in_order(identifiers: Iterable[Identifier]) -> list[Identifier]:
    return sorted(identifiers, key=_shown_order)


def _shown_order(identifier: Identifier) -> tuple[int, str]:
    return (_KINDS.index(type(identifier)), str(identifier).lower())


def _listed(identifiers: Iterable[Identifier]) -> str:
    return ", ".join(map(str, identifiers))
