"""An agent's log: its output as JSON lines, bounded on disk by turning the page."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

_PAGE = 2_000_000
_LONGEST = 16_000


class Log:
    """Two pages at most: the current one and the one before."""

    def __init__(self, file: Path, page: int = _PAGE) -> None:
        self._file = file
        self._page = page
        self._out = file.open("ab", buffering=0)

    def write(self, stream: str, text: str) -> None:
        moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = json.dumps({"ts": moment, "stream": stream, "text": text}, ensure_ascii=False)
        self._out.write(line.encode(errors="replace") + b"\n")
        if self._out.tell() > self._page:
            self._out.close()
            os.replace(self._file, self._file.with_suffix(".1.jsonl"))
            self._out = self._file.open("ab", buffering=0)

    def close(self) -> None:
        self._out.close()


class Lines:
    """Cuts one stream into lines."""

    def __init__(self, log: Log, stream: str) -> None:
        self._log = log
        self._stream = stream
        self._rest = b""

    def feed(self, data: bytes) -> None:
        *whole, self._rest = (self._rest + data).split(b"\n")
        for line in whole:
            self._write(line)
        while len(self._rest) > _LONGEST:
            self._write(self._rest[:_LONGEST])
            self._rest = self._rest[_LONGEST:]

    def finish(self) -> None:
        if self._rest:
            self._write(self._rest)
            self._rest = b""

    def _write(self, line: bytes) -> None:
        for start in range(0, max(len(line), 1), _LONGEST):
            text = line[start : start + _LONGEST].decode(errors="replace").rstrip("\r")
            self._log.write(self._stream, text)
