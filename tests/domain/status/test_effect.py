"""What an effect says: breaks, gaps, baselines, sums, coverage, and sentences that claim no cause."""

from dataclasses import replace
from datetime import date

from bot.domain.areas import Area, Areas
from bot.domain.organisation import Board, Initiative, Organisation, Party, Plan
from bot.domain.status.effect import Effect, Series, effect, material, scope, scopes
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.indicators import Catalogue, Definition, Indicator, Unit
from bot.domain.status.periods import Period
from bot.domain.status.timeline import following, line
from bot.domain.status.values import Given, Value
from tests.status_data import AT

AREAS = Areas([Area("by", "Byen", "by"), *(Area(one, one.title(), parent="by") for one in ("a", "b", "c", "d"))])
ORGANISATION = Organisation(
    parties=(Party("uu", "UU"),), boards=(Board("b1", "Bestyrelsen"),),
    plans=(Plan("p", "Planen", "b1", ("a", "b")), Plan("q", "Den anden", "b1", ("b", "c"))),
    initiatives=(Initiative("i", "Indsatsen"),),
)  # fmt: skip
FIRST = (Definition(1, date(2020, 1, 1), "Som altid."),)


def indicator(id: str, unit: Unit = Unit.PERSONS, reporter: str = "party:uu", **more: object) -> Indicator:
    one = Indicator(id, id.title(), unit, reporter, FIRST, "i", per_area=True)
    return replace(one, **more)  # type: ignore[arg-type]


def figure(
    one: Indicator, area: str, key: str, value: float | Given, reporter: str = "party:uu", *, n: int = 0,
    person: str = "",
) -> Figure:  # fmt: skip
    given = Value(None, value) if isinstance(value, Given) else Value(float(value))
    period = Period.of(key)
    at = AT.replace(minute=n)
    return Figure(one.id, reporter, area, period, given, one.definition(period.last).version, "i", person, at=at)


def shown(
    indicators: list[Indicator], figures: list[Figure], goals: tuple[Goal, ...] = (), of: str = "initiative:i",
    viewer: str = "",
) -> Effect:  # fmt: skip
    catalogue = Catalogue({one.id: one for one in indicators}, {})
    kind, _, id_ = of.partition(":")
    found = scope(kind, id_, ORGANISATION)
    assert found
    return effect(found, material(figures, goals, catalogue, ORGANISATION, AREAS), viewer)


def texts(series: Series) -> dict[str, list[str]]:
    return {track.name: [point.text for point in track.points] for track in series.tracks}


def test_the_five_things_that_are_not_a_number_stay_five_things() -> None:
    young = indicator("unge")
    figures = [
        figure(young, "a", "2023", 12), figure(young, "a", "2024", Given.UNKNOWN),
        figure(young, "b", "2023", Given.NOT_RELEVANT), figure(young, "b", "2024", 0),
        figure(young, "c", "2024", Given.NOTHING_NEW),
    ]  # fmt: skip
    (series,) = shown([young], figures).series
    assert texts(series) == {"A": ["12", "ved ikke"], "B": ["ikke relevant", "0"], "C": ["ingen svar", "intet nyt"]}
    assert [one.text for one in series.coverage] == ["1 af 3", "1 af 3"]


def test_words_take_the_place_of_no_number() -> None:
    """Neither of another plan's in the same area, nor of an earlier one that the change is counted to."""
    active = indicator("aktiv", Unit.ACTIVITIES, "plans", adds=True)
    figures = [
        figure(active, "b", "2022", 4, "plan:q"), figure(active, "b", "2023", 9, "plan:p", n=1),
        figure(active, "b", "2023", Given.UNKNOWN, "plan:q", n=2),
        figure(active, "b", "2024", Given.NOTHING_NEW, "plan:q", n=3),
    ]  # fmt: skip
    (series,) = shown([active], figures, of="plan:q").series
    track = next(one for one in series.tracks if one.name == "B")
    assert [one.text for one in track.points] == ["4", "9", "intet nyt"]
    assert track.latest and track.latest.period.key == "2023"
    assert track.change and track.change.text == "+5 (fra 4 til 9)" and track.change.until.key == "2023"


def test_a_gap_stays_in_the_line_of_periods_and_three_years_are_shown() -> None:
    keys = [Period.of(key) for key in ("2022-H1", "2023-H1", "2026-H1", "2026")]
    assert [one.key for one in line(keys)] == ["2023-H2", "2024-H1", "2024-H2", "2025-H1", "2025-H2", "2026-H1"]
    assert [following(Period.of(key)).key for key in ("2026", "2026-H2", "2026-Q4", "2026-12")] == [
        "2027", "2027-H1", "2027-Q1", "2027-01",
    ]  # fmt: skip


def test_a_series_is_never_joined_across_a_new_definition() -> None:
    two = (*FIRST, Definition(2, date(2025, 1, 1), "Noget andet."))
    young = indicator("unge", definitions=two)
    figures = [figure(young, "a", key, n) for key, n in (("2023", 10), ("2024", 20), ("2025", 50), ("2026", 60))]
    goal = Goal("i", "unge", "a", 8.0, Period.of("2022"), None, "", "x", AT)
    (series,) = shown([young], figures).series
    assert [(one.period.key, one.text) for one in series.breaks] == [("2025", "Noget andet.")]
    assert series.tracks[0].change and series.tracks[0].change.text == "+10 (fra 50 til 60)"
    assert "Definitionen er ny fra 2025: tal før og efter kan ikke sammenlignes." in series.sentences
    (judged,) = shown([young], figures, (goal,)).series
    assert judged.tracks[0].change is None, "the baseline was counted in another way"


def test_unique_people_are_never_added_and_an_area_in_two_plans_counts_once() -> None:
    young = indicator("unge", reporter="plans")
    figures = [
        figure(young, "a", "2025", 10, "plan:p"), figure(young, "b", "2025", 20, "plan:p", n=1),
        figure(young, "b", "2025", 22, "plan:q", n=2), figure(young, "c", "2025", 30, "plan:q"),
    ]  # fmt: skip
    (series,) = shown([young], figures, of="board:b1").series
    assert texts(series) == {"A": ["10"], "B": ["22"], "C": ["30"]}, "the latest counts, once"
    assert "Den samme person kan tælle flere steder og i flere perioder, så der er ingen sum." in series.sentences


def test_what_adds_is_summed_once_and_compared_only_with_the_same_reporters() -> None:
    hours = indicator("timer", Unit.HOURS, adds=True)
    figures = [figure(hours, area, "2024", 10) for area in ("a", "b")] + [
        figure(hours, area, "2025", 12.5) for area in ("a", "b", "c")
    ]
    (series,) = shown([hours], figures).series
    assert texts(series)["I alt"] == ["20", "37,5"]
    assert series.tracks[0].change is None, "another area has joined"
    assert series.tracks[1].change and series.tracks[1].change.text == "+2,5 (fra 10 til 12,5)"


def test_shares_need_both_numbers_and_changes_both_ends() -> None:
    all_, school = indicator("alle"), indicator("skole", of="alle", among="g")
    figures = [
        figure(all_, "a", "2024", 40), figure(school, "a", "2024", 10), figure(all_, "a", "2025", 50),
        figure(school, "a", "2025", 20), figure(all_, "b", "2024", 40), figure(school, "b", "2024", 3),
        figure(all_, "b", "2025", 40), figure(school, "b", "2025", 9),
    ]  # fmt: skip
    _, series = shown([all_, school], figures).series
    a, b, _ = series.tracks
    assert [one.share for one in a.points] == [0.25, 0.4]
    assert a.change and a.change.text == "+10 (fra 10 til 20), +15 procentpoint"
    assert ([one.text for one in b.points], [one.share for one in b.points]) == (["<5", "9"], [None, 0.225])
    assert b.change is None
    assert "Små tal er skjult, og det, der kunne afsløre dem." in series.sentences


def test_one_place_with_two_numbers_is_named_with_both_and_their_shares() -> None:
    all_, school = indicator("alle"), indicator("skole", of="alle", among="g")

    def seen(*numbers: float) -> str:
        given = zip([all_, school] * 2, ("2024", "2024", "2025", "2025"), numbers, strict=True)
        figures = [figure(one, "a", key, n) for one, key, n in given]
        return shown([all_, school], figures).series[1].sentences[0]

    begins = "Fra 2024 til 2025 er tallet i A"
    assert seen(40, 10, 50, 20) == (
        f"{begins} steget fra 10 til 20 (+10) og andelen fra 25 % til 40 % (+15 procentpoint)."
    )
    assert seen(40, 20, 50, 20) == (
        f"{begins} uændret (20), og andelen er faldet fra 50 % til 40 % (−10 procentpoint)."
    )
    assert seen(40, 10, 50, 11) == (
        f"{begins} steget fra 10 til 11 (+1), og andelen er faldet fra 25 % til 22 % (−3 procentpoint)."
    )


def test_who_entered_a_small_number_sees_it() -> None:
    young = indicator("unge")
    figures = [figure(young, "a", "2025", 3, person="leder")]
    assert texts(shown([young], figures, viewer="leder").series[0])["A"] == ["3"]
    assert texts(shown([young], figures, viewer="en-anden").series[0])["A"] == ["<5"]


def test_a_baseline_is_a_count_like_the_others() -> None:
    young = indicator("unge")
    figures = [figure(young, "a", "2024", 3), figure(young, "a", "2025", 9)]
    for number, period, says in ((3.0, "2024", "<5 (2024)"), (4.0, "2022", "<5 (2022)"), (7.0, "2022", "7 (2022)")):
        goal = Goal("i", "unge", "a", number, Period.of(period), 20.0, "", "x", AT)
        track = shown([young], figures, (goal,)).series[0].tracks[0]
        assert (track.baseline, track.target) == (says, "20")
        assert (track.change is None) is (number < 5)


def test_the_latest_goal_holds() -> None:
    young = indicator("unge")
    goals = tuple(
        Goal("i", "unge", "a", None, None, n, f"Mindst {n}.", "x", AT.replace(minute=int(n))) for n in (30.0, 20.0)
    )
    (series,) = shown([young], [figure(young, "a", "2025", 9)], goals).series
    assert series.tracks[0].target == "30"
    assert "Styregruppens ord for »betydelig nok« i A: »Mindst 30.0.« Seneste tal: 9." in series.sentences


def test_figures_to_compare_with_stand_apart() -> None:
    young = indicator("unge")
    (series,) = shown([young], [figure(young, "a", "2025", 9), figure(young, "d", "2025", 19, "")]).series
    assert [one.name for one in series.comparisons] == ["D"]
    assert "D" not in texts(series)


def test_the_sentences_say_what_the_numbers_cannot_carry_and_never_a_cause() -> None:
    young = indicator("unge")
    found = shown([young, indicator("tom")], [figure(young, "a", "2024", 9), figure(young, "a", "2025", 12)])
    assert found.series[0].sentences == (
        "Fra 2024 til 2025 er tallet i A steget fra 9 til 12 (+3).",
        "Der er kun tal for 2 perioder med samme definition: for lidt til at vise en udvikling.",
        "Der er kun tal fra 1 af 3 i 2025, så billedet er ufuldstændigt.",
        "Den samme person kan tælle flere steder og i flere perioder, så der er ingen sum.",
        "Der er ikke skrevet noget udgangspunkt.",
        "Der er intet at sammenligne med uden for indsatsen.",
    )
    assert found.sentence == (
        "Der er for få tal fra 2024 til 2025 til at vise en udvikling, og de viser ikke, at indsatsen er årsagen. "
        "Af indikatorerne: 1 har ingen tal endnu, 1 mangler svar i den seneste periode, "
        "1 har for få perioder til at vise en udvikling, 1 har intet udgangspunkt. "
        "Om effekten er betydelig nok, afgør styregruppen."
    )
    assert found.series[1].sentences == ("Der er ingen tal endnu.",)
    more = [figure(young, "a", "2023", 8), figure(young, "a", "2024", 9), figure(young, "a", "2025", 12)]
    assert shown([young, indicator("tom")], more).sentence.startswith(
        "Tallene fra 2023 til 2025 viser en udvikling for 1 af 2 indikatorer; de viser ikke,"
    )


def test_words_are_no_numbers_to_speak_of() -> None:
    young, old = indicator("unge"), indicator("andet")
    figures = [figure(young, "a", "2025", Given.UNKNOWN), *(figure(old, "a", key, 9) for key in ("2023", "2024"))]
    (only_words, later_none) = shown([young, old], [*figures, figure(old, "a", "2025", Given.UNKNOWN)]).series
    assert only_words.sentences == ("Der er svar, men ingen tal endnu.",)
    assert later_none.sentences[1:3] == (
        "Der er kun tal for 2 perioder med samme definition: for lidt til at vise en udvikling.",
        "Der er ingen tal for 2025, så billedet er ufuldstændigt.",
    )


def test_scopes_are_plans_boards_and_initiatives() -> None:
    assert [(one.kind, one.id) for one in scopes(ORGANISATION)] == [
        ("plan", "p"), ("plan", "q"), ("board", "b1"), ("initiative", "i"),
    ]  # fmt: skip
    assert scopes(ORGANISATION)[2].areas == ("a", "b", "c")
