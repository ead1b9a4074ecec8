"""The story of a contact and of an episode, in ready strings for their pages."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from contacts.models import Contact, ContactPerson, Referrer
from contacts.ports import came
from contacts.services.differences import differences
from contacts.services.draft import may_take_down
from contacts.services.essential import slots_of
from contacts.services.late_child import may_name_a_child
from contacts.services.places import answers_read_by
from contacts.views.known import known_already
from deadlines.clocks import iso
from directory.london import london_day, said
from directory.models import roles_of
from directory.roles import DUTY_TEAM
from people.ages import age_of, born_text
from people.services.cases import case_status
from workflow.models import Decision
from workflow.process import process_of
from workflow.words import deed

NOTES = {
    "add_information": "note",
    "return_to_tray": "note",
    "complete_advice": "advice_given",
    "send_back": "reason",
    "flag_urgent": "reason",
    "assign": "task",
    "correct_receipt": "reason",
    "send_to_team_manager": "discussion",
    "hand_back": "reason",
    "return_to_duty": "reason",
}
"""What was said since, by the action and the field in which it was: the database keeps no order of fields."""
SAFETY = ("current_location_and_condition", "immediate_protection", "safety_alerts")
WHY_ADVICE = ("decide_advice", "rationale", "Why advice is to be given")
CAME_TO = {
    Contact.State.CLOSED: (("decide_", "rationale", "Why it was decided so"),),
    Contact.State.ADVICE_IN_PROGRESS: (WHY_ADVICE,),
    Contact.State.AWAITING_AUTHORISATION: (("complete_advice", "advice_given", "Advice given"), WHY_ADVICE),
}
"""What stands first in a state: the step that said it, its field, and the heading."""
CHILD = ContactPerson.Part.CHILD
SOMEBODY = "Somebody on file, added by the duty team"


def contact_story(contact, user, now: datetime) -> dict:
    """The context of `contacts/_story.html`. Of somebody of whom `user` may not know it says that there is somebody."""
    involved = list(contact.involved.select_related("person"))
    seen = set(contact.involved.known_to(user))
    known = [one for one in involved if one in seen]
    status = case_status([one.person_id for one in known], london_day(now))
    asked = slots_of(contact.concerns, [one for one in known if one.part == CHILD], answers_read_by(user, contact))
    left = sum(slot.missing for slot in asked)
    decisions = list(Decision.about(contact).select_related("event__actor").order_by("-pk"))
    people = [_person(one, status[one.person_id], now) if one in seen else _somebody(one) for one in involved]
    return {
        "concerns": {
            "text": contact.concerns,
            "by": f"Recorded {said(contact.created_at, now)} by {_name(contact.created_by)}",
        },
        "safety": _safety(contact, asked, decisions),
        "came_to": _came_to(contact, decisions, now),
        "people": people,
        "may_put_right": any(one.get("differs") for one in people) and bool(DUTY_TEAM & roles_of(user)),
        "referrer": [_children(known, involved), *_came(contact, now), *_joined(contact, user)],
        "came": came(contact, now),
        "essentials": list(_essentials(asked)),
        "missing_text": f"{left} missing" if left else "",
        "notes": _notes(decisions, now),
        "known": known_already(contact, [one.person for one in known if one.part == CHILD], user, now),
        "edit_url": _edit_url(contact, user),
        "child_url": reverse("contact-child", args=[contact.reference]) if may_name_a_child(user, contact) else "",
    }


def _safety(contact, asked, decisions):
    """What a decision must not overlook, said directly under the story: why it is urgent, and is the child safe now."""
    rows = [
        _row(slot.item.slug, slot.item.label, slot.text) for slot in asked if slot.item.slug in SAFETY and slot.text
    ]
    if not contact.urgent:
        return rows
    reason = next((one.words.get("reason", "") for one in decisions if one.step == "flag_urgent"), "")
    return [_row("urgent_because", "Urgent because", reason), *rows] if reason else rows


def _came_to(contact, decisions, now):
    """First of all on a closed contact the rationale; where advice is given or to be authorised, what it is about."""
    shown = [_said_in(decisions, *where, now) for where in CAME_TO.get(contact.state, ())]
    return [each for each in shown if each]


def _said_in(decisions, step, field, title, now):
    found = next((one for one in decisions if one.step.startswith(step)), None)
    if found is None:
        return None
    signposted = found.words.get("signposted_to")
    return {
        "title": title,
        "text": found.words.get(field, ""),
        "more": f"Signposted to {signposted}." if signposted else "",
        "by": f"{_name(found.event.actor)}, {said(found.event.at, now)}",
    }


def _edit_url(contact, user):
    if contact.state != Contact.State.DRAFT or not may_take_down(user, contact):
        return ""
    return reverse("draft:edit", args=[contact.reference])


def _name(user):
    return user.name if user else "the system"


def _person(one, status, now):
    person = one.person
    return {
        "reference": person.reference,
        "url": person.get_absolute_url(),
        "name": person.full_name,
        "age": age_of(person, london_day(now)),
        "part": one.get_part_display(),
        "status": f"{status.text}, {status.as_of_text}",
        "status_slug": status.slug,
        "line": born_text(person),
        "differs": [each.sentence for each in differences(one)],
        "change_url": reverse("person-change", args=[person.reference, "facts"]),
        "confirm": "Linked without a recorder." if one.to_be_confirmed else "",
    }


def _somebody(one):
    return {"name": SOMEBODY, "part": one.get_part_display()}


def _came(contact, now):
    referrer = Referrer.objects.filter(contact=contact).first()
    rows = [
        _row("channel", "How it came", contact.get_channel_display(), contact.channel),
        _row("kind", "Kind", contact.get_kind_display(), contact.kind),
        _row("received", "Received", said(contact.received_at, now), iso(contact.received_at)),
        _row("urgent", "Urgent", "Yes" if contact.urgent else "No", "yes" if contact.urgent else "no"),
    ]
    if contact.task:
        rows.append(_row("task", "Task", contact.task))
    if contact.threshold != Contact.Threshold.NOT_RECORDED:
        rows.append(_row("threshold", "Threshold", contact.get_threshold_display(), contact.threshold))
    if referrer and referrer.anonymous:
        rows.append(_row("referrer", "Referrer", "Anonymous"))
    elif referrer:
        named = filter(None, [referrer.name, referrer.role, referrer.agency])
        rows.append(_row("referrer", "Referrer", ", ".join(named) or "Not said"))
        rows.append(_row("source", "Source", referrer.get_source_display() or "Not said", referrer.source))
        reach = filter(None, [referrer.phone, referrer.email, referrer.address])
        rows.append(_row("reach", "How to reach them", ", ".join(reach) or "Not said"))
        rows.append(
            _row("safe_way", "Safe way to reply", referrer.get_safe_way_display() or "Not answered", referrer.safe_way)
        )
    return rows


def _joined(contact, user):
    """Which contact goes on with this one's story, and whose stories this one has taken in."""
    joined = Q(pk=contact.joined_to_id) | Q(joined_to=contact)
    others = list(Contact.objects.visible_to(user).filter(joined).order_by("pk"))
    rows = [("joined_to", "Joined with", one) for one in others if one.pk == contact.joined_to_id]
    rows += [("joined_in", "Goes on with the story of", one) for one in others if one.joined_to_id == contact.pk]
    return [_row(slug, label, one.reference) | {"url": one.get_absolute_url()} for slug, label, one in rows]


def _children(known, involved):
    names = [one.person.full_name if one in known else SOMEBODY for one in involved if one.part == CHILD]
    return _row("children", "Children", ", ".join(names) or "Nobody named yet")


def _row(slug, label, text, value=""):
    return {"slug": slug, "label": label, "text": text, "value": value}


def _essentials(asked):
    """What is asked of each child, then what is asked once, each in the manual's order."""
    whose = {slot.child for slot in asked if slot.child}
    for child in sorted(whose, key=lambda child: child.pk):
        rows = [_essential(slot, slot.item.label) for slot in asked if slot.child == child]
        yield {"title": child.person.full_name, "rows": rows}
    yield {"title": "The family", "rows": [_essential(slot, slot.label) for slot in asked if not slot.child]}


def _essential(slot, label):
    text = slot.text or (f"Not known: {slot.not_known_because}" if slot.not_known_because else "")
    return {"slug": slot.item.slug, "label": label, "text": text, "missing": slot.missing}


def _notes(decisions, now):
    return [
        {
            "text": one.words.get(NOTES[one.step], ""),
            "by": f"{deed(process_of(Contact), one.step, one.words)}, {_name(one.event.actor)}",
            "at": one.event.at.isoformat(),
            "when": said(one.event.at, now),
        }
        for one in decisions
        if one.step in NOTES
    ]


def early_help_story(episode, user, now: datetime) -> dict:
    """The context of an episode's story."""
    children = list(episode.people.all())
    status = case_status([child.pk for child in children], london_day(now))
    return {
        "reason": episode.reason,
        "people": [
            {
                "reference": child.reference,
                "url": child.get_absolute_url(),
                "name": child.full_name,
                "age": age_of(child, london_day(now)),
                "part": "Child",
                "status": f"{status[child.pk].text}, {status[child.pk].as_of_text}",
                "status_slug": status[child.pk].slug,
            }
            for child in children
        ],
    }
