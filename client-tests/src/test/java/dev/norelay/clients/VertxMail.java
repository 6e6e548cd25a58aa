package dev.norelay.clients;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.norelay.ClientSettings;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Security;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The mail client of Vert.x, which sends without blocking; here whoever asked waits for what comes of it. */
final class VertxMail implements MailClient {
    /** After which the client is no client any more, but hangs. */
    private static final long LONGEST = 40;

    @Override
    public String name() {
        return "Vert.x";
    }

    @Override
    public Outcome attempt(ClientSettings settings, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        return send(settings, config(settings, patience));
    }

    /** Logs in by that mechanism, which the settings must have the secret for. */
    Outcome send(ClientSettings settings, Mechanism mechanism)
            throws InterruptedException, ExecutionException, TimeoutException {
        return send(settings, config(settings, settings.timeout()).setAuthMethods(mechanism.saslName()));
    }

    private static Outcome send(ClientSettings settings, MailConfig config)
            throws InterruptedException, ExecutionException, TimeoutException {
        Vertx vertx = Vertx.vertx();
        try {
            var client = io.vertx.ext.mail.MailClient.create(vertx, config);
            return client.sendMail(message(settings))
                    .map(Outcome.SENT)
                    .otherwise(Outcome::failed)
                    .eventually(client::close)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LONGEST, SECONDS);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(LONGEST, SECONDS);
        }
    }

    private static MailConfig config(ClientSettings settings, Duration patience) {
        int millis = Math.toIntExact(patience.toMillis());
        MailConfig config = new MailConfig(settings.host(), settings.port())
                .setOwnHostname("client.example.test")
                .setKeepAlive(false)
                .setSsl(settings.security() == Security.TLS)
                .setStarttls(
                        settings.security() == Security.STARTTLS ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setConnectTimeout(millis)
                .setIdleTimeout(millis)
                .setIdleTimeoutUnit(MILLISECONDS);
        if (settings.security() != Security.NONE) {
            config.setTrustOptions(
                    new PemTrustOptions().addCertPath(settings.caFile().toString()));
        }
        settings.user()
                .ifPresent(user -> config.setUsername(user)
                        .setPassword(settings.token().or(settings::password).orElse(""))
                        .setLogin(settings.token().isPresent() ? LoginOption.XOAUTH2 : LoginOption.REQUIRED));
        return config;
    }

    /** It writes messages itself, and is told each field and each line. */
    private static MailMessage message(ClientSettings settings) {
        String[] parts = new String(Mail.octets(settings), StandardCharsets.US_ASCII).split("\r\n\r\n", 2);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String field : parts[0].split("\r\n(?![ \t])", -1)) {
            String[] nameAndBody = field.split(": ", 2);
            headers.add(nameAndBody[0], nameAndBody[1]);
        }
        return new MailMessage()
                .setBounceAddress(settings.from())
                .setFrom(settings.from())
                .setTo(settings.recipients())
                .setFixedHeaders(true)
                .setHeaders(headers)
                .setText(parts[1].replace("\r\n", "\n"));
    }
}
