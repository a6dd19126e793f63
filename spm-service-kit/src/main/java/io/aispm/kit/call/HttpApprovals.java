package io.aispm.kit.call;

import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.kit.http.CallLimit;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks spm-api, each time: an approval that is used up counts for nobody a moment later. */
public final class HttpApprovals implements Approvals {

    private static final Logger log = LoggerFactory.getLogger(HttpApprovals.class);
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http;
    private final HttpUrl address;
    private final ServiceTokens tokens;
    private final JsonMapper json = WireJson.betweenServices();

    public HttpApprovals(OkHttpClient http, URI controller, CallProperties properties, ServiceTokens tokens) {
        this.http = CallLimit.whole(http, properties.timeout()).build();
        this.address = HttpUrl.get(controller.toString())
                .newBuilder()
                .addPathSegments("internal/approvals")
                .build();
        this.tokens = tokens;
    }

    @Override
    public Optional<ApprovalQuestion.Ruling> ask(ApprovalQuestion question) {
        var request = new Request.Builder()
                .url(address)
                .header("Authorization", "Bearer " + tokens.own())
                .post(RequestBody.create(json.writeValueAsBytes(question), JSON))
                .build();
        try (var answer = http.newCall(request).execute()) {
            if (answer.isSuccessful()) {
                return Optional.of(json.readValue(answer.body().byteStream(), ApprovalQuestion.Ruling.class));
            }
            log.atError().addKeyValue("status", answer.code()).log("Nobody said whether it was approved; refusing");
        } catch (IOException | JacksonException silent) {
            log.atError().setCause(silent).log("Nobody said whether it was approved; refusing");
        }
        return Optional.empty();
    }
}
