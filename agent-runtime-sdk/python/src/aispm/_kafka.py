"""The wire over Kafka: one partition read by position, so that nothing waits for a group to be balanced."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    KafkaError,
    MessageSizeTooLargeError,
    TopicAuthorizationFailedError,
)

from ._config import Bootstrap
from ._errors import AispmError
from ._wire import Record

_FINAL = (
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
    MessageSizeTooLargeError,
)
_SEND_PATIENCE_S = 60.0
_MAX_BATCH = 64

_log = logging.getLogger("aispm")
_Result = TypeVar("_Result")


class KafkaWire:
    """Reads ``chat.in`` from where the group stands and writes ``chat.out``; opens itself again after an outage."""

    def __init__(self, bootstrap: Bootstrap) -> None:
        self._bootstrap = bootstrap
        self._source = TopicPartition(bootstrap.chat_in_topic, 0)
        self._consumer: AIOKafkaConsumer | None = None
        self._producer: AIOKafkaProducer | None = None
        self._opening = asyncio.Lock()
        self._next: int | None = None

    async def start(self) -> None:
        await asyncio.gather(self._patiently(self._reader), self._patiently(self._writer))

    async def receive(self) -> list[Record]:
        while True:
            consumer = await self._patiently(self._reader)
            try:
                batches = await consumer.getmany(timeout_ms=60_000, max_records=_MAX_BATCH)
            except _FINAL as refused:
                raise AispmError(f"reading the chat was refused: {refused}") from refused
            except KafkaError as trouble:
                _log.warning("chat.in can't be read (%s); connecting again", trouble)
                await self._drop_reader()
                continue
            records = [Record(record.offset, record.value) for batch in batches.values() for record in batch]
            if records:
                self._next = records[-1].offset + 1
                return records

    async def send(self, key: str, value: bytes) -> None:
        give_up = asyncio.get_running_loop().time() + _SEND_PATIENCE_S
        while True:
            try:
                producer = await asyncio.wait_for(self._patiently(self._writer), _SEND_PATIENCE_S)
                await producer.send_and_wait(self._bootstrap.chat_out_topic, value, key.encode(), partition=0)
                return
            except _FINAL as refused:
                raise AispmError(f"the reply was refused: {refused}") from refused
            except (KafkaError, TimeoutError) as trouble:
                if asyncio.get_running_loop().time() > give_up:
                    raise AispmError(f"the reply could not be sent: {trouble}") from trouble
                _log.warning("chat.out can't be written (%s); connecting again", trouble)
                await self._drop_writer()

    async def commit(self, offset: int) -> None:
        if self._consumer is not None:
            try:
                await self._consumer.commit({self._source: offset})
            except KafkaError as trouble:
                _log.warning("the place in chat.in could not be noted: %s", trouble)

    async def stop(self) -> None:
        await self._drop_writer()
        await self._drop_reader()

    async def _reader(self) -> AIOKafkaConsumer:
        async with self._opening:
            if self._consumer is None:
                consumer = AIOKafkaConsumer(
                    group_id=self._bootstrap.kafka_group_id,
                    auto_offset_reset="earliest",
                    enable_auto_commit=False,
                    fetch_max_wait_ms=1000,
                    **self._connection(),
                )
                await self._open(consumer)
                consumer.assign([self._source])
                if self._next is not None:
                    consumer.seek(self._source, self._next)
                self._consumer = consumer
            return self._consumer

    async def _writer(self) -> AIOKafkaProducer:
        async with self._opening:
            if self._producer is None:
                producer = AIOKafkaProducer(acks="all", **self._connection())
                await self._open(producer)
                self._producer = producer
            return self._producer

    async def _open(self, client: Any) -> None:
        try:
            await client.start()
        except BaseException:
            await client.stop()
            raise

    async def _patiently(self, opened: Callable[[], Awaitable[_Result]]) -> _Result:
        pause = 0.1
        while True:
            try:
                # In a context of its own: what the client keeps running belongs to no turn.
                return await asyncio.get_running_loop().create_task(
                    _as_coroutine(opened), context=contextvars.Context()
                )
            except KafkaError as away:
                if pause > 1:
                    _log.warning("Kafka can't be reached (%s); trying again", away)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)

    async def _drop_reader(self) -> None:
        consumer, self._consumer = self._consumer, None
        await _close(consumer)

    async def _drop_writer(self) -> None:
        producer, self._producer = self._producer, None
        await _close(producer)

    def _connection(self) -> dict[str, Any]:
        given = self._bootstrap
        settings: dict[str, Any] = {
            "bootstrap_servers": given.kafka_bootstrap_servers,
            "client_id": f"agent-{given.agent_id}",
            "security_protocol": given.kafka_security_protocol,
            "request_timeout_ms": 15_000,
            "retry_backoff_ms": 100,
        }
        if given.kafka_security_protocol.startswith("SASL"):
            settings["sasl_mechanism"] = given.kafka_sasl_mechanism
            settings["sasl_plain_username"] = given.kafka_sasl_username
            settings["sasl_plain_password"] = given.kafka_sasl_password
        if given.kafka_security_protocol.endswith("SSL"):
            settings["ssl_context"] = _trust(given.kafka_ssl_ca_pem)
        return settings


def _trust(authorities: str | None) -> ssl.SSLContext:
    """What this system trusts, or the platform's own authorities alone."""
    context = ssl.create_default_context(cadata=authorities)
    if authorities is not None:
        # Python 3.13 refuses an authority that lacks an extension; Java's clients, the services, do not.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


async def _as_coroutine(opened: Callable[[], Awaitable[_Result]]) -> _Result:
    return await opened()


async def _close(client: Any) -> None:
    if client is not None:
        try:
            await client.stop()
        except KafkaError as trouble:
            _log.debug("while closing: %s", trouble)
