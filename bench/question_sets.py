"""The sets of judged questions, and what each first scored: tests/questions/README.md tells of them."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from bot.settings import HOUSE


class Set(NamedTuple):
    """A question set, its directory, and what its first score was, before anything was learnt from it."""

    name: str
    directory: Path
    questions: Path
    first: str


TESTS = HOUSE / "tests" / "questions"
COPENHAGEN_OFFERS = HOUSE / "data" / "koebenhavn"
SETS = tuple(
    Set(
        name,
        COPENHAGEN_OFFERS if file.startswith("koebenhavn") else TESTS / file.split("_")[0],
        TESTS / f"{file}.jsonl",
        first,
    )
    for name, file, first in (
        ("ordinary questions", "koebenhavn", "hit@1 .857, hit@3 .929, false .091"),
        (
            "blind, half paraphrases",
            "koebenhavn_blind",
            "hit@1 .633, hit@3 .687, rec@10 .619, false .110, noise .441",
        ),
        (
            "blind, half paraphrases, the second",
            "koebenhavn_blind_2",
            "hit@1 .664, hit@3 .764, rec@10 .635, false .067, noise .467",
        ),
        (
            "blind, half paraphrases, the third",
            "koebenhavn_blind_3",
            "hit@1 .790, hit@3 .840, rec@10 .734, false .100, noise .362",
        ),
        (
            "blind, half paraphrases, the fourth",
            "koebenhavn_blind_4",
            "hit@1 .820, hit@3 .860, rec@10 .785, false .267, noise .358",
        ),
        (
            "blind, half paraphrases, the fifth",
            "koebenhavn_blind_5",
            "hit@1 .736, hit@3 .827, rec@10 .744, false .250, noise .448",
        ),
        (
            "blind, half paraphrases, the sixth",
            "koebenhavn_blind_6",
            "hit@1 .820, hit@3 .850, rec@10 .754, false .140, noise .336",
        ),
        (
            "blind, half paraphrases, the seventh",
            "koebenhavn_blind_7",
            "hit@1 .809, hit@3 .845, rec@10 .731, false .133, noise .385",
        ),
        (
            "blind, half paraphrases, the eighth",
            "koebenhavn_blind_8",
            "hit@1 .755, hit@3 .882, rec@10 .754, false .083, noise .429",
        ),
        (
            "blind, half paraphrases, the ninth",
            "koebenhavn_blind_9",
            "hit@1 .891, hit@3 .927, rec@10 .883, false .060, noise .352",
        ),
        (
            "blind, half paraphrases, the tenth",
            "koebenhavn_blind_10",
            "hit@1 .891, hit@3 .918, rec@10 .867, false .060, noise .325",
        ),
        (
            "blind, half paraphrases, the eleventh",
            "koebenhavn_blind_11",
            "hit@1 .900, hit@3 .964, rec@10 .821, false .080, noise .256",
        ),
        ("blind, a sixth other city", "egholt_blind", "hit@1 .909, hit@3 .955, rec@10 .897, false .125, noise .338"),
        (
            "blind, half paraphrases, the twelfth",
            "koebenhavn_blind_12",
            "hit@1 .882, hit@3 .927, rec@10 .791, false .040, noise .280",
        ),
        (
            "blind, half paraphrases, the thirteenth",
            "koebenhavn_blind_13",
            "hit@1 .855, hit@3 .918, rec@10 .842, false .060, noise .300",
        ),
        (
            "blind, a seventh other city",
            "moellehavn_blind",
            "hit@1 .882, hit@3 .936, rec@10 .898, false .075, noise .290",
        ),
        (
            "blind, half paraphrases, the fourteenth",
            "koebenhavn_blind_14",
            "hit@1 .936, hit@3 .964, rec@10 .924, false .080, noise .280",
        ),
        (
            "blind, a ninth other city",
            "hvidsted_blind",
            "hit@1 .918, hit@3 .955, rec@10 .912, false .180, noise .210",
        ),
        (
            "blind, half paraphrases, the fifteenth",
            "koebenhavn_blind_15",
            "hit@1 .909, hit@3 .964, rec@10 .930, false .020, noise .310",
        ),
        (
            "blind, a tenth other city",
            "bregnerup_blind",
            "hit@1 .955, hit@3 .973, rec@10 .944, false .080, noise .260",
        ),
        (
            "blind, half paraphrases, the sixteenth",
            "koebenhavn_blind_16",
            "hit@1 .882, hit@3 .955, rec@10 .913, false .100, noise .280",
        ),
        (
            "blind, an eleventh other city",
            "tranholm_blind",
            "hit@1 .864, hit@3 .955, rec@10 .896, false .020, noise .260",
        ),
        (
            "blind, half paraphrases, the seventeenth",
            "koebenhavn_blind_17",
            "hit@1 .964, hit@3 .973, rec@10 .849, false .020, noise .246",
        ),
        (
            "blind, a twelfth other city",
            "skovkoebing_blind",
            "hit@1 .918, hit@3 .973, rec@10 .893, false .020, noise .262",
        ),
        (
            "blind, half paraphrases, the eighteenth",
            "koebenhavn_blind_18",
            "hit@1 .936, hit@3 .955, rec@10 .883, false .080, noise .261",
        ),
        (
            "blind, half paraphrases, the nineteenth",
            "koebenhavn_blind_19",
            "hit@1 .918, hit@3 .955, rec@10 .888, false .040, noise .310",
        ),
        (
            "blind, a thirteenth other city",
            "lyngholm_blind",
            "hit@1 .900, hit@3 .955, rec@10 .870, false .060, noise .214",
        ),
        (
            "blind, half paraphrases, the twentieth",
            "koebenhavn_blind_20",
            "hit@1 .936, hit@3 .955, rec@10 .905, false .060, noise .254",
        ),
        (
            "blind, half paraphrases, the twenty-first",
            "koebenhavn_blind_21",
            "hit@1 .909, hit@3 .955, rec@10 .880, false .020, noise .306",
        ),
        (
            "blind, a fourteenth other city",
            "birkesund_blind",
            "hit@1 .927, hit@3 .955, rec@10 .863, false .080, noise .258",
        ),
        (
            "blind, half paraphrases, the twenty-second",
            "koebenhavn_blind_22",
            "hit@1 .982, hit@3 1.000, rec@10 .909, false .060, noise .254",
        ),
        (
            "blind, half paraphrases, the twenty-third",
            "koebenhavn_blind_23",
            "hit@1 .955, hit@3 .973, rec@10 .885, false .020, noise .286",
        ),
        (
            "blind, a fifteenth other city",
            "mosekaer_blind",
            "hit@1 .909, hit@3 .927, rec@10 .847, false .060, noise .190",
        ),
        (
            "blind, half paraphrases, the twenty-fourth",
            "koebenhavn_blind_24",
            "hit@1 .936, hit@3 .973, rec@10 .915, false .040, noise .206",
        ),
        (
            "blind, a sixteenth other city",
            "elmelunde_blind",
            "hit@1 .900, hit@3 .945, rec@10 .811, false .060, noise .230",
        ),
        (
            "blind, a seventeenth other city",
            "havrebjerg_blind",
            "hit@1 .891, hit@3 .918, rec@10 .830, false .040, noise .286",
        ),
        (
            "blind, half paraphrases, the twenty-fifth",
            "koebenhavn_blind_25",
            "hit@1 .927, hit@3 .955, rec@10 .860, false .020, noise .287",
        ),
        (
            "blind, an eighteenth other city",
            "vesterlund_blind",
            "hit@1 .918, hit@3 .955, rec@10 .882, false .040, noise .236",
        ),
        (
            "blind, half paraphrases, the twenty-sixth",
            "koebenhavn_blind_26",
            "hit@1 .936, hit@3 .955, rec@10 .888, false .040, noise .272",
        ),
        (
            "blind, half paraphrases, the twenty-seventh",
            "koebenhavn_blind_27",
            "hit@1 .945, hit@3 .982, rec@10 .863, false .000, noise .208",
        ),
        (
            "blind, half paraphrases, the twenty-eighth",
            "koebenhavn_blind_28",
            "hit@1 .927, hit@3 .973, rec@10 .918, false .080, noise .307",
        ),
        (
            "blind, half paraphrases, the twenty-ninth",
            "koebenhavn_blind_29",
            "hit@1 .918, hit@3 .964, rec@10 .880, false .020, noise .261",
        ),
        (
            "blind, a nineteenth other city",
            "kildemose_blind",
            "hit@1 .955, hit@3 .955, rec@10 .911, false .020, noise .289",
        ),
        (
            "blind, half paraphrases, the thirtieth",
            "koebenhavn_blind_30",
            "hit@1 .955, hit@3 .991, rec@10 .902, false .000, noise .247",
        ),
        (
            "blind, half paraphrases, the thirty-first",
            "koebenhavn_blind_31",
            "hit@1 .955, hit@3 .991, rec@10 .909, false .040, noise .331",
        ),
        (
            "blind, a twentieth other city",
            "brovstrup_blind",
            "hit@1 .918, hit@3 .955, rec@10 .877, false .020, noise .275",
        ),
        (
            "blind, half paraphrases, the thirty-second",
            "koebenhavn_blind_32",
            "hit@1 .936, hit@3 .964, rec@10 .894, false .040, noise .301",
        ),
        (
            "blind, half paraphrases, the thirty-third",
            "koebenhavn_blind_33",
            "hit@1 .927, hit@3 .964, rec@10 .901, false .020, noise .257",
        ),
        (
            "blind, a twenty-first other city",
            "ellestrup_blind",
            "hit@1 .882, hit@3 .945, rec@10 .776, false .060, noise .391",
        ),
        (
            "blind, half paraphrases, the thirty-fourth",
            "koebenhavn_blind_34",
            "hit@1 .927, hit@3 .964, rec@10 .868, false .020, noise .281",
        ),
        (
            "blind, half paraphrases, the thirty-fifth",
            "koebenhavn_blind_35",
            "hit@1 .936, hit@3 .982, rec@10 .907, false .020, noise .267",
        ),
        (
            "blind, the twentieth other city again",
            "brovstrup_blind_2",
            "hit@1 .936, hit@3 .964, rec@10 .845, false .020, noise .237",
        ),
        (
            "blind, the twenty-first other city again",
            "ellestrup_blind_2",
            "hit@1 .918, hit@3 .936, rec@10 .785, false .080, noise .278",
        ),
        (
            "blind, half paraphrases, the thirty-sixth",
            "koebenhavn_blind_36",
            "hit@1 .882, hit@3 .927, rec@10 .854, false .020, noise .305",
        ),
        (
            "blind, a twenty-second other city",
            "sundkoebing_blind",
            "hit@1 .900, hit@3 .918, rec@10 .807, false .020, noise .331",
        ),
        (
            "blind, an eighth other city",
            "vibsted_blind",
            "hit@1 .955, hit@3 1.000, rec@10 .958, false .125, noise .220",
        ),
        (
            "blind, a fifth other city",
            "ravnsholm_blind",
            "hit@1 .891, hit@3 .945, rec@10 .952, false .200, noise .291",
        ),
        ("blind, a fourth other city", "kornby_blind", "hit@1 .909, hit@3 .973, rec@10 .948, false .175, noise .263"),
        (
            "blind, a third other city",
            "strandborg_blind",
            "hit@1 .863, hit@3 .905, rec@10 .757, false .086, noise .276",
        ),
        (
            "blind, a second other city",
            "hjortebro_blind",
            "hit@1 .873, hit@3 .927, rec@10 .838, false .100, noise .265",
        ),
        (
            "blind, half paraphrases, the thirty-seventh",
            "koebenhavn_blind_37",
            "hit@1 .800, hit@3 .918, rec@10 .770, false .020, noise .280",
        ),
        (
            "blind, half paraphrases, the thirty-eighth",
            "koebenhavn_blind_38",
            "hit@1 .918, hit@3 .936, rec@10 .803, false .140, noise .303",
        ),
        (
            "blind, a twenty-third other city",
            "vandborg_blind",
            "hit@1 .882, hit@3 .927, rec@10 .784, false .120, noise .321",
        ),
        (
            "blind, half paraphrases, the thirty-ninth",
            "koebenhavn_blind_39",
            "hit@1 .936, hit@3 .964, rec@10 .874, false .160, noise .280",
        ),
        (
            "blind, half paraphrases, the fortieth",
            "koebenhavn_blind_40",
            "hit@1 .900, hit@3 .955, rec@10 .859, false .120, noise .326",
        ),
        (
            "blind, half paraphrases, the forty-first",
            "koebenhavn_blind_41",
            "hit@1 .882, hit@3 .927, rec@10 .825, false .160, noise .278",
        ),
        (
            "blind, the twenty-second other city again",
            "sundkoebing_blind_2",
            "hit@1 .864, hit@3 .945, rec@10 .764, false .060, noise .389",
        ),
        (
            "blind, half paraphrases, the forty-second",
            "koebenhavn_blind_42",
            "hit@1 .900, hit@3 .936, rec@10 .825, false .080, noise .280",
        ),
        (
            "blind, the twenty-second other city for the third time",
            "sundkoebing_blind_3",
            "hit@1 .882, hit@3 .909, rec@10 .766, false .120, noise .364",
        ),
        ("blind, search words", "koebenhavn_short", "hit@1 .873, hit@3 .900, rec@10 .820, false .040, noise .193"),
        (
            "blind, search words, the twenty-second other city",
            "sundkoebing_short",
            "hit@1 .882, hit@3 .891, rec@10 .846, false .080, noise .325",
        ),
        ("blind, another city", "fjordby_blind", "hit@1 .573, hit@3 .645, rec@10 .539, false .180, noise .389"),
    )
)
NEWEST = (  # which nothing is learned from
    "koebenhavn_blind_39",
    "koebenhavn_blind_40",
    "koebenhavn_blind_41",
    "koebenhavn_blind_42",
    "koebenhavn_short",
    "sundkoebing_blind_2",
    "sundkoebing_blind_3",
    "sundkoebing_short",
)
LESSONS = tuple(one for one in SETS if one.questions.stem not in NEWEST)
MORE = tuple(  # written to be learned from, by many authors: ranking_<city>_<number>.jsonl, ranking_none_<city>.jsonl
    (COPENHAGEN_OFFERS if city == "koebenhavn" else TESTS / city, file)
    for file in sorted(TESTS.glob("ranking_*.jsonl"))
    for city in file.stem.removeprefix("ranking_").removeprefix("none_").split("_")[:1]
)
TAUGHT = (*((one.directory, one.questions) for one in LESSONS), *MORE)  # directories, and their questions


def judged(directory: Path, questions: Path) -> list[dict[str, Any]]:
    """The questions of a set, with what a second judge of the directory would accept, too."""
    second = TESTS / "second_opinions" / f"{directory.name}.jsonl"
    also = {one["q"]: one["also"] for one in _lines(second)} if second.exists() else {}
    return [one | {"relevant": [*one["relevant"], *also.get(one["q"], ())]} for one in _lines(questions)]


def _lines(file: Path) -> list[dict[str, Any]]:
    return list(map(json.loads, file.open(encoding="utf-8")))
