package io.aispm.kit.policy;

import io.aispm.contract.policy.PolicyQuestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides whether a step may be taken. Never throws: what can't be decided is {@link PolicyAnswer.Unavailable}. */
@FunctionalInterface
public interface PolicyEngine {

    /** Asks the entry point of the question's stage. */
    PolicyAnswer decide(PolicyQuestion question);

    /**
     * Asks the same question about each of several tools, which nobody calls yet. Answers by the tools' names; about a tool
     * that is not in it, nothing was decided.
     */
    default Map<String, PolicyAnswer> decideEach(PolicyQuestion question, List<PolicyQuestion.Tool> tools) {
        Map<String, PolicyAnswer> answers = new HashMap<>();
        tools.forEach(tool -> answers.put(tool.name(), decide(question.about(tool))));
        return answers;
    }
}
