package dev.norelay.session;

import static dev.norelay.session.Dialogue.connected;
import static dev.norelay.session.Dialogue.greeted;
import static dev.norelay.session.TestServer.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import org.junit.jupiter.api.Test;

/** BDAT in a session (RFC 3030 §2). */
class ChunkingTest {
    private static final String ENVELOPE = """
            C: MAIL FROM:<alice@example.test>
            S: 250
            C: RCPT TO:<carol@example.test>
            S: 250
            """;

    @Test
    void chunksOfAnySizeMakeAMessage() {
        Dialogue dialogue = greeted(server()).plays(ENVELOPE + """
                C: BDAT 0
                S: 250 2.0.0 Chunk taken
                C: BDAT 100
                S: 250 2.0.0 Chunk taken
                C: NOOP
                S: 250
                C: BDAT 0 LAST
                S: 250 2.0.0 OK
                C: BDAT 10 LAST
                S: 503 5.5.1 Bad sequence of commands: MAIL first
                """);
        assertThat(dialogue.session().transaction()).isEmpty();
    }

    @Test
    void theLastChunkIsTheEndOfTheDataAndAnyOtherIsData() {
        Dialogue dialogue = greeted(server()).plays(ENVELOPE);
        assertThat(dialogue.proposes("BDAT 3").moment()).isEqualTo(Moment.DATA);
        assertThat(dialogue.proposes("BDAT 3 LAST")).satisfies(last -> {
            assertThat(last.moment()).isEqualTo(Moment.END_OF_DATA);
            assertThat(last.effect()).isInstanceOf(Effect.Deliver.class);
        });
    }

    @Test
    void chunksOutOfSequenceAreRefused() {
        connected(server()).plays("""
                C: BDAT 5
                S: 503 5.5.1 Bad sequence of commands: EHLO first
                C: EHLO client.test
                S: 250
                C: BDAT 5 LAST
                S: 503 5.5.1 Bad sequence of commands: MAIL first
                C: MAIL FROM:<alice@example.test>
                S: 250
                C: BDAT 5 LAST
                S: 503 5.5.1 Bad sequence of commands: no valid recipients
                C: RCPT TO:<carol@example.test>
                S: 250
                C: BDAT 5 LAST
                S: 250 2.0.0
                """);
    }

    @Test
    void chunksNeedTheirExtension() {
        greeted(server().hide("CHUNKING")).plays(ENVELOPE + "C: BDAT 5\nS: 502 5.5.1 CHUNKING is not offered");
        connected(server()).plays("C: HELO client.test\nS: 250\n" + ENVELOPE + "C: BDAT 5\nS: 502 5.5.1");
    }

    @Test
    void dataAndRcptDoNotGoTogetherWithChunks() {
        greeted(server()).plays(ENVELOPE + """
                C: BDAT 5
                S: 250
                C: DATA
                S: 503 5.5.1 Bad sequence of commands: only BDAT or RSET behind BDAT
                C: RCPT TO:<dan@example.test>
                S: 503 5.5.1
                C: MAIL FROM:<alice@example.test>
                S: 503 5.5.1 Bad sequence of commands: nested MAIL
                C: BDAT 5 LAST
                S: 250
                """ + ENVELOPE + """
                C: DATA
                S: 354
                (message of 20 octets)
                S: 250
                """);
    }

    @Test
    void rsetMakesChunksVoid() {
        greeted(server().maxSize(10)).plays(ENVELOPE + """
                C: BDAT 8
                S: 250
                C: RSET
                S: 250
                """ + ENVELOPE + """
                C: BDAT 8 LAST
                S: 250 2.0.0 OK
                """);
    }

    @Test
    void theSumOfTheChunksIsLimitedAndTheRestIsRefused() {
        greeted(server().maxSize(10)).plays(ENVELOPE + """
                C: BDAT 8
                S: 250
                C: BDAT 8
                S: 552 5.3.4
                C: BDAT 1
                S: 503 5.5.1 Bad sequence of commands: a chunk was refused, RSET first
                C: BDAT 1 LAST
                S: 503 5.5.1
                C: DATA
                S: 503 5.5.1
                C: RSET
                S: 250
                """ + ENVELOPE + """
                C: BDAT 11 LAST
                S: 552 5.3.4
                C: MAIL FROM:<alice@example.test>
                S: 250
                """);
    }

    @Test
    void aScriptThatRefusesAChunkBreaksTheMessage() {
        greeted(server()).plays(ENVELOPE + """
                C: BDAT 8
                S: 250
                S! 451 a script
                C: BDAT 1 LAST
                S: 503 5.5.1
                """);
    }

    @Test
    void whatIsSaidAtDataIsSaidAtTheFirstChunk() {
        TestServer late = server().maxSize(1000).says(Refusal.TOO_LARGE, Moment.DATA);
        String large = ENVELOPE.replace("test>\nS: 250\nC: RCPT", "test> SIZE=1001\nS: 250\nC: RCPT");
        greeted(late).plays(large + "C: BDAT 8\nS: 552 5.3.4");
        greeted(late).plays(large + "C: BDAT 8 LAST\nS: 552 5.3.4");
        greeted(late).plays(large + "C: BDAT 8\nS: 552\nS! 250 a script\nC: BDAT 8\nS: 250\nC: BDAT 8 LAST\nS: 250");
    }

    @Test
    void binaryContentComesInChunksOnly() {
        String binary = ENVELOPE.replace("alice@example.test>", "alice@example.test> BODY=BINARYMIME");
        Dialogue dialogue = greeted(server()).plays(binary + """
                C: DATA
                S: 503 5.5.1 Bad sequence of commands: BODY=BINARYMIME needs BDAT
                """);
        Content bare = new Content(5, true, true, Octets.copyOf(new byte[0]));
        Command.Bdat last = new Command.Bdat(5, true);
        ServerProfile profile = server().profile();
        assertThat(dialogue.session().proposeChunk(last, bare, profile).accepts())
                .isTrue();
        assertThat(greeted(server())
                        .plays(ENVELOPE)
                        .session()
                        .proposeChunk(last, bare, profile)
                        .refused())
                .contains(Refusal.BARE_NEWLINE);
    }

    @Test
    void aChunkByItselfIsAllThereIs() {
        ServerProfile profile = server().maxSize(10).profile();
        Session session = greeted(server()).plays(ENVELOPE).session();
        assertThat(session.propose(new Command.Bdat(10, true), profile).accepts())
                .isTrue();
        assertThat(session.propose(new Command.Bdat(11, true), profile).refused())
                .contains(Refusal.TOO_LARGE);
    }
}
