package io.aispm.kit.problem;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes a problem of every failure, wherever in a service it is met. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ProblemErrorController.class})
public class ProblemConfiguration {}
