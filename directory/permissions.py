"""Who may ask the internal API anything at all."""

from rest_framework.permissions import IsAuthenticated

from directory.models import roles_of


class HoldsARole(IsAuthenticated):
    """Signed in, and holding a role now: of pages `directory.middleware` asks the same, which API views pass by."""

    def has_permission(self, request, view):
        """Whether the asker is somebody here at present."""
        return super().has_permission(request, view) and bool(roles_of(request.user))
