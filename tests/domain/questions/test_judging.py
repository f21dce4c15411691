"""The judge: learned weights that fit the signals, and what it must never get wrong whatever it has learned."""

import json
from copy import copy
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from bench.learn_ranking import Examples, learned, looked_up
from bot.clock import COPENHAGEN
from bot.domain.questions import Index, rank, understand
from bot.domain.questions.affinity import packed
from bot.domain.questions.candidates import candidates
from bot.domain.questions.describing import describe
from bot.domain.questions.gist import NUMBERS, read
from bot.domain.questions.judging import Judge
from bot.domain.questions.lexicon import DATA, lexicon
from bot.domain.questions.signals import SIGNALS, Told, signals_of
from bot.domain.questions.understood import Understood

MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)


def ids(question: str, index: Index) -> list[str]:
    return [match.offer_id for match in rank(understand(question, MONDAY, index), MONDAY, index).answer]


def test_what_was_learned_fits_the_signals() -> None:
    file = json.loads((DATA / "ranking.json").read_text(encoding="utf-8"))
    assert len(file["mean"]) == len(file["deviation"]) == len(SIGNALS)
    assert all(len(net[0]) == len(SIGNALS) for net in file["nets"])
    assert file["concepts"] == list(lexicon().senses.concepts)
    affinity = lexicon().judge.affinity
    assert len(affinity.asked) == len(affinity.said) == 2 * len(file["concepts"])
    assert len(affinity.pointed) == NUMBERS


def test_a_network_is_learned_from_examples_and_the_same_each_time() -> None:
    random = np.random.default_rng(1)
    signals = random.random((6000, len(SIGNALS))).astype(np.float32)
    answers = (signals[:, 0] > 0.6).astype(np.float32)
    nothing, numbers = np.zeros((600, 2), np.float32), np.arange(6000)
    examples = Examples(signals, answers, np.ones(6000, np.float32), numbers // 10, numbers % 600, nothing, nothing)
    judge = Judge.of(learned(examples, ["skak"]), ["skak"])
    likely = judge.likely(signals, np.zeros(6000, np.float32))
    assert likely[signals[:, 0] > 0.8].mean() > 0.9 > 0.1 > likely[signals[:, 0] < 0.4].mean()
    assert learned(examples, ["skak"]) == learned(examples, ["skak"])


def test_names_and_addresses_are_looked_up_as_people_do(copenhagen: Index) -> None:
    found = {one["q"]: one["relevant"] for one in looked_up(copenhagen.directory)}
    assert found["Skaffervej 6"] == ["sjakket"]
    assert found["streemekka"] == ["game-streetmekka-koebenhavn"]


def test_nothing_to_judge_is_no_error(copenhagen: Index) -> None:
    judge = copenhagen.lexicon.judge
    assert len(judge.likely(np.empty((0, len(SIGNALS)), np.float32), np.empty(0, np.float32))) == 0


@pytest.mark.parametrize("question", ["Hvem tilbyder parkour?", "hvor kan man gå til fodbold", "who offers football"])
def test_a_plain_question_is_answered_however_it_is_framed(question: str, copenhagen: Index) -> None:
    assert ids(question, copenhagen)


def test_what_was_named_comes_first_whatever_else_is_likely(copenhagen: Index) -> None:
    assert ids("VINK telefonnummer", copenhagen)[0] == "vink-koebenhavn"
    assert ids("Fællesskaberne", copenhagen)[0] == "faellesskaberne-helhedsplan"
    assert "noerrebrobyggerne" in ids("Nørre Brobyggerne", copenhagen)[:3]
    assert ids("hvem har nummeret 33 17 49 20", copenhagen) == ["bbu-city-oesterbro"]


def test_a_short_name_is_what_is_spelled_like_it(copenhagen: Index) -> None:
    assert understand("game på Nørrebro", MONDAY, copenhagen).names
    assert not understand("min søn på 14 gamer hele natten", MONDAY, copenhagen).names


@pytest.mark.parametrize(("question", "offer"), [("hedspace", "headspace"), ("Skaffervej 6", "sjakket")])
def test_whom_people_know_is_found_by_a_wrong_spelling_and_an_address(
    question: str, offer: str, copenhagen: Index
) -> None:
    assert offer in ids(question, copenhagen)[:2]


def test_what_an_administrator_has_said_belongs_to_what_an_offer_speaks_of(copenhagen: Index) -> None:
    taught = replace(copenhagen.directory, search_words={"brobold": ("cricket",)})
    assert ids("cricket", Index(taught)) == ["brobold"]
    assert not ids("cricket", copenhagen)


def test_a_place_that_is_denied_is_left_out(copenhagen: Index) -> None:
    understood = understand("natteravne der ikke er i Indre By", MONDAY, copenhagen)
    assert understood.avoided == ("indre-by",)
    assert understood.areas == ()


def test_any_part_of_an_offer_may_be_what_was_hinted_at(copenhagen: Index) -> None:
    rows = np.arange(len(copenhagen.offers))
    affinity = copenhagen.lexicon.judge.affinity
    hints = (("fodbold", 9),)
    wants = affinity.wants(hints, (), read("", ""))
    whole, peaks, *_ = copenhagen.profiles.likeness(rows, hints, wants, affinity.said)
    assert np.isfinite(whole).all()
    assert np.isfinite(peaks).all()
    assert (peaks >= whole - 1e-6).mean() > 0.8
    loudest = [copenhagen.offers[row] for row in np.argsort(-peaks)[:5].tolist()]
    assert sum("fodbold" in offer.topics for offer in loudest) >= 3


def test_what_speaks_of_the_like_is_judged_although_no_word_or_concept_is_shared(copenhagen: Index) -> None:
    understood = Understood(needs=(("skak", 9),), hints=(("bratspil", 9), ("ungdomsklub", 6)))
    found = candidates(understood, copenhagen)
    alike = found.likeness.max(axis=0) > 0.3
    assert alike[found.covered < 0.01].any()
    assert len(found.rows) <= 56


def test_each_offer_is_set_beside_its_rivals(copenhagen: Index) -> None:
    understood = understand("fodbold for piger på 10 år", MONDAY, copenhagen)
    found = candidates(understood, copenhagen)
    signals = signals_of(found, understood, copenhagen)
    covered, most, more = (signals[:, SIGNALS.index(name)] for name in ("covered", "covered most", "covered more"))
    best = covered[~found.failed].max()
    assert np.allclose(most, covered / best)
    assert more[covered == best].max() == 0
    assert more[covered == covered.min()].min() > 0


def test_whom_to_tell_of_a_worry_is_a_candidate_whatever_it_covers(copenhagen: Index) -> None:
    understood = understand("skak i Valby", MONDAY, copenhagen)
    told = Told(("den-sociale-doegnvagt",), named=True)
    found = candidates(understood, copenhagen, told.ids)
    at = found.rows.tolist().index(copenhagen.numbers["den-sociale-doegnvagt"])
    signals = signals_of(found, understood, copenhagen, told)
    assert signals[at, SIGNALS.index("receives named")] == 1
    assert signals[:, SIGNALS.index("receives")].sum() == 1


def test_signals_are_numbers_for_any_question(copenhagen: Index) -> None:
    understood = understand("gratis klub til en pige på 14 i Nordvest om aftenen", MONDAY, copenhagen)
    for one in (understood, replace(understood, needs=(), hints=()), replace(understood, topics=())):
        assert np.isfinite(signals_of(candidates(one, copenhagen), one, copenhagen)).all()


def test_what_seems_to_ask_for_nothing_on_offer_says_so_and_can_be_taken_back(copenhagen: Index) -> None:
    understood = replace(understand("fodbold for piger", MONDAY, copenhagen), nothing=9)
    chip = next(facet for facet in describe(understood, copenhagen) if facet.name == "aside")
    assert chip.text == "spørger vist om noget andet"
    assert chip.without.nothing == 0
    assert rank(chip.without, MONDAY, copenhagen).answer


def test_a_question_of_facets_alone_is_judged_by_its_needs(copenhagen: Index) -> None:
    bare = Understood(needs=(("fodbold", 9),))
    assert rank(bare, MONDAY, copenhagen).answer
    assert signals_of(candidates(bare, copenhagen), bare, copenhagen)[:, SIGNALS.index("alike")].max() > 0


def test_a_place_shows_what_is_there_when_hardly_anything_was_heard_beside_it(copenhagen: Index) -> None:
    index, many = copy(copenhagen), len(SIGNALS)
    never = {"mean": [0.0] * many, "deviation": [1.0] * many, "nets": [([[0.0]] * many, [0.0], [0.0], -9.0)]}
    concepts = index.lexicon.senses.concepts
    asked, said = (packed(np.zeros((2 + more, 1), np.float32)) for more in (NUMBERS, 0))
    nothing = {"concepts": ["skak"], "width": 1, "asked": asked, "said": said}
    index.lexicon = replace(index.lexicon, judge=Judge.of(never | nothing, concepts))
    faint = Understood(areas=("valby",), needs=(("budget", 1),), length=2)
    assert [match.offer_id for match in rank(faint, MONDAY, index).answer] == ids("Valby", copenhagen)
    assert not rank(replace(faint, needs=(("budget", 5),)), MONDAY, index).answer
    assert not rank(replace(faint, length=9), MONDAY, index).answer
