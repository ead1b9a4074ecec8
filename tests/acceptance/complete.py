"""Plausible answers to everything that a contact is asked."""

OF_EACH_CHILD = {
    "date_of_birth": ("birth_date",),
    "gender": ("sex",),
    "names": ("also_known_as",),
    "school": ("school",),
    "ethnicity_language_religion": ("ethnicity", "first_language", "religion"),
    "special_needs": ("special_needs",),
}
"""Essential items that are asked of each child, and the fields of the page that answer them."""

BORN = "2008-01-15"
"""When a child who is not on file was born."""

CHILD = {
    "gender": "U",
    "school": "Elmwood Primary",
    "ethnicity_language_religion": "NOBT, English, None known",
    "special_needs": "None known",
}

CONTACT = {
    "works_with_children": "no",
    "referrer_name": "Rowan Lee",
    "referrer_role": "Deputy head",
    "referrer_agency": "Elmwood Primary",
    "referrer_source": "School",
    "referrer_email": "rowan.lee@elsewhere.example",
    "safe_way": "email",
    "referrer_relationship": "Has known the family for two years",
    "concerns": "Came to school hungry all last week, and says nobody is at home in the evenings",
    "alleged_perpetrator": "None",
    "current_location_and_condition": "At school, calm",
    "immediate_protection": "Not needed now",
    "safety_alerts": "None known",
    "address": "1 High Street",
    "parental_responsibility": "The mother",
    "household_members": "The mother and the children named here",
    "other_agencies": "The school nurse",
    "parental_knowledge": "The mother knows, and agrees",
}
"""By the slugs of DOMAIN 5.1, and the page's own names for the referrer."""
