"""The first process inside a sandbox: waits for its agent, becomes it in a child, carries chosen loopback ports out.

Usage: init GATE_DIR PORTS PIDS   (PORTS separated by commas; PIDS 0 where somebody else counts processes)

The agent is named by one claim on standard input (see ``claim``). Until then nobody lives here, and what an agent needs
at its start is loaded already.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import importlib
import os
import resource
import signal
import socket
import sys

from .claim import Claim, Refused

_CHUNK = 65536
_BACKLOG = 128
_HELD = {signal.SIGTERM}
_SET_DUMPABLE = 4


def listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(_BACKLOG)
    return listener


async def forward(listener: socket.socket, gate: str) -> asyncio.Server:
    """Carries each connection to the gate; one that nobody takes is closed, as a port without a listener would be."""

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            out_reader, out_writer = await asyncio.open_unix_connection(gate)
        except OSError:
            writer.transport.abort()
            return
        try:
            await asyncio.gather(pump(reader, out_writer), pump(out_reader, writer))
        except OSError:
            writer.transport.abort()
            out_writer.transport.abort()

    return await asyncio.start_server(carry, sock=listener)


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        writer.transport.abort()
        raise


def become(claim: Claim, pids: int) -> int:
    """Turns the calling process into the agent, first to go when memory runs out; answers its exit status."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")
    if pids:
        resource.setrlimit(resource.RLIMIT_NPROC, (pids, pids))
    environment = claim.environment()
    try:
        program = claim.program()
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 126
    if program is not None:
        try:
            os.execve(program[0], program, environment)
        except OSError as failure:
            print(f"{program[0]} could not be started: {failure}", file=sys.stderr)
            return 127
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:0] = claim.packages
    loader = importlib.import_module("aispm._loader")
    return int(loader.run(claim.file))


async def mind(agent: int, gates: dict[socket.socket, str]) -> int:
    """Forwards and reaps until the agent has ended; answers its status."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[int] = loop.create_future()

    def reap() -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == agent and not ended.done():
                    code = os.waitstatus_to_exitcode(status)
                    ended.set_result(128 - code if code < 0 else code)

    def pass_on() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(agent, signal.SIGTERM)

    loop.add_signal_handler(signal.SIGCHLD, reap)
    loop.add_signal_handler(signal.SIGTERM, pass_on)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _HELD)
    servers = [await forward(listener, gate) for listener, gate in gates.items()]
    reap()
    try:
        return await ended
    finally:
        for server in servers:
            server.close()


def shut_off() -> None:
    """Lets no other process look into this one or take it over: the agent has the same user (prctl(2))."""
    ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def await_claim() -> Claim:
    """Loads what agents need and waits for one; when nobody is left who could send it, there is nothing to wait for."""
    with contextlib.suppress(ImportError):
        importlib.import_module("aispm._ahead").prepare()
    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        os._exit(0)
    return Claim.read(line)


def hear_no_more() -> None:
    """An agent has no input."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def main(arguments: list[str]) -> int:
    # A wish to stop that comes early waits until it can be passed on.
    signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    folder, ports, pids = arguments
    gates = {listen(int(port)): f"{folder}/{port}.sock" for port in ports.split(",") if port}
    claim = await_claim()
    try:
        claim.place_code(sys.stdin.buffer)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 126
    hear_no_more()
    agent = os.fork()
    if agent == 0:
        for listener in gates:
            listener.close()
        return become(claim, int(pids))
    shut_off()
    loop = asyncio.new_event_loop()
    status = loop.run_until_complete(mind(agent, gates))
    # What is still running ends with this process, and its loop lives until then: waiting for connections to close
    # would serve nobody, and tasks of a loop that is collected complain in the agent's log.
    os._exit(status)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
