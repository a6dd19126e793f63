"""An agent that tries, from inside, what it must not be able to do. The same code is run outside as a control.

Each attempt answers ``done ...`` or ``refused ...``. As an agent it takes attempts as messages; as a program, as arguments.
"""

import asyncio
import ctypes
import os
import resource
import signal
import socket
import sys
import threading
import time

LIBC = ctypes.CDLL(None, use_errno=True)
NUMBERS = {"ptrace": 101, "add_key": 248, "mount": 165, "unshare": 272}


def call(name, *arguments):
    """A system call by its number on x86-64; an OSError where the kernel refuses."""
    ctypes.set_errno(0)
    result = LIBC.syscall(NUMBERS[name], *arguments)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def search(roots, marker):
    """Whether a Python file below one of the folders holds the marker."""
    for root in roots.split(":"):
        for folder, _, files in os.walk(root):
            for name in files:
                if name.endswith(".py"):
                    try:
                        with open(os.path.join(folder, name), "rb") as file:
                            if marker.encode() in file.read(1_000_000):
                                return "found it"
                    except OSError:
                        continue
    raise FileNotFoundError(marker)


def environ(marker):
    """Whether some process's environment or command line holds the marker."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        for what in ("environ", "cmdline"):
            try:
                with open(f"/proc/{pid}/{what}", "rb") as file:
                    if int(pid) != os.getpid() and marker.encode() in file.read():
                        return "found it"
            except OSError:
                continue
    raise FileNotFoundError(marker)


def connect(host, port):
    with socket.create_connection((host, int(port)), timeout=3):
        return "connected"


def unix(path):
    with socket.socket(socket.AF_UNIX) as peer:
        peer.connect(path)
        return "connected"


def read(path):
    with open(path, "rb") as file:
        return f"{len(file.read(64))} bytes"


def write(path):
    with open(path, "ab") as file:
        file.write(b"x")
    return "written"


def in_child(work):
    """Does the work in a process that may be killed for it."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        raise PermissionError(f"it ended with {os.waitstatus_to_exitcode(status)}")
    return "it ended well"


def forks(count):
    children = []
    try:
        for _ in range(int(count)):
            pid = os.fork()
            if pid == 0:
                time.sleep(30)
                os._exit(0)
            children.append(pid)
        return f"{len(children)} processes"
    finally:
        for pid in children:
            os.kill(pid, 9)
            os.waitpid(pid, 0)


def memory(megabytes):
    def hoard():
        block = bytearray(int(megabytes) * 2**20)
        for place in range(0, len(block), 4096):
            block[place] = 1

    return in_child(hoard)


def fill(folder, megabytes):
    path = os.path.join(folder, "filling")

    def pour():
        with open(path, "wb") as file:
            for _ in range(int(megabytes)):
                file.write(b"x" * 2**20)
            file.flush()
            os.fsync(file.fileno())

    try:
        return in_child(pour)
    finally:
        if os.path.exists(path):
            os.remove(path)


def files(count):
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    opened = []
    try:
        for _ in range(int(count)):
            opened.append(os.open("/dev/null", os.O_RDONLY))
        return f"{len(opened)} files"
    finally:
        for file in opened:
            os.close(file)


def ptrace(pid):
    """Attaches to a process, and lets go of it again (PTRACE_ATTACH, PTRACE_DETACH)."""
    if pid != "other":
        return attach(int(pid))
    child = os.fork()
    if child == 0:
        time.sleep(30)
        os._exit(0)
    try:
        return attach(child)
    finally:
        # It holds what this one writes to: who reads that would wait for its end.
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def attach(pid):
    call("ptrace", 16, pid, 0, 0)
    os.waitpid(pid, 0x40000000)
    call("ptrace", 17, pid, 0, 0)
    return "attached"


def mount(folder):
    os.makedirs(folder, exist_ok=True)
    call("mount", b"tmpfs", folder.encode(), b"tmpfs", 0, None)
    return "mounted"


def namespace():
    return in_child(lambda: call("unshare", 0x10000000))


def raw():
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP):
        return "opened"


def key():
    return f"key {call('add_key', b'user', b'probe', b'x', 1, -2)}"


def daemon(marker):
    """Leaves a process behind that ignores the wish to stop."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            program = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(300)"
            os.execv(sys.executable, [sys.executable, "-c", program, marker])
        os._exit(0)
    return "left behind"


def token():
    """Backwards, so that nobody takes it for a secret."""
    return os.environ["MCP_TOKEN"][::-1]


def kafka():
    """What this agent was told of its conversation, and how its own wire connects."""
    from aispm import _process
    from aispm._kafka import KafkaWire

    mine = _process.settings.bootstrap
    return mine, KafkaWire(mine)._connection() | {"request_timeout_ms": 5000}


async def produce(topic):
    from aiokafka import AIOKafkaProducer

    mine, connection = kafka()
    producer = AIOKafkaProducer(**connection)
    await producer.start()
    try:
        await producer.send_and_wait(mine.chat_out_topic if topic == "mine" else topic, b"{}")
        return "produced"
    finally:
        await producer.stop()


async def consume(topic):
    """Whether what was said in a conversation can be read from its beginning."""
    from aiokafka import AIOKafkaConsumer

    mine, connection = kafka()
    source = mine.chat_in_topic if topic == "mine" else topic
    consumer = AIOKafkaConsumer(source, auto_offset_reset="earliest", **connection)
    try:
        await consumer.start()
        record = await asyncio.wait_for(consumer.getone(), 3)
        return f"read {len(record.value)} bytes"
    finally:
        await consumer.stop()


async def group(name):
    """Whether a group's place can be changed, so that its agent would hear again what it was told."""
    from aiokafka import AIOKafkaConsumer, TopicPartition

    mine, connection = kafka()
    group_id = mine.kafka_group_id if name == "mine" else name
    consumer = AIOKafkaConsumer(group_id=group_id, enable_auto_commit=False, **connection)
    await consumer.start()
    try:
        source = TopicPartition(mine.chat_in_topic, 0)
        consumer.assign([source])
        await asyncio.wait_for(consumer.commit({source: 0}), 3)
        return "committed"
    finally:
        await consumer.stop()


def listen(port):
    """Opens a port for whoever finds it."""
    listener = socket.create_server(("127.0.0.1", int(port)))
    threading.Thread(target=lambda: [listener.accept() for _ in iter(int, 1)], daemon=True).start()
    return "listening"


ATTEMPTS = {
    attempt.__name__: attempt
    for attempt in (
        search, environ, connect, unix, read, write, forks, memory, fill, files, ptrace, mount, namespace, raw, key, daemon,
        token, produce, consume, group, listen,
    )
}


async def attempt(line):
    name, *arguments = line.split()
    try:
        outcome = ATTEMPTS[name](*arguments)
        return f"done {await outcome if hasattr(outcome, '__await__') else outcome}"
    except BaseException as refusal:
        return f"refused {type(refusal).__name__}: {refusal}"[:300]


async def main():
    import aispm

    await aispm.ready()
    async for msg in aispm.chat.subscribe():
        await aispm.chat.reply(msg.session_id, await attempt(msg.text))


if __name__ == "__main__":
    print(asyncio.run(attempt(" ".join(sys.argv[1:]))))
