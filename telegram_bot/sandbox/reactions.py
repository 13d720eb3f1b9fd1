"""The reactions a bot may set. Pure. Source: `ReactionTypeEmoji` in the Bot API documentation."""

from typing import Any

from telegram_bot.sandbox.errors import refuse

_EMOJI = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊"
    " 🤡 🥱 🥴 😍 🐳 ❤️‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋"
    " 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃"
    " 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂️ 🤷 🤷‍♀️ 😡"
)
STANDARD_REACTIONS = frozenset(_EMOJI.split())


def reaction_emoji(reactions: Any) -> list[str]:
    """Return the emoji of the one reaction a bot may set, or nothing to take it away.

    Raises:
        ApiError: more than one, or an emoji outside the standard set.
    """
    if not isinstance(reactions, list):
        refuse("can't parse reaction types: expected an Array")
    if len(reactions) > 1:
        refuse("REACTIONS_TOO_MANY")
    emoji = [r.get("emoji") if isinstance(r, dict) else None for r in reactions]
    if not STANDARD_REACTIONS.issuperset(emoji):
        refuse("REACTION_INVALID")
    return [str(e) for e in emoji]
