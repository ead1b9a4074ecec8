"""Whether a stack answers: its sign-in page, and a worker's answer to beat since it was started."""

import http.client
import json
from datetime import UTC, datetime

SIGN_IN = "/sign-in/"
HEALTH = "/health/ready"


class Readiness:
    """What is still missing before READY may be said. `since` is when this start began."""

    def __init__(self, port: int, since: datetime):
        self.port = port
        self.since = since
        self.missing = "the sign-in page"

    def reached(self) -> bool:
        if self.missing == "the sign-in page":
            if get(self.port, SIGN_IN)[0] != 200:
                return False
            self.missing = "a worker's answer to beat"
        _, body = get(self.port, HEALTH)
        return ticked_since(body, self.since)


def get(port: int, path: str) -> tuple[int, bytes]:
    """The status and body of a page; status 0 when nobody answers within two seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def ticked_since(body: bytes, since: datetime) -> bool:
    """Whether the health page's JSON holds a `tick` heartbeat later than `since` (both in UTC)."""
    try:
        beaten = datetime.fromisoformat(json.loads(body)["heartbeats"]["tick"])
    except (ValueError, KeyError, TypeError):
        return False
    if beaten.tzinfo is None:
        beaten = beaten.replace(tzinfo=UTC)
    return beaten > since
