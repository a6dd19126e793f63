package io.aispm.api.posture.read;

import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.DimensionReader;
import io.aispm.kit.json.WireJson;
import org.springframework.stereotype.Component;

/** What the agent's credentials open, and which secrets it can read; never a secret's value. */
@Component
class IdentityReader implements DimensionReader {

    @Override
    public Dimension dimension() {
        return Dimension.IDENTITY;
    }

    @Override
    public void read(Subject subject, Values into) {
        into.put(subject.makeup().scopes(), "scopes");
        subject.makeup()
                .secrets()
                .forEach((name, setAt) -> into.put("set at " + WireJson.text(setAt), "secrets", name));
    }
}
