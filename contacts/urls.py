"""/contacts/… and what is decided about them."""

from django.urls import include, path

from contacts.models import Contact, EarlyHelp
from contacts.views import draft, late_child, record
from contacts.views.story import contact_story
from workflow.views import do, history

taking_down = [  # /contacts/new/<key>/, and /contacts/<reference>/edit/
    path("", draft.edit, name="edit"),
    path("autosave/", draft.autosave, name="autosave"),
    path("submit/", draft.send_on, {"step": "submit"}, name="submit"),
    path("pass/", draft.send_on, {"step": "pass_to_team"}, name="pass_to_team"),
    path("child/", draft.add_child, name="add-child"),
    path("child/<int:number>/remove/", draft.remove_child, name="remove-child"),
]

contact = [  # /contacts/<reference>/
    path("", record.contact, name="contact"),
    path("history/", history, {"model": Contact}, name="contact-history"),
    path("child/", late_child.late_child, name="contact-child"),
    path(
        "do/<slug:step>/",
        do,
        {"model": Contact, "story": contact_story, "story_template": "contacts/_story.html"},
        name="contact-do",
    ),
]

early_help = [  # /early-help/<reference>/
    path("", record.early_help, name="early-help"),
    path("history/", history, {"model": EarlyHelp}, name="early-help-history"),
    path("do/<slug:step>/", do, {"model": EarlyHelp}, name="early-help-do"),
]

urlpatterns = [
    path("contacts/new/", draft.new, name="contact-new"),
    path("contacts/new/<uuid:key>/", include((taking_down, "new-contact"))),
    path("contacts/<reference:reference>/edit/", include((taking_down, "draft"))),
    path("contacts/<reference:reference>/", include(contact)),
    path("early-help/<reference:reference>/", include(early_help)),
    path("no-further-action/<reference:reference>/", record.no_further_action, name="no-further-action"),
]
