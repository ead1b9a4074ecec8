"""A mail server for one test: takes every message, keeps it, and answers late or never when it is told to."""

import asyncio
import threading
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes

HELLO, GO_ON, YES, BYE = b"220 sink\r\n", b"354 go on\r\n", b"250 yes\r\n", b"221 bye\r\n"


@dataclass(frozen=True)
class Mail:
    """One message as it was taken."""

    to: str
    message_id: str
    body: str


class Sink:
    """Listens on a free port of this machine, in a thread of its own."""

    def __init__(self):
        self.mails: list[Mail] = []
        self.holding = False
        self.held = 0
        self._loop = asyncio.new_event_loop()
        # All of it in the thread: the test's own may have a browser's loop running, and holds no second one.
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = asyncio.start_server(self._talk, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        """Take no more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._server.close()

    async def _talk(self, reader, writer):
        with suppress(ConnectionError, asyncio.IncompleteReadError):  # whoever sent it was killed
            await self._take(reader, writer)
        writer.close()

    async def _take(self, reader, writer):
        recipient = ""
        writer.write(HELLO)
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
            if verb == b"DATA":
                writer.write(GO_ON)
                self._keep(recipient, await reader.readuntil(b"\r\n.\r\n"))
                await self._hold()
            writer.write(BYE if verb == b"QUIT" else YES)
            await writer.drain()
            if verb == b"QUIT":
                break

    def _keep(self, recipient, raw):
        message = message_from_bytes(raw)
        body = message.get_payload(decode=True).decode().replace("\r\n", "\n")
        self.mails.append(Mail(recipient, message["Message-ID"], body))

    async def _hold(self):
        self.held += self.holding
        while self.holding:
            await asyncio.sleep(0.02)
