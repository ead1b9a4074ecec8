"""Which scenarios run by default: those whose processes are built. Another folder (FEATURES) runs whole."""

EVERY_SCENARIO = ("contact_decision.feature",)
"""Feature files that run whole."""

SCENARIOS = {"early_help.feature": ("Five working days leave out the weekend and the bank holiday",)}
"""Single scenarios that run, of files whose others need something that is not built."""
