package io.aispm.guard.redact;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The detectors of a choice of kinds, found by the character a match begins with. */
final class Detectors {

    private static final List<Detector> ALL = Stream.of(
                    Credentials.all(), List.of(new PaymentCards()), PersonalNumbers.all(), List.of(new Ibans()))
            .<Detector>flatMap(List::stream)
            .toList();

    private static final Map<Set<SensitiveKind>, Detectors> KNOWN = new ConcurrentHashMap<>();
    private static final Detector[] NOBODY = {};

    private final Detector[][] byBeginning = new Detector[128][];

    private Detectors(Set<SensitiveKind> kinds) {
        Arrays.setAll(
                byBeginning,
                first -> ALL.stream()
                        .filter(detector -> kinds.contains(detector.kind()) && detector.mayBeginWith((char) first))
                        .toArray(Detector[]::new));
    }

    static Detectors of(Set<SensitiveKind> kinds) {
        return KNOWN.computeIfAbsent(kinds, Detectors::new);
    }

    Detector[] beginningWith(char first) {
        return first < byBeginning.length ? byBeginning[first] : NOBODY;
    }
}
