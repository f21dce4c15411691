"""For whom it should be, in a question: girls or boys, for nobody else, or not for one gender only.

As in `facets.py`, what was read is blanked out of the plain text.
"""

import re

from bot.domain.questions.facets import blank

_OTHER = {"pige": "drenge", "dreng": "piger"}  # whom it is for that must not be for these
_NOT_ONLY = re.compile(
    r"\bikke (?:(?:det|dem|noget|nogen|hvor) (?:(?:der|som|det) )?)?(?:\w+ )?"
    r"(?:kun|bare|udelukkende|blot|rent?|rene) (?:\w+ ){0,2}?(pige|dreng)\w*"
)
_NO_TEAM = re.compile(r"\bikke (?:\w+ ){0,3}?(pige|dreng)e?(?:hold|klub|gruppe|fodbold)\w*")
_NOT_GENDER = re.compile(r"\bikke (?:er )?(?:for |til )?(pige|dreng)(?:e|r|ne|rne|ene)?\b")
_AVOIDED = re.compile(  # "ingen drenge", but not "ingen penge, to drenge"
    r"\b(?:ingen|uden)\b(?:(?:,(?= (?:hvor|hvis|når|der|med)\b))?"
    r" (?!(?:til|for|og|men|min|mine|vores|to|tre|fire|\d+)\b)\w+){0,6} (pige|dreng)(?:e|r|ne|rne|ene)\b"
    r"|\b(?:ikke|nægter|hader|undgå\w*|aldrig|slippe|fri|hvis)\b(?:,? (?!til\b|for\b)\w+){0,6}"
    r" (pige|dreng)(?:e|r|ne|rne|ene)\b"
    r"|\bikke (?:\w+ ){1,6}(?:med|blandt) (pige|dreng)(?:e|r|ne|rne|ene)\b"
    r"|\b(pige|dreng)(?:e|r|ne|rne|ene) (?:er )?forbudt\b"
    r"|\b(pige|dreng)(?:e|r|ne|rne|ene) (?:(?:er|må|skal|kan) )?ikke (?:(?:er|må|skal|kan|være) )*med\b"
)
_FILLING = re.compile(  # "drengene fylder hele banen"
    r"\b(pige|dreng)(?:rne|ene) (?:altid |bare )?(?:fylder|overtager|dominerer|optager|styrer|sidder på|har taget"
    r"|tager (?:over|hele|al|det hele|banen|pladsen))\b"
)
_WITHOUT = re.compile(r"\buden (?:pige|dreng)|\bingen (?:pige|dreng)\w*(?: må\b| adgang|,? tak\b|$)")
_LOVED = re.compile(  # whom somebody loves, and whom somebody flees
    r"\b(?:jeg|han|hun|\w*søn(?:nen)?|\w*datter(?:en)?|elev(?:en)?) (?:\w+ )?er (?:\w+ )?til (?:pige|dreng)(?:r|e)\b"
    r"|\b(?:væk fra|bange for|flygter fra|truet af) (?:de|nogle|et par) (?:(?:andre|store|ældre) )?"
    r"(?:pige|dreng)(?:r|e)\b"
)
_THEM = re.compile(r"\bnår der er (pige|dreng)(?:r|e)\b|\b(pige|dreng)(?:rne|ene)\b")  # "drengene driller hende"
_OUTRIGHT = re.compile(r"uden|ingen|ikke (?:sammen )?med\b|.*\bnår der er|.*\bmed$")
_THEIRS = {
    "pige": re.compile(
        r"\b(?:hun|hende\w*|\w*datter\w*|\w*niece\w*|\w*søster\w*|veninde\w*|pige(?!rne)\w*|tøs\w*|tørklæde\w*)\b"
    ),
    "dreng": re.compile(r"\b(?:han|ham|hans|\w*søn(?:nen?)?|nevø\w*|\w*bror\w*|knægt\w*|knøs\w*|dreng(?:en)?)\b"),
}
_ONLY = re.compile(
    r"\b(?:kun|udelukkende|bare) (?:for |til )?(?:pige|dreng)|\bonly (?:for )?(?:girl|boy)|\b(?:girl|boy)s?[ -]only\b"
    r"|\b(?:pige|drenge)(?!r|n|gruppe|klub|aktivitet|tilbud)\w{4}|\bpige (?=\w+(?:bold|hold|tilbud|camp)\b)"
)
_ANYTHING = re.compile(r"\b(?:pige|drenge)(?:aktivitet|tilbud)\w*")  # asks for whatever is for them
_NOT_OTHERS = re.compile(
    r"\bikke (?:kun |bare )?(?:for |til )?(?:forældre|fædre|mødre|familier|fagpersoner|fagfolk)\w*"
    r"|\buden (?:at )?(?:mine )?forældre\b"
)
_WITH_CHILDREN = re.compile(r"\bbørnefamilie(?:r|rne|n)?\b|\bfamilier med (?:små )?børn\b")
_GENDERS = (
    (
        "piger",
        re.compile(
            r"\b(?:pige(?:r|n|rne)?s?|datter(?:en)?|døtre(?:ne)?|tøs(?:er|erne|ebarn|ebørn)?|girls?)\b"
            r"|(?<=\bmin )dater\b"
        ),
        "pige",
    ),
    (
        "drenge",
        re.compile(
            r"\b(?:dreng(?:e|en|ene)?s?|søn|sønnen|sønner(?:ne)?|boys?|sjøn|sønn"
            r"|(?:knægt|knøs|purk)(?:en)?|gut(?:ten)?|(?:knægte|knøse|gutter)(?= {2}| på {2}))\b"
            r"|(?<=\bmin )son\b"
        ),
        "drenge",
    ),
)


def _kin(child: str, sibling: str, siblings: str) -> re.Pattern[str]:
    """A child of somebody's; a brother or sister only where it is told how old, or what it wants."""
    return re.compile(
        rf"\b(?!sviger)(?:{child})\b|\b{siblings}(?= {{2}}| på\b)|\btil (?:min )?(?:lille|store){sibling}\b"
        rf"|\b(?:lille|store){sibling}(?= {{2}}| (?:vil|savner|søger|mangler|elsker)\b)"
    )


_KIN = (  # beside "min søn" they are not whom it is for
    ("drenge", _kin(r"\w+dreng(?:en?|ene)?|\w+søn(?:nen|ner)?|nevø(?:en|er)?", "bror", "brødre")),
    ("piger", _kin(r"\w+pige(?:n|r|rne)?|\w+datter(?:en)?|\w+døtre|niece[nr]?", "søster", "søstre")),
)
_SPOKEN_OF = (
    ("drenge", re.compile(r"\b(?:han|ham)\b|\bog hans \w*(?=søster\b)")),  # "Ahmed på 10 og hans lillesøster på 6"
    ("piger", re.compile(r"\b(?:hun|hende)\b|\bog hendes \w*(?=bror\b)")),
)
_SOMEBODY_ELSE = re.compile(  # whom "han" or "hun" may be
    r"\b(?:jeg|mig|we|\w*(?:far|mor|mand|kone|kæreste|lærer|pædagog|ven|veninde|bror|søster|chef|træner|nabo)(?:en|n)?)\b"
)
_OTHERS = (  # a child who speaks of "mine forældre" asks for nothing that is for them, nor whose parents do something
    (
        "forældre",
        re.compile(
            r"(?<!mine )(?<!uden )(?<!sine )(?<!hos )(?:(?<!hans )(?<!hendes )|(?=\w+ (?:spørger|søger|vil gerne)))"
            r"\b(?:forældre|fædre|mødre)(?:ne)?\b"
            r"(?! (?:skilsmisse|skilles|skændes|slår|drikker|arbejder|bestemmer|siger|forbyder|kræver|tvinger|presser"
            r"|lader|tillader|går fra|er ved at (?:gå fra|blive skilt|flytte)"
            r"|må ikke|taler ikke|kan ikke (?:dansk|hjælpe|betale|læse|tale)|har ikke råd"
            r"|vil (?!(?:også )?gerne|have|lære|møde)|skal skilles|er (?:lige )?(?:skilt|syg|fattige|imod)))"
        ),
    ),
    ("familier", re.compile(r"\bfamilier\b")),
    ("fagpersoner", re.compile(r"\b(?:fagpersoner|fagfolk|fagprofessionelle)\b")),
)


def _avoids(found: re.Match[str], text: str) -> str | None:
    """For whom it is, when somebody will not be with the others: "hun nægter at træne med drengene"."""
    gender = next(filter(None, found.groups()))
    other, rest = "dreng" if gender == "pige" else "pige", blank(text, found)
    spoken_of = _THEIRS[other].search(rest) or (other in rest and _FILLING.match(found[0]))
    if _THEIRS[gender].search(rest) or not (_OUTRIGHT.match(found[0]) or spoken_of):
        return None
    return _OTHER[gender]


def read_audience(text: str) -> tuple[str | None, bool, str]:
    """Whom it is for, and whether for nobody else ("kun for piger", "pigefodbold").

    "alle" when it must not be for one gender only. Only a gender's own word is blanked out. "Han" alone is a boy.
    """
    if found := _LOVED.search(text):
        told, only, rest = read_audience(blank(text, found))
        return told, only, rest[: found.start()] + found[0] + rest[found.end() :]
    only = bool(_ONLY.search(text))
    if "pige" in text or "dreng" in text:
        if found := _NOT_ONLY.search(text) or _NO_TEAM.search(text):
            told, _, rest = read_audience(blank(text, found))
            return (told if told == _OTHER[found[1]] else "alle"), False, rest
        if found := _NOT_GENDER.search(text):
            return _OTHER[found[1]], only, blank(text, found)
        found = _AVOIDED.search(text) or _FILLING.search(text) or _THEM.search(text)
        if found and (other := _avoids(found, text)):
            only = only or bool(_WITHOUT.match(text, found.start()))
            return other, only, re.sub(r"\b(?:pige|dreng)(?:e|r|ne|rne|ene)?\b", lambda one: " " * len(one[0]), text)
    if found := _NOT_OTHERS.search(text):
        text = blank(text, found)
    if found := _WITH_CHILDREN.search(text):  # what is sought is nothing more than that
        return "familier", False, blank(text, found)
    genders = []
    kin = [name for name, pattern in _KIN if pattern.search(text)]
    spoken_of = [name for name, pattern in _SPOKEN_OF if pattern.search(text)]
    for name, pattern, first in _GENDERS:
        if pattern.search(text) or re.search(rf"\b{first}\w{{4}}", text):  # "pigefodbold" is for girls as well
            genders.append(name)
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    text = _ANYTHING.sub(lambda found: " " * len(found[0]), text)
    if only:
        text = re.sub(r"\bonly\b", "    ", text)
    if genders := genders or (kin if set(kin).issuperset(spoken_of) else []):
        return (genders[0] if len(genders) == 1 else None), only and len(genders) == 1, text
    told = next((name for name, pattern in _OTHERS if pattern.search(text)), None)
    if told is None and not _SOMEBODY_ELSE.search(text):
        told = spoken_of[0] if len(spoken_of) == 1 else None
    return told, False, text
