"""The check of health in the Dockerfile asks the port that the server in a container listens on."""

import json
import os
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bot.settings import HOUSE, load

DOCKERFILE = (HOUSE / "Dockerfile").read_text(encoding="utf-8")
PROBE = re.search(r"^HEALTHCHECK .*CMD (\[.*\])$", DOCKERFILE, re.M)
SET = dict(re.findall(r"(VEJVISER_\w+)=(\S+)", DOCKERFILE))
EXPOSED = re.search(r"^EXPOSE (\d+)$", DOCKERFILE, re.M)


@pytest.mark.parametrize("status", [200, 503])
def test_the_check_of_health_is_what_the_server_says_of_itself(status: int) -> None:
    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        assert PROBE
        port = {"VEJVISER_SERVER__PORT": str(server.server_port)}
        done = subprocess.run([sys.executable, *json.loads(PROBE[1])[1:]], env=os.environ | port, check=False)
        server.shutdown()
    assert (done.returncode == 0) is (status == 200)


def test_the_port_in_the_container_is_the_one_that_is_exposed_whatever_config_toml_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config.toml").write_text('[server]\nhost = "127.0.0.1"\nport = 18088\n', encoding="utf-8")
    for name, value in SET.items():
        monkeypatch.setenv(name, value)
    server = load(tmp_path / "config.toml").server
    assert EXPOSED and (server.host, server.port) == ("0.0.0.0", int(EXPOSED[1]))
