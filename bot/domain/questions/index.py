"""The offer index: what words, names and places of a directory belong to which offers. Derived and immutable."""

import math
import re
from bisect import bisect_left
from collections import ChainMap
from collections.abc import Container, Iterable, Iterator, Sequence
from copy import copy
from itertools import product

import numpy as np

from bot.domain.areas import Areas
from bot.domain.directory import Directory
from bot.domain.offers import Offer
from bot.domain.questions import words
from bot.domain.questions.embedding import Meanings
from bot.domain.questions.facts import Facts
from bot.domain.questions.lexicon import Lexicon, Phrase, lexicon
from bot.domain.questions.names import NAMED, NameReader
from bot.domain.questions.places import city_wide, name_spelled, places_of
from bot.domain.questions.postings import NOBODY, Numbers, Postings, Vector, exchanged, strongest
from bot.domain.questions.profiles import Profiles
from bot.domain.questions.segment import Segment, cuts, find, owners_of, texts_of

_SAID = 0.75  # the least weight of a concept that was said in several words
_EVERYDAY = 0.15
_FIRST = 0.65  # a compound's first part tells what kind it is
_CONCEPT = 0.75  # an offer that uses another word of the concept asked for
_INCLUDED = 0.85  # an offer of a concept that is a part of it
_INSTEAD = 0.6  # an offer of a concept that answers too
_NEAR = 0.25  # an offer of a concept that almost answers
_COMPOUNDED = 4  # the fewest letters of a last part behind an unknown one


class Index:
    """Everything `understand` and `rank` look up. Offers are numbered as in the directory."""

    def __init__(self, directory: Directory, meanings: Meanings | None = None) -> None:
        """`meanings`: an optional language model's."""
        self.directory, self.meanings = directory, meanings
        self.areas: Areas = directory.areas
        self.lexicon: Lexicon = lexicon().taught(directory.concept_words)
        self.numbers = {offer.id: number for number, offer in enumerate(directory.offers)}
        self._words: dict[str, str] = {}  # stem → word for people, as they are asked for
        self._weights: dict[str, float] = {}  # of topics, likewise
        self._sure: dict[str | tuple[str, bool], Vector] = {}  # what was looked up, if the offers are few
        self._parts = self.lexicon.common_forms | {word: word for word in self.lexicon.single}
        self._parts |= dict.fromkeys(self.lexicon.hollow, "")  # of compounds: word → stem, "" when it says nothing
        segment = Segment(directory.offers, directory.search_words, self.lexicon)
        self.forms = segment.forms  # folded word → stem
        self.topical = segment.topical  # stem of the offers' topics → how many have it
        self.in_area = segment.in_area
        self.facts: Facts = segment.facts
        self._stems: Container[str] = segment.stems
        self._brought: frozenset[str] = frozenset()  # those of _stems that are no parts of other words
        self._stems = self.postings = segment.postings(self.split)
        del segment
        self.concepts = {
            key: find(concept.finds, self.postings, len(self.offers))
            for key, concept in self.lexicon.concepts.items()
        }
        self.lacked, self.city_wide = self._lacked(), city_wide(self.areas, self.in_area, len(self.offers))
        self.owners = owners_of(self.lexicon, self.concepts)
        self.profiles = Profiles(directory, self.lexicon, self.owners)
        self.places, self.postal_codes = places_of(directory)
        self._cities = {words.name_key(words.plain(area.name)) for area in self.areas if area.parent is None}
        self.longest_place = max(map(len, self.places), default=1)
        found = self._names(range(len(self.offers)), self.offers)
        self.names = {name: numbers for name, numbers in found.items() if len(numbers) <= NAMED}
        self._crowded = frozenset(found.keys() - self.names.keys())
        self._sorted = sorted({stem for phrase in self.names for stem in phrase if stem in self.postings})
        self.longest = max(map(len, self.names), default=1)  # words of a name
        self.name_begins = {name[0] for name in self.names} if self.profiles.are_few else None  # too many to be known
        self.place_begins = {place[0] for place in self.places}
        areas = {word for phrase in self.places if len(phrase) == 1 for word in phrase}
        self._spelling = words.Spelling(self.postings)
        self._newer: tuple[str, ...] = ()  # stems that came with changes
        self._newer_spelling = words.Spelling(())
        self.area_spelling = words.Spelling(word for word in areas if len(word) >= 6)
        if self.profiles.are_few:  # what questions will look up
            for topic in self.postings:
                self.strengths(topic)
            for key, outright in product(self.concepts, (False, True)):
                self.meets(key, 1.0, outright=outright)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The offers by number."""
        return self.directory.offers

    def changed(self, directory: Directory, most: int) -> "Index | None":
        """The index of a directory that differs in a few offers or in what was taught; None when more has changed.

        It answers as a new index does, with two exceptions until the next new one: a word that came or went divides
        only the compounds of the changed offers, and a name that too many offers had stays unusable.
        """
        old = self.directory
        if directory.areas is not old.areas or directory.organisation is not old.organisation:
            return None
        taught = self.lexicon
        if directory.concept_words != old.concept_words:
            taught = lexicon().taught(directory.concept_words)
        if len(directory.offers) < len(old.offers):
            return None
        pairs = enumerate(zip(old.offers, directory.offers, strict=False))
        differ = [number for number, (one, other) in pairs if one is not other]
        if directory.search_words is not old.search_words:
            either = old.search_words.keys() | directory.search_words.keys()
            more = {i for i in either if old.search_words.get(i) != directory.search_words.get(i)}
            differ += [self.numbers[i] for i in more if i in self.numbers]
        gone = np.unique(np.array(differ, np.uint32))
        numbers = np.concatenate([gone, np.arange(len(old.offers), len(directory.offers), dtype=np.uint32)])
        if len(numbers) > most:
            return None
        before, after = [old.offers[n] for n in gone], [directory.offers[n] for n in numbers]
        plans = {name_spelled(plan.name) for plan in directory.organisation.plans}
        were, are = ({name_spelled(offer.name) for offer in some} & plans for some in (before, after))
        if [o.id for o in before] != [o.id for o in after[: len(before)]]:
            return None
        if were != are:
            return None
        new = copy(self)
        new.directory, new.lexicon, new._words, new._weights, new._sure = directory, taught, {}, {}, {}
        new.numbers = self.numbers | {directory.offers[n].id: n for n in numbers[len(gone) :].tolist()}
        left = Segment(before, old.search_words, self.lexicon)
        new._exchange(gone, left, numbers, Segment(after, directory.search_words, self.lexicon))
        return new

    def _exchange(self, gone: Numbers, left: Segment, numbers: Numbers, segment: Segment) -> None:
        """Take a segment in instead of those gone. Everything is made anew where it changes: others still read it."""
        before = self._names(gone.tolist(), left.offers)
        self.forms = self.forms | segment.forms
        self.topical = self.topical.copy()
        for stem in left.topical.keys() | segment.topical.keys():
            many = self.topical.pop(stem, 0) - left.topical.get(stem, 0) + segment.topical.get(stem, 0)
            if many:
                self.topical[stem] = many
        known = self.postings
        self._stems, self._brought = ChainMap(segment.stems, known), known.brought - segment.stems.keys()  # type: ignore[arg-type]
        lists = segment.postings(self.split, known)
        self._stems = self.postings = known.replaced(gone, lists, numbers)
        self.postings.brought = self._brought.union(stem for stem in lists.brought if stem not in known)
        self._brought = frozenset()
        for word, stem in left.forms.items():
            if stem not in self.postings:
                self.forms.pop(word, None)
        self.in_area = self.in_area.copy()
        for area in left.in_area.keys() | segment.in_area.keys():
            kept = np.setdiff1d(self.in_area.get(area, NOBODY.numbers), gone, assume_unique=True)
            here = segment.in_area.get(area, NOBODY.numbers)
            self.in_area[area] = np.sort(np.concatenate([kept, numbers[here]]))
            if not len(self.in_area[area]):
                del self.in_area[area]
        self.facts = self.facts.replaced(numbers, segment.facts, len(self.offers))
        for key, concept in self.lexicon.concepts.items():
            found = find(concept.finds, lists, len(numbers))
            one = exchanged(self.concepts[key], gone, Postings(numbers[found.numbers], found.strengths))
            if one is not self.concepts[key]:
                self.concepts = self.concepts | {key: one}
        self.lacked, self.city_wide = self._lacked(), city_wide(self.areas, self.in_area, len(self.offers))
        self.owners = owners_of(self.lexicon, self.concepts)
        self.profiles = self.profiles.exchanged(self.directory, self.owners)
        self._rename(set(gone.tolist()), before, self._names(numbers.tolist(), segment.offers))
        self._newer = (*self._newer, *(stem for stem in lists if stem not in known))
        self._newer_spelling = words.Spelling(self._newer)

    def _names(self, numbers: Sequence[int], offers: Sequence[Offer]) -> dict[Phrase, tuple[int, ...]]:
        """What some offers are called, and who runs them and where they are → the numbers of those offers."""
        return NameReader(self.lexicon, self.topical, self.places, self._cities).read(numbers, offers)

    def _rename(self, gone: set[int], before: Iterable[Phrase], names: dict[Phrase, tuple[int, ...]]) -> None:
        """Offers that had names have others."""
        touched = {*before, *names}
        touched |= {longer for name in touched for city in self._cities if (longer := (*name, city)) in self.names}
        old, self.names = self.names, self.names.copy()
        for name in sorted(touched - self._crowded, key=len):
            found = {number for number in old.get(name, ()) if number not in gone}.union(names.get(name, ()))
            if name[-1] in self._cities:
                found.update(self.names.get(name[:-1], ()))
            self.names.pop(name, None)
            if len(found) > NAMED:
                self._crowded |= {name}
            elif found:
                self.names[name] = tuple(sorted(found))
        self.longest, self.name_begins = max([self.longest, *map(len, names)]), None
        new = {stem for name in names for stem in name if stem in self.postings}
        self._sorted = sorted(new.union(self._sorted)) if not new.issubset(self._sorted) else self._sorted

    # ── Looking up ───────────────────────────────────────────────────────────────────────────────────────────────

    def strengths(self, topic: str) -> Vector:
        """How surely (0-1) each offer is about the topic ("stem", "stem+stem" or "#concept")."""
        if topic.startswith("#"):
            return self.meets(topic[1:], 1.0, outright=True)
        if "+" in topic:
            first, last = (self.strengths(part) for part in topic.split("+")[:2])
            return np.float32(_FIRST) * first + np.float32(1 - _FIRST) * last
        found = self._sure.get(topic)
        if found is None:
            said = [(self.postings.get(topic) or NOBODY, 1.0)]
            if topic in self.lexicon.single:
                said.append((self.concepts[self.lexicon.single[topic]], _CONCEPT))
            found = strongest(said, len(self.offers))
            if self.profiles.are_few and topic in self.postings:
                self._sure[topic] = found
        return found

    def meets(self, key: str, share: float, *, outright: bool) -> Vector:
        """How surely (0-1) each offer has the concept, or one that is second best, times a share.

        Who says the concept's own name wants that: where an offer has it, what is like it answers only almost.
        """
        if not self.profiles.are_few:
            return strongest(self._meeting(key, share, outright=outright), len(self.offers))
        if key not in self.lexicon.concepts:  # of a button from another version
            return np.zeros(len(self.offers), np.float32)
        if (found := self._sure.get((key, outright))) is None:
            found = strongest(self._meeting(key, 1.0, outright=outright), len(self.offers))
            self._sure[key, outright] = found
        return np.float32(share) * found

    def _meeting(self, key: str, share: float, *, outright: bool) -> Iterator[tuple[Postings, float]]:
        """Who has the concept or one that is second best, and how much that counts."""
        concept = self.lexicon.concepts.get(key)
        if concept is not None:
            own = self.owners.get(key, NOBODY)
            yield own, share
            second = _NEAR if outright and len(own.numbers) else _INSTEAD
            for others, factor in ((concept.includes, _INCLUDED), (concept.instead, second), (concept.near, _NEAR)):
                yield from ((self.concepts.get(other, NOBODY), factor * share) for other in others)

    def has(self, key: str) -> bool:
        """Whether some offer has the concept, a part of it, or what a colleague would name instead."""
        concept = self.lexicon.concepts.get(key)
        others = (*concept.includes, *concept.instead) if concept else ()
        found = (self.owners.get(key, NOBODY), *(self.concepts.get(other, NOBODY) for other in others))
        return any(len(who.numbers) for who in found)

    def weight(self, topic: str) -> float:
        """How much the topic tells (0-1): rare ones more than common ones, everyday words little."""
        if "+" in topic:
            return max(map(self.weight, topic.split("+")))
        found = self._weights.get(topic)
        if found is None:
            found = self._weighed(topic)
            if topic in self.postings:  # no more of them are remembered than the directory has
                self._weights[topic] = found
        return found

    def _weighed(self, topic: str) -> float:
        if topic.startswith("#"):
            return max(_SAID, self._rarity(self.concepts.get(topic[1:])))
        rarity = self._rarity(self.postings.get(topic))
        if topic in self.topical or topic in self.lexicon.single:
            return max(0.5, rarity)
        telling = self.lexicon.senses.telling(topic)
        return (_EVERYDAY if topic in self.lexicon.common else telling) * rarity

    def shown(self, stem: str) -> str:
        """A stem as a word for people, spelled as the strongest offer with it does."""
        found = self._words.get(stem)
        if found is None:
            found = self._spelled_out(stem)
            if self.known(stem):  # no more of them are remembered than the directory and the concepts have
                self._words[stem] = found
        return found

    def _spelled_out(self, stem: str) -> str:
        if (postings := self.postings.get(stem)) is not None and len(postings.numbers):
            offer = self.offers[postings.numbers[int(postings.strengths.argmax())]]
            for text in (*offer.topics, *(text for _, text in texts_of(offer))):
                for word in re.findall(r"\w+", text):
                    plain = words.plain(word)
                    if words.stem(plain) == stem and plain not in self.lexicon.silent:
                        if text == offer.id.replace("-", " "):  # where ø is "oe"
                            return plain
                        return str(word if word.isupper() else word.lower())
        if concept := self.lexicon.concepts.get(self.lexicon.single.get(stem, "")):
            return concept.name
        return next((word for word in self.lexicon.usual.values() if words.stem(word) == stem), stem)

    def is_rare(self, stem: str) -> bool:
        """Whether so few offers have the word that it could be a name."""
        found = self.postings.get(stem)
        return found is not None and len(found.numbers) <= NAMED

    def known(self, key: str) -> bool:
        """Whether a stem belongs to the directory's vocabulary or names a concept."""
        return key in self._stems or key in self.lexicon.single

    def meant(self, key: str, most: int = 2) -> str | None:
        """The stem of the directory's vocabulary, at most so far off, that a misspelt one was meant to be."""
        found = [near for spelling in (self._spelling, self._newer_spelling)
                 if (near := spelling.nearest(key, self.postings)) and near[1] <= most]  # fmt: skip
        return min(found, key=lambda near: near[1])[0] if found else None

    def split(self, word: str, key: str) -> tuple[str | None, str] | None:
        """A compound's stems: "" for a part that says nothing, None for an unknown first part. None: no compound."""
        longest: tuple[str | None, str] | None = None  # of the known last parts behind an unknown one
        least = len(word) - _COMPOUNDED
        parts, forms, single = self._parts, self.forms, self.lexicon.single
        stems, brought = self._stems, self._brought
        for cut in cuts(len(word)):
            end = word[cut:]
            last = parts.get(end)
            if last != "":
                last = forms.get(end, last)
            if last is None:
                last = key[cut:]
                if len(last) < 3 or ((last not in stems or last in brought) and last not in single):
                    continue
            first = self._part(word[:cut])
            if first is None and word[cut - 1] in "se":
                first = self._part(word[: cut - 1])
            if first is not None:
                return first, last
            if cut <= least:
                longest, least = (None, last), cut - 1
        return longest

    def _part(self, word: str) -> str | None:
        """The stem of a word that a compound can be made of, "" when it says nothing, None when it is unknown."""
        if len(word) < 3:
            return None
        part = self._parts.get(word)
        return part if part == "" else self.forms.get(word, part)

    def begins(self, key: str) -> str | None:
        """The shortest word of a name that begins with an unknown word of five letters or more."""
        at = bisect_left(self._sorted, key)
        longer = [stem for stem in self._sorted[at : at + 5] if stem.startswith(key) and stem in self.postings]
        return min(longer, key=len) if longer and len(key) >= 5 else None

    def _rarity(self, postings: Postings | None) -> float:
        most = 2 * len(self.offers) + 2
        return math.log(most / (2 * len(postings.numbers) + 1 if postings else 1)) / math.log(most)

    def _lacked(self) -> Vector:
        """1 for every concept that could be in a directory, but that no offer of this one has; else 0."""
        concepts = [self.lexicon.concepts[key] for key in self.lexicon.senses.concepts]
        return np.array(
            [
                not concept.outside
                and not any(len(self.concepts[key].numbers) for key in (concept.key, *concept.includes))
                for concept in concepts
            ],
            np.float32,
        )
