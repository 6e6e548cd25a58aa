package dev.norelay.subethasmtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.server.SMTPServer;

/** What handlers are told about their client. As it was when they were last called; safe to be read later. */
final class Context implements MessageContext {
    private final SMTPServer server;
    private final InetSocketAddress client;
    private final String id;
    private volatile @Nullable String helo;
    private volatile @Nullable AuthenticationHandler login;

    Context(SMTPServer server, String address) {
        this.server = server;
        this.client = new InetSocketAddress(ofLiteral(address), 0);
        this.id = server.getSessionIdFactory().create();
    }

    private static InetAddress ofLiteral(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a client's address is no literal: " + address, e);
        }
    }

    void helo(@Nullable String name) {
        helo = name;
    }

    /** Who has logged in, or null. */
    void login(@Nullable AuthenticationHandler handler) {
        login = handler;
    }

    @Override
    public SMTPServer getSMTPServer() {
        return server;
    }

    /** The port is 0: norelay's scripts do not learn it. */
    @Override
    public InetSocketAddress getRemoteAddress() {
        return client;
    }

    @Override
    public String getSessionId() {
        return id;
    }

    @Override
    public Optional<AuthenticationHandler> getAuthenticationHandler() {
        return Optional.ofNullable(login);
    }

    @Override
    public Optional<String> getHelo() {
        return Optional.ofNullable(helo);
    }

    /** Null, as SubEthaSMTP has it where no client certificate is known. */
    @Override
    public Certificate @Nullable [] getTlsPeerCertificates() {
        return null;
    }
}
