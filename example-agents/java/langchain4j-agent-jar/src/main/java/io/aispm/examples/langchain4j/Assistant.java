package io.aispm.examples.langchain4j;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;

/** What LangChain4j makes a service of. */
interface Assistant {

    @SystemMessage("""
            You are a helpful assistant. Answer briefly and truthfully. \
            When a question is about anything that may have changed, call web_fetch before you answer, answer only from what \
            it returned, and name the source. If it can't be used, say so and don't guess.""")
    TokenStream answer(String question);
}
