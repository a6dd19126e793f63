package io.aispm.proxy.provider;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads the content of a message, which is a text, a list of parts, or absent. */
public final class Content {

    private Content() {}

    /** All that is text in it. */
    public static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        List<String> texts = new ArrayList<>();
        for (var part : content.values()) {
            var text = part.path("text").stringValue(part.path("refusal").stringValue(""));
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return String.join("\n", texts);
    }

    /** A {@code data:} address in its parts. */
    record Inline(String mediaType, String base64) {}

    /** Whether an address carries its data with it. */
    static boolean inline(String url) {
        return url.startsWith("data:") && url.contains(";base64,");
    }

    /** The data that an address carries. */
    static Inline read(String url) {
        var comma = url.indexOf(',');
        var header = url.substring("data:".length(), comma);
        var mediaType = header.substring(0, header.indexOf(';'));
        return new Inline(mediaType, url.substring(comma + 1));
    }

    /** The address of an image part, which some clients send as an object and some as a text. */
    static String imageUrl(JsonNode part) {
        var image = part.path("image_url");
        return image.isString() ? image.stringValue() : image.path("url").stringValue("");
    }
}
