"""The internal JSON API: one generic pair of views over every process, doing just what the pages do."""

import json

from django.http import Http404
from django.utils import timezone
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.views import APIView

from audit.gateway import fetch
from workflow.engine import perform
from workflow.keys import as_key, as_version
from workflow.offers import offers
from workflow.process import process_named
from workflow.refusals import Refused


def _fetch(request, process, reference, via, step=None):
    found = process_named(process)
    if found is None or (step and found.transition(step) is None):
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


class BoundedJSONParser(JSONParser):
    """JSON as sane programs write it: what is nested without end is refused, and so are halves of characters."""

    def parse(self, stream, media_type=None, parser_context=None):
        """The data; 400 for what cannot be read or kept."""
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
        except (RecursionError, UnicodeEncodeError) as error:
            raise ParseError("This JSON holds what cannot be kept.") from error
        return data


class RecordAction(APIView):
    """One action on one record."""

    parser_classes = (BoundedJSONParser,)

    def post(self, request, process, reference, step):
        """Do the action with the JSON body as its form. `seen_version` and `key` are read from the body.

        200 with the new state, or the refusal's status with `detail`, `slugs` and the fields' `errors`.
        """
        record = _fetch(request, process, reference, f"api {step}", step)
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
