"""The roles of DOMAIN section 2, and the groups that its tables name."""

from django.db.models import TextChoices


class Role(TextChoices):
    """One slug a role; local titles ("Contact and Assessment Officer") are the profile's."""

    CSO = "cso", "Customer services officer"
    MISPER_CSO = "misper_cso", "Missing children CSO"
    MARAC_RESEARCHER = "marac_researcher", "MARAC and MAPPA researcher"
    BSO = "bso", "Business support officer"
    DUTY_SOCIAL_WORKER = "duty_social_worker", "Duty social worker"
    CONSULTANT_SOCIAL_WORKER = "consultant_social_worker", "Consultant social worker"
    RECEPTION = "reception", "Reception"
    CONTACT_CENTRE = "contact_centre", "Contact centre"
    EARLY_HELP_WORKER = "early_help_worker", "Early help duty worker"
    EARLY_HELP_MANAGER = "early_help_manager", "Early help duty manager"
    DUTY_MANAGER = "duty_manager", "Duty manager"
    PRACTICE_MANAGER = "practice_manager", "Practice manager"
    TEAM_MANAGER = "team_manager", "Team manager"
    TEAM_WORKER = "team_worker", "Team social worker"
    TEAM_BSO = "team_bso", "Team business support"
    SAFEGUARDING_UNIT = "safeguarding_unit", "Safeguarding unit"
    CONFERENCE_CHAIR = "conference_chair", "Conference chair"
    LADO = "lado", "Local authority designated officer"
    CP_CHECKS = "cp_checks", "Child protection checks"
    HEAD_OF_SERVICE = "head_of_service", "Head of service"
    AUDITOR = "auditor", "Auditor"
    SYSTEM_ADMIN = "system_admin", "System administrator"
    PARTNER = "partner", "Partner agency"


DUTY_TEAM = frozenset(
    {
        Role.CSO,
        Role.MISPER_CSO,
        Role.MARAC_RESEARCHER,
        Role.BSO,
        Role.DUTY_SOCIAL_WORKER,
        Role.CONSULTANT_SOCIAL_WORKER,
        Role.EARLY_HELP_WORKER,
        Role.EARLY_HELP_MANAGER,
        Role.DUTY_MANAGER,
        Role.PRACTICE_MANAGER,
    }
)
"""Any of these is what DOMAIN 5.1 calls a duty-team role."""

DUTY_SIDE = DUTY_TEAM | {Role.HEAD_OF_SERVICE}
"""Who sees all work of the duty side (DOMAIN section 4), but for MISPER and the LADO log."""

MANAGERS = frozenset({Role.DUTY_MANAGER, Role.PRACTICE_MANAGER})
"""Where a table names `duty_manager`, `practice_manager` may as well (DOMAIN section 2)."""

REVIEWERS = MANAGERS | {Role.EARLY_HELP_MANAGER}
"""Those who review the tray together: the early help manager reviews, but never decides."""

TEAM_ROLES = frozenset({Role.TEAM_MANAGER, Role.TEAM_WORKER, Role.TEAM_BSO})
"""Those of a receiving team, who see what is or was with their own (DOMAIN section 4)."""

STAFF = frozenset(Role) - {Role.AUDITOR, Role.SYSTEM_ADMIN, Role.PARTNER}
"""Who may record a draft contact; auditors and administrators see no case item."""
