import asyncio

from telegram_bot.sandbox.live import Live


def test_every_listener_hears_the_news() -> None:
    async def scenario() -> list[object]:
        live = Live()
        with live.listening() as first, live.listening() as second:
            live.publish({"kind": "message"})
            return [await first.get(), await second.get()]

    assert asyncio.run(scenario()) == [{"kind": "message"}] * 2


def test_who_does_not_keep_up_is_sent_away() -> None:
    async def scenario() -> list[object]:
        live = Live()
        with live.listening() as slow:
            for number in range(1001):
                live.publish({"kind": "message", "number": number})
            live.publish({"kind": "late"})
            return [slow.qsize(), await slow.get()]

    assert asyncio.run(scenario()) == [1, None]


def test_nobody_waits_for_news_after_the_end() -> None:
    async def scenario() -> list[object]:
        live = Live()
        with live.listening() as early:
            live.close()
            with live.listening() as late:
                return [await early.get(), await late.get()]

    assert asyncio.run(scenario()) == [None, None]
