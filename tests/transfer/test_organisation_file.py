"""organisation.toml: every mistake is told with its line, every reference must lead somewhere."""

from collections.abc import Callable

import pytest

from bot.domain.organisation import Funding, Role
from bot.store import Store
from bot.transfer import FileReport

Imported = Callable[..., FileReport]

GOOD = """\
[[parties]]
id = "buf"
name = "Børne- og Ungdomsforvaltningen"
[[parties]]
id = "uu"
name = "UU"
parent = "buf"
note = ""
[[boards]]
id = "noerrebro"
name = "Bydelsbestyrelsen"
areas = ["noerrebro"]
[[plans]]
id = "brobyggerne"
name = "NørreBrobyggerne"
board = "noerrebro"
areas = ["lundtoftegade"]
departments = ["Afd. 49"]
[[groups]]
id = "styregruppe"
name = "Styregruppen"
parties = ["uu"]
members = "plan_leaders"
[[series]]
id = "uu-plan"
name = "Helhedsplan og UU"
between = ["plan_leader", "coordinator:uu"]
per = "plan"
wanted_per_year = 2
[[initiatives]]
id = "indsats"
name = "Indsats"
plan = "brobyggerne"
start = 2026-08-01
end = ""
following = ["plans"]
partners = ["uu", "Kommunens fremskudte indsatser"]
full_time_years = 4.2
funding = [{ source = "Landsbyggefonden", dkk = 4_930_000 }]
[[people]]
title = "Koordinator, UU"
role = "coordinator"
party = "uu"
email = "uu@example.org"
"""


def test_a_whole_organisation_is_read_and_empty_text_means_unknown(imported: Imported, empty: Store) -> None:
    report = imported("organisation.toml", GOOD)
    assert not report.failed, report.text
    organisation = empty.directory().organisation
    assert organisation.parties[1].note is None
    assert organisation.people[0].id == "koordinator-uu"
    assert organisation.people[0].role is Role.COORDINATOR
    (initiative,) = organisation.initiatives
    assert (initiative.start, initiative.end) == ("2026-08-01", None)
    assert initiative.funding == (Funding("Landsbyggefonden", 4_930_000),)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('parent = "buf"', 'parent = "bfu"', "linje 7, parent: »bfu« er en ukendt part. Mente du »buf«?"),
        ('parent = "buf"', 'parent = "uu"', "linje 7, parent: Parten hører under sig selv. Ret parent"),
        (
            'board = "noerrebro"',
            'board = "x"',
            "linje 16, board: »x« er en ukendt bydelsbestyrelse. Ret det, eller",
        ),
        ('areas = ["lundtoftegade"]', 'areas = ["x"]', "linje 17, areas: »x« er et ukendt område."),
        ('areas = ["noerrebro"]', 'areas = ["x"]', "linje 12, areas: »x« er et ukendt område."),
        ('parties = ["uu"]', 'parties = ["x"]', "linje 22, parties: »x« er en ukendt part."),
        ('members = "plan_leaders"', 'members = "x"', "members: »x« er ikke en af dem, der kan stå her."),
        (
            '"coordinator:uu"',
            '"coordinator:x"',
            "between: »coordinator:x« er ikke en rolle eller en rolle hos",
        ),
        ('"plan_leader"', "7", "between: 7 er ikke en rolle"),
        ('between = ["plan_leader", "coordinator:uu"]', "between = 1", "between: 1 er ikke en liste."),
        ("wanted_per_year = 2", "wanted_per_year = 99", "99 er uden for 0-52 gange om året."),
        ('plan = "brobyggerne"', 'plan = "x"', "linje 33, plan: »x« er en ukendt helhedsplan."),
        (
            'following = ["plans"]',
            'following = ["plan"]',
            "following: »plan« er en ukendt part. Mente du »plans«?",
        ),
        ('partners = ["uu"', 'partners = ["uv"', "partners: »uv« er en ukendt part."),
        ("start = 2026-08-01", 'start = "snart"', "linje 34, start: »snart« er ikke en dato."),
        ('end = ""', 'end = "2025-01-01"', "linje 35, end: Slutdatoen ligger før startdatoen."),
        ("dkk = 4_930_000", 'dkk = "mange"', "funding: dkk: »mange« er ikke et helt tal. Skriv fx 630000."),
        ("dkk = 4_930_000", "kr = 1", "funding: Feltet »kr« kendes ikke."),
        ('source = "Landsbyggefonden", ', "", "funding: source: Feltet mangler."),
        ("full_time_years = 4.2", "full_time_years = nan", "full_time_years: nan er ikke et tal."),
        ("full_time_years = 4.2", "full_time_years = inf", "full_time_years: Tallet er ikke et tal."),
        (
            'role = "coordinator"',
            'role = "boss"',
            "linje 42, role: »boss« er ikke en af dem, der kan stå her.",
        ),
        ('email = "uu@example.org"', 'email = "uu"', "linje 44, email: »uu« er ikke en e-mailadresse."),
        (
            'title = "Koordinator, UU"',
            'tilte = "x"',
            "linje 40, title: Feltet mangler. Skriv fx Koordinator, UU.",
        ),
        (
            'title = "Koordinator, UU"',
            'tilte = "x"',
            "linje 41: Feltet »tilte« kendes ikke. Mente du »title«?",
        ),
        (
            'title = "Koordinator, UU"',
            'title = "!"',
            "title: Titlen har ingen bogstaver, et id kan laves af.",
        ),
        ('id = "uu"', 'id = "buf"', "linje 5, id: Id'et »buf« står der allerede. Giv hver sit id."),
        ('name = "UU"', 'name = "\\u0007"', "linje 6, name: Teksten indeholder et usynligt styretegn."),
        ("[[groups]]", "[[gruops]]", "linje 19: Feltet »gruops« kendes ikke. Mente du »groups«?"),
        (
            "[[people]]",
            "[people]",
            "linje 40, people: Det er ikke en liste af tabeller. Begynd hver med [[people]].",
        ),
        ('name = "UU"', "name = UU", "linje 6: Her er filen ikke gyldig TOML. Se docs/format.md"),
        ('name = "UU"', 'name = "UU"\nname = "UU"', "ikke gyldig TOML"),
        ("wanted_per_year = 2", "wanted_per_year = " + "9" * 5000, "ikke gyldig TOML"),
        (
            'areas = ["noerrebro"]',
            "areas = " + "[" * 5000 + "]" * 5000,
            "ikke gyldig TOML (for mange parenteser",
        ),
    ],
)
def test_a_faulty_organisation_is_told_with_line_field_and_remedy(
    imported: Imported, old: str, new: str, sentence: str
) -> None:
    assert old in GOOD
    report = imported("organisation.toml", GOOD.replace(old, new, 1))
    assert report.failed
    assert sentence in report.text


def test_an_organisation_file_that_is_far_too_large_is_refused(imported: Imported) -> None:
    report = imported("organisation.toml", ("# " + "x" * 900_000 + "\n") * 3)
    assert "linje 3: Filen er for stor til en organisation." in report.text


def test_somebody_who_is_taken_out_keeps_the_role_and_the_report_says_what_takes_it_away(
    imported: Imported, empty: Store
) -> None:
    more = '[[people]]\ntitle = "Leder, "Nord""\nid = "nord"\nrole = "administrator"\n'.replace('"Nord"', r'\"Nord\"')
    imported("organisation.toml", GOOD + more)
    nobody = GOOD.partition("[[people]]")[0]
    told = imported("organisation.toml", nobody).text
    assert 'men beholder rollen: Koordinator, UU (koordinator); Leder, "Nord" (administrator).' in told
    assert "bevaret" not in told
    _, _, remedy = told.partition("så skriv dette i filen, og importér den igen:\n")
    told = imported("organisation.toml", nobody + remedy).text
    assert "Ændret: koordinator-uu (Rolle, E-mail, Part), nord (Rolle)." in told
    people = [(one.id, one.role, one.email, one.party) for one in empty.people.all()]
    assert people == [("koordinator-uu", Role.STAFF, None, None), ("nord", Role.STAFF, None, None)]
    assert "beholder rollen" not in imported("organisation.toml", nobody).text, "there is nothing more to take"
