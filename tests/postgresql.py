"""A PostgreSQL cluster of our own, on loopback and in a folder of its own."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cluster:
    """`url`: postgresql://user:password@host:port."""

    url: str
    folder: Path
    _control: tuple[str | Path, ...]

    def restart(self) -> None:
        """Break it off as a crash would, and start it again."""
        _run(self.folder, *self._control, "-m", "immediate", "restart")

    @contextmanager
    def away(self) -> Iterator[None]:
        """Broken off as by a crash, until it is started again."""
        _run(self.folder, *self._control, "-m", "immediate", "stop")
        try:
            yield
        finally:
            _run(self.folder, *self._control, "start")


@contextmanager
def running(binaries: Path) -> Iterator[Cluster]:
    """A new cluster, stopped and deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vejviser-pg-"))
    password = secrets.token_hex(16)
    (folder / "password").write_text(password)
    user = _unprivileged()
    if user:
        for path in (folder, folder / "password"):
            os.chown(path, user.pw_uid, user.pw_gid)
    data, port = folder / "data", _free_port()
    try:
        login = ("--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "--username=vejviser")
        _run(folder, binaries / "initdb", "-D", data, *login, "--encoding=UTF8", "--locale=C", "--no-sync")
        settings = f"-F -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        control = (binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings)
        _run(folder, *control, "start")
        try:
            yield Cluster(f"postgresql://vejviser:{password}@127.0.0.1:{port}", folder, control)
        finally:
            _run(folder, binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, Debian's newest or those in PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    in_path = shutil.which("initdb")
    return (found[-1] if found else Path(str(in_path))).parent if found or in_path else None


def _run(folder: Path, *command: str | Path) -> None:
    user = _unprivileged()
    rights = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **rights)  # type: ignore[call-overload]


def _unprivileged() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: somebody else then."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
