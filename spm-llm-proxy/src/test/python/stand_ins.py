"""What stands around the proxy in these tests: the control plane, the policy engine, and two providers of models."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PROVIDERS = {"openai": "openai_compatible", "anthropic": "anthropic"}
OPENAI_USAGE = {"prompt_tokens": 20, "completion_tokens": 5, "total_tokens": 25}
TOOL_ARGUMENTS = '{"city": "Oslo"}'


def call_context(token: str, port: int) -> dict[str, Any] | None:
    """An agent's key names the provider that its calls go to."""
    provider = token.removeprefix("agent-")
    if provider not in PROVIDERS:
        return None
    base_url = f"http://127.0.0.1:{port}" + ("/v1" if provider == "openai" else "")
    return {
        "tenant_id": "t1",
        "agent": {"id": "0190b3a0-0000-7000-8000-000000000001", "name": "a", "agent_type": "custom", "risk": "low"},
        "turn": {"trace_id": "0190b3a0000070008000000000000001", "session_id": None, "user": None, "number": 0},
        "linked_policies": [],
        "settings": {},
        "runtime": {},
        "route": {
            "integration_id": provider,
            "connector_type": PROVIDERS[provider],
            "config": {"base_url": base_url, "model": "claude-test" if provider == "anthropic" else "m-1"},
            "credentials": {"api_key": "k"},
        },
        "route_missing": None,
    }


def openai_answer(body: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": "Hello there", "refusal": None}
    if wants_tool(body):
        call = {"id": "call_1", "type": "function", "function": {"name": "weather", "arguments": TOOL_ARGUMENTS}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if wants_tool(body) else "stop"}
    return {"id": "c1", "object": "chat.completion", "created": 1, "model": "m-1", "choices": [choice],
            "usage": OPENAI_USAGE}  # fmt: skip


def openai_events(body: dict[str, Any]) -> list[str]:
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
    if wants_tool(body):
        name = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "weather", "arguments": ""}}
        parts = [TOOL_ARGUMENTS[:5], TOOL_ARGUMENTS[5:]]
        deltas += [{"tool_calls": [name]}]
        deltas += [{"tool_calls": [{"index": 0, "function": {"arguments": part}}]} for part in parts]
    else:
        deltas += [{"content": "Hello "}, {"content": "there"}]
    head = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m-1"}
    reason = "tool_calls" if wants_tool(body) else "stop"
    chunks = [{**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    chunks += [{**head, "choices": [{"index": 0, "delta": {}, "finish_reason": reason}]}]
    chunks += [{**head, "choices": [], "usage": OPENAI_USAGE}]
    return [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks] + ["data: [DONE]\n\n"]


def anthropic_answer(body: dict[str, Any]) -> dict[str, Any]:
    content: list[dict[str, Any]] = [{"type": "text", "text": "Hello there"}]
    if wants_tool(body):
        content = [{"type": "tool_use", "id": "toolu_1", "name": "weather", "input": json.loads(TOOL_ARGUMENTS)}]
    return {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-test", "content": content,
            "stop_reason": "tool_use" if wants_tool(body) else "end_turn", "stop_sequence": None,
            "usage": {"input_tokens": 20, "output_tokens": 5}}  # fmt: skip


def anthropic_events(body: dict[str, Any]) -> list[str]:
    answer = anthropic_answer(body)
    block = answer["content"][0]
    if block["type"] == "text":
        begin = {"type": "text", "text": ""}
        deltas = [{"type": "text_delta", "text": text} for text in ("Hello ", "there")]
    else:
        begin = {**block, "input": {}}
        parts = (TOOL_ARGUMENTS[:5], TOOL_ARGUMENTS[5:])
        deltas = [{"type": "input_json_delta", "partial_json": part} for part in parts]
    events: list[dict[str, Any]] = [
        {"type": "message_start", "message": {**answer, "content": [], "stop_reason": None}},
        {"type": "content_block_start", "index": 0, "content_block": begin},
        *({"type": "content_block_delta", "index": 0, "delta": delta} for delta in deltas),
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": answer["stop_reason"]}, "usage": answer["usage"]},
        {"type": "message_stop"},
    ]
    return [f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events]


def wants_tool(body: dict[str, Any]) -> bool:
    """A model that is given tools uses one, unless it has just been told what one answered."""
    last = body["messages"][-1]
    told = last["role"] == "tool" or "tool_result" in json.dumps(last)
    return bool(body.get("tools")) and not told


class StandIns(ThreadingHTTPServer):
    """All of them on one port of this machine; ``seen`` holds what the providers were asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[dict[str, Any]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/internal/calls":
            context = call_context(body["token"], self.server.server_address[1])
            self.answer(200 if context else 401, context or {"code": "unknown_agent_token"})
        elif self.path.startswith("/v1/data/spm"):
            self.answer(200, {"result": {"decision": "allow", "reason": "", "policy_ids": [], "obligations": {}}})
        elif self.path.endswith("/embeddings"):
            data = [{"object": "embedding", "index": 0, "embedding": [0.5, 0.25]}]
            self.answer(200, {"object": "list", "model": "m-1", "data": data, "usage": {"prompt_tokens": 1}})
        else:
            self.provide(body)

    def provide(self, body: dict[str, Any]) -> None:
        assert isinstance(self.server, StandIns)
        self.server.seen.append(body)
        anthropic = self.path == "/v1/messages"
        if "Be busy" in json.dumps(body):
            self.answer(429, {"error": {"type": "rate_limit_error", "message": "no"}})
        elif body.get("stream"):
            self.stream(anthropic_events(body) if anthropic else openai_events(body))
        else:
            self.answer(200, anthropic_answer(body) if anthropic else openai_answer(body))

    def answer(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def stream(self, events: list[str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in [*events, ""]:
            data = event.encode()
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def log_message(self, *_: object) -> None:
        """Says nothing."""
