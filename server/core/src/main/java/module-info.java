/** norelay: an SMTP server that fails on purpose. */
module dev.norelay {
    requires static org.jspecify;

    exports dev.norelay.fault;
    exports dev.norelay.scenario;
    exports dev.norelay.session;
    exports dev.norelay.smtp;
}
