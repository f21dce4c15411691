"""Measures how long `vejviser serve` takes until /healthz answers, and the memory it then holds.

    .venv/bin/python bench/start.py [RUNS]
"""

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VEJVISER = Path(sys.executable).with_name("vejviser")
DIRECTORY = [HOUSE / "data" / "koebenhavn" / name for name in ("areas.jsonl", "offers.jsonl", "organisation.toml")]
CONFIGS = {
    "the page": "[web]\ndemo = true\n",
    "Slack": '[slack]\nmode = "http"\napi_url = "http://127.0.0.1:9/api/"\n',
}
SECRETS = {"SLACK_BOT_TOKEN": "xoxb-bench", "SLACK_SIGNING_SECRET": "bench"}


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(port: int) -> bool:
    """Whether /healthz answers, whatever it says: without Slack it cannot be well."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return bool(connection.getresponse().read())
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
    try:
        print("| with | seconds, median | seconds, most | MiB, most |\n| --- | ---: | ---: | ---: |")
        for name, text in CONFIGS.items():
            config = folder / "config.toml"
            config.write_text(text, "utf-8")
            subprocess.run([VEJVISER, "import", "--config", config, *DIRECTORY], check=True, capture_output=True)
            start(config)  # once for the disk's cache
            seconds, mebibytes = zip(*(start(config) for _ in range(runs)), strict=True)
            print(f"| {name} | {statistics.median(seconds):.2f} | {max(seconds):.2f} | {max(mebibytes):.0f} |")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
