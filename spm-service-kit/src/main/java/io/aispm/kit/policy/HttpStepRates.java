package io.aispm.kit.policy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.Stage;
import io.aispm.contract.policy.StepRate;
import io.aispm.kit.call.CallProperties;
import io.aispm.kit.http.CallLimit;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks spm-api, where steps are counted; where it can't be asked, no step is taken. */
public final class HttpStepRates implements StepRates {

    private static final Logger log = LoggerFactory.getLogger(HttpStepRates.class);
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http;
    private final HttpUrl address;
    private final ServiceTokens tokens;
    private final JsonMapper json = WireJson.betweenServices();

    public HttpStepRates(OkHttpClient http, URI controller, CallProperties properties, ServiceTokens tokens) {
        this.http = CallLimit.whole(http, properties.timeout()).build();
        this.address = HttpUrl.get(controller.toString())
                .newBuilder()
                .addPathSegments("internal/step-rates")
                .build();
        this.tokens = tokens;
    }

    @Override
    public boolean take(TenantId tenant, AgentId agent, Stage stage, double perMinute) {
        var question = new StepRate.Question(tenant, agent, stage, perMinute);
        var request = new Request.Builder()
                .url(address)
                .header("Authorization", "Bearer " + tokens.own())
                .post(RequestBody.create(json.writeValueAsBytes(question), JSON))
                .build();
        try (var answer = http.newCall(request).execute()) {
            if (answer.isSuccessful()) {
                return json.readValue(answer.body().byteStream(), StepRate.Answer.class)
                        .granted();
            }
            log.atError().addKeyValue("status", answer.code()).log("Nobody said whether a step is within its rate");
        } catch (IOException | JacksonException silent) {
            log.atError().setCause(silent).log("Nobody said whether a step is within its rate");
        }
        return false;
    }
}
