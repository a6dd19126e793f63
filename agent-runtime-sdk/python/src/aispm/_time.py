"""Times as the wire has them: RFC 3339, UTC, milliseconds."""

from datetime import UTC, datetime


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
