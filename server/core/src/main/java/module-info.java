/** norelay: an SMTP server that fails on purpose. */
module dev.norelay {
    requires static org.jspecify;
}
