"""/referrals/…"""

from django.urls import include, path

from referrals import views
from referrals.models import Referral
from workflow.views import do, history

referral = [  # /referrals/<reference>/
    path("", views.referral, name="referral"),
    path("history/", history, {"model": Referral}, name="referral-history"),
    path("do/<slug:step>/", do, {"model": Referral}, name="referral-do"),
]

urlpatterns = [path("referrals/<reference:reference>/", include(referral))]
