/** norelay: an SMTP server that fails on purpose. */
module dev.norelay {
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.norelay.diagnosis;
    exports dev.norelay.fault;
    exports dev.norelay.journal;
    exports dev.norelay.scenario;
    exports dev.norelay.session;
    exports dev.norelay.smtp;
}
