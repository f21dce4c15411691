"""config.toml and the environment become Settings, or a Danish list of everything that is wrong."""

import tomllib
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import HOUSE, SECRETS, Settings, SettingsError, Slack, Web, load

HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "abc"}


def write(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def problems(folder: Path, text: str, **environ: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(write(folder, text), environ)
    assert all(problem in str(caught.value) for problem in caught.value.problems)
    return [problem.replace(f"{folder}/", "") for problem in caught.value.problems]


def test_without_a_file_every_key_has_a_default_that_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(None, {}) == Settings().model_copy(update={"store": load(None, {}).store})
    assert load(None, {}).store.url == f"sqlite:///{tmp_path}/vejviser.db"


def test_a_file_in_the_folder_is_read_without_being_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "[server]\nport = 9000")
    monkeypatch.chdir(tmp_path)
    assert load(None, {}).server.port == 9000


def test_the_config_file_that_comes_along_has_every_key_with_its_default() -> None:
    written = tomllib.loads((HOUSE / "config.toml").read_text("utf-8"))
    assert written == Settings().model_dump(mode="json", exclude=set(SECRETS))
    assert load(HOUSE / "config.toml", {}).slack == Slack()


def test_a_relative_database_lies_beside_the_config_file(tmp_path: Path) -> None:
    assert load(write(tmp_path, '[store]\nurl = "sqlite:///a/b.db"'), {}).store.url == f"sqlite:///{tmp_path}/a/b.db"


@pytest.mark.parametrize("url", ["sqlite:////srv/x.db", "postgresql+psycopg://u@h/d", "sqlite:///:memory:"])
def test_other_addresses_of_a_database_are_left_alone(tmp_path: Path, url: str) -> None:
    assert load(write(tmp_path, f'[store]\nurl = "{url}"'), {}).store.url == url


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "[server]\nport = 1\nhost = '::1'\n[web]\ndemo = true")
    environ = {"VEJVISER_SERVER__PORT": "9000", "VEJVISER_WEB__DEMO": "false", "VEJVISER_SERVER__HOST": ""}
    settings = load(
        path, environ | {"VEJVISER_SLACK__GUEST_DOMAINS": "a.dk, b.dk", "VEJVISER_STORE__URL": "sqlite:///e.db"}
    )
    assert (settings.server.port, settings.server.host, settings.web.demo) == (9000, "::1", False)
    assert settings.slack.guest_domains == ("a.dk", "b.dk")
    assert settings.store.url == f"sqlite:///{tmp_path}/e.db"


def test_only_the_given_environment_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEJVISER_SERVER__PORT", "9000")
    assert load(write(tmp_path, ""), {}).server.port == 8080


def test_variables_that_container_platforms_set_by_themselves_do_no_harm(tmp_path: Path) -> None:
    environ = {"VEJVISER_PORT": "tcp://10.0.0.1:80", "VEJVISER_SERVICE_HOST": "10.0.0.1"}
    environ |= {"VEJVISER_PORT_80_TCP_PORT": "80", "VEJVISER_DB_SERVICE_PORT_HTTP": "80", "VEJVISER_NOTHING": ""}
    assert load(write(tmp_path, ""), environ).server.port == 8080


def test_secrets_come_from_the_environment_and_are_never_shown(tmp_path: Path) -> None:
    settings = load(write(tmp_path, '[slack]\nmode = "http"'), HTTP)
    assert settings.slack_bot_token == SecretStr("xoxb-1")
    assert "xoxb-1" not in repr(settings)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().web.demo = True  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Settings().web = Web(demo=True)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[server]\n\n# her\nprot = 1", "config.toml, linje 4: [server] prot findes ikke. Mente du »port«?"),
        ("[sever]\nport = 1", "config.toml, linje 1: [sever] findes ikke. Mente du »server«?"),
        ("server.prot = 1", "config.toml, linje 1: [server] prot findes ikke. Mente du »port«?"),
        (
            "[web]\nxyzzy = 1",
            "config.toml, linje 2: [web] xyzzy findes ikke. Der findes: demo, public_url, link_days, feed_days.",
        ),
        ("[server]\nport = '80'", "config.toml, linje 2: [server] port skal være et helt tal uden anførselstegn."),
        ("[server]\nport = 80.5", "config.toml, linje 2: [server] port skal være et helt tal uden anførselstegn."),
        ("[server]\nport = true", "config.toml, linje 2: [server] port skal være et helt tal uden anførselstegn."),
        ("[server]\nport = 70000", "config.toml, linje 2: [server] port skal være højst 65535."),
        ("[server]\nhost = 1", 'config.toml, linje 2: [server] host skal være tekst i "anførselstegn".'),
        ("[web]\ndemo = 1", "config.toml, linje 2: [web] demo skal være true eller false uden anførselstegn."),
        (
            "web = 1",
            "config.toml, linje 1: [web] skal være et afsnit. Skriv [web] på en linje for sig og nøglerne under den.",
        ),
        ("web = {demo = 1}", "config.toml, linje 1: [web] demo skal være true eller false uden anførselstegn."),
        ("[slack]\nmode = 'on'", 'config.toml, linje 2: [slack] mode skal være "off", "http" eller "socket".'),
        (
            "[slack]\nguest_domains = [\n1]",
            'config.toml, linje 2: [slack] guest_domains skal være en liste af tekster, fx ["kk.dk"].',
        ),
        ("[retention]\nsentences = 0", "config.toml, linje 2: [retention] sentences skal være mindst 1."),
        ("[retention]\ndeliveries = 90", "config.toml, linje 2: [retention] deliveries skal være mindst 730."),
        (
            "[retention]\nsentences = 2026-01-01",
            "config.toml, linje 2: [retention] sentences skal være et helt tal uden anførselstegn.",
        ),
        (
            "[slack]\napi_url = 'https://slack.com/api'",
            "config.toml, linje 2: [slack] api_url skal begynde med https:// og slutte på /api/, fx https://slack.com/api/.",
        ),
        (
            "[store]\nurl = 'mysql://x'",
            "config.toml, linje 2: [store] url skal begynde med sqlite:/// eller postgresql+psycopg://.",
        ),
        (
            "[server]\nhost = ''",
            "config.toml, linje 2: [server] host er tom, og så kan alle nå Vejviser. "
            'Skriv "127.0.0.1" eller "0.0.0.0".',
        ),
        (
            "[calendar]\nfirst = 'kl. 8'",
            'config.toml, linje 2: [calendar] first skal være et klokkeslæt, fx "08:00".',
        ),
        (
            "[calendar]\nlast = '16:00+01:00'",
            'config.toml, linje 2: [calendar] last skal være et klokkeslæt, fx "16:00".',
        ),
        (
            "[calendar]\nfirst = '20:00'",
            'config.toml, linje 2: [calendar] first: first skal ligge før last. Skriv fx "08:00" og "16:00".',
        ),
        (
            "[calendar]\nfirst = '16:30'\nlast = '08:30'",
            "config.toml, linje 2: [calendar] first og config.toml, linje 3: [calendar] last: first skal ligge før "
            'last. Skriv fx "08:00" og "16:00".',
        ),
        (
            "[status]\ndraft = 20",
            "config.toml, linje 2: [status] draft: svarene (due) skal være der, før udkastet (draft) er klart, og "
            "det, før papiret sendes (sent). Skriv fx 15, 10 og 5.",
        ),
    ],
)
def test_a_mistake_is_told_with_file_line_key_and_remedy(tmp_path: Path, text: str, sentence: str) -> None:
    assert problems(tmp_path, text) == [sentence]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[server\nport=1", "linje 1"),
        ("a = 1\na = 2\n", "linje 2"),
        ("[web]\ndemo = ja", "linje 2"),
        ('\na = """', "linje 2"),
    ],
)
def test_bad_toml_is_told_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    assert problems(tmp_path, text)[0].startswith(f"config.toml, {line}: Filen er ikke gyldig TOML.")


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"[server]\nhost = '\xe6'")
    with pytest.raises(SettingsError, match="UTF-8"):
        load(path, {})


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"x\.toml: Filen findes ikke"):
        load(tmp_path / "x.toml", {})
    with pytest.raises(SettingsError, match="kan ikke læses"):
        load(tmp_path, {})


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ("slack_bot_token = 'hemmelig-1'", "SLACK_BOT_TOKEN"),
        ("[slack]\nbot_token = 'hemmelig-1'", "SLACK_BOT_TOKEN"),
        ("[slack]\nmode = 'xoxb-hemmelig-1'", "SLACK_BOT_TOKEN"),
        ("[mail]\npassword = 'hemmelig-1'", "VEJVISER_MAIL_PASSWORD"),
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str, variable: str) -> None:
    told = "\n".join(problems(tmp_path, text))
    assert "ser ud til at være en hemmelighed" in told
    assert variable in told
    assert "hemmelig-1" not in told


def test_a_password_in_the_databases_address_belongs_in_the_environment(tmp_path: Path) -> None:
    url = "postgresql+psycopg://vejviser:hemmelig-1@db/vejviser"
    assert problems(tmp_path, f"[store]\nurl = '{url}'") == [
        "config.toml, linje 2: [store] url har en adgangskode i adressen, og dem må filen ikke indeholde. Slet "
        "linjen, og skriv adressen i miljøvariablen VEJVISER_STORE__URL."
    ]
    assert load(write(tmp_path, ""), {"VEJVISER_STORE__URL": url}).store.url == url


@pytest.mark.parametrize(
    ("mode", "missing"),
    [("http", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]), ("socket", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])],
)
def test_a_missing_secret_stops_the_start(tmp_path: Path, mode: str, missing: list[str]) -> None:
    told = problems(tmp_path, f"[slack]\nmode = '{mode}'", SLACK_BOT_TOKEN=" ")
    assert len(told) == 2
    for problem, name in zip(told, missing, strict=True):
        assert f'linje 2: [slack] mode er "{mode}", men miljøvariablen {name} mangler. Hent den hos Slack' in problem


def test_whoever_imports_or_backs_up_needs_no_secret(tmp_path: Path) -> None:
    assert load(write(tmp_path, "[slack]\nmode = 'http'"), {}, serving=False).slack.mode == "http"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "vejviser.example.dk"])
def test_the_demo_page_is_refused_where_others_can_reach_it(tmp_path: Path, host: str) -> None:
    [told] = problems(tmp_path, f"[server]\nhost = '{host}'\n[web]\ndemo = true")
    assert told.startswith(
        "config.toml, linje 4: [web] demo er true, men config.toml, linje 2: [server] host kan nås"
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.2"])
def test_the_demo_page_is_shown_on_loopback(tmp_path: Path, host: str) -> None:
    assert load(write(tmp_path, f"[server]\nhost = '{host}'\n[web]\ndemo = true"), {}).web.demo


def test_a_mistake_in_the_environment_names_the_variable_and_not_its_value(tmp_path: Path) -> None:
    told = problems(
        tmp_path,
        "",
        VEJVISER_SERVER__PORT="abc123",
        VEJVISER_SERVER__PROT="9",
        VEJVISER_SEVER__PORT="9",
        VEJVISER_SLACK__MODE="http",
        VEJVISER_WEB__DEMO="måske",
    )
    assert "Miljøvariablen VEJVISER_SERVER__PORT skal være et helt tal uden anførselstegn." in told
    assert "Miljøvariablen VEJVISER_SERVER__PROT findes ikke. Mente du »port«?" in told
    assert "Miljøvariablen VEJVISER_SEVER__PORT findes ikke. Mente du »server«?" in told
    assert "Miljøvariablen VEJVISER_WEB__DEMO skal være true eller false uden anførselstegn." in told
    assert any(problem.startswith('VEJVISER_SLACK__MODE er "http", men') for problem in told)
    assert "abc123" not in "".join(told)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("VEJVISER_STORE_URL", "Mente du VEJVISER_STORE__URL?"),
        ("VEJVISER_PORT", "Mente du VEJVISER_SERVER__PORT eller VEJVISER_MAIL__PORT?"),
        ("VEJVISER_SLACK_BOT_TOKEN", "Mente du SLACK_BOT_TOKEN?"),
        ("VEJVISER_LINKKEY", "Mente du VEJVISER_LINK_KEY?"),
        ("VEJVISER_IMAGE", "Slet den, eller giv den et navn, der ikke begynder med VEJVISER_."),
    ],
)
def test_a_variable_that_sets_nothing_is_told(tmp_path: Path, name: str, advice: str) -> None:
    assert problems(tmp_path, "", **{name: "hemmelig-1"}) == [f"Miljøvariablen {name} findes ikke. {advice}"]


def test_working_hours_may_begin_late(tmp_path: Path) -> None:
    written = load(write(tmp_path, "[calendar]\nfirst = '16:00'\nlast = '20:00'"), {}).calendar
    assert (written.first, written.last) == ("16:00", "20:00")


def test_hours_that_contradict_each_other_are_told_by_where_each_is_written(tmp_path: Path) -> None:
    told = problems(tmp_path, "[calendar]\nlast = '17:00'", VEJVISER_CALENDAR__FIRST="18:00")
    assert told == [
        "VEJVISER_CALENDAR__FIRST og config.toml, linje 2: [calendar] last: first skal ligge før last. "
        'Skriv fx "08:00" og "16:00".'
    ]


def test_a_file_of_vejvisers_own_that_is_missing_is_not_blamed_on_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("bot.settings.status.SHIPPED", "bot.settings.SHIPPED"):
        monkeypatch.setattr(name, tmp_path / "status.toml")
    assert problems(tmp_path, "[status]\ncatalogue = ''")[0].startswith("status.toml er en fil, som ikke kan læses.")


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = "[server]\nport = 'x'\nprot = 1\nhost = '0.0.0.0'\n[slack]\nmode = 'http'\napi_url = 'x'"
    assert len(problems(tmp_path, text + "\n[web]\ndemo = true\n[foo]")) == 7


ADDRESS = "[web]\npublic_url = 'https://vejviser.example'"
LINK_KEY = {"VEJVISER_LINK_KEY": "k" * 32}
POST = "[mail]\nhost = 'mail.example'\nsender = 'vejviser@example.dk'\n"


def test_personal_links_need_a_key_that_cannot_be_guessed(tmp_path: Path) -> None:
    [missing] = problems(tmp_path, ADDRESS)
    assert "public_url er sat, men miljøvariablen VEJVISER_LINK_KEY mangler. Lav en med" in missing
    [short] = problems(tmp_path, ADDRESS, VEJVISER_LINK_KEY="k" * 31)
    assert "VEJVISER_LINK_KEY er kortere end 32 tegn" in short
    assert load(write(tmp_path, ADDRESS), LINK_KEY).web.public_url == "https://vejviser.example"
    assert load(write(tmp_path, ADDRESS), {}, serving=False).vejviser_link_key is None


@pytest.mark.parametrize(
    "url",
    ["http://vejviser.example", "https://vejviser.example/", "https://a@b.dk", "vejviser.example", "https://",
     "https://a.dk?x", "https://a.dk/x/", "ftp://a.dk", "https://a b.dk", "https://[a.dk"],
)  # fmt: skip
def test_an_address_that_secrets_cannot_be_part_of_is_refused(tmp_path: Path, url: str) -> None:
    [told] = problems(tmp_path, f"[web]\npublic_url = '{url}'", **LINK_KEY)
    assert "[web] public_url skal begynde med https:// og være uden / til sidst" in told


@pytest.mark.parametrize(
    "url", ["https://a.dk/vej/viser", "https://a.dk:8443", "http://localhost:1", "http://[::1]:8"]
)
def test_encrypted_addresses_and_this_machines_own_are_welcome(tmp_path: Path, url: str) -> None:
    assert load(write(tmp_path, f"[web]\npublic_url = '{url}'"), LINK_KEY).web.public_url == url


def test_the_demo_page_is_refused_where_a_proxy_lets_others_in(tmp_path: Path) -> None:
    [told] = problems(tmp_path, f"{ADDRESS}\ndemo = true", **LINK_KEY)
    assert "linje 3: [web] demo er true, men" in told and "Skriv demo = false." in told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("host = 'mail.example'", "[mail] host er sat, men [mail] sender mangler."),
        ("sender = 'Vejviser <v@a.dk>'", '[mail] sender skal være en mailadresse, fx "vejviser@kommune.dk".'),
        ("sender = 'høring@a.dk'", "[mail] sender må ikke have æ, ø eller å før @"),
        ("reply_to = 'a@b.dk, c@d.dk'", '[mail] reply_to skal være en mailadresse, fx "vejviser@kommune.dk".'),
        ("host = 'm.dk'\nsender = 'v@a.dk'\nusername = 'v'", "men miljøvariablen VEJVISER_MAIL_PASSWORD mangler."),
        ("security = 'ssl'", '[mail] security skal være "starttls", "tls" eller "none".'),
        ("port = 0", "[mail] port skal være mindst 1."),
    ],
)
def test_what_mail_needs_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    [told] = problems(tmp_path, f"[mail]\n{text}")
    assert sentence in told


def test_a_password_is_never_sent_in_the_clear_to_another_machine(tmp_path: Path) -> None:
    login = f"{POST}security = 'none'\nusername = 'v'"
    [told] = problems(tmp_path, login, VEJVISER_MAIL_PASSWORD="x")
    assert '[mail] security er "none", og så kan andre læse adgangskoden undervejs.' in told
    here = login.replace("mail.example", "127.0.0.1")
    assert load(write(tmp_path, here), {"VEJVISER_MAIL_PASSWORD": "x"}).mail.host == "127.0.0.1"
    assert load(write(tmp_path, f"{POST}security = 'none'"), {}).mail.security == "none"
