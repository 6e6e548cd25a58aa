/** norelay: an SMTP server that fails on purpose. */
module dev.norelay {
    requires dev.norelay.scenarios;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static org.jspecify;
    requires org.slf4j;
    requires org.snakeyaml.engine;

    exports dev.norelay;
    exports dev.norelay.conduct;
    exports dev.norelay.diagnosis;
    exports dev.norelay.explain;
    exports dev.norelay.fault;
    exports dev.norelay.journal;
    exports dev.norelay.scenario;
    exports dev.norelay.scenario.yaml;
    exports dev.norelay.session;
    exports dev.norelay.smtp;
}
