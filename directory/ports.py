"""What the apps above fill: how a user is written to."""

from collections.abc import Callable
from datetime import datetime

write_to_user: list[Callable[[str, str, str, object, datetime], None]] = []
"""Given a key, an address, a sentence, the user whom it is about and now: what is written in this transaction."""
