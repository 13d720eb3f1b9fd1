"""Who asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def staff_id(request: HttpRequest) -> int:
    """Return the id of the member of staff.

    Raises:
        PermissionDenied: nobody is logged in.
    """
    if request.user.pk is None:
        raise PermissionDenied
    return request.user.pk
