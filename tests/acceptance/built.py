"""Which scenarios run by default: those whose processes are built. Another folder (FEATURES) runs whole."""

EVERY_SCENARIO = ("contact_decision.feature",)
"""Feature files that run whole."""

SCENARIOS = {
    "early_help.feature": ("Five working days leave out the weekend and the bank holiday",),
    "known_children.feature": (
        "News of an open case goes straight to its team",
        "A case closed under three months ago goes to that team's manager to decide",
        "While that manager has not had it, nobody else decides",
        "One child open, the other not",
        "A case closed longer ago is decided in the duty tray",
    ),
}
"""Single scenarios that run, of files whose others need something that is not built."""
