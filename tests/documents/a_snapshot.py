"""A snapshot with everything in it: long Danish words, hostile strings, the five kinds of no answer."""

from bot.domain.status.snapshot import (
    Bridged,
    Defined,
    Measured,
    Missing,
    Money,
    Reported,
    Snapshot,
    Told,
    Written,
)

LONG = "Ungdomsuddannelsesvejledningssamarbejdspartnerskabsaftale"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 240" width="600" height="240">'
    '<rect x="0" y="0" width="600" height="240" fill="#ffffff"/>'
    '<polyline points="40,180 200,140 360,110 560,60" fill="none" stroke="#1b4f72" stroke-width="3"/>'
    '<text x="40" y="220" font-size="14" font-family="Libertinus Serif">2024</text></svg>'
)
PERIODS = tuple(f"{quarter}. kv. {year}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4))


def snapshot(plans: int = 4, indicators: int = 3) -> Snapshot:
    """So many plans and indicators over twelve periods; the same every time."""
    return Snapshot(
        "Den boligsociale bydelsbestyrelse for Nørrebro", "2026-07-01", "2026-09-30", "3. kvartal 2026",
        "2026-11-26T14:05:00+01:00", "Sekretær, bydelsbestyrelsen Nørrebro",
        note="Hvordan går det med fritidsjob, og hvad mangler der?", request=7, meeting="2026-12-17",
        due="2026-11-26", draft="2026-12-03", sent="2026-12-10", template="Status til bydelsbestyrelsen",
        steps=("henvist", "fulgt derhen", "mødt op", "stadig med efter 4 uger"),
        reported=tuple(_reported(n) for n in range(plans)),
        measured=tuple(_measured(n, plans) for n in range(indicators)),
        money=(
            Money("Ungdomsuddannelse til udsatte unge", "Uforbrugte boligsociale restmidler", 4_930_000, 410_500.0,
                  1_230_000.0, 4.2, 4.1),
            Money("Styrket fritidsliv", "", 630_000, None, None, None, None),
        ),
        bridged=(
            Bridged("3. kvartal 2026", "Lundtoftegade", ("12", "8", "<5", "•")),
            Bridged("3. kvartal 2026", "Mimersgadekvarteret", ("7", "0", "0", "–")),
        ),
        missing=(Missing("Lundtoftegade", "lektiehjælp", 14), Missing("Nørrebro", LONG, 3)),
        defined=(
            Defined("Unge i 10. klasse", "2021-01-01", "15-24-årige fra området, indskrevet i 10. klasse.", "EUD10.",
                    "Unge, der kun er optaget til næste skoleår."),
            Defined(LONG, "2024-01-01", "Ny definition.", "", ""),
        ),
        decisions=(("det skal besluttes, om indsatsen »Ungdomsuddannelse« søges fortsat", "2027-01-31"),),
    )  # fmt: skip


def _reported(n: int) -> Reported:
    name = ("NørreBrobyggerne", "UU", LONG, "Beboerprojekt Nordvest")[n % 4] + (f" {n}" if n > 3 else "")
    if n % 4 == 1:
        at, by = "2026-11-20T10:00:00+01:00", "Koordinator, UU"
        return Reported(f"plan:{n}", name, "", "nothing_new", n + 1, 1, at, by)
    if n % 4 == 2:
        return Reported(f"plan:{n}", name, "Mjølnerparken, Lundtoftegade", "waiting", overdue=True)
    texts = (
        Written("Hvad er der sket i perioden?",
                "Vi har åbnet en jobklub sammen med Klub Borup.\n- 12 unge har fået fritidsjob\n- 3 aktiviteter på "
                "skolen\nDet går godt, og *forældrene* er med: #panic() $x$ @her <b>fed</b> \\ _og_ 😀", True),
        Written("Hvilke milepæle er nået, og hvilke ikke?", "ved ikke", False, True),
        Written("Hvad er svært, og hvad mangler der?", "ikke relevant", False),
        Written("Hvad sker der i næste periode?", "ingen svar", False),
    )  # fmt: skip
    figures = (
        Told("Unge i fritidsjob", "Lundtoftegade", "personer", "12"),
        Told("Unge i fritidsjob", "Mimersgadekvarteret", "personer", "<5"),
        Told("Fælles aktiviteter med Klub Borup og skolen", "", "aktiviteter", "0"),
        Told("Forældre, der er nået", "", "personer", "ved ikke"),
    )
    return Reported(
        f"plan:{n}", name, "Lundtoftegade, Mimersgadekvarteret", "answered", n + 1, 2, "2026-11-24T09:30:00+01:00",
        "Leder, NørreBrobyggerne", n % 4 == 0, False, texts, figures,
    )  # fmt: skip


def _measured(n: int, plans: int) -> Measured:
    name = ("Unge i ungdomsuddannelse", "Unge i fritidsjob", LONG)[n % 3] + (f" {n}" if n > 2 else "")
    rows = tuple((f"Område {row} {LONG if row == 1 else ''}".strip(), tuple(_cell(n + row + at) for at in range(12)))
                 for row in range(plans))  # fmt: skip
    return Measured(
        f"i{n}", name, "personer", "Ungdomsuddannelse til udsatte unge", SVG,
        "Linjediagram: tallet stiger fra 40 i 2024 til 74 i 2026.",
        "I 3. kvartal 2026 var tallet 74, 18 flere end ved starten. Fire af fem områder har svaret.",
        ("Definitionen blev ændret 1. januar 2025: tallene før og efter kan ikke sammenlignes.",),
        ("Sted", "Udgangspunkt", "Mål", "Senest", "Ændring"),
        tuple((f"Område {row}", "40", "60", _cell(row), "+12") for row in range(min(plans, 6))),
        PERIODS, rows,
    )  # fmt: skip


def _cell(n: int) -> str:
    return ("–", "<5", "•", "ved ikke")[n % 4] if n % 5 == 0 else str(n * 7 % 90)
