"""The wire over Kafka, with a client that fails as a broker that goes away makes it fail."""

import asyncio
import json
import ssl
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError, KafkaError, TopicAuthorizationFailedError
from platform_stub import BOOTSTRAP

from aispm import AispmError, _kafka
from aispm._config import Bootstrap
from aispm._kafka import KafkaWire

GOLDEN = Path(__file__).parents[3] / "spm-contract/src/main/resources/golden"


class Broker:
    """What all clients share; ``trouble`` holds what the next requests meet instead of an answer."""

    def __init__(self) -> None:
        self.records: list[bytes] = []
        self.trouble: list[KafkaError] = []
        self.sent: list[bytes] = []
        self.committed: dict[Any, int] = {}
        self.opened: list[str] = []
        self.closed: list[str] = []
        self.settings: dict[str, Any] = {}

    def meet_trouble(self) -> None:
        if self.trouble:
            raise self.trouble.pop(0)


class Record:
    def __init__(self, offset: int, value: bytes) -> None:
        self.offset, self.value = offset, value


class Consumer:
    def __init__(self, broker: Broker, **settings: Any) -> None:
        self.broker, self.place = broker, 0
        broker.settings = settings

    async def start(self) -> None:
        self.broker.meet_trouble()
        self.broker.opened.append("consumer")

    async def stop(self) -> None:
        self.broker.closed.append("consumer")

    def assign(self, partitions: list[Any]) -> None:
        assert [(part.topic, part.partition) for part in partitions] == [("in", 0)]

    def seek(self, partition: Any, offset: int) -> None:
        self.place = offset

    async def getmany(self, timeout_ms: int, max_records: int) -> dict[str, list[Record]]:
        await asyncio.sleep(0)
        self.broker.meet_trouble()
        values = self.broker.records[self.place : self.place + max_records]
        batch = [Record(self.place + index, value) for index, value in enumerate(values)]
        self.place += len(batch)
        return {"in": batch}

    async def commit(self, offsets: dict[Any, int]) -> None:
        self.broker.meet_trouble()
        self.broker.committed |= offsets


class Producer:
    def __init__(self, broker: Broker, **settings: Any) -> None:
        self.broker = broker

    async def start(self) -> None:
        self.broker.meet_trouble()
        self.broker.opened.append("producer")

    async def stop(self) -> None:
        self.broker.closed.append("producer")

    async def send_and_wait(self, topic: str, value: bytes, key: bytes, partition: int) -> None:
        self.broker.meet_trouble()
        assert (topic, partition) == ("out", 0)
        self.broker.sent.append(value)


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    made = Broker()
    monkeypatch.setattr(_kafka, "AIOKafkaConsumer", lambda **settings: Consumer(made, **settings))
    monkeypatch.setattr(_kafka, "AIOKafkaProducer", lambda **settings: Producer(made, **settings))
    return made


async def test_a_start_waits_for_a_broker_that_is_away(broker: Broker) -> None:
    broker.trouble = [KafkaConnectionError(), KafkaConnectionError()]

    await KafkaWire(BOOTSTRAP).start()

    assert sorted(broker.opened) == ["consumer", "producer"]
    assert broker.settings["auto_offset_reset"] == "earliest"
    assert broker.settings["enable_auto_commit"] is False


async def test_reading_goes_on_where_it_was_when_the_broker_comes_back(broker: Broker) -> None:
    wire = KafkaWire(BOOTSTRAP)
    broker.records = [b"one", b"two"]
    assert [record.value for record in await wire.receive()] == [b"one", b"two"]

    broker.trouble = [KafkaConnectionError(), KafkaConnectionError()]
    broker.records.append(b"three")
    (record,) = await wire.receive()

    assert (record.offset, record.value) == (2, b"three")
    assert broker.opened == ["consumer", "consumer"]


async def test_a_reply_is_sent_again_when_the_broker_comes_back(broker: Broker) -> None:
    wire = KafkaWire(BOOTSTRAP)
    await wire.start()
    broker.trouble = [KafkaConnectionError(), KafkaConnectionError()]

    await wire.send("s1", b"reply")

    assert broker.sent == [b"reply"]
    assert broker.closed.count("producer") == 2


async def test_a_reply_that_can_not_be_sent_in_time_is_an_error(
    broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_kafka, "_SEND_PATIENCE_S", -1.0)
    broker.trouble = [KafkaConnectionError()]

    with pytest.raises(AispmError, match="the reply could not be sent"):
        await KafkaWire(BOOTSTRAP).send("s1", b"reply")


async def test_what_is_refused_is_not_tried_again(broker: Broker) -> None:
    wire = KafkaWire(BOOTSTRAP)
    await wire.start()

    broker.trouble = [TopicAuthorizationFailedError()]
    with pytest.raises(AispmError, match="the reply was refused"):
        await wire.send("s1", b"reply")
    broker.trouble = [TopicAuthorizationFailedError()]
    with pytest.raises(AispmError, match="reading the chat was refused"):
        await wire.receive()


async def test_a_place_that_can_not_be_noted_costs_nothing_but_a_repetition(broker: Broker) -> None:
    wire = KafkaWire(BOOTSTRAP)
    await wire.start()
    broker.trouble = [KafkaConnectionError()]

    await wire.commit(1)
    await wire.commit(2)

    assert list(broker.committed.values()) == [2]
    await wire.stop()
    assert sorted(broker.closed) == ["consumer", "producer"]


async def test_a_broker_is_vouched_for_by_the_authority_that_the_control_plane_named(broker: Broker) -> None:
    told = Bootstrap.of(json.loads((GOLDEN / "bootstrap.private-ca.json").read_text()))

    await KafkaWire(replace(told, chat_in_topic="in")).start()

    trust: ssl.SSLContext = broker.settings["ssl_context"]
    (authority,) = trust.get_ca_certs()
    assert authority["subject"] == ((("commonName", "A private authority"),),)
    assert trust.verify_mode is ssl.CERT_REQUIRED and trust.check_hostname
    assert not trust.verify_flags & ssl.VERIFY_X509_STRICT


async def test_without_such_an_authority_the_systems_own_vouch(broker: Broker) -> None:
    await KafkaWire(replace(BOOTSTRAP, kafka_security_protocol="SASL_SSL")).start()

    trust: ssl.SSLContext = broker.settings["ssl_context"]
    system = ssl.create_default_context()
    assert trust.verify_mode is ssl.CERT_REQUIRED and trust.check_hostname
    assert trust.verify_flags == system.verify_flags
    assert len(trust.get_ca_certs()) == len(system.get_ca_certs())
