"""A model server on this machine that speaks Ollama's two dialects and says which one it was asked in."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "llama3.1:8b"


class Ollama(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        known = {"/api/tags": {"models": [{"name": MODEL}]}, "/v1/models": {"data": [{"id": MODEL}]}}
        self.answer("application/json", [json.dumps(known.get(self.path, {}))])

    def do_POST(self) -> None:
        json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/chat":
            self.answer("application/x-ndjson", native("I was asked natively."))
        elif self.path == "/v1/chat/completions":
            self.answer("text/event-stream", compatible("I was asked as a compatible server."))
        else:
            self.send_error(404)

    def answer(self, kind: str, lines: list[str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        for line in lines:
            self.wfile.write(line.encode() + b"\n")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def native(text: str) -> list[str]:
    words = [
        {"model": MODEL, "message": {"role": "assistant", "content": word + " "}, "done": False}
        for word in text.split()
    ]
    last = {
        "model": MODEL,
        "message": {"role": "assistant", "content": ""},
        "done": True,
        "done_reason": "stop",
        "prompt_eval_count": 11,
        "eval_count": 7,
    }
    return [json.dumps(line) for line in [*words, last]]


def compatible(text: str) -> list[str]:
    def chunk(delta: dict[str, str], finish: str | None) -> dict[str, object]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return {"id": "1", "object": "chat.completion.chunk", "model": MODEL, "choices": [choice]}

    chunks = [*(chunk({"content": word + " "}, None) for word in text.split()), chunk({}, "stop")]
    return [line for part in chunks for line in (f"data: {json.dumps(part)}", "")] + ["data: [DONE]", ""]


@contextmanager
def running(address: str) -> Iterator[int]:
    """Serves on the given address of this machine; gives the port."""
    server = ThreadingHTTPServer((address, 0), Ollama)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
