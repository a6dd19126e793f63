package io.aispm.localmodel;

import java.util.List;

/** Writes a conversation in ChatML, the form that SmolLM2 was trained on. */
final class ChatTemplate {

    static final String END = "<|im_end|>";

    private static final String START = "<|im_start|>";
    private static final String INTRODUCTION = "You are a helpful AI assistant named SmolLM, trained by Hugging Face";

    private ChatTemplate() {}

    static String prompt(List<ChatRequest.Message> messages) {
        var prompt = new StringBuilder();
        if (!messages.getFirst().role().equals("system")) {
            turn(prompt, "system", INTRODUCTION);
        }
        for (var message : messages) {
            turn(prompt, message.role(), message.text());
        }
        return prompt.append(START).append("assistant\n").toString();
    }

    /** Control words inside a message are taken out: a text must not open a turn of its own. */
    private static void turn(StringBuilder prompt, String role, String text) {
        prompt.append(START).append(role).append('\n');
        prompt.append(text.replace(START, "").replace(END, "").replace("<|endoftext|>", ""));
        prompt.append(END).append('\n');
    }
}
