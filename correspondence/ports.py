"""How the directory writes to a user about their account: by the outbox, like everything else."""

from datetime import datetime

from correspondence.outbox import enqueue
from directory.ports import write_to_user


def account_changed(key: str, address: str, sentence: str, user, now: datetime) -> None:
    """Queue one e-mail; the subject says nothing but that something was changed."""
    enqueue(f"account {key}", address, "Front door: your account was changed", sentence, user, now)


write_to_user.append(account_changed)
