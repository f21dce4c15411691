"""A changed index answers as one does that is built anew."""

import json
from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest

from bot.domain.areas import Areas
from bot.domain.directory import Directory
from bot.domain.offers import Offer, Slot
from bot.domain.organisation import Plan
from bot.domain.questions import Found, Index, rank, understand
from bot.settings import HOUSE
from tests.domain.questions.conftest import MONDAY

QUESTIONS = [
    json.loads(line)["q"]
    for line in (HOUSE / "tests" / "questions" / "koebenhavn.jsonl").read_text(encoding="utf-8").splitlines()
]


def ask(text: str, index: Index) -> Found:
    return rank(understand(text, MONDAY, index), MONDAY, index)


def ids(text: str, index: Index) -> list[str]:
    return [match.offer_id for match in ask(text, index).answer]


def changed(index: Index, directory: Directory) -> Index:
    new = index.changed(directory, 1000)
    assert new is not None
    return new


def with_offer(index: Index, number: int, offer: Offer) -> Directory:
    offers = index.offers
    return replace(index.directory, offers=(*offers[:number], offer, *offers[number + 1 :]))


def swapped(offers: list[Offer], dice: Random) -> None:
    """Two offers exchange some of their fields, so that no word comes or goes."""
    one, other = dice.sample(range(len(offers)), 2)
    names = dice.sample([field.name for field in fields(Offer) if field.name != "id"], 6)
    mine, theirs = ({name: getattr(offers[n], name) for name in names} for n in (one, other))
    offers[one], offers[other] = replace(offers[one], **theirs), replace(offers[other], **mine)


def edits(directory: Directory, dice: Random) -> Directory:
    """Some offers edited, sometimes new ones, sometimes other search words; all in words that are there."""
    offers = list(directory.offers)
    for _ in range(dice.randint(1, 4)):
        swapped(offers, dice)
    for _ in range(dice.choice((0, 0, 1, 3))):
        offers.append(replace(dice.choice(offers), id=offers[-1].id + "-2"))
    taught = dict(directory.search_words)
    if dice.random() < 0.5:
        taught[dice.choice(offers).id] = tuple(dice.sample(("fodbold", "lektier", "svømning", "mentor"), 2))
    return replace(directory, offers=tuple(offers), search_words=taught)


def parts(index: Index) -> dict[str, Any]:
    """What both must have alike."""
    facts = {
        field.name: getattr(index.facts, field.name).tolist()
        for field in fields(index.facts)
        if not field.name.startswith("slot_")
    }
    slots = [getattr(index.facts, f"slot_{name}").tolist() for name in ("offer", "day", "start", "end")]
    return {
        "facts": facts,
        "slots": sorted(zip(*slots, strict=True)),
        "areas": {area: numbers.tolist() for area, numbers in index.in_area.items()},
        "topical": index.topical,
        "postings": {stem: [column.tolist() for column in found] for stem, found in index.postings.items()},
        "concepts": {key: [column.tolist() for column in found] for key, found in index.concepts.items()},
        "names": index.names,
        "forms": index.forms,
        "numbers": index.numbers,
    }


@pytest.mark.parametrize("seed", range(6))
def test_after_random_edits_it_answers_as_a_new_index(seed: int, copenhagen: Index) -> None:
    dice = Random(seed)
    index = copenhagen
    for _ in range(3):
        directory = edits(index.directory, dice)
        index = index.changed(directory, 1000) or Index(directory)  # a plan's name may have come or gone
    fresh = Index(index.directory)
    for name, part in parts(index).items():
        assert part == parts(fresh)[name], name
    names = [offer.name for offer in dice.sample(index.offers, 40)]
    for text in (*QUESTIONS, *names):
        assert ask(text, index) == ask(text, fresh), text


def test_an_edit_is_found_and_what_it_replaced_is_not(birkeby: Index) -> None:
    old = birkeby.offers[1]
    new = replace(
        old, name="Padelklubben", summary="Klatring på en væg.", topics=("klatring",), areas=("havnen",), place=None
    )
    index = changed(birkeby, with_offer(birkeby, 1, new))
    assert ids("klatring", index) == ids("Padelklubben", index) == ["fb"]
    assert ids("padelkluben i havnekvarteret", index) == ["fb"], "a new word is known when it is misspelt"
    assert "fb" not in ids("fodbold", index)
    assert "toftehall" not in index.postings
    assert "fb" not in ids("Toftehallen", index)
    assert ids("klatring", birkeby) == [], "the index before is as it was"
    assert sorted(ids("fodbold", birkeby)) == ["fb", "pf"]


def test_an_edit_back_and_forth_leaves_no_trace(birkeby: Index) -> None:
    there = replace(birkeby.offers[0], name="Hundetræning", schedule=(Slot("søn"),))
    index = changed(changed(birkeby, with_offer(birkeby, 0, there)), birkeby.directory)
    assert parts(index) == parts(birkeby)


def test_what_administrators_taught_is_found_at_once_and_forgotten_at_once(birkeby: Index) -> None:
    taught = changed(birkeby, replace(birkeby.directory, search_words={"lc": ("matematikhjælp",)}))
    assert ids("matematikhjælp", taught) == ["lc"]
    assert ids("matematikhjælp", changed(taught, birkeby.directory)) == ids("matematikhjælp", birkeby)


def test_more_than_offers_changed_or_too_many_or_another_order_needs_a_new_index(birkeby: Index) -> None:
    offers = birkeby.directory.offers
    edited_all = tuple(replace(offer, phone="1") for offer in offers)
    directory = birkeby.directory
    assert birkeby.changed(replace(directory, areas=Areas(tuple(directory.areas))), 1000) is None
    assert birkeby.changed(replace(directory, organisation=replace(directory.organisation)), 1000) is None
    assert birkeby.changed(replace(birkeby.directory, offers=offers[1:]), 1000) is None
    assert birkeby.changed(replace(birkeby.directory, offers=offers[::-1]), 1000) is None
    assert birkeby.changed(replace(birkeby.directory, offers=edited_all), len(offers) - 1) is None
    assert birkeby.changed(replace(birkeby.directory, offers=edited_all), len(offers)) is not None


def test_an_offer_that_takes_a_plans_name_needs_a_new_index(birkeby: Index) -> None:
    plan = birkeby.directory.organisation.plans[0]
    assert isinstance(plan, Plan)
    first = replace(birkeby.offers[0], name=plan.name.upper())
    assert birkeby.changed(with_offer(birkeby, 0, first), 1000) is None


def test_a_name_of_a_thing_in_a_city_follows_the_name_without_the_city(birkeby: Index) -> None:
    whole = replace(birkeby.directory.offers[7], name="Kompasset Birkeby")
    short = Offer("kn", "Kompasset", "Noget andet.")
    directory = replace(birkeby.directory, offers=(*birkeby.directory.offers[:7], whole, short))
    index = changed(birkeby, directory)
    assert dict(index.names) == dict(Index(directory).names)


def test_the_old_index_is_never_touched(copenhagen: Index) -> None:
    before = repr(parts(copenhagen))
    dice = Random(5)
    index = copenhagen
    for _ in range(4):
        index = index.changed(edits(index.directory, dice), 1000) or index
    assert repr(parts(copenhagen)) == before
