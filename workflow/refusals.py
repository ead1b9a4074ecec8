"""Why an action did not happen, in a sentence a person can act on and in slugs a program can read."""

from collections.abc import Iterable


class Refused(Exception):
    """An action that changed nothing.

    `status` is the HTTP answer: 403 when nobody in the actor's roles may, 409 when the state or a
    guard does not fit or somebody else acted first, 422 when a field is wanting. `form` keeps what
    was typed. `slugs` hold the fields wanting, the guards unmet, the roles that may, the states it
    goes from, and who put the record in its present state and when (DOMAIN section 5).
    """

    def __init__(self, sentence: str, slugs: Iterable[str] = (), status: int = 409, form=None):
        super().__init__(sentence)
        self.sentence, self.slugs, self.status, self.form = sentence, tuple(slugs), status, form
