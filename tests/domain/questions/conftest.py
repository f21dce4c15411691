"""A small directory of an invented town, and the Copenhagen directory, each with its index."""

from datetime import datetime, time

import pytest

from bot.clock import COPENHAGEN
from bot.domain.areas import Area, Areas
from bot.domain.directory import Directory
from bot.domain.offers import Offer, Slot
from bot.domain.organisation import Organisation, Plan
from bot.domain.questions import Index
from bot.settings import HOUSE
from bot.transfer import read_directory

MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)

AREAS = Areas(
    (
        Area("birkeby", "Birkeby", "by", None, ("Birkeby Kommune",), ("9900", "9910")),
        Area("aasen", "Åsen", "bydel", "birkeby", ("Aasen",), ("9910",), ("havnen",)),
        Area("havnen", "Havnekvarteret", "bydel", "birkeby", ("Havnen",), ("9900",), ("aasen",)),
        Area("toften", "Toftegården", "boligområde", "aasen", ("Toften",), ("9910",)),
        Area("skrenten", "Skrænten", "boligområde", "aasen", ("Skoven", "Parken"), ("9910",)),
    )
)
OFFERS = (
    Offer("sv", "Svømmeklubben Hajen", "Svømmehold for piger og drenge.", organisation="Hajen", areas=("aasen",),
          min_age=7, max_age=12, topics=("svømning",), schedule=(Slot("man", time(15), time(17)),), price_dkk=0),
    Offer("fb", "Toftens Boldklub", "Fodbold på græs.", areas=("toften",), place="Toftehallen",
          min_age=10, max_age=16, topics=("fodbold",), price_dkk=200,
          schedule=(Slot("ons", time(18), time(20)),)),
    Offer("pf", "Pigernes bane", "Fodboldhold kun for piger.", areas=("havnen",), audience=("piger",),
          topics=("fodbold",), min_age=10, max_age=15),
    Offer("lc", "Lektiecaféen i Åsen", "Frivillige hjælper med lektierne.", areas=("aasen",), topics=("lektiehjælp",),
          schedule_note="Tirsdag og torsdag"),
    Offer("nk", "Natkaféen Lygten", "Et sted at være, åbent døgnet rundt.", areas=("havnen",), min_age=15,
          max_age=25, topics=("værested",), organisation="Lygten"),
    Offer("nb", "Nattebordet", "Brætspil til langt ud på natten.", areas=("havnen",), topics=("brætspil",),
          price_dkk=0, schedule=(Slot("fre", time(20), time(2)),)),
    Offer("fj", "Jobhjørnet", "Hjælp til fritidsjob i hele byen.", areas=("birkeby",), topics=("fritidsjob",),
          min_age=13, max_age=17, price_dkk=0),
    Offer("ra", "Rådgivningen Kompasset", "Anonym rådgivning for unge.", areas=("birkeby",), topics=("rådgivning",)),
)  # fmt: skip
BIRKEBY = Directory(OFFERS, AREAS, Organisation(plans=(Plan("to", "Sammen på Toften", areas=("toften",)),)))


@pytest.fixture(scope="session")
def birkeby() -> Index:
    """The invented town."""
    return Index(BIRKEBY)


@pytest.fixture(scope="session")
def copenhagen() -> Index:
    """The directory that comes along."""
    return Index(read_directory(HOUSE / "data" / "koebenhavn"))
