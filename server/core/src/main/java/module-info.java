/** norelay: an SMTP server that fails on purpose. */
module dev.norelay {
    requires dev.norelay.scenarios;
    requires static org.jspecify;
    requires org.snakeyaml.engine;

    exports dev.norelay.scenario;
    exports dev.norelay.session;
    exports dev.norelay.smtp;
}
