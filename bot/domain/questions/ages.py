"""Ages in a question; `facets.py` tells how a facet is read."""

import re

from bot.domain.questions.facets import blank

Age = tuple[int, int]
NO_END = 99
GROWN = 30  # years: who is older counts as so old

_COUNTED = """nul et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten
nitten tyve"""
_RANKED = "nulte første anden tredje fjerde femte sjette syvende ottende niende tiende"
_NUMBERS = {word: number for number, word in enumerate(_COUNTED.split())}
_ORDINALS = {word: number for number, word in enumerate(_RANKED.split())}
_N = r"(\d{1,2}|" + "|".join(w for w in _NUMBERS if w != "et") + ")"
_TO = r"\s*(?:-|–|/|til|og|eller)\s*"
_YEARS = r"(?:½|[.,]5)?\s*['’-]?\s*(?:[åa]rs?\b|[åa]rr?i\w*|[yj]ears?\b(?:[ -]olds?\b)?|y/?o\b)"
_KIN = r"\w*(?:bror|søster|søn|datter|ven|veninde|fætter|kusine|nevø|niece)"
_MEASURES = (  # but not "18-25 kreative", "jeg er 16 min søster er 11"
    r"(?:kr(?:oner)?|dage?s?|uge(?:r?s?)|time(?:r?s?)|plads(?:er)?|person(?:er)?s?|gange?|km|kg|kilo|grader|sted(?:er)?)\b"
    rf"|min(?:\b(?! {_KIN}\b)|ut)|måned|mdr|klok|%|pct|procent|meter|kvarter|etage"
)
_UNITS = f"{_MEASURES}|børn|unge|piger|drenge"
_MONTH = "jan|feb|mar|apr|maj\\b|jun|jul|aug|sep|okt|nov|dec"
_NO_AGE = rf"(?!\s*(?:[.:]\d|\.? ?(?:sal\b|kl\b|klass|grade|årg|[a-f]\b|{_MONTH})|{_UNITS}))"
_THEN = (  # "på fire, der", but not "på fire hove"
    r"(?=\s*(?:$|[^\w\s]|(?:der|som|i|er|fra|med|til|og|eller|på|ved|hos|uden|kan|vil|har|skal|går|bor|men|så|ikke|"
    r"endnu|nu|snart|om|gerne|ude|inde|her|for|hvor|hvad|fordi|når)\b))"
)
_NO_GROUP = "".join(rf"(?<!{word} )" for word in ("vi", "band", "gruppe", "flok", "familie", "hold", "klasse"))
_BEING = "på|er|fylder|fyldte?|bliver|blevet"
_WHO = (
    r"(?:(?:^|(?<=[.,;:!?] ))(?:han|hun)"
    r"|\b(?:ham|hende|lille|ældste|yngste|\w*datter(?:en)?|\w*søn(?:nen)?|drengen|pigen|barnet|knægten|tøsen))"
)
_STREETS = "gade vej all[eé] plads torv vænge have parken stræde gården boulevard hus nummer linje hal zone del"
_COUNTING = "uge kl kl[.] klokken bus nr side afsnit sal covid til på fra efter før mindst højst ca og kun bare i"
_NO_NUMBER = "".join(rf"(?<!{word} )" for word in _STREETS.split())  # behind these it is an address, or counts
_NO_NUMBER += "".join(rf"(?<!\b{word} )" for word in _COUNTING.split())  # but "røveri 15", "løbet hjemmefra 15"
_YOUNG = r"([6-9]|1\d|2[0-5])"
_END = r"\s*[.,!?]*\s*$"
_MANY = "tilbud|klubber|steder|hold\\b|tommer"
_LABELS = "kl klokken nr nummer uge hal linje bus tlf telefon lok pris antal ca max min"
_NO_LABEL = "".join(rf"(?<!\b{word})" for word in _LABELS.split())
_OPENING = rf"(?:^|(?<!\d), |(?<=[^\s\d.?!:;]){_NO_LABEL}\s?(?:[?!…]|(?<!dag)[.:;])+\s*)"  # a clause begins
_NO_HOME = r"(?<!\bbor )(?<!\bbor i )(?<!\bbor på )(?<!\bbor ved )(?<!\badresse )"  # behind these it is an address
_ONE = (
    r"(?:\w*pige[rn]?|\w*drenge?n?|fyr|gut|tøs|knægt|knøs|purk|\w*sj?ønn?(?:en)?|\w*datter(?:en)?|dater|elev(?:en)?"
    r"|\w*barn(?:et)?|unge?|\w*bror|\w*søster|nevø|niece|mand|kvinde|mor|far|boys?|girls?|kid|son|daughter|teenager)"
)
_CHILD = r"\w*datter(?:en)?|\w*pigen?|\w*dreng(?:en)?|\w*søn(?:nen)?|niece|barn(?:et)?|børn"
_I_AM = r"i am|i['’]?m"
_ENGLISH = "son|daughter|boy|girl|child|kid|he|she|who"
_SON, _DAUGHTER = r"(?:dreng(?:en)?|\w*søn(?:nen)?)\b", r"(?:pigen?|\w*datter(?:en)?)\b"
_AGED = rf"\b(?:jeg|{_CHILD}|{_KIN})(?: på| er)? \d\d?\b"
_BORN = re.compile(r"\b(?:f[øo]e?dt|[åa]rgang|f\.|born)(?: i| år| in)? ?(20\d\d)\b")
_BOTH = re.compile(  # several children are spoken of
    r"\b(?:ældste|yngste|begge|søskende|tvillinger)\b"
    r"|\b(?:to|tre|fire|fem|[2-6]) (?:børn|drenge|piger|unger|søn|døtre)"
    rf"|\b{_SON}.*\b{_DAUGHTER}|\b{_DAUGHTER}.*\b{_SON}|\bbarn 2\b"
    r"|\b(?P<one>barn|dreng|pige|søn|datter)(?: på)? \d\d?(?: år)?,? (?P=one)(?: på)? \d"
    rf"|{_AGED}(?: år)?,? og (?:\w+ )?(?:\w+ )?{_AGED}"
    rf"|\bjeg er \d\d?,? min {_KIN} er \d.*\bvi\b|\bhar (?:en )?lille(?:bror|søster)(?: på)? \d"
    r"|\bog (?:\w+ )?(?:lille|store)(?:bror|søster)\b|\b(?:en|to)(?: dreng| pige)?(?: på)? [^\s,]+(?: år)?,? og en\b"
)
_CHILDREN = (
    r"\b(?:på|er|(?:børn|søskende|drenge|piger|unger|brødre|søstre|tre|fire|fem)(?::|,| på| [-–])?)"
    r"(?: hhv\.?| henholdsvis)? \(?"
)
_NTH = r"(\d{1,2}|" + "|".join(_ORDINALS) + r")\.?"

_LASTING = re.compile(  # how long something lasted or takes: nobody's age
    rf"\b(?:i|gennem|efter) (?:over |mere end |næsten |snart |godt |knap )?{_N} år\b(?! gammel)"
    rf"|\b(?:gået|bøt|været|arbejdet|ventet) (?:kun |bare |her )?{_N} år\b(?! gammel)"  # "boet", in a plain text
    rf"|\b{_N} år i fængsel|\b(?:for {_N} år siden|om {_N} år)\b"
    rf"|\b{_N} års (?:\w*undervisning|\w*tid|pause|\w*erfaring|skolegang|arbejde|studie\w*|uddannelse)\b"
)
_PUPIL = (
    r"\b(?:\w*dreng(?:en|e|ene)?|\w*pige[nr]?|pigerne|\w*søn(?:nen|ner)?|\w*datter(?:en)?|døtre|\w*bror|\w*søster"
    r"|brødre|søstre|søskende|tvillinger|\w*barn(?:et)?|børn(?:ene)?|elev\w*|klassen?|en|to|tre|han|hun|går|unge?)"
)
_NO_RANK = (  # "i 2. halvår", "fra 3. sal"
    rf"(?! ?(?:\d|g\b|kl\b|klas|årg|{_MONTH}|halv|kvart|sal\b|etage|gang|uge|måned|række|divi|genera|del\b|år\b"
    r"|runde|omgang|plads|trim|lek|time|fors|led\b|verden|dag))"
)
_CLASSES = re.compile(
    r"\b(?P<until>til og med |op til )?" + _NTH + "(?:" + _TO + _NTH + ")?"
    r"\s*(?:kl\b|klass?e?\w*|årg\w*|(?:st|nd|rd|th) grade)"
    r"|\b([0-9])\.[a-f]\b|\b(?:elev|dreng|pige|i|fra),? ([0-9])[a-f]\b"
    r"|\b(?:går|dreng|pige|elev\w*|en|ham|hende|min) i " + _NTH + r"(?=\s*(?:$|[,;!?]|(?:og|men|på|nu|igen)\b))"
    rf"|{_PUPIL} (?:går |er )?(?:i|fra) (\d)\.(?:{_TO}(\d)\.)?{_NO_RANK}"
    rf"|\bi (?:min|vores|deres) (\d)\.{_NO_RANK}"
    r"|\b(?:eleven?|elever(?:ne)?|børnene|ungerne|pigerne|drengene) i ([a-zæøå]+[dt]e)"
    r"(?=\s+(?:der|som|har|kan|er|vil|skal|sidder|mangler|keder|og|men|på)\b)"
    r"|\b(?:skal|vil) (?:jeg|han|hun|vi|de|man) (?:\w+ ){0,2}?efter (9|10)\.(?=\s*(?:$|[?!]))"
    rf"|\b(?:til|for|med|af|har) en (\d)\.(?=\s*(?:$|[,;!?]|(?:der|som|med|på|fra|i|og)\b))"
)
_SMALL = r"(?:en|den|lille|mindste|yngste|han|hun|ham|hende) på|(?:han|hun|lille|mindste|yngste) er"
_MONTHS = re.compile(  # "hun er 5 måneder", but not "indlagt 2 mdr", "3 måneder henne"
    r"(?:\b((?:baby|barn|\w*datter|\w*søn|dreng|pige|tvilling|børn|søskende|mødregruppe|legestue)\w*,?(?: på| er)?"
    rf" \(?|(?=(?:{_SMALL}) )))?(\b(?:(?:{_SMALL}) )?{_N} (?:måneder|måned|mdr)s?\b\.?"
    r"(?(1)(?! henne)|(?= gam|(?<=s) (?:baby|dreng|pige)))(?: gam(?:mel\w*|le))?)"
)
_ADULT = r"(?:2[1-9]|[3-9]\d)\b(?:\s*-?år(?:ig)?\b)?"
_STORIES = (  # grown-ups or elder ones, and the children beside whom their ages are not those asked for
    (
        re.compile(
            r"\b(?:mand(?:en)?|fyr(?:en|e)?|typer|gutter|mænd|ham|\w*onkel|\w*kæreste(?:n)?)"
            rf"(?:,| på| er| bliver)? \(?{_ADULT}"
            r"|\b(?:2[1-9]|[3-9]\d)-?årige? (?=mand|fyr|onkel|kæreste)"
        ),
        re.compile(rf"\b(?:{_CHILD}|hun|hende\w*|veninde|knægt(?:en)?)\b"),
    ),
    (
        re.compile(
            rf"\b(?:mor|moderen|moren|far|faderen|faren)(?:,| på| er)? \(?{_ADULT}"
            rf"|\bjeg er {_ADULT}(?=.*\b(?:{_CHILD}) (?:\w+ )?(?:på|er) \d)"
        ),
        re.compile(rf"\b(?:{_CHILD})\b"),
    ),
    (
        re.compile(
            r"\b(?:\w*kæresten?|fyr(?:en)?|(?<!og )(?<!og min )(?<!og hans )(?<!og hendes )(?:ven(?:nen)?|storebror))"
            r"(?:,| på| er)? \(?[12]\d\b(?!,? og jeg\b)"
        ),
        re.compile(rf"\b(?:hun|han|jeg|{_CHILD})(?:,| på| er| er lige fyldt| fyldte)? \(?\d"),
    ),
)
_NUMBER = re.compile(r"\d.*")
_DIGITS = tuple("0123456789")
_O_CLOCK = re.compile(r"\b(?:kl\.?|klokken)(?: (?:er|var|bliver))?(?: (?:snart|næsten|lidt|godt))?\s*$")
_AGES: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (  # with words of which one must be there
    # "whose": who it is, which is left, tells for whom it should be, too: "min søn på 9"
    ((", ",), re.compile(rf"{_CHILDREN}{_N}, {_N}(?:, {_N}){{,2}}(?:,? og {_N})?\b{_NO_AGE}(?:{_YEARS})?"), "whose"),
    (
        _DIGITS,
        re.compile(
            r"\b(?:børn|søskende|drenge|piger|unger|brødre|søstre|sønner|døtre|tre|fire|fem)(?::|,| på)? "
            rf"(\d{{1,2}}) (\d{{1,2}})(?: (\d{{1,2}}))?(?: (\d{{1,2}}))?(?:,? og (\d{{1,2}}))?\b(?! \d){_NO_AGE}"
        ),
        "whose",
    ),
    (("age",), re.compile(r"\b(?:aged?|ages) (\d{1,2})(?:\s*[-–]\s*| to | and )(\d{1,2})\b"), "said"),
    (("op til", "til og med"), re.compile(rf"\b(?:op til|til og med) {_N}{_YEARS}"), "until"),
    (("år", "ar", "jear"), re.compile(r"\b" + _N + _TO + _N + _YEARS), "said"),
    (  # "14-18 klub", but not "16-18 onsdag"
        ("-", "–"),
        re.compile(
            rf"^([3-9]|1\d|2[0-3]) ?[-–] ?([5-9]|[12]\d|30)(?=,? (?!{_MEASURES}|klass|årg|{_MONTH})[^\W\d])"
            r"(?!.*(?:dag|åb|luk|tid|aften|weekend|morgen|\bkl\b|\bnu\b))"
        ),
        "said",
    ),
    (("mellem",), re.compile(rf"\b(?:unge|børn\w*|piger|drenge|alderen) mellem {_N} og {_N}\b"), "whose"),
    (("på",), re.compile(r"\bpå " + _N + _TO + _N + r"\b" + _NO_AGE), "said"),
    (
        ("over", "ældre", "mindst"),
        re.compile(r"\b(?:over|ældre end|mindst)(?: de)? " + _N + r"\b" + _NO_AGE + f"(?:{_YEARS})?"),
        "over",
    ),
    (
        ("+", "opefter", "ældre", "derover"),
        re.compile(r"\b" + _N + r"\s*\+|\b" + _N + r" år (?:og|eller) (?:opefter|ældre|derover)"),
        "over",
    ),
    (("fra",), re.compile(r"\bfra " + _N + _YEARS), "over"),
    (
        ("under", "yngre"),
        re.compile(r"\b(?:under|yngre end)(?: de)? " + _N + r"\b" + _NO_AGE + f"(?:{_YEARS})?"),
        "under",
    ),
    (("år", "ar", "yo", "y/o"), re.compile(r"\b" + _N + _YEARS), "said"),
    (
        ("-", "–", " og ", " and ", " til "),
        re.compile(
            r"\b(?:(?:mænd|kvinder|unge|piger|drenge|børn|elever|søskende|brødre|søstre|brothers|sisters|boys|girls|kids)"
            r"(?::|,(?=.{2,4}(?:og|and))| [-–])?|(?:børn(?:ene)?|drengene|pigerne|tøserne) er) \(?"
            r"(\d{1,2})(?: ?[-–] ?| og | and | til )(\d{1,2})\b" + _NO_AGE
        ),
        "whose",
    ),
    (
        ("kun", "bare"),
        re.compile(r"\b(?<!vi er )(?:kun|bare) ([6-9]|[12]\d)(?=\s*(?:$|[,;!?]|\.(?!\d)|og\b))"),
        "said",
    ),
    (
        ("pige", "dreng", "fyr", "gut", "tøs", "knægt", "knøs", "purk"),
        re.compile(r"\b\w*(?:pige|dreng|fyr|gut|tøs|knægt|knøs|purk),? (\d{1,2})\b" + _NO_AGE + _THEN),
        "whose",
    ),
    (
        _DIGITS,
        re.compile(
            rf"{_OPENING}{_YOUNG}(?:[mk](?![\w-]))?(?=, |{_END}|,? ¤| fra ¤"
            r"| (?:søger|leder|vil|ønsker|mangler|keder|og(?! \d)|and(?! \d))\b)"
        ),
        "whose",
    ),
    (_DIGITS, re.compile(rf"\b[mkf]{_YOUNG}(?=, |{_END}| ¤| (?:søger|vil|og)\b)"), "said"),
    ((" am ", "m ", " is "), re.compile(rf"\b(?:{_I_AM}|(?:{_ENGLISH}) is) (\d{{1,2}})\b{_NO_AGE}"), "whose"),
    ((" of ",), re.compile(r"\b(?:boy|girl|kid|child|son|daughter)s? of (\d{1,2})\b" + _NO_AGE), "whose"),
    ((" dreng", " pige"), re.compile(r"\b([5-9]|1\d) (?=(?:dreng|pige)\b)"), "said"),
    (_DIGITS, re.compile(rf"\b{_ONE},? \(?([5-9]|1\d|2[0-9])\b\)?{_NO_AGE}"), "whose"),
    (
        _DIGITS,
        re.compile(
            rf"(?:\b(?:fyldte?|fylder|blevet) )?(?=\d)(?<=\w )(?<!\d ){_NO_NUMBER}"
            rf"(?!(?<=\ben )\d\.){_YOUNG}(?= ¤|{_END})"
        ),
        "said",
    ),
    (  # "Valby 14 fritidsjob", but not "Tingbjerg 12, 2. tv"
        ("¤",),
        re.compile(rf"{_NO_HOME}(?<!¤)(?<!¤ )¤+(?: ¤+)* {_YOUNG}(?={_END}|,? (?!{_MANY})[^\W\d]){_NO_AGE}"),
        "said",
    ),
    (  # "kontaktperson 16 uro"
        _DIGITS,
        re.compile(rf"^[^\W\d]{{5,}} {_NO_NUMBER}(?<!dag ){_YOUNG}(?= (?!{_MANY})[^\W\d]{{2,}}$){_NO_AGE}"),
        "said",
    ),
    (  # "jeg er gravid og 16"
        (" og ", " and "),
        re.compile(rf"\b(?:er|{_I_AM}) (?:[^\W\d]+ ){{1,3}}(?<!dag )(?:og|and) {_YOUNG}(?=\s*(?:$|[,.!?]))"),
        "said",
    ),
    ((" på ",), re.compile(rf"{_WHO} på {_N}\b{_NO_AGE}"), "whose"),
    (_DIGITS, re.compile(rf"\b{_NO_GROUP}(?:{_BEING}|aged?) (\d{{1,2}})\b{_NO_AGE}"), "said"),
    ((" ",), re.compile(rf"\b{_NO_GROUP}(?:{_BEING}) {_N}\b{_NO_AGE}{_THEN}"), "said"),
    (("mellem",), re.compile(rf"\bmellem {_N} og {_N}\b"), "else"),  # beside an age it may be a time of day
)
_TENS = re.compile(r"[2-9]\d")
_TWO_DIGITS = re.compile(r"\d\d")
_DOING = "leder|søger|ønsker|mangler|savner|elsker|drømmer|glemmer|drikker|taler|spiller|ligger|sidder|sover|falder"
_GROWN = re.compile(  # "er 52, og", "en 80-årig", but not "på 60 grader", "70-års fødselsdag"
    rf"\b{_NO_GROUP}(?:(?:{_BEING})(?: nu| jeg)?|(?:mand|kvinde|mor|far),?) ([3-9]\d)\b"
    rf"(?:{_THEN}|(?= (?:{_DOING})\b))|(?:(?<=mand )|(?<=kvinde )|(?<=mor )|(?<=far ))på ([3-9]\d)\b{_NO_AGE}"
    r"|\b([3-9]\d)\s*-?\s*(?:år\b(?! siden)|årig\w*|years? old\b)"
    r"|\b(?:mænd|kvinder|voksne|folk|personer|dem|os|dig|een|en)(?:,? der er)? (?:over|ældre end|fra) ([3-9]\d)\b"
    rf"{_NO_AGE}|\b(?:til|for) ([3-9]\d) ?(?:\+|plus\b)"
)
_OF_THE_YOUNG = re.compile(  # then it is for them, whatever the age of who asks: a parent, a neighbour, a volunteer
    r"(?<!uden )(?<!ingen )(?<!egne )(?<!aldrig fået )(?<!som )"
    r"(?:\bbørne?\b|børn(?!ehjem|ebidrag|ebørn)\w+|\b\w*barn(?!dom)|\bung(?:er?|ene|erne|es)?\b|dreng|\bpige|\bsøn"
    r"|datter|døtre|\bsmå\b|\blille\b|\b(?:de|den) (?:store|ældste|yngste|mindste|næste)\b|elev|knægt|\bgut|\bteen"
    r"|\bbab[yi]|\bspæd|\btøs|klasse|(?<!ride)(?<!siden )skole|frivillig|lektie|\bnabo|gravid|tvilling|nevø|niece"
    r"|(?<!job)klub|vuggestue|på halvandet|\bunderret|\b(?:child|children|kids?|son|daughter|boys?|girls?|young)\b)"
)
_VOLUNTEER = re.compile(
    r"\b(?:være|blive|bliver|som|jeg er|arbejde) (?:en )?frivillig\b|\bfrivillig,? \d"
    r"|(?:\bjeg er |^)\d\d(?: år)?,? (?:og )?(?:jeg )?vil (?:\w+ )?"
    r"(?:hjælpe(?! mine? (?:mor|far|forældre|familie|ven|kæreste))|give|være (?:mentor|lektiehjælper|besøgsven))\b"
)
_VOLUNTEERS = 18  # years from which on nobody's age who will help is that of whom it is for
_BABY = 0, 1
_AGE_WORDS: tuple[tuple[str, re.Pattern[str], Age], ...] = tuple(
    (begin, re.compile(rf"\b{begin}{end}\b"), age)
    for begin, end, age in (
        ("bab", "(?:y|yer|ier)", _BABY),
        ("spædb", r"[øa]rn\w*", _BABY),
        ("vuggestueb", r"\w+", (0, 2)),
        ("vuggestue", r"(?= (?:\w+ ){0,2}\w{3,}dag\b)", (0, 2)),  # and no place in one
        ("tumling", r"\w*", (0, 2)),
        ("småb", r"[øa]rn\w*", (0, 5)),
        ("for ", "(?:de helt små|små børn|(?:my |our )?toddlers?)", (0, 5)),
        ("til de ", "helt små", (0, 5)),
        ("børnehaveb", r"\w+", (3, 5)),
        ("børnehavealder", r"\w*", (3, 5)),
        ("børnehaveklasse", r"\w*", (5, 6)),
        ("børnehave", r"(?= (?:\w+ ){0,2}\w{3,}dag\b)", (3, 5)),
        ("skoleb", r"[øa]rn(?:ene|s|enes)?", (6, 15)),
        ("indskoling", r"\w*", (6, 9)),
        ("mellemtrin", r"\w*", (10, 12)),
        ("udskoling", r"\w*", (13, 16)),
        ("teen", r"(?:s|ager\w*|age\w+)?", (13, 17)),
        ("gymnasi", r"(?:eelev|ast)\w*", (16, 19)),
        ("1.g", "", (15, 17)),
        ("2.g", "", (16, 18)),
        ("3.g", "", (17, 19)),
    )
)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS.get(text, _ORDINALS.get(text, NO_END))


def _first_or_all(ages: dict[int, Age], several: bool) -> Age:
    """The first age said, or from the youngest's to the eldest's where several children are spoken of."""
    lows, highs = zip(*ages.values(), strict=True)
    return (min(lows), max(highs)) if several and max(highs) < NO_END else ages[min(ages)]


def _without_durations(text: str) -> str:
    """The text without how long something lasted, and without how old another in a story about a child is."""
    if " år" in text:
        text = _LASTING.sub(lambda found: " " * len(found[0]), text)
    for grown_up, child in _STORIES if _TWO_DIGITS.search(text) else ():
        if child.search(text):
            text = grown_up.sub(lambda found: _NUMBER.sub(lambda age: " " * len(age[0]), found[0]), text)
    return text


def _read_said(text: str) -> tuple[dict[int, Age], str]:
    """The ages said, by where they stand, and the rest of the text."""
    ages: dict[int, Age] = {}
    if ("måned" in text or "mdr" in text) and (months := _MONTHS.search(text)):
        years = _number(months[3]) // 12
        ages[months.start()] = years, years
        text = blank(text, months, 2)
    for hints, pattern, kind in _AGES:
        if kind == "else" and ages:
            break
        for found in pattern.finditer(text) if any(hint in text for hint in hints) else ():
            low, *more = (_number(n) for n in found.groups() if n is not None)
            between = min(low, *more, NO_END), max(low, *more, 0)
            said = {"over": (low, NO_END), "under": (0, max(0, low - 1)), "until": (0, low)}.get(kind, between)
            if said[0] <= min(said[1], GROWN) and not _O_CLOCK.search(text[: found.start()]):
                ages[found.start()] = said
                for group in range(1, 1 + len(found.groups())) if kind == "whose" else (0,):
                    text = blank(text, found, group)
    return ages, text


def read_age(text: str) -> tuple[Age | None, str]:
    """The first age said, in years; a school class is the two ages its pupils have; grown-ups come last.

    A grown-up's age is read only where nothing young is spoken of: else it is not that of whom it is for.
    Of several children, or classes, it is the youngest's to the eldest's.
    """
    text = _without_durations(text)
    ages, rest = _read_said(text)
    if ages and _VOLUNTEER.search(text):
        ages = {at: age for at, age in ages.items() if not _VOLUNTEERS <= age[0] == age[1] <= GROWN}
    several = bool(ages) and bool(_BOTH.search(text))
    age, text = _first_or_all(ages, several) if ages else None, rest
    classes = []
    for found in _CLASSES.finditer(text):
        numbers = [_number(n) for n in found.groups()[1:] if n is not None]
        if numbers[0] <= numbers[-1] <= 10:
            classes += [0, *numbers] if found["until"] else numbers
            at = min(found.start(group) for group in range(2, 1 + len(found.groups())) if found[group] is not None)
            text = text[:at] + " " * (found.end() - at) + text[found.end() :]  # who it is stays: "dreng i 7."
    if classes:
        age = age or (min(classes) + 6, max(classes) + 7)
    for begin, pattern, word_age in _AGE_WORDS:
        if begin in text and (named := pattern.search(text)):
            age = (0, age[1]) if age and several and word_age == _BABY else age or word_age
            text = blank(text, named)
    if _TENS.search(text) and (grown := _GROWN.search(text)):
        years = int(next(filter(None, grown.groups())))
        age = age or ((years, years) if years > GROWN and not _OF_THE_YOUNG.search(text) else None)
        text = blank(text, grown)
    return age, text


def read_born(text: str, year: int) -> tuple[Age | None, str]:
    """The two ages that who was born in a year that is told has in this `year`; None for one long grown up."""
    born = _BORN.search(text)
    if born is None or not 0 <= (age := year - int(born[1])) <= GROWN:
        return None, text
    return (max(0, age - 1), age), blank(text, born)
