"""The directory: offers, areas and organisation as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.areas import Areas
from bot.domain.offers import Offer
from bot.domain.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Directory:
    """What a question is answered from. `version` grows with every change to the stored directory.

    What administrators have taught: `search_words`, offer id → words that it is found by besides its own;
    `concept_words`, concept key → what people say when they mean it.
    """

    offers: tuple[Offer, ...] = ()
    areas: Areas = Areas()
    organisation: Organisation = Organisation()
    search_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    concept_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: int = 0
    _by_id: Mapping[str, Offer] = field(init=False, repr=False, compare=False)
    _about: dict[frozenset[str], tuple[Offer, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {offer.id: offer for offer in self.offers})
        object.__setattr__(self, "_about", {})

    def offer(self, offer_id: str) -> Offer | None:
        """The offer with that id, or None."""
        return self._by_id.get(offer_id)

    def about(self, topics: frozenset[str]) -> tuple[Offer, ...]:
        """The offers that have one of the topics. Found once, for there may be 100,000 to look through."""
        found = self._about.get(topics)
        if found is None:
            found = self._about[topics] = tuple(one for one in self.offers if not topics.isdisjoint(one.topics))
        return found
