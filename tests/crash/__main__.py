"""Kill the real server with SIGKILL while it sends, count what arrived: nothing lost, nothing twice.

    python -m tests.crash [--kills 200] [--deliveries 2000] [--engine sqlite|postgresql] [--seed N] [--short]

Without --engine: on both, and PostgreSQL itself is restarted in the middle. The fake Slack answers 429 and 500, ends
connections, keeps silent, delivers first or not at all or late, at random. Ends with 1 if anything is lost or twice.
"""

import argparse
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event

from bot.clock import Clock
from bot.domain.areas import Area
from bot.domain.delivering import Delivery
from bot.domain.organisation import Organisation, Person
from bot.settings import HOUSE
from bot.store import AccountRecord, Store
from tests.crash.victim import KIND
from tests.fake_slack import SECRET, TOKEN, FakeSlack, fake_slack, faults
from tests.fake_slack.faults import Fault
from tests.postgresql import Cluster, binaries, running

POINTS = ("claim", "bytes", "reply", "commit", "random")
GRACE = 6  # seconds until a look-up; the app stops waiting for an answer after half of it
LATE = (0.52, 0.65)  # of the grace: then a post lands that nobody waits for any more
LIFE = 20.0  # seconds that a server gets to reach its point: as long as dead claims are leased
STUCK = 180.0  # seconds without a single delivery, after which the rest is not waited for
FAULTY = 0.12  # of all calls


def main() -> int:
    """0 when nothing was lost and nothing came twice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--deliveries", type=int, default=2000)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"])
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--short", action="store_true", help="5 kills, 60 deliveries, on each engine")
    given = parser.parse_args()
    kills, deliveries = (5, 60) if given.short else (given.kills, given.deliveries)
    print(f"seed {given.seed}", flush=True)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # the fake Slack's: it hangs up on purpose
    well = True
    for engine in [given.engine] if given.engine else ["sqlite", "postgresql"]:
        chance = random.Random(given.seed)
        well &= Crash(engine, kills, deliveries, chance, short=given.short).run()
    return 0 if well else 1


class Crash:
    """One run on one engine; a `short` one is less patient, and ends with a Slack that works."""

    def __init__(self, engine: str, kills: int, deliveries: int, chance: random.Random, *, short: bool) -> None:
        self.short, self.grace = short, GRACE // 2 if short else GRACE
        self.engine, self.kills, self.count, self.chance = engine, kills, deliveries, chance
        self.people = max(20, deliveries // 8)
        self.hit: Counter[str] = Counter()
        self.went_wrong: Counter[str] = Counter()
        self.server: subprocess.Popen[bytes] | None = None
        self.bytes_left = 0  # requests that may reach Slack until the server is killed; 0: any number
        self.posted = Event()

    def run(self) -> bool:
        """Whether all arrived once."""
        begun = time.monotonic()
        folder = tempfile.TemporaryDirectory()
        with folder as name, fake_slack() as slack, self._database(Path(name)) as (self.url, cluster):
            self.folder = Path(name)
            slack.per_minute = dict.fromkeys(("conversations.history", "conversations.open", "auth.test"), 10**6)
            slack.fault = self._fault
            store = Store.open(self.url, Clock().now)
            self._fill(store, slack)
            (self.folder / "config.toml").write_text(
                f'[server]\nport = 0\nlog_level = "error"\n[slack]\nmode = "http"\napi_url = "{slack.address}/api/"\n'
                f"messages_per_minute = 6000\n[deliveries]\ngrace = {self.grace}\n",
                encoding="utf-8",
            )
            order = [POINTS[n % len(POINTS)] for n in range(self.kills)]
            self.chance.shuffle(order)
            for number, point in enumerate(order):
                self._live_until(point)
                if (number + 1) % 20 == 0:
                    print(f"  {number + 1} kills, {store.deliveries.count('waiting')} deliveries wait", flush=True)
                if cluster and number == self.kills // 2:
                    self._restart(cluster)
            if self.short:
                slack.fault = None
            self._drain(store)
            well = self._told(store, slack, time.monotonic() - begun)
            store.close()
        return well

    @contextmanager
    def _database(self, folder: Path) -> Iterator[tuple[str, Cluster | None]]:
        programs = binaries() if self.engine == "postgresql" else None
        if self.engine == "postgresql" and programs is None:
            sys.exit("PostgreSQL is not installed (Debian: apt install postgresql)")
        with running(programs) if programs else nullcontext() as cluster:
            if cluster:
                yield f"{cluster.url}/postgres".replace("postgresql://", "postgresql+psycopg://"), cluster
            else:
                yield f"sqlite:///{folder}/vejviser.db", None

    def _fill(self, store: Store, slack: FakeSlack) -> None:
        people = [Person(f"p{n}", f"Leder {n}", email=f"p{n}@kk.example") for n in range(self.people)]
        store.apply_areas([Area("kbh", "København", "by")])
        store.apply_organisation(Organisation(people=tuple(people)))
        now = Clock().now()
        for n, person in enumerate(people):
            slack.add_user(f"P{n}", person.email)
            store.accounts.put(AccountRecord("slack", f"T1/P{n}", person.id, "member", now))
        store.deliveries.add(self._deliveries())

    def _deliveries(self) -> Iterator[Delivery]:
        now = Clock().now()
        for n in range(self.count):  # urgent: the test may run at night
            yield Delivery(KIND, f"meeting:{n}", 0, "7d", f"p{n % self.people}", now, urgent=True)

    def _fault(self, method: str) -> Fault | None:
        """What goes wrong with a call; and whether the server dies while it is on its way."""
        if method == "chat.postMessage":
            self.posted.set()
            if self.bytes_left == 1 and self.server:
                self.server.kill()
                self.hit["bytes"] += 1
            self.bytes_left = max(0, self.bytes_left - 1)
        if self.chance.random() > FAULTY:
            return None
        delivered = self.chance.random() < 0.5
        kinds = {
            "429": faults.busy(1),
            "500": faults.broken(delivered=delivered),
            "reset": faults.reset(delivered=delivered),
            "silent": faults.silent(self.grace / 2 + 0.2, delivered=delivered),
            "late": faults.late(self.grace * self.chance.uniform(*LATE)),
        }
        kind = self.chance.choice(list(kinds))
        self.went_wrong[kind + (" after delivering" if delivered and kind in ("500", "reset", "silent") else "")] += 1
        return kinds[kind]

    @contextmanager
    def _alive(self, point: str, at: int) -> Iterator[subprocess.Popen[bytes]]:
        environ = os.environ | {
            "SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "VEJVISER_STORE__URL": self.url,
            "CRASH_POINT": point, "CRASH_AT": str(at),
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.crash.victim", "serve", "--config", str(self.folder / "config.toml")]
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(command, cwd=HOUSE, env=environ, stdout=log, stderr=log)
        try:
            yield self.server
        finally:
            self.server.kill()
            self.server.wait()
            self.server = None

    def _live_until(self, point: str) -> None:
        """Start the server, and have it killed at that point."""
        at = self.chance.randint(1, 10 if point != "claim" else 4)
        self.posted.clear()
        with self._alive(point, at) as server:
            if point == "bytes":
                self.bytes_left = at
            if point == "random":
                self.posted.wait(LIFE)
                time.sleep(self.chance.uniform(0, 0.4))
                server.kill()
            try:
                code = server.wait(LIFE)
            except subprocess.TimeoutExpired:  # it had too little left to do
                server.kill()
                code, point = server.wait(), "random"
            self.bytes_left = 0
            assert code == -signal.SIGKILL, f"the server ended with {code}:\n{self._log()}"
        if point != "bytes":
            self.hit[point] += 1

    def _restart(self, cluster: Cluster) -> None:
        """Restart the database under a server that sends."""
        self.posted.clear()
        with self._alive("", 0):
            self.posted.wait(LIFE)
            cluster.restart()
            self.went_wrong["PostgreSQL restarted"] += 1
            time.sleep(2)

    def _drain(self, store: Store) -> None:
        """Let a server that nobody kills send the rest; in vain when nothing has gone out for a while."""
        least, since = self.count, time.monotonic()
        with self._alive("", 0) as server:
            while left := store.deliveries.count("waiting"):
                assert server.poll() is None, self._log()
                if left < least:
                    least, since = left, time.monotonic()
                if time.monotonic() - since > STUCK:
                    break
                time.sleep(0.2)

    def _told(self, store: Store, slack: FakeSlack, seconds: float) -> bool:
        arrived = Counter(m.metadata["event_payload"]["key"] for m in slack.messages if m.metadata)
        expected = {one.key for one in self._deliveries()}
        lost, twice = len(expected - arrived.keys()), sum(arrived[key] > 1 for key in arrived)
        failed, waiting = store.deliveries.count("failed"), store.deliveries.count("waiting")
        lost -= waiting  # that is not lost, but not well either
        print(f"{self.engine}: {self.count} deliveries, {self.kills} kills, {seconds:.0f} s")
        print(f"  killed {', '.join(f'{point} {self.hit[point]}' for point in POINTS)}")
        print(f"  went wrong {', '.join(f'{what} {n}' for what, n in sorted(self.went_wrong.items()))}")
        looked_up = slack.calls.count("conversations.history")
        print(f"  looked up {looked_up}, {lost} lost, {twice} twice, {failed} failed, {waiting} wait", flush=True)
        return not (lost or twice or failed or waiting)

    def _log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")[-3000:]


if __name__ == "__main__":
    sys.exit(main())
