"""`python -m stack.fallback_broker SOCKET`: a stand-in for Valkey in pure Python, where no build of it exists.

It keeps nothing when it stops. Nothing depends on that: PostgreSQL is the only truth.
"""

import itertools
import socket
import sys
from pathlib import Path

from fakeredis import TcpFakeServer


class UnixFakeServer(TcpFakeServer):
    """fakeredis's server on a Unix socket, where clients have no address of their own and so are numbered."""

    address_family = socket.AF_UNIX
    numbers = itertools.count(1)

    def get_request(self):
        connection, _ = super().get_request()
        return connection, ("client", next(self.numbers))


def main(path: str) -> None:
    """Serve a broker in pure Python on a socket, where no server binary is to be had."""
    Path(path).unlink(missing_ok=True)
    server = UnixFakeServer(path)
    Path(path).chmod(0o600)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
