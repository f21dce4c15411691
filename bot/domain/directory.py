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

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {offer.id: offer for offer in self.offers})

    def offer(self, offer_id: str) -> Offer | None:
        """The offer with that id, or None."""
        return self._by_id.get(offer_id)
