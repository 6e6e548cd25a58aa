package dev.norelay.subethasmtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.auth.UsernamePasswordValidator;
import org.subethamail.smtp.server.SMTPServer;

/** The same handler, validator and conversations, with SubEthaSMTP and with norelay: the same replies and the same calls. */
class ConversationsTest {
    private static final UsernamePasswordValidator ZARA = (user, password, context) -> {
        if (!user.equals("zara") || !password.equals("whistle")) {
            throw new LoginFailedException();
        }
    };

    static Stream<Named<List<String>>> conversations() throws IOException {
        String all = new String(
                Objects.requireNonNull(ConversationsTest.class.getResourceAsStream("conversations.txt"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        return Stream.of(all.split("(?m)^== ", -1))
                .skip(1)
                .map(section -> section.lines().filter(line -> !line.isBlank()).toList())
                .map(lines -> Named.of(lines.get(0), lines.subList(1, lines.size())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conversations")
    void subEthaSmtpSaysAndCallsThis(List<String> steps) throws Exception {
        Heard heard = new Heard("", transactions(steps));
        SMTPServer server = SMTPServer.port(0)
                .hostName("mail.example.test")
                .messageHandlerFactory(heard)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(ZARA))
                .build();
        server.start();
        try {
            play(steps, server.getPortAllocated());
            heard.awaitDone();
            assertThat(heard.calls()).isEqualTo(expected(steps));
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conversations")
    void norelaySaysAndCallsTheSame(List<String> steps) throws IOException {
        Heard heard = new Heard();
        try (Norelay server = NorelaySubEtha.handler(heard).logins(ZARA).open().start()) {
            play(steps, server.port("smtp"));
            assertThat(server.journal().sessions())
                    .hasSize(1); // a barrier: the client has gone, and so has its handler
            assertThat(heard.calls()).isEqualTo(expected(steps));
            assertThat(heard.threads).allMatch(name -> name.startsWith("norelay-worker-"));
        }
        assertThat(heard.done).hasValue(heard.created.get());
    }

    private static List<String> expected(List<String> steps) {
        return steps.stream()
                .filter(step -> step.startsWith("H: "))
                .map(step -> step.substring(3))
                .toList();
    }

    private static int transactions(List<String> steps) {
        return (int) steps.stream().filter("H: done"::equals).count();
    }

    private static void play(List<String> steps, int port) throws IOException {
        try (Talk client = new Talk(port)) {
            client.after();
            for (String step : steps) {
                play(step, client);
            }
        }
    }

    private static void play(String step, Talk client) throws IOException {
        String text = step.substring(Math.min(3, step.length()));
        switch (step.substring(0, 2)) {
            case "C:" -> client.say(text + "\r\n");
            case "S:" -> assertThat(client.hear()).as(step).startsWith(text);
            case "cl" -> assertThat(client.hear()).as(step).isEmpty();
            case "le" -> client.close();
            case "re" -> client.reset();
            case "H:" -> {
                // told behind the conversation
            }
            default -> throw new IllegalArgumentException(step);
        }
    }
}
