"""The directory: offers, areas and organisation as one value."""

from dataclasses import dataclass

from bot.domain.areas import Areas
from bot.domain.offers import Offer
from bot.domain.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Directory:
    """What a question is answered from. `version` grows with every change to the stored directory."""

    offers: tuple[Offer, ...] = ()
    areas: Areas = Areas()
    organisation: Organisation = Organisation()
    version: int = 0
