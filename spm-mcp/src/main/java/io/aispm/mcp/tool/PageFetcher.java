package io.aispm.mcp.tool;

import io.aispm.kit.net.AddressRefusedException;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.text.ReadableHtml;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gets one page from the internet, and nothing else from anywhere: the name is resolved once, to addresses that are public
 * and not the platform's, and the connection goes to those. No cookies, no credentials, no proxy.
 */
@Component
class PageFetcher {

    /** The largest page, unpacked. */
    static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(PageFetcher.class);
    private static final String ACCEPT =
            "text/html, application/xhtml+xml, text/plain, application/json;q=0.9, */*;q=0.1";

    private final OkHttpClient http;

    PageFetcher(OkHttpClient http, OutboundGuard outbound) {
        this.http = outbound.guard(http.newBuilder(), OutboundGuard.Purpose.AGENT_CHOSEN)
                .retryOnConnectionFailure(false)
                .build();
    }

    /** What an address had to give. */
    sealed interface Fetched {

        /** Its text, as the tool shows it. */
        record Page(Map<String, Object> shown) implements Fetched {}

        /** It sends its readers elsewhere. */
        record Moved(WebAddress to) implements Fetched {}

        /** Nothing, for the reason that the sentence tells. */
        record Nothing(String sentence) implements Fetched {}
    }

    Fetched fetch(WebAddress address, int mostCharacters, Course course) {
        var request = new Request.Builder()
                .url(address.url())
                .header("User-Agent", "aispm-fetch/1.0")
                .header("Accept", ACCEPT)
                .build();
        var client = http.newBuilder()
                .callTimeout(course.left())
                .readTimeout(Duration.ZERO)
                .build();
        var call = client.newCall(request);
        course.onCancel(call::cancel);
        try (var answer = call.execute()) {
            if (answer.isRedirect()) {
                return moved(address, answer);
            }
            if (!answer.isSuccessful()) {
                return new Fetched.Nothing("The page can't be had: its server answered " + answer.code() + ".");
            }
            return page(address, answer.body(), mostCharacters);
        } catch (AddressRefusedException refused) {
            return new Fetched.Nothing("That address is not on the public internet; it can't be fetched.");
        } catch (InterruptedIOException late) {
            return new Fetched.Nothing(
                    "The page took longer than " + course.limit().toSeconds() + " s.");
        } catch (IOException failed) {
            log.atInfo()
                    .addKeyValue("host", address.url().host())
                    .setCause(failed)
                    .log("A page can't be fetched");
            return new Fetched.Nothing("The page can't be had: its server can't be reached.");
        }
    }

    private static Fetched moved(WebAddress from, Response answer) {
        return Optional.ofNullable(answer.header("Location"))
                .flatMap(from::resolve)
                .<Fetched>map(Fetched.Moved::new)
                .orElseGet(() -> new Fetched.Nothing("The page sends its readers to no address that can be fetched."));
    }

    private static Fetched page(WebAddress address, ResponseBody body, int mostCharacters) throws IOException {
        var type = body.contentType();
        var kind = TextType.of(type);
        if (kind.isEmpty()) {
            var told = type == null ? "does not say what it is" : "is " + type.type() + "/" + type.subtype();
            return new Fetched.Nothing("The page " + told + "; only text can be fetched.");
        }
        var source = body.source();
        if (source.request(MOST_BYTES + 1L)) {
            return new Fetched.Nothing("The page is larger than " + MOST_BYTES / 1024 / 1024 + " MB.");
        }
        var bytes = source.readByteArray();
        var charset = type == null ? null : type.charset();
        var page = kind.get() == TextType.HTML
                ? ReadableHtml.read(bytes, charset == null ? null : charset.name())
                : new ReadableHtml.Page("", new String(bytes, charset == null ? StandardCharsets.UTF_8 : charset));
        return new Fetched.Page(shown(address, page, mostCharacters));
    }

    private static Map<String, Object> shown(WebAddress address, ReadableHtml.Page page, int mostCharacters) {
        var isLonger = page.text().codePointCount(0, page.text().length()) > mostCharacters;
        var content =
                isLonger ? page.text().substring(0, page.text().offsetByCodePoints(0, mostCharacters)) : page.text();
        var shown = new LinkedHashMap<String, Object>();
        shown.put("url", address.toString());
        shown.put("title", page.title());
        shown.put("content", content);
        shown.put("truncated", isLonger);
        return shown;
    }

    /** The kinds of text that are read. */
    private enum TextType {
        HTML,
        PLAIN;

        static Optional<TextType> of(@Nullable MediaType type) {
            if (type == null) {
                return Optional.empty();
            }
            var subtype = type.subtype();
            if (subtype.equals("html") || subtype.equals("xhtml+xml")) {
                return Optional.of(HTML);
            }
            var isText = type.type().equals("text")
                    || (type.type().equals("application")
                            && (subtype.equals("json")
                                    || subtype.equals("xml")
                                    || subtype.endsWith("+json")
                                    || subtype.endsWith("+xml")));
            return isText ? Optional.of(PLAIN) : Optional.empty();
        }
    }
}
