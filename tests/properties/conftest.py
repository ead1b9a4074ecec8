"""The oracle's stage: everybody, and a contact in every state."""

from tests.oracle.conftest import stage

__all__ = ["stage"]
