package io.aispm.proxy.usage;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The prices of models, with the day each counts from; an operator's own come before those that are built in. */
public final class Prices {

    private static final TypeReference<List<Price>> LIST = new TypeReference<>() {};
    private static final Pattern DATED = Pattern.compile("(.+?)(-\\d{8}|-\\d{4}-\\d{2}-\\d{2}|-latest)");

    private final List<Price> own;
    private final List<Price> builtIn;
    private final LoadingCache<Question, Optional<Price>> found =
            Caffeine.newBuilder().maximumSize(1_000).build(asked -> find(asked.provider(), asked.model(), asked.day()));

    /** The file that is built in: when its prices were compared with which pages of the providers'. */
    record BuiltIn(LocalDate checked, List<String> sources, List<Price> prices) {}

    private record Question(String provider, String model, LocalDate day) {}

    Prices(List<Price> own, List<Price> builtIn) {
        this.own = own;
        this.builtIn = builtIn;
    }

    /** Reads those that are built in, and the operator's file; one that can't be read stops the start. */
    public static Prices read(JsonMapper json, @Nullable Path file) {
        try (var builtIn = Prices.class.getResourceAsStream("/prices.json")) {
            List<Price> own = file == null ? List.of() : json.readValue(Files.readAllBytes(file), LIST);
            return new Prices(
                    own,
                    builtIn == null
                            ? List.of()
                            : json.readValue(builtIn, BuiltIn.class).prices());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("SPM_LLM_PRICES_FILE can't be read", unreadable);
        }
    }

    /** The price of a model on a day; empty where nobody told it. */
    public Optional<Price> of(String provider, String model, LocalDate day) {
        return found.get(new Question(provider, model, day));
    }

    private Optional<Price> find(String provider, String model, LocalDate day) {
        return Stream.of(own, builtIn)
                .flatMap(prices -> Stream.of(model, withoutDate(model))
                        .distinct()
                        .flatMap(name -> latest(prices, provider, name, day).stream()))
                .findFirst();
    }

    private static Optional<Price> latest(List<Price> prices, String provider, String model, LocalDate day) {
        return prices.stream()
                .filter(price -> price.model().equals(model))
                .filter(price ->
                        price.provider().equals(provider) || price.provider().equals("*") || isAzure(price, provider))
                .filter(price -> !price.from().isAfter(day))
                .max(Comparator.comparing(Price::from));
    }

    /** Azure asks OpenAI's prices, where a deployment has its model's name. */
    private static boolean isAzure(Price price, String provider) {
        return provider.equals("azure_openai") && price.provider().equals("openai");
    }

    private static String withoutDate(String model) {
        var dated = DATED.matcher(model);
        return dated.matches() ? dated.group(1) : model;
    }
}
