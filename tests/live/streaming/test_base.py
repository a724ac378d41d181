"""The stream's shell against a real server on loopback that drops, delays, garbles, repeats and falls silent."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import struct
import time
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from rustybt.exceptions import (
    ConfigurationError,
    ParseError,
    StreamConnectionError,
    StreamError,
    SubscriptionError,
)
from rustybt.live.streaming.bar_buffer import BarBuffer
from rustybt.live.streaming.base import BaseWebSocketAdapter, backoff_seconds
from rustybt.live.streaming.models import ConnectionState, OHLCVBar, StreamConfig, Subscription, TickData
from rustybt.live.streaming.wire import decode_json, host_of
from tests.waits import until_async

START = 1_700_000_040 * 10**9  # on a minute
QUICK = {"reconnect_delay": 0.01, "reconnect_max_delay": 0.02}


class Stream(BaseWebSocketAdapter):
    """Speaks a small protocol: lists of asked and of dropped names, trades and closed klines."""

    def parse_message(self, raw):
        message = decode_json(raw)
        if "error" in message:
            raise SubscriptionError(message["error"])
        if "ack" in message:
            return []
        if "k" in message:
            bar = message["k"]
            return [OHLCVBar(bar["s"], bar["T"], *(bar[name] for name in "ohlcv"))] if bar["x"] else []
        return [
            TickData(each["s"], each["t"], each["p"], each["v"], trade_id=each["id"])
            for each in message["trades"]
        ]

    def _build_subscription_message(self, subscriptions):
        return json.dumps({"ask": [f"{each.symbol}@{each.channel}" for each in subscriptions]})

    def _build_unsubscription_message(self, subscriptions):
        return json.dumps({"drop": [f"{each.symbol}@{each.channel}" for each in subscriptions]})


class ByChannel(Stream):
    def subscription_of(self, item):
        return Subscription(item.symbol, "trade" if isinstance(item, TickData) else "kline")


def trade(number: int, symbol: str = "BTC") -> str:
    one = {"s": symbol, "t": START + number * 10**9, "p": f"{100 + number}.10", "v": "0.5", "id": str(number)}
    return json.dumps({"trades": [one]})


class Venue:
    """A server whose n-th connection is handled by the n-th script, the last one again and again."""

    def __init__(self, *scripts: Callable[[Venue, ServerConnection], Awaitable[None]]) -> None:
        self.scripts = scripts
        self.asked: list[list[str]] = []
        self.open: list[ServerConnection] = []
        self.connections = 0

    async def handle(self, connection: ServerConnection) -> None:
        script = self.scripts[min(self.connections, len(self.scripts) - 1)]
        self.connections += 1
        self.open.append(connection)
        with contextlib.suppress(ConnectionClosed):
            await script(self, connection)

    async def hear(self, connection: ServerConnection) -> list[str]:
        """Take the next message of the client."""
        message = json.loads(await connection.recv())
        (names,) = message.values()
        self.asked.append(names)
        return names


class Listener:
    """What a stream delivered."""

    def __init__(self, stream_type=Stream, **options) -> None:
        self.ticks, self.bars, self.gaps, self.events = [], [], [], []
        hooks = {name: value for name, value in options.items() if name.startswith(("on_", "is_", "clock"))}
        self.options = {
            "on_tick": self.ticks.append,
            "on_bar": self.bars.append,
            "on_gap": self.gaps.append,
            "on_event": self.events.append,
            "draw": lambda: 1.0,
        } | hooks
        config = {name: value for name, value in options.items() if name not in self.options}
        self.config = StreamConfig(**QUICK | config)
        self.stream_type = stream_type

    def to(self, port: int) -> Stream:
        return self.stream_type(f"ws://127.0.0.1:{port}/ws/secret-key", self.config, **self.options)

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events]


def play(venue: Venue, listener: Listener, main) -> None:
    """Run ``main(stream)`` against the venue."""

    async def both() -> None:
        async with serve(venue.handle, "127.0.0.1", 0, ping_interval=None) as server:
            stream = listener.to(server.sockets[0].getsockname()[1])
            try:
                await main(stream)
            finally:
                await stream.disconnect()
                for connection in venue.open:
                    connection.transport.abort()

    asyncio.run(both())


async def idle(venue: Venue, connection: ServerConnection) -> None:
    await venue.hear(connection)
    await connection.wait_closed()


async def talk(venue: Venue, connection: ServerConnection) -> None:
    await venue.hear(connection)
    await connection.send('{"ack": 1}')
    for number in range(5):
        await connection.send(trade(number + 10 * (venue.connections - 1)))
    await connection.wait_closed()


def test_it_delivers_ticks_and_closed_bars_exactly():
    async def script(venue, connection):
        await venue.hear(connection)
        kline = '{"k": {"s": "BTC", "T": %d, "o": 1.10, "h": 3, "l": "1", "c": 2, "v": 1e2, "x": %s}}'
        await connection.send(kline % (START, "false"))
        await connection.send(kline % (START, "true"))
        await connection.send(trade(1))
        await connection.wait_closed()

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade", "kline"])
        assert stream.state is ConnectionState.DISCONNECTED
        await stream.connect()
        await until_async(lambda: listener.ticks and listener.bars)
        assert stream.state is ConnectionState.CONNECTED
        await stream.disconnect()
        assert stream.state is ConnectionState.DISCONNECTED
        await stream.wait()

    listener, venue = Listener(), Venue(script)
    play(venue, listener, main)
    assert listener.bars == [OHLCVBar("BTC", START, Decimal("1.10"), 3, 1, 2, Decimal("1E+2"))]
    assert listener.ticks == [TickData("BTC", START + 10**9, Decimal("101.10"), Decimal("0.5"), trade_id="1")]
    assert venue.asked == [["BTC@kline", "BTC@trade"]]
    assert listener.kinds() == ["connecting", "connected", "disconnected"]
    # Since the end of the stream everything is missing, until another begins.
    assert [(gap.symbol, gap.end_ns) for gap in listener.gaps] == [("BTC", None)]


def test_subscribing_while_connected_asks_at_once_and_only_for_what_is_new():
    async def script(venue, connection):
        while True:
            await venue.hear(connection)

    async def main(stream):
        await stream.connect()
        await until_async(lambda: stream.state is ConnectionState.CONNECTED)
        await stream.subscribe(["BTC", "ETH"], ["trade"])
        await stream.subscribe(["ETH", "SOL"], ["trade"])
        await stream.subscribe(["ETH"], ["trade"])
        await stream.unsubscribe(["BTC", "XRP"], ["trade"])
        await until_async(lambda: len(venue.asked) == 3)
        assert stream.subscriptions == {Subscription("ETH", "trade"), Subscription("SOL", "trade")}
        for symbols, channels in (("BTC", ["trade"]), (["BTC"], "trade"), ([""], ["trade"])):
            with pytest.raises(SubscriptionError):
                await stream.subscribe(symbols, channels)
        with pytest.raises(StreamError, match="connected already"):
            await stream.connect()

    venue = Venue(script)
    play(venue, Listener(), main)
    assert venue.asked == [["BTC@trade", "ETH@trade"], ["SOL@trade"], ["BTC@trade"]]


@pytest.mark.parametrize("how", ["close", "abort", "reset"])
def test_a_dropped_connection_is_made_anew_asked_again_and_told_as_a_gap(how):
    async def drop(venue, connection):
        await venue.hear(connection)
        await connection.send(trade(1))
        await asyncio.sleep(0.05)
        if how == "close":
            await connection.close(1012, "restarting")
        elif how == "abort":
            connection.transport.abort()
        else:
            raw = connection.transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.transport.abort()

    async def main(stream):
        await stream.subscribe(["BTC", "ETH"], ["trade"])
        await stream.connect()
        await until_async(lambda: len(listener.ticks) == 6)

    listener, venue = Listener(), Venue(drop, talk)
    play(venue, listener, main)
    assert venue.asked == [["BTC@trade", "ETH@trade"]] * 2
    assert listener.kinds()[:4] == ["connecting", "connected", "reconnecting", "connected"]
    btc = [gap for gap in listener.gaps if gap.symbol == "BTC"]
    # Open at once, closed when asked again, and once more when its data flow.
    assert [gap.end_ns is None for gap in btc] == [True, False, False, True]
    assert btc[0].start_ns == btc[1].start_ns == btc[2].start_ns < btc[1].end_ns <= btc[2].end_ns
    eth = [gap.end_ns is None for gap in listener.gaps if gap.symbol == "ETH"]
    assert eth == [True, False, True]


def test_the_gap_marks_the_bars_it_touches_incomplete():
    async def drop(venue, connection):
        await venue.hear(connection)
        await connection.send(trade(1))
        await asyncio.sleep(0.02)

    async def again(venue, connection):
        await venue.hear(connection)
        for number in (1, 30, 70, 130):
            await connection.send(trade(number))
        await connection.wait_closed()

    clock = iter(range(START, START + 10**12, 10**9)).__next__  # each look at it is a second later
    bars = BarBuffer()
    closed = []

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: len(closed) == 2)

    listener = Listener(
        clock=clock,
        on_tick=lambda tick: closed.append(bar) if (bar := bars.add_tick(tick)) else None,
        on_gap=lambda gap: bars.interrupt(gap.start_ns, gap.end_ns, gap.symbol),
    )
    play(Venue(drop, again), listener, main)
    assert [bar.complete for bar in closed] == [False, True]
    assert closed[0].volume == Decimal("1.0")  # the venue repeated trade 1 after the reconnect
    assert bars.counts.duplicate == 1


def test_garbled_messages_are_counted_told_and_end_in_the_breaker():
    garbage = [
        "not json", "[]", "{}", '{"trades": 3}', '{"trades": [{"s": "BTC"}]}', '{"trades": [{"s": 1}]}',
        b"\xff\xfe\x00", '{"p": NaN}', "[" * 20_000, '{"trades": [null]}',
        '{"trades": [{"s": "BTC", "t": 1, "p": "1", "v": "1", "id": "1"}]}',
        trade(1).replace("101.10", "x"),
    ]  # fmt: skip

    async def garble(venue, connection):
        await venue.hear(connection)
        for message in garbage[:-1]:
            await connection.send(message)
        await connection.send(trade(1))  # a good one in between
        for message in garbage[:-1]:
            await connection.send(message)
        await asyncio.sleep(0.05)
        await connection.send(garbage[-1])
        await connection.wait_closed()

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: "breaker_open" in listener.kinds())
        opened = time.monotonic()
        await until_async(lambda: len(listener.ticks) == 6)
        assert time.monotonic() - opened > 0.25  # the breaker kept it away that long

    listener = Listener(circuit_breaker_threshold=len(garbage), circuit_breaker_recovery=0.3)
    play(Venue(garble, talk), listener, main)
    assert listener.kinds().count("parse_error") == 2 * len(garbage) - 1
    unread = [gap for gap in listener.gaps if gap.reason == "a message could not be read"]
    assert len(unread) == 2 * len(garbage) - 1


def test_a_refused_subscription_is_told_and_the_stream_goes_on():
    async def refuse(venue, connection):
        await venue.hear(connection)
        await connection.send('{"error": "unknown symbol NOPE"}')
        await connection.send(trade(1))
        await connection.wait_closed()

    async def main(stream):
        await stream.subscribe(["NOPE", "BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: listener.ticks)

    listener = Listener()
    play(Venue(refuse), listener, main)
    assert [event.detail for event in listener.events if event.kind == "refused"] == ["unknown symbol NOPE"]


def test_a_message_that_is_too_long_ends_the_connection_not_the_memory():
    async def flood(venue, connection):
        await venue.hear(connection)
        await connection.send("x" * 5000)
        await connection.wait_closed()

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: len(listener.ticks) == 5)

    listener = Listener(max_message_bytes=1000)
    play(Venue(flood, talk), listener, main)
    assert any("1009" in event.detail for event in listener.events if event.kind == "reconnecting")


def test_a_peer_that_answers_no_ping_is_dead():
    async def deaf(venue, connection):
        await venue.hear(connection)
        connection.transport.pause_reading()
        await connection.wait_closed()

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: len(listener.ticks) == 5)

    listener = Listener(heartbeat_interval=0.05, heartbeat_timeout=0.1)
    play(Venue(deaf, talk), listener, main)


def test_a_connected_but_silent_subscription_is_asked_for_again_and_then_reconnected():
    async def mute(venue, connection):
        while True:
            await venue.hear(connection)

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: len(listener.ticks) == 5)

    listener, venue = Listener(liveness_timeout=0.1), Venue(mute, talk)
    play(venue, listener, main)
    assert venue.asked[:3] == [["BTC@trade"]] * 3  # at first, again, and on the next connection
    assert listener.kinds()[:5] == ["connecting", "connected", "silent", "silent", "reconnecting"]


def test_one_channel_may_be_silent_while_the_other_talks():
    async def half(venue, connection):
        async def chatter():
            for number in range(10_000):
                await connection.send(trade(number))
                await asyncio.sleep(0.01)

        task = asyncio.create_task(chatter())
        try:
            while True:
                await venue.hear(connection)
        finally:
            task.cancel()

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade", "kline"])
        await stream.connect()
        await until_async(lambda: len(venue.asked) == 2)

    listener, venue = Listener(ByChannel, liveness_timeout=0.6), Venue(half)
    play(venue, listener, main)
    assert venue.asked == [["BTC@kline", "BTC@trade"], ["BTC@kline"]]


def test_a_closed_market_is_not_silent():
    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await asyncio.sleep(0.4)

    listener, venue = Listener(liveness_timeout=0.05, is_due=lambda subscription, now_ns: False), Venue(idle)
    play(venue, listener, main)
    assert listener.kinds() == ["connecting", "connected", "disconnected"]
    assert venue.connections == 1


def test_a_server_that_accepts_and_drops_at_once_is_left_alone_more_and_more():
    async def slam(venue, connection):
        connection.transport.abort()

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await asyncio.sleep(0.6)

    listener, venue = Listener(reconnect_delay=0.05, reconnect_max_delay=10), Venue(slam)
    play(venue, listener, main)
    # 0.05 + 0.1 + 0.2 + 0.4 s: the fifth connection comes after the test.
    assert 2 <= venue.connections <= 5


def test_a_breaker_whose_probe_brings_nothing_opens_again_and_lets_the_next_one_through():
    async def slam(venue, connection):
        connection.transport.abort()

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: len(listener.ticks) == 5)
        assert venue.connections == 6

    listener = Listener(circuit_breaker_threshold=2, circuit_breaker_recovery=0.05)
    venue = Venue(slam, slam, slam, slam, slam, talk)
    play(venue, listener, main)
    assert listener.kinds().count("breaker_open") >= 3


def test_what_is_subscribed_while_a_new_connection_takes_over_is_asked_for_there_too():
    asked_by = {1: [], 2: []}

    async def old(venue, connection):
        while True:
            asked_by[1].append(await venue.hear(connection))

    async def new(venue, connection):
        asked_by[2].append(await venue.hear(connection))
        await until_async(lambda: ["ETH@trade"] in asked_by[1])
        await connection.send(trade(1))
        while True:
            asked_by[2].append(await venue.hear(connection))

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: asked_by[2])
        await stream.subscribe(["ETH"], ["trade"])
        await until_async(lambda: len(asked_by[2]) == 2)

    play(Venue(old, new), Listener(max_connection_age=0.2), main)
    assert asked_by == {1: [["BTC@trade"], ["ETH@trade"]], 2: [["BTC@trade"], ["ETH@trade"]]}


def test_it_gives_up_after_the_attempts_it_was_given_and_says_so():
    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: venue.open)
        for connection in venue.open:
            connection.transport.abort()
        server.close()
        with pytest.raises(StreamConnectionError, match="gave up after 3 attempts"):
            await asyncio.wait_for(stream.wait(), 5)
        assert stream.state is ConnectionState.DISCONNECTED
        assert listener.kinds().count("attempt_failed") == 3

    async def both():
        nonlocal server
        server = await serve(venue.handle, "127.0.0.1", 0)
        await main(listener.to(server.sockets[0].getsockname()[1]))

    server, venue, listener = None, Venue(idle), Listener(reconnect_attempts=3)
    asyncio.run(both())


def test_the_first_attempt_fails_at_once_and_shows_no_key():
    async def main():
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        listener = Listener()
        stream = listener.to(port)
        with pytest.raises(StreamConnectionError, match=f"no connection to 127.0.0.1:{port}") as caught:
            await stream.connect()
        assert "secret-key" not in str(caught.value)
        assert listener.kinds() == ["connecting", "disconnected"]
        await stream.disconnect()
        await stream.wait()

    asyncio.run(main())


def test_a_redirect_is_refused():
    async def main():
        async def answer(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(
                b"HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n"
            )
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            with pytest.raises(StreamConnectionError, match="302"):
                await Listener().to(server.sockets[0].getsockname()[1]).connect()

    asyncio.run(main())


def test_an_error_of_the_consumer_ends_the_stream_and_is_raised():
    def broken(tick):
        raise KeyError("strategy bug")

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        with pytest.raises(KeyError, match="strategy bug"):
            await asyncio.wait_for(stream.wait(), 5)
        assert stream.state is ConnectionState.DISCONNECTED

    play(Venue(talk), Listener(on_tick=broken), main)


def test_a_slow_consumer_gets_the_newest_and_the_loss_is_told():
    async def flood(venue, connection):
        await venue.hear(connection)
        for number in range(500):
            await connection.send(trade(number))
        await connection.wait_closed()

    seen = []

    async def slow(tick):
        seen.append(tick)
        await asyncio.sleep(0.05)

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: seen and seen[-1].trade_id == "499")

    listener = Listener(on_tick=slow, queue_size=4)
    play(Venue(flood), listener, main)
    lost = sum(gap.lost for gap in listener.gaps)
    assert lost > 0
    assert len(seen) + lost == 500


def test_an_old_connection_is_replaced_without_a_gap():
    async def counting(venue, connection):
        await venue.hear(connection)
        while True:
            for each in venue.open:
                with contextlib.suppress(ConnectionClosed):
                    await each.send(trade(venue.number))
            venue.number += 1
            await asyncio.sleep(0.01)

    async def only_listen(venue, connection):
        await venue.hear(connection)
        await connection.wait_closed()

    async def main(stream):
        await stream.subscribe(["BTC"], ["trade"])
        await stream.connect()
        await until_async(lambda: listener.kinds().count("renewed") == 2)
        last = venue.number
        await until_async(lambda: any(int(tick.trade_id) > last + 20 for tick in listener.ticks))
        assert "reconnecting" not in listener.kinds()
        assert listener.gaps == []

    listener = Listener(max_connection_age=0.3)
    venue = Venue(counting, only_listen)
    venue.number = 0

    # One script feeds every connection, as a venue sends each trade to all of them; it outlives its own.
    async def feed(venue, connection):
        task = asyncio.create_task(counting(venue, connection))
        venue.feeder = task
        await connection.wait_closed()

    venue.scripts = (feed, only_listen)
    play(venue, listener, main)
    numbers = sorted({int(tick.trade_id) for tick in listener.ticks})
    assert numbers == list(range(numbers[0], numbers[-1] + 1))


def test_waits_grow_to_the_limit_and_are_drawn():
    config = StreamConfig()
    assert [backoff_seconds(attempt, config, 0.5) for attempt in range(1, 7)] == [0.5, 1, 2, 4, 8, 8]
    assert backoff_seconds(10**6, config, 0.0) == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/x",
        "ws://stream.example.com/x",
        "wss://",
        "wss://user:pass@a.example/",
        "",
        "ws://10.0.0.1/",
    ],
)
def test_an_address_that_is_not_safe_is_refused(url):
    with pytest.raises(ConfigurationError, match="stream address") as caught:
        Stream(url)
    assert "pass" not in str(caught.value)


def test_addresses_are_shown_without_what_they_may_hide():
    assert host_of("wss://a.example:9443/ws/key?token=1") == "a.example:9443"
    for url in ("ws://localhost:1/", "ws://[::1]:1/", "ws://127.1.2.3:1/", "wss://a.example/"):
        assert Stream(url).url == url


def test_json_is_read_exactly():
    assert decode_json('{"a": 0.1, "b": 1e-30, "c": 7}') == {
        "a": Decimal("0.1"),
        "b": Decimal("1e-30"),
        "c": 7,
    }
    for raw in ("", "{", "nan", "Infinity", "-Infinity", b"\xff", "[" * 100_000):
        with pytest.raises(ParseError):
            decode_json(raw)
