"""What staff read instead of the backbone's codes."""

from django.utils.translation import gettext_lazy as _

from core.staff_columns import Colours
from core.staff_pages import Words
from events.choices import DeliveryStatus

STATUSES: Words = {
    DeliveryStatus.PENDING: _("pending"),
    DeliveryStatus.QUEUED: _("queued"),
    DeliveryStatus.RUNNING: _("running"),
    DeliveryStatus.DONE: _("done"),
    DeliveryStatus.DEAD: _("dead"),
    DeliveryStatus.DISCARDED: _("discarded"),
}
STATUS_COLOURS: Colours = {
    DeliveryStatus.PENDING: "warning",
    DeliveryStatus.QUEUED: "info",
    DeliveryStatus.RUNNING: "primary",
    DeliveryStatus.DONE: "success",
    DeliveryStatus.DEAD: "danger",
}
