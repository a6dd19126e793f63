"""``python -m aispm agent.py``: runs an agent."""

import sys

from ._loader import run

if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python -m aispm AGENT.py", file=sys.stderr)
        raise SystemExit(2)
    raise SystemExit(run(sys.argv[1]))
