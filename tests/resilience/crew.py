"""Who works at the house."""

MANAGERS = (
    "amir.aston", "bryn.bell", "carol.cole", "dev.dunn", "erin.east", "femi.ford", "gail.gray", "hari.holt",
)  # fmt: skip
PRACTICE_MANAGER, HEAD_OF_SERVICE = "pat.poole", "hugh.hart"
RECORDERS = ("cleo.cross", "cass.clay")
WORKERS = ("sam.stone", "sue.shaw")
CREW = (
    dict.fromkeys(MANAGERS, "duty_manager")
    | dict.fromkeys(RECORDERS, "cso")
    | dict.fromkeys(WORKERS, "duty_social_worker")
    | {PRACTICE_MANAGER: "practice_manager", HEAD_OF_SERVICE: "head_of_service"}
)


def name_of(username: str) -> str:
    """The name that colleagues read."""
    return username.replace(".", " ").title()
