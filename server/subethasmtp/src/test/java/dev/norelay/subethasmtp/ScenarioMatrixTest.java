package dev.norelay.subethasmtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.conduct.Verdict;
import dev.norelay.journal.Event;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers of each temper behind scenarios of each family, played to their ends by Angus Mail. */
class ScenarioMatrixTest {
    private static final List<String> SCENARIOS = List.of(
            "open",
            "relay-denied",
            "login-asked-for-at-mail",
            "stale-password",
            "greylisted",
            "mailbox-full",
            "one-of-three-refused",
            "recipient-unknown",
            "sender-not-owned-at-the-end",
            "taken-for-spam",
            "daily-limit-at-the-end",
            "closed-midway",
            "lost-while-sending",
            "reply-lost",
            "mail-lost",
            "taken-and-refused",
            "certificate-expired");
    private static final List<String> REFUSALS = List.of(
            "from reject",
            "from drop",
            "from fail",
            "recipient reject",
            "recipient later",
            "recipient drop",
            "recipient fail",
            "data reject",
            "data drop",
            "data fail");

    static Stream<String> scenarios() {
        return SCENARIOS.stream();
    }

    /** All, but for a message that the scenario throws away: no handler is to hear of it. */
    static Stream<Arguments> pairs() {
        return SCENARIOS.stream()
                .flatMap(scenario -> REFUSALS.stream()
                        .filter(refusal -> !scenario.equals("mail-lost") || !refusal.startsWith("data"))
                        .map(refusal -> Arguments.of(scenario, refusal)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void whereTheHandlerTakesEverythingTheScenarioPlaysAsWithoutIt(String scenario) {
        Heard heard = new Heard();
        try (Norelay alone = Norelay.builder().scenario(scenario).seed(1).start();
                Norelay server =
                        NorelaySubEtha.handler(heard).scenario(scenario).seed(1).start()) {
            Verdict expected = alone.play(ScenarioMatrixTest::send);
            Verdict verdict = server.play(ScenarioMatrixTest::send);
            assertThat(replies(server)).isEqualTo(replies(alone));
            assertThat(verdict.problems()).isEqualTo(expected.problems());
            assertThat(verdict.copies()).isEqualTo(expected.copies());
            assertThat(diagnosis(verdict)).isEqualTo(diagnosis(expected));
            assertSound(heard, server);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pairs")
    void whatTheHandlerRefusesIsNotTaken(String scenario, String refusal) {
        Heard heard = new Heard(refusal, 1);
        try (Norelay server = NorelaySubEtha.handler(heard).scenario(scenario).start()) {
            server.play(ScenarioMatrixTest::send);
            assertThat(server.messages()).isEmpty();
            assertThat(heard.created).as("the story comes to the handler").hasPositiveValue();
            assertThat(replies(server)).anyMatch(reply -> reply.endsWith(words(refusal)));
            assertSound(heard, server);
        }
    }

    /** Without sizes, which a Message-ID of the client's makes differ. */
    private static String diagnosis(Verdict verdict) {
        return verdict.diagnosis().toString().replaceAll("\\d+ octets", "octets");
    }

    private static String words(String refusal) {
        return switch (refusal.substring(refusal.indexOf(' ') + 1)) {
            case "reject" -> " 571 not here";
            case "later" -> " 450 4.2.1 not now";
            case "drop" -> " 421 go away";
            default -> " 421 4.3.0 Mail system failure, closing transmission channel";
        };
    }

    /** What holds whatever is played. */
    private static void assertSound(Heard heard, Norelay server) {
        assertThat(server.messages()).hasSize(heard.taken.get());
        assertThat(heard.done).hasValue(heard.created.get());
        assertThat(heard.threads).allMatch(name -> name.startsWith("norelay-worker-"));
    }

    /** What the scenario refuses no handler hears of, and what no handler hears of is not taken. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"relay-denied", "recipient-unknown", "mailbox-full"})
    void theScenarioRefusesFirst(String scenario) throws MessagingException {
        Heard heard = new Heard("recipient reject", 1);
        try (Norelay server = NorelaySubEtha.handler(heard).scenario(scenario).start()) {
            try {
                send(server.settings());
            } catch (UncheckedIOException | MessagingException refused) {
                // as it should
            }
            assertThat(replies(server)).noneMatch(reply -> reply.contains("571 not here"));
            assertThat(heard.calls()).containsExactly("from alice@example.test, " + helo(server), "done");
        }
    }

    private static String helo(Norelay server) {
        return server.journal().transcript().replaceAll("(?s).*C: EHLO ([^\n]*)\n.*", "$1");
    }

    private static List<String> replies(Norelay server) {
        List<String> replies = new ArrayList<>();
        server.journal()
                .sessions()
                .forEach(session -> session.events(Event.ReplySent.class)
                        .forEach(sent -> replies.add(sent.moment().id() + " "
                                + sent.reply().toString().strip())));
        replies.replaceAll(reply -> reply.replaceAll("queued as \\S+", "queued"));
        return replies;
    }

    private static void send(ClientSettings settings) throws MessagingException {
        Session session = Session.getInstance(settings.jakartaMailProperties());
        MimeMessage message = new MimeMessage(session);
        message.setFrom(settings.from());
        for (String recipient : settings.recipients()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject("hello");
        message.setText("How are you?");
        Transport.send(
                message, settings.user().orElse(null), settings.password().orElse(null));
    }
}
