"""A platform in memory for every test, and the web search that the agents' tests give it."""

import pytest

from aispm.testing import InMemoryPlatform


@pytest.fixture
async def platform():
    async with InMemoryPlatform() as platform:
        platform.tools["web_fetch"] = lambda query: {
            "results": [{"title": "Numbers", "url": "http://numbers.example", "content": f"{query}: it is 4711"}]
        }
        yield platform


@pytest.fixture
def no_web(platform):
    """There is no web search: a call of it names no tool that the platform knows."""
    del platform.tools["web_fetch"]
