"""Measures how long `vejviser serve` takes until /healthz answers, and the memory it then holds.

.venv/bin/python -m bench.start [RUNS]
"""

import http.client
import http.server
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VEJVISER = Path(sys.executable).with_name("vejviser")
DIRECTORY = [HOUSE / "data" / "koebenhavn" / name for name in ("areas.jsonl", "offers.jsonl", "organisation.toml")]
CONFIGS = {
    "the page": "[web]\ndemo = true\n",
    "Slack": '[slack]\nmode = "http"\napi_url = "http://127.0.0.1:{port}/api/"\n',
}
SECRETS = {"SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_SIGNING_SECRET": "bench"}


class Slack(http.server.BaseHTTPRequestHandler):
    """A Slack that knows the bot, and nothing else: starting asks no more."""

    def do_POST(self) -> None:
        """Say yes."""
        body = b'{"ok": true, "team_id": "T1", "bot_id": "B1", "user_id": "U1", "user": "vejviser"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(port: int) -> bool:
    """Whether /healthz says that all is well."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except ConnectionError:
        return False
    finally:
        connection.close()


def memory(process: int) -> float:
    """The resident memory in MiB."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def start(config: Path) -> tuple[float, float]:
    """Seconds until the answer, and MiB."""
    port = free_port()
    environ = os.environ | SECRETS | {"VEJVISER_SERVER__PORT": str(port)}
    began = time.perf_counter()
    command: list[str | Path] = [VEJVISER, "serve", "--config", config]
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while not answers(port):
                if server.poll() is not None:
                    sys.exit(f"vejviser serve ended with {server.returncode}")
                time.sleep(0.005)
            return time.perf_counter() - began, memory(server.pid)
        finally:
            server.terminate()


def main(runs: int) -> None:
    """Print a row per set-up."""
    folder = Path(tempfile.mkdtemp())
    slack = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slack)
    threading.Thread(target=slack.serve_forever, daemon=True).start()
    try:
        print("| with | seconds, median | seconds, most | MiB, most |\n| --- | ---: | ---: | ---: |")
        for name, text in CONFIGS.items():
            config = folder / "config.toml"
            config.write_text(text.format(port=slack.server_port), "utf-8")
            subprocess.run([VEJVISER, "import", "--config", config, *DIRECTORY], check=True, capture_output=True)
            start(config)  # once for the disk's cache
            seconds, mebibytes = zip(*(start(config) for _ in range(runs)), strict=True)
            print(f"| {name} | {statistics.median(seconds):.2f} | {max(seconds):.2f} | {max(mebibytes):.0f} |")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
