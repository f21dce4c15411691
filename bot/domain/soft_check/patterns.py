"""How phone numbers, addresses of mail and homes, and initials are written."""

import re

PHONE = re.compile(r"(?<![\d./-])(?:\+45 ?|0045 ?)?[2-9]\d(?:[ .-]?\d\d){3}(?![\d-]|[./]\d)")
MOBILE = re.compile(r"(?:2\d|3[01]|4[0-2]|5[0-3]|6[01]|71|81|9[1-3])")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PRIVATE_HOSTS = re.compile(
    r"@(?:gmail|hotmail|live|outlook|yahoo|icloud|me|msn|mail|jubii|ofir|stofanet|youmail|protonmail|proton)\.", re.I
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
INITIALS = re.compile(r"(?<![\w.])[A-ZÆØÅ]\. ?[A-ZÆØÅ]\.s?(?! ?[A-ZÆØÅ]|\w)")
