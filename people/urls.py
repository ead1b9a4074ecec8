"""/people/…"""

from django.urls import path

from people.views import changes, chronology, genogram, interest, person, restriction, search

urlpatterns = [
    path("search/", search.search_people, name="people-search"),
    path("search/<reference:key>/", search.found, name="people-found"),
    path("search/<reference:key>/open/", restriction.break_glass, name="people-break-glass"),
    path("matches/", search.likely, name="people-matches"),
    path("<reference:reference>/", person.person, name="person"),
    path("<reference:reference>/chronology/", chronology.chronology_page, name="person-chronology"),
    path("<reference:reference>/genogram/", genogram.genogram, name="person-genogram"),
    path("<reference:reference>/genogram/nudge/", genogram.nudge, name="person-nudge"),
    path("<reference:reference>/change/<slug:what>/", changes.change, name="person-change"),
    path("<reference:reference>/change/<slug:what>/<int:pk>/", changes.change, name="person-change-of"),
    path("<reference:reference>/restrict/", restriction.restrict, name="person-restrict"),
    path("<reference:reference>/restriction/", restriction.restriction, name="person-restriction"),
    path("<reference:reference>/restriction/end/", restriction.end_restriction, name="person-restriction-end"),
    path("<reference:reference>/interest/", interest.declare, name="person-interest"),
]
