package io.aispm.api;

import org.springframework.boot.test.context.TestConfiguration;

/** What a test of the control plane has in place of a part that lives outside of it. */
@TestConfiguration(proxyBeanMethods = false)
class SpmApiTestBeans {}
