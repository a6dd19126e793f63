package io.aispm.api.agent.runtime;

import java.time.Clock;

class FakeRuntimeTests extends AgentRuntimeContract {

    private final FakeRuntime runtime = new FakeRuntime(Clock.systemUTC());

    @Override
    protected AgentRuntime runtime() {
        return runtime;
    }

    @Override
    protected String controllerUrl() {
        return "http://127.0.0.1:8093";
    }
}
