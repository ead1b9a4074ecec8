"""The code sets that returns to government need (spec/STATUTORY), recorded with from the first day."""

from django.db.models import TextChoices


class Sex(TextChoices):
    """CIN census `Sex`: U is "unborn or not known"; that somebody is unborn their kind says."""

    FEMALE = "F", "Female"
    MALE = "M", "Male"
    UNKNOWN = "U", "Not known"


class Gender(TextChoices):
    """Standard Safeguarding Dataset `pers_gender`."""

    NOT_KNOWN = "00", "Not known"
    MAN = "01", "Man or boy"
    WOMAN = "02", "Woman or girl"
    SELF_DESCRIBED = "09", "Describes themselves another way"


class Ethnicity(TextChoices):
    """CIN census `Ethnicity`."""

    WBRI = "WBRI", "White British"
    WIRI = "WIRI", "White Irish"
    WIRT = "WIRT", "Traveller of Irish heritage"
    WOTH = "WOTH", "Any other White background"
    WROM = "WROM", "Gypsy or Roma"
    MWBC = "MWBC", "White and Black Caribbean"
    MWBA = "MWBA", "White and Black African"
    MWAS = "MWAS", "White and Asian"
    MOTH = "MOTH", "Any other mixed background"
    AIND = "AIND", "Indian"
    APKN = "APKN", "Pakistani"
    ABAN = "ABAN", "Bangladeshi"
    AOTH = "AOTH", "Any other Asian background"
    BCRB = "BCRB", "Black Caribbean"
    BAFR = "BAFR", "Black African"
    BOTH = "BOTH", "Any other Black background"
    CHNE = "CHNE", "Chinese"
    OOTH = "OOTH", "Any other ethnic group"
    REFU = "REFU", "Refused to say"
    NOBT = "NOBT", "Not yet obtained"


class Disability(TextChoices):
    """CIN census `Disability`; NONE stands alone."""

    NONE = "NONE", "No disability"
    MOBILITY = "MOB", "Mobility"
    HAND = "HAND", "Hand function"
    PERSONAL_CARE = "PC", "Personal care"
    INCONTINENCE = "INC", "Incontinence"
    COMMUNICATION = "COMM", "Communication"
    LEARNING = "LD", "Learning"
    HEARING = "HEAR", "Hearing"
    VISION = "VIS", "Vision"
    BEHAVIOUR = "BEH", "Behaviour"
    CONSCIOUSNESS = "CON", "Consciousness"
    AUTISM = "AUT", "Autism or Asperger syndrome"
    OTHER = "DDA", "Other disability"


class UpnUnknown(TextChoices):
    """CIN census `UPNunknown`: why a child has no unique pupil number."""

    UN1 = "UN1", "Not of school age"
    UN2 = "UN2", "Never attended a maintained school in England"
    UN3 = "UN3", "Educated outside England"
    UN4 = "UN4", "Not yet known"
    UN5 = "UN5", "Sources disagree"
    UN7 = "UN7", "Referral ended in no further action"


class ReferralSource(TextChoices):
    """CIN census `ReferralSource`, Annex A contact source."""

    FAMILY = "1A", "Family member, relative or carer"
    ACQUAINTANCE = "1B", "Acquaintance (neighbour, child minder)"
    SELF = "1C", "The child themselves"
    OTHER_INDIVIDUAL = "1D", "Other individual (stranger, MP)"
    SCHOOL = "2A", "School"
    EDUCATION = "2B", "Education services"
    GP = "3A", "GP"
    HEALTH_VISITOR = "3B", "Health visitor"
    SCHOOL_NURSE = "3C", "School nurse"
    OTHER_PRIMARY_HEALTH = "3D", "Other primary health services"
    EMERGENCY_DEPARTMENT = "3E", "A&E"
    OTHER_HEALTH = "3F", "Other health services"
    HOUSING = "4", "Housing"
    ADULT_SOCIAL_CARE = "5A", "Our adult social care"
    COUNCIL = "5B", "Our council, other"
    OTHER_AUTHORITY = "5C", "Another local authority"
    EARLY_HELP = "5D", "Our early help"
    POLICE = "6", "Police"
    LEGAL = "7", "Other legal agency (court, probation, immigration)"
    OTHER = "8", "Other (children's centre, voluntary, independent)"
    ANONYMOUS = "9", "Anonymous"
    UNKNOWN = "10", "Unknown"


class PrimaryNeed(TextChoices):
    """CIN census `PrimaryNeedCode`."""

    N1 = "N1", "Abuse, neglect and exploitation"
    N2 = "N2", "Child's disability"
    N3 = "N3", "Parental disability or illness"
    N4 = "N4", "Family in acute stress"
    N5 = "N5", "Family dysfunction"
    N6 = "N6", "Socially unacceptable behaviour"
    N7 = "N7", "Low income"
    N8 = "N8", "Absent parenting"
    N9 = "N9", "Cases other than children in need"
    N0 = "N0", "Not stated"
