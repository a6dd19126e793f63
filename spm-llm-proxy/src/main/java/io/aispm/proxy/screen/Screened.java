package io.aispm.proxy.screen;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.GuardResult;
import io.aispm.guard.GuardSettings;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.proxy.usage.CallEvents;

/** Asks the guard about a call's texts, by the agent's own block score, and records what it says. */
final class Screened {

    private final Guard guard;
    private final CallEvents events;

    Screened(Guard guard, CallEvents events) {
        this.guard = guard;
        this.events = events;
    }

    /** Judges and records, also that nobody could be asked. */
    GuardOutcome judge(CallContext call, TextKind kind, String text) {
        var outcome = ask(call, kind, text);
        switch (outcome) {
            case GuardOutcome.Judged(var result) -> record(call, kind, result);
            case GuardOutcome.Unavailable _ -> recordUnavailable(call, kind);
        }
        return outcome;
    }

    /** Judges only. */
    GuardOutcome ask(CallContext call, TextKind kind, String text) {
        var settings = GuardSettings.of(call.settings(), call.guardRoute());
        return guard.screen(Screening.of(kind, text).under(settings));
    }

    void recordUnavailable(CallContext call, TextKind kind) {
        events.emit(call, Payload.GuardDecision.unavailable(kind.stage()));
    }

    void record(CallContext call, TextKind kind, GuardResult result) {
        events.emit(
                call,
                new Payload.GuardDecision(
                        kind.stage(),
                        result.verdict().toString(),
                        result.score(),
                        result.categories(),
                        result.categoryScores(),
                        result.signals(),
                        result.model(),
                        result.modelVersion(),
                        result.processingMs()));
    }
}
