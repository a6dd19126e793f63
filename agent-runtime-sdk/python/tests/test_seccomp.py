"""The filter of system calls."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aispm_sandbox.seccomp import Unavailable, filter_file

FORBIDDEN = {
    "ptrace": 101,
    "keyctl": 250,
    "add_key": 248,
    "mount": 165,
    "unshare": 272,
    "bpf": 321,
    "io_uring_setup": 425,
}

ATTEMPTS = f"""
import ctypes, json, socket
libc = ctypes.CDLL(None, use_errno=True)
outcome = {{}}
for name, number in {FORBIDDEN}.items():
    ctypes.set_errno(0)
    libc.syscall(number, 0, 0, 0, 0, 0)
    outcome[name] = ctypes.get_errno()
try:
    socket.socket(17, socket.SOCK_RAW)
except PermissionError:
    outcome["socket"] = 1
print(json.dumps(outcome))
"""


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers of system calls are this architecture's")
def test_the_filter_refuses_what_agents_do_not_need_and_lets_a_program_run(tmp_path: Path) -> None:
    file = filter_file()
    command = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--unshare-user", "--seccomp", str(file), "--"]
    done = subprocess.run([*command, sys.executable, "-c", ATTEMPTS], pass_fds=[file], capture_output=True, text=True)
    os.close(file)

    assert done.stderr == ""
    assert json.loads(done.stdout) == dict.fromkeys([*FORBIDDEN, "socket"], 1)


def test_a_host_that_cannot_make_a_filter_makes_no_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aispm_sandbox.seccomp._LIBRARY", "libnothing.so.0")

    with pytest.raises(Unavailable, match="libseccomp"):
        filter_file()
