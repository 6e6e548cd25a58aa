package dev.norelay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.scenario.yaml.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * The same conversations with SubEthaSMTP and with norelay. Where a reply code differs, {@code differences.txt} says so,
 * and which section of an RFC decides who is right; no other difference is allowed, and none that is gone.
 */
class OracleTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/norelay/clients/oracle");
    private static final String SERVER = """
            norelay: 1
            title: The same server as SubEthaSMTP's
            server:
              listeners: { smtp: { port: 25, security: none, policy: { require-auth: never, auth: [PLAIN, LOGIN] } } }
              policy: { relay: anyone, require-tls: never, max-size: 2KB, max-recipients: 10 }
            """;

    /**
     * A line of the list.
     *
     * @param where conversation, number of the reply, and what the client said
     * @param why which section decides, and how
     */
    record Difference(String where, String subEtha, String norelay, String why) {
        static Difference parse(String line) {
            String[] parts = line.split(" \\| ", -1);
            assertThat(parts).as(line).hasSize(4);
            return new Difference(parts[0].strip(), parts[1].strip(), parts[2].strip(), parts[3].strip());
        }

        String codes() {
            return where + " | " + subEtha + " | " + norelay;
        }
    }

    private static SMTPServer subEtha;
    private static Norelay norelay;

    @BeforeAll
    static void start() {
        subEtha = SMTPServer.port(0)
                .hostName("mail.example.test")
                .maxMessageSize(2000)
                .maxRecipients(10)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!user.equals("alice@example.test") || !password.equals("correct-horse")) {
                        throw new LoginFailedException();
                    }
                }))
                .messageHandler((context, from, to, data) -> {})
                .build();
        subEtha.start();
        norelay = Norelay.start(ScenarioReader.read("oracle", SERVER));
    }

    @AfterAll
    static void stop() {
        subEtha.stop();
        norelay.close();
    }

    static List<Conversation> conversations() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith("differences.txt"))
                    .sorted()
                    .map(OracleTest::read)
                    .toList();
        }
    }

    private static Conversation read(Path file) {
        try {
            String name = file.getFileName().toString().replace(".txt", "");
            return new Conversation(name, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Difference> listed() throws IOException {
        return Files.readAllLines(FOLDER.resolve("differences.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Difference::parse)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conversations")
    void differencesAreThoseOfTheList(Conversation conversation) throws IOException {
        List<String> expected = listed().stream()
                .filter(difference -> difference.where().startsWith(conversation.name() + " "))
                .map(Difference::codes)
                .toList();
        assertThat(differences(conversation)).isEqualTo(expected);
    }

    private static List<String> differences(Conversation conversation) throws IOException {
        List<Conversation.Answer> theirs = conversation.with(subEtha.getPortAllocated());
        List<Conversation.Answer> ours = conversation.with(norelay.port("smtp"));
        List<String> found = new ArrayList<>();
        for (int i = 0; i < Math.max(theirs.size(), ours.size()); i++) {
            String their = i < theirs.size() ? theirs.get(i).code() : "over";
            String our = i < ours.size() ? ours.get(i).code() : "over";
            String step = (i < theirs.size() ? theirs : ours).get(i).step();
            if (!their.equals(our)) {
                found.add(new Difference(conversation.name() + " " + i + " " + step, their, our, "").codes());
            }
        }
        return found;
    }

    @Test
    void theListNamesTheSectionThatDecidesAndNoConversationThatIsGone() throws IOException {
        List<String> names = conversations().stream().map(Conversation::name).toList();
        assertThat(listed()).allSatisfy(difference -> {
            assertThat(difference.why()).containsPattern("RFC \\d+ §\\d");
            assertThat(names)
                    .contains(Arrays.asList(difference.where().split(" ", 2)).get(0));
        });
    }
}
