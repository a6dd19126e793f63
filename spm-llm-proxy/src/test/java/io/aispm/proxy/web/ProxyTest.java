package io.aispm.proxy.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole gateway on a port of its own, with stand-ins for the control plane, OPA and Kafka. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "spm.opa.enabled=false",
            "spm.control.enabled=false",
            "spm.kafka.health=false",
            "spm.lineage.enabled=false",
            "spm.controller.url=http://127.0.0.1:1",
            "spm.outbound.loopback=true",
            "spm.proxy.first-byte-timeout=700ms",
            "spm.proxy.between-bytes-timeout=700ms",
            "spm.proxy.calls-per-provider=4",
            "spm.proxy.max-request=256KB",
            "spm.proxy.max-answer=1MB"
        })
@Import(ProxyTestBeans.class)
@interface ProxyTest {}
