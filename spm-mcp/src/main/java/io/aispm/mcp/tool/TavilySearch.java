package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import io.aispm.kit.net.AddressRefusedException;
import io.aispm.kit.net.OutboundGuard;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Tavily. Of what goes wrong there the agent learns that it did, never the body of the answer.
 *
 * @see <a href="https://docs.tavily.com/documentation/api-reference/endpoint/search">Tavily's search endpoint</a>
 */
@Component
class TavilySearch {

    private static final Logger log = LoggerFactory.getLogger(TavilySearch.class);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final long MAX_ANSWER_BYTES = 4L * 1024 * 1024;

    private final OkHttpClient http;
    private final JsonMapper json;

    TavilySearch(OkHttpClient http, OutboundGuard outbound, JsonMapper json) {
        this.http = outbound.guard(http.newBuilder(), OutboundGuard.Purpose.INTEGRATION)
                .build();
        this.json = json;
    }

    ToolAnswer search(Search search, CallContext.Route route) {
        var root = HttpUrl.parse(String.valueOf(route.config().get("base_url")));
        if (root == null) {
            return new ToolAnswer.Failed(
                    "Web search is not configured: the Tavily integration's base URL is no address.");
        }
        var body = Map.of("query", search.query(), "max_results", search.maxResults());
        var request = new Request.Builder()
                .url(root.newBuilder().addPathSegment("search").build())
                .header("Authorization", "Bearer " + route.credentials().getOrDefault("api_key", ""))
                .post(RequestBody.create(json.writeValueAsBytes(body), JSON))
                .build();
        var client = http.newBuilder()
                .callTimeout(search.course().left())
                .readTimeout(Duration.ZERO)
                .build();
        var call = client.newCall(request);
        search.course().onCancel(call::cancel);
        try (var answer = call.execute()) {
            if (!answer.isSuccessful()) {
                log.atWarn().addKeyValue("status", answer.code()).log("Tavily refused a search");
                return new ToolAnswer.Failed("The web search failed: Tavily answered " + answer.code() + ".");
            }
            return new ToolAnswer.Answered(Map.of("results", pages(read(answer.body()), search)), true);
        } catch (AddressRefusedException refused) {
            return new ToolAnswer.Failed("The web search failed: the integration's address is not allowed.");
        } catch (InterruptedIOException late) {
            return new ToolAnswer.Failed(
                    "The web search took longer than " + search.course().limit().toSeconds() + " s.");
        } catch (IOException | JacksonException failed) {
            log.atWarn().setCause(failed).log("Tavily can't be asked");
            return new ToolAnswer.Failed("The web search failed: Tavily can't be reached.");
        }
    }

    private JsonNode read(ResponseBody body) throws IOException {
        var source = body.source();
        if (source.request(MAX_ANSWER_BYTES + 1)) {
            throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
        }
        return json.readTree(source.readByteArray());
    }

    private static List<Map<String, String>> pages(JsonNode answer, Search search) {
        var pages = new ArrayList<Map<String, String>>();
        for (var page : answer.path("results")) {
            if (pages.size() == search.maxResults()) {
                break;
            }
            pages.add(Map.of(
                    "title", page.path("title").asString(""),
                    "url", page.path("url").asString(""),
                    "content", shortened(page.path("content").asString(""), search.maxCharacters())));
        }
        return pages;
    }

    private static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** One search: how many results of how many characters each, and its course. */
    record Search(String query, int maxResults, int maxCharacters, Course course) {}
}
