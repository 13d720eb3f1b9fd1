"""Conversations with the coach and their messages."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coach.choices import Author
from core.clock import utc_now
from core.sealed import SealedTextField


class Conversation(models.Model):
    """A stretch of talk between a person and the coach, without a long break."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(_("started"), default=utc_now)
    last_message_at = models.DateTimeField(_("last message"), default=utc_now)
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        db_table = "coach_conversations"
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_at__isnull=True),
                name="coach_conversations_one_open_per_person",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("started_at")),
                name="coach_conversations_closed_after_started",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"


class Message(models.Model):
    """One message of a conversation: the person's, or the coach's reply to it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    author = models.CharField(
        _("author"), max_length=6, choices=[(author.value, author.value) for author in Author]
    )
    text = SealedTextField()
    created_at = models.DateTimeField(_("created"), default=utc_now)
    source_update_id = models.BigIntegerField(unique=True, null=True)
    reply_to = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, related_name="reply"
    )
    has_disclaimer = models.BooleanField(_("says that it is a program"), default=False)
    provider = models.CharField(_("provider"), max_length=40, blank=True)
    model = models.CharField(_("model"), max_length=120, blank=True)
    prompt_version = models.CharField(_("version of the prompt"), max_length=40, blank=True)
    is_offline = models.BooleanField(_("made without a model"), default=False)
    used_answer_ids = ArrayField(
        models.BigIntegerField(), verbose_name=_("answers it leans on"), default=list
    )

    class Meta:
        db_table = "coach_messages"
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    author=Author.PERSON, source_update_id__isnull=False, reply_to__isnull=True
                )
                | Q(author=Author.COACH, source_update_id__isnull=True, reply_to__isnull=False),
                name="coach_messages_said_or_replied",
            ),
        ]
        indexes: ClassVar = [
            # read by: the turns that the coach sees before it replies
            models.Index(fields=["conversation", "-id"], name="coach_messages_turns"),
            # read by: the person's dialogue history and export
            models.Index(fields=["person", "-id"], name="coach_messages_of_person"),
        ]

    def __str__(self) -> str:
        """Return the number; never the words."""
        return f"#{self.pk}"
