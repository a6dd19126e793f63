package io.aispm.lineage.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.kit.page.PageRequest;
import io.aispm.lineage.DeadLetterBox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows an operator what could not be kept, and tries it again. */
@RestController
@RequestMapping("/internal/dead-letters")
class DeadLettersController {

    private final DeadLetterBox box;

    DeadLettersController(DeadLetterBox box) {
        this.box = box;
    }

    @GetMapping
    List<DeadLetterBox.Waiting> waiting(@RequestParam(required = false) @Nullable String limit) {
        return box.waiting(PageRequest.of(limit, null).limit());
    }

    @PostMapping("/replay")
    Replayed replay() {
        var tried = box.replay();
        return new Replayed(tried.replayed(), tried.dead());
    }

    record Replayed(
            int replayed, @JsonProperty("dead_again") int deadAgain) {}
}
