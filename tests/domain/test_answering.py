"""Whose offers come first when a question holds a worry."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.clock import COPENHAGEN
from bot.domain.acute import UNNAMED, Acute
from bot.domain.answering import find, recognise, whom_to_tell
from bot.domain.questions import Index
from bot.settings import HOUSE
from bot.transfer import read_directory

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
INDEX = Index(read_directory(HOUSE / "data" / "koebenhavn"))
ACUTE = Acute.load(HOUSE / "data" / "acute.toml")


def answer(words: str) -> list[str]:
    found, _ = find(recognise(words, NOW, INDEX, ACUTE), NOW, INDEX, ACUTE)
    assert not {match.offer_id for match in found.answer} & {match.offer_id for match in found.maybe}
    assert len(found.answer) == len({match.offer_id for match in found.answer}) == found.total
    return [match.offer_id for match in found.answer]


def topics(offer_id: str) -> tuple[str, ...]:
    offer = INDEX.directory.offer(offer_id)
    assert offer is not None
    return offer.topics


def test_those_who_do_nothing_else_come_before_those_who_are_told() -> None:
    found = answer("hun er bange for tvangsægteskab")
    assert "social kontrol" in topics(found[0])
    assert any("underretning" in topics(one) for one in found)


@pytest.mark.parametrize("words", ["hun spiller fodbold, men vil ikke leve mere", "han vil hoppe ud fra altanen"])
def test_where_life_is_in_danger_no_leisure_comes_before_those_who_help_at_once(words: str) -> None:
    assert {"akut hjælp", "underretning"} & set(topics(answer(words)[0]))


def test_who_starves_herself_is_not_in_danger_of_life_by_that_alone() -> None:
    words = "min veninde kaster op efter frokost hver dag og tæller alle kalorier"
    assert recognise(words, NOW, INDEX, ACUTE).acute == ("spiseforstyrrelse",)
    assert not {"akut hjælp", "underretning"} & set(topics(answer(words)[0]))
    told = [set(topics(one)) for one in answer("hun spiser ingenting og vil ikke leve mere")]
    assert any({"akut hjælp", "underretning"} & one for one in told)


@pytest.mark.parametrize(
    "words", ["pige på 14 der skærer i sig selv, vil kun skrive med nogen", "min veninde har ar på armene"]
)
def test_who_hurts_herself_gets_counselling_first_below_whom_to_ring(words: str) -> None:
    assert "selvmord" in recognise(words, NOW, INDEX, ACUTE).acute
    found = answer(words)
    assert "rådgivning" in topics(found[0])
    assert any({"akut hjælp", "underretning"} & set(topics(one)) for one in found)


@pytest.mark.parametrize("words", ["et barn hos os bliver slået derhjemme", "kæresten plager hende om nøgenbilleder"])
def test_the_door_for_worries_comes_before_who_answers_when_it_is_closed(words: str) -> None:
    found = answer(words)
    receives, answers = ([t in topics(one) for one in found].index(True) for t in ("underretning", "akut hjælp"))
    assert receives < answers


def test_who_answers_day_and_night_comes_first_when_asked_for() -> None:
    assert "akut hjælp" in topics(answer("akut hjælp døgnet rundt til et barn, der bliver slået")[0])


@pytest.mark.parametrize("words", ["hvad er telefonnummeret til den sociale døgnvagt", "døgnvagten telefon"])
def test_who_answers_day_and_night_comes_first_when_named(words: str) -> None:
    assert answer(words)[0] == "den-sociale-doegnvagt"


def test_what_only_sounds_like_a_worry_is_no_answer_by_itself() -> None:
    nonsense = replace(recognise("hyldeblomstsaft citronsyre", NOW, INDEX, ACUTE), acute=(UNNAMED,))
    found, advice = find(nonsense, NOW, INDEX, ACUTE)
    assert advice
    assert not found.answer


def test_at_a_time_that_was_said_who_is_open_then_is_told_first() -> None:
    understood = recognise("lørdag aften plager kæresten hende om nøgenbilleder", NOW, INDEX, ACUTE)
    told, _ = whom_to_tell(understood, NOW, INDEX, ACUTE)
    assert "akut hjælp" in topics(told.ids[0])
    now = recognise("det er lørdag nat, og jeg hører naboens dreng blive slået", NOW, INDEX, ACUTE)
    assert "akut hjælp" in topics(whom_to_tell(now, NOW, INDEX, ACUTE)[0].ids[0])
    other = recognise("kæresten plager hende om nøgenbilleder", NOW, INDEX, ACUTE)
    assert "akut hjælp" not in topics(whom_to_tell(other, NOW, INDEX, ACUTE)[0].ids[0])


def test_a_worry_does_not_push_down_what_was_asked_for() -> None:
    first = answer("er selv far til tre og vil møde andre fædre")[0]
    assert "forældre" in INDEX.offers[INDEX.numbers[first]].audience


def test_a_quarter_is_found_by_what_it_is_called_after() -> None:
    assert recognise("hvad er der ved Superkilen", NOW, INDEX, ACUTE).areas == ("mimersgadekvarteret",)


def test_a_grown_up_who_worries_is_told_who_is_there_for_a_child() -> None:
    asked = recognise("jeg er 42 og tror, at naboens barn bliver slået", NOW, INDEX, ACUTE)
    assert asked.age is None
    _, advice = whom_to_tell(asked, NOW, INDEX, ACUTE)
    assert advice is not None
    assert advice.duty == ACUTE.duty.lines


def test_a_grown_up_in_need_is_not_told_who_receives_notifications_of_children() -> None:
    _, advice = whom_to_tell(recognise("jeg er 46, og min kone slår mig", NOW, INDEX, ACUTE), NOW, INDEX, ACUTE)
    assert advice is not None
    assert advice.duty == ACUTE.duty.adult


@pytest.mark.parametrize(
    "text",
    ["jeg er 52 og vil holde op med at ryge hash", "rollespil for min mand på 42"],
)
def test_what_is_for_the_young_is_no_answer_to_a_grown_up_who_seeks_it_for_themselves(text: str) -> None:
    assert not answer(text)


def test_what_is_for_the_young_answers_a_grown_up_who_will_help_there_and_none_with_needs_of_the_old() -> None:
    assert any("lektiehjælp" in topics(one) for one in answer("jeg er 65 og vil være frivillig lektiehjælper")[:3])
    assert not answer("min mor på 82 har brug for hjemmehjælp")


def test_an_age_is_answered_by_what_is_for_that_age_before_what_is_for_many() -> None:
    first = INDEX.offers[INDEX.numbers[answer("hvad kan en på 3 år være med til")[0]]]
    assert first.max_age is not None
    assert first.max_age <= 12


def test_a_habit_in_a_worry_keeps_nobody_out_who_is_closed_then() -> None:
    understood = recognise("mor drikker i weekenden", NOW, INDEX, ACUTE)
    assert understood.acute
    assert not understood.weekdays
    assert "tuba-koebenhavn" in answer("mor drikker i weekenden")


def test_who_is_told_is_offered_once_though_the_time_asked_for_is_not_theirs() -> None:
    assert "borgercenter-boern-unge" in answer("hun bliver slået fredag kl. 23")


def test_a_worry_that_asks_for_nothing_is_answered_with_whom_to_ring_and_not_with_all_offers() -> None:
    assert recognise("hun græder", NOW, INDEX, ACUTE).acute
    assert answer("hun græder") == []
    assert answer("hvad sker der i weekenden")


def test_who_cries_every_night_is_told_who_listens_and_not_what_is_open_then() -> None:
    assert answer("hun græder hver aften")[0] in {"girltalk", "headspace", "kk-chatraadgivning"}


@pytest.mark.parametrize("words", ["hvem har vagten på lørdag?", "hvem tager min vagt på fredag?"])
def test_a_day_beside_something_that_no_offer_has_is_not_answered_with_all_that_is_open_then(words: str) -> None:
    assert answer(words) == []


def test_who_wants_to_work_in_a_shop_does_not_ask_for_a_shop() -> None:
    assert "fritidsjob" in topics(answer("min datter vil gerne stå i en bagerbutik om lørdagen")[0])
    assert answer("hvor ligger nærmeste sportsbutik") == []
