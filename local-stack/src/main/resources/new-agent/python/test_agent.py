import agent
from aispm.testing import InMemoryPlatform


async def test_answers_with_what_the_model_says():
    async with InMemoryPlatform() as platform:
        platform.llm.says("Good morning")
        async with platform.running(agent.main):
            reply = await platform.ask("Hello")

    assert reply.text == "Good morning"


async def test_says_so_when_there_is_no_model():
    async with InMemoryPlatform() as platform:
        platform.llm.fails(503, "llm_not_configured", "Set Default LLM.")
        async with platform.running(agent.main):
            reply = await platform.ask("Hello")

    assert "Set Default LLM." in reply.text
