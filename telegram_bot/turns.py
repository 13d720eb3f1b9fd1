"""The turn: one transaction that handles an update, saves, chooses and writes the reply."""

from dataclasses import replace
from functools import partial
from uuid import UUID

import structlog
from django.db import connection, transaction

from core.clock import utc_now
from core.crisis import Assessment, CrisisLevel, assess
from core.errors import error_code
from core.metrics import COMMANDS_EXECUTED, ERRORS, MESSAGES_RECEIVED, RATE_LIMITED, TURN_SECONDS
from core.tracing import trace_failed, traced
from core.vocabulary import Language
from events.catalogue import CallbackReceived, CommandExecuted, DomainEvent, MessageReceived
from events.outbox import publish
from people.selectors import PersonRef, person_get
from people.services import person_lock, person_register
from telegram_bot import inbox, outgoing
from telegram_bot.callback_data import unpack
from telegram_bot.choices import UpdateKind
from telegram_bot.dialogue.respond import KNOWN_COMMANDS, respond
from telegram_bot.dialogue.turn import Outcome, Turn
from telegram_bot.errors import DeadlyUpdateError, UnreadableUpdateError
from telegram_bot.inbox import Claim
from telegram_bot.incoming import Incoming
from telegram_bot.limits import inbound_limiter
from telegram_bot.manner_copies import manner_copies
from telegram_bot.models import Account
from telegram_bot.reply import Held, Reply, TurnResult
from telegram_bot.texts import say_to

RUSSIAN_SPEAKING = frozenset({"ru", "uk", "be", "kk"})
_WORTH_A_REPLY = frozenset(UpdateKind) - {
    UpdateKind.IGNORED,
    UpdateKind.GROUP,
    UpdateKind.BLOCKED,
    UpdateKind.UNBLOCKED,
}

log = structlog.get_logger(__name__)


def handle_next() -> TurnResult | None:
    """Claim one update and take its turn; None when there is nothing to do.

    An update that fails is tried again; after the last attempt the person gets a kind word and
    the next update goes on.
    """
    claimed = inbox.claim()
    return handle(claimed) if claimed else None


def handle(claimed: Claim) -> TurnResult:
    """Take the turn of a claimed update, or note that it failed."""
    ids = {"update": claimed.update_id, "attempt": claimed.attempts}
    with traced("update", attributes=ids), TURN_SECONDS.time():
        try:
            result = take_turn(claimed)
        except Exception as error:  # noqa: BLE001 - one bad update must not stop the others
            trace_failed(error)
            return _fail(claimed, error)
    if result.update_id and claimed.incoming:
        _count(claimed.incoming)
    return result


def take_turn(claimed: Claim) -> TurnResult:
    """Take the turn of a claimed update."""
    incoming = _readable(claimed)
    assessment = assess(incoming.text)
    if assessment.level < CrisisLevel.PASSIVE and _is_too_fast(claimed):
        return TurnResult()
    if incoming.kind is UpdateKind.GROUP:
        return _leave_group(claimed, incoming)
    with transaction.atomic(durable=True):
        return _take(claimed, incoming, assessment)


def _readable(claimed: Claim) -> Incoming:
    """Return what the update says.

    Raises:
        DeadlyUpdateError: those who read it before died of it.
        UnreadableUpdateError: it cannot be opened.
    """
    if claimed.attempts > inbox.MAX_CLAIMS:
        raise DeadlyUpdateError
    if claimed.incoming is None:
        raise UnreadableUpdateError
    return claimed.incoming


def _take(claimed: Claim, incoming: Incoming, assessment: Assessment) -> TurnResult:
    person = _lock_person(incoming, incoming.chat_id) if incoming.chat_id is not None else None
    if not inbox.mark_handled(claimed):
        return TurnResult()
    if person is None or incoming.kind not in _WORTH_A_REPLY:
        return _result(incoming, Outcome())
    turn = Turn(person, incoming, assessment)
    outcome = respond(turn)
    return replace(_result(incoming, outcome), held=_write(turn, outcome))


def _lock_person(incoming: Incoming, chat_id: int) -> PersonRef | None:
    """Lock the person of the chat, who is registered at the first message with only a language.

    Nobody is registered for blocking the bot: it may be the last thing an erased person does.
    """
    account = Account.objects.filter(pk=chat_id).first()
    if account is None:
        return _register(incoming, chat_id) if incoming.kind in _WORTH_A_REPLY else None
    person = person_lock(account.person_id)
    is_active = incoming.kind is not UpdateKind.BLOCKED
    if account.is_active != is_active:
        Account.objects.filter(pk=account.pk).update(is_active=is_active)
    return person


def _register(incoming: Incoming, chat_id: int) -> PersonRef:
    """Register the person, once: a crisis does not wait for the update that is in hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"telegram.chat:{chat_id}"]
        )
    account = Account.objects.filter(pk=chat_id).first()
    if account is not None:
        return person_lock(account.person_id)
    person = person_register(language=_language(incoming.language_code))
    Account.objects.create(chat_id=chat_id, person_id=person.id)
    return person_lock(person.id)


def _language(code: str) -> Language:
    return Language.RU if code[:2] in RUSSIAN_SPEAKING else Language.EN


def _write(turn: Turn, outcome: Outcome) -> Held | None:
    """Write the one reply, and publish that the person did something."""
    held = None
    if outcome.reply is not None and turn.incoming.chat_id is not None:
        if turn.assessment.level >= CrisisLevel.PASSIVE:
            outgoing.make_way(turn.incoming.chat_id)
        owner = None if outcome.is_farewell else turn.person_id
        held = _write_reply(turn, outcome.reply, owner, turn.incoming.chat_id)
    if not outcome.is_farewell:
        _tell_others(turn, _person_after(turn))
    return held


def _write_reply(turn: Turn, reply: Reply, owner: UUID | None, chat_id: int) -> Held | None:
    key = f"update:{turn.incoming.update_id}"
    until = outgoing.write(owner, chat_id, reply, key=key)
    if owner is None or reply.reflection is None:
        return None
    return Held(key, owner, reply.reflection.answer_id, until)


def _tell_others(turn: Turn, person: PersonRef) -> None:
    """Publish what somebody did who agreed to begin, and copy how they are spoken to."""
    incoming = turn.incoming
    if person.is_onboarded and incoming.chat_id is not None:
        publish(_fact(turn))
        copy = partial(manner_copies().write, incoming.chat_id, person, incoming.update_id)
        transaction.on_commit(copy, robust=True)


def _person_after(turn: Turn) -> PersonRef:
    """Return the person as the turn left them: buttons and commands may change much of them."""
    incoming = turn.incoming
    may_change = incoming.kind is UpdateKind.CALLBACK or incoming.command
    is_settled = turn.person.is_onboarded and not may_change
    return turn.person if is_settled else person_get(turn.person_id)


def _fact(turn: Turn) -> DomainEvent:
    incoming, person_id = turn.incoming, turn.person_id
    update_id = incoming.update_id
    if incoming.kind is UpdateKind.CALLBACK:
        pressed = unpack(incoming.callback_data)
        action = pressed.action if pressed else "unknown"
        return CallbackReceived(person_id=person_id, action=action, update_id=update_id)
    if incoming.command in KNOWN_COMMANDS:
        return CommandExecuted(person_id=person_id, command=incoming.command, update_id=update_id)
    return MessageReceived(
        person_id=person_id,
        kind=incoming.kind,
        length=len(incoming.text),
        update_id=update_id,
    )


def _result(incoming: Incoming, outcome: Outcome) -> TurnResult:
    return TurnResult(
        update_id=incoming.update_id,
        chat_id=incoming.chat_id or 0,
        callback_id=incoming.callback_id,
        toast=outcome.toast,
        is_typing=outcome.is_typing,
        retire_keyboard=_pressed_message(incoming) if _changes_buttons(outcome) else None,
        keyboard=outcome.keyboard,
    )


def _changes_buttons(outcome: Outcome) -> bool:
    return outcome.retires_buttons or bool(outcome.keyboard)


def _pressed_message(incoming: Incoming) -> tuple[int, int] | None:
    if incoming.chat_id is None or incoming.message_id is None:
        return None
    return incoming.chat_id, incoming.message_id


def _is_too_fast(claimed: Claim) -> bool:
    """Put the update back for later when the person is over the limit, and say so once."""
    wait = inbound_limiter().wait_before(claimed.chat_id)
    if wait is None:
        return False
    RATE_LIMITED.labels(limit="inbound").inc()
    inbox.postpone(claimed, utc_now() + wait)
    if inbound_limiter().may_tell(claimed.chat_id):
        _tell(claimed, "limit")
    return True


def _leave_group(claimed: Claim, incoming: Incoming) -> TurnResult:
    """Say where to find us, and leave: nobody's inner life belongs into a group."""
    with transaction.atomic(durable=True):
        inbox.mark_handled(claimed)
    return TurnResult(
        update_id=incoming.update_id,
        leave_chat_id=incoming.chat_id,
        language=_language(incoming.language_code),
    )


def _count(incoming: Incoming) -> None:
    MESSAGES_RECEIVED.labels(kind=incoming.kind).inc()
    if incoming.command in KNOWN_COMMANDS:
        COMMANDS_EXECUTED.labels(command=incoming.command).inc()


def _fail(claimed: Claim, error: Exception) -> TurnResult:
    ERRORS.labels(part="turn", code=error_code(error)).inc()
    log.warning(
        "update_failed",
        update=claimed.update_id,
        attempt=claimed.attempts,
        code=error_code(error),
        exc_info=error,
    )
    with transaction.atomic():
        if inbox.mark_failed(claimed, error_code(error)):
            _tell(claimed, "failed")
    return TurnResult(callback_id=claimed.incoming.callback_id if claimed.incoming else "")


def _tell(claimed: Claim, key: str) -> None:
    """Write the text `key` outside a turn, once for an update, to a person who is known."""
    account = Account.objects.filter(pk=claimed.chat_id).first()
    if account is None:
        return
    person = person_get(account.person_id)
    reply = Reply(say_to(key, person.language, person.address_form))
    outgoing.write(person.id, claimed.chat_id, reply, key=f"{key}:{claimed.update_id}")
