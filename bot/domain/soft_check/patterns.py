"""How phone numbers, addresses of mail and homes, numbers of cases, names on networks, and initials are written."""

import re

_DATED = r"(?:19|20)\d\d(?:-\d{4}\b|([-. ])(?:0[1-9]|1[0-2])\1[0-3]\d\b)"  # 2026-0312, 2026-03-12
PHONE = re.compile(rf"(?<![\d./-])(?!{_DATED})(?:\+45 ?|0045 ?)?[2-9]\d(?:[ .-]?\d\d){{3}}(?![\d-]|[./]\d)")
MOBILE = re.compile(r"(?:2\d|3[01]|4[0-2]|5[0-3]|6[01]|71|81|9[1-3])")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PRIVATE_HOSTS = re.compile(
    r"@(?:gmail|hotmail|live|outlook|yahoo|icloud|me|msn|mail|jubii|ofir|stofanet|youmail|protonmail|proton|elev)\.",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\b[A-ZÆØÅ]\w*(?: [A-ZÆØÅ]\w*)* \d{1,3} ?[A-Za-z]?\b,? ?(?:opg\.? ?\w+,? )?"
    r"(?:(?:\d{1,2}\.?|st\.?|kl\.?|stuen)(?: sal)?,? ?(?:tv|th|mf|dør|lejl|til venstre|til højre)\b\.?(?: ?\d+)?"
    r"|(?:\d{1,2}\. sal|stuen|lejlighed(?:en)? \d+|dør \d+)\b)"
)
BARE_ADDRESS = re.compile(
    r"\b\w+(?:gade|vej|allé|plads|stræde|vænge) \d{1,3} ?[a-z]?,? (?:\d{1,2}|st)\.? (?:sal )?(?:tv|th|mf)\b"
    r"|\b(?:opgang|nr\.|nummer|blok) \w+,? (?:\d{1,2}|st)\.? ?(?:sal)? ?(?:tv|th|mf)\b"
)
CASE = re.compile(
    r"\b(?:(?:kmd|dubu|sbsys|nova|politi\w*|børne?|familie|handleplans?|anbringelses)[- ]?)?"
    r"(?:(?:sags?(?:en)?|journal|underretning|anmeldelse|dubu|sags-id)[-. ]*(?:nr|nummer|id)?|j\. ?nr)[.: ]{1,3}#?"
    r"(?=[\w/.-]*\d)(?!\d{1,3}\b(?![-/]))[\da-z]*\d[\w/.-]*\d\b"
    r"|\buni-?login:? (?=\w*\d)\w+|\b(?:elev|bruger|borger)-?(?:id|nr|nummer)[.: ]{1,3}\w*\d\w*"
)
_NETWORKS = r"(?:snap(?:chat)?|insta(?:gram)?|tik-?tok|discord|telegram|signal|messenger|facebook|wickr|steam|kik)"
HANDLE = re.compile(
    r"(?<![\w.])@(?=[\w.]*[\d_.]\w)\w[\w.]{2,}"
    rf"|\b(?i:{_NETWORKS})(?:\.com/@?|:? +(?:er +|hedder +)?)(?=[\w.]*[\d_.#]\w)\w[\w.]*(?:#\d+)?"
    r"|\b\w+#\d{4}\b"
)
BIRTHDAY = re.compile(
    r"\b(?:født|fødselsda(?:g|to)|fødsdag|f\.)(?: er)?[:,]? ?(?:er |den |d\. )?"
    r"\d{1,2}(?:[./ -]{1,2}(?:\d{1,2}\b|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))|\d{4}\b)"
)
PLATE = re.compile(r"\b[A-ZÆØÅ]{2} ?\d{2} ?\d{3}\b")
INITIALS = re.compile(
    r"(?<![\w.])[A-ZÆØÅ]\. ?[A-ZÆØÅ]\.s?(?! ?[A-ZÆØÅ]|\w)"
    r"|(?<![\w.-])[A-ZÆØÅ]{2,3}(?=,? (?:fra |i |på )?\(?(?:\d{1,2}\.? ?[a-zæøåA-ZÆØÅ]\b|\d{1,2}\. klasse|\d{1,2} år))"
)
