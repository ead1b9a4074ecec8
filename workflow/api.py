"""The internal JSON API: one generic pair of views over every process, doing just what the pages do."""

from django.http import Http404
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.gateway import fetch
from workflow.engine import perform
from workflow.keys import as_key, as_version
from workflow.offers import offers
from workflow.process import process_named
from workflow.refusals import Refused


def _fetch(request, process, reference, via):
    found = process_named(process)
    if found is None:
        raise Http404
    return fetch(request.user, found.model, reference, via)


def _state(record, user):
    return {
        "reference": record.reference,
        "state": record.state,
        "version": record.version,
        "actions": [
            {"name": o.transition.name, "possible": o.possible, "reason": o.reason, "slugs": o.slugs.split()}
            for o in offers(record, user)
        ],
    }


class RecordState(APIView):
    """The state of one record, and what the asker may do to it."""

    def get(self, request, process, reference):
        """State, version and actions; 404 for a record that the asker may not know of."""
        return Response(_state(_fetch(request, process, reference, "api"), request.user))


class RecordAction(APIView):
    """One action on one record."""

    def post(self, request, process, reference, step):
        """Do the action with the JSON body as its form. `seen_version` and `key` are read from the body.

        200 with the new state, or the refusal's status with `detail`, `slugs` and the fields' `errors`.
        """
        record = _fetch(request, process, reference, f"api {step}")
        data = request.data if isinstance(request.data, dict) else {}
        try:
            done = perform(
                record,
                step,
                request.user,
                data,
                seen_version=as_version(data.get("seen_version")),
                now=timezone.now(),
                key=as_key(str(data.get("key", ""))),
            )
        except Refused as refusal:
            body = {
                "detail": refusal.sentence,
                "slugs": refusal.slugs,
                "errors": refusal.form.errors if refusal.form else {},
            }
            return Response(body, status=refusal.status)
        return Response(_state(done, request.user))
