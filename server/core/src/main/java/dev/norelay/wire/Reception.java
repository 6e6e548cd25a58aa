package dev.norelay.wire;

import dev.norelay.journal.Event;
import dev.norelay.journal.Message;
import dev.norelay.journal.MessageContent;
import dev.norelay.session.Circumstances;
import dev.norelay.session.Content;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The message that a client is sending, behind DATA or in chunks: takes its octets out of the inbox and has the session
 * answer when they have come. On the connection's event loop.
 */
final class Reception {
    private final Conversation conversation;
    private final Endpoint endpoint;
    private final EventExecutor loop;
    private final Session session;
    private final Inbox inbox;
    private final Decider decider;
    private final Patience patience;
    private final SessionRecorder recorder;

    private @Nullable IncomingContent content;
    /** BDAT whose octets have not all come. */
    private Command.@Nullable Bdat chunk;

    private boolean waitsForFile;

    Reception(
            Conversation conversation,
            Endpoint endpoint,
            EventExecutor loop,
            Session session,
            Inbox inbox,
            Decider decider,
            Patience patience,
            SessionRecorder recorder) {
        this.conversation = conversation;
        this.endpoint = endpoint;
        this.loop = loop;
        this.session = session;
        this.inbox = inbox;
        this.decider = decider;
        this.patience = patience;
        this.recorder = recorder;
    }

    /** Whether the next octets are a message's, and no command. */
    boolean isDue() {
        return chunk != null || session.awaitsContent();
    }

    /** Whether all octets have come and some are still on their way to a file: the answer must wait. */
    boolean waitsForFile() {
        return waitsForFile;
    }

    /** Whether reading must wait for the file. */
    boolean isFull() {
        return content != null && content.full();
    }

    /** A chunk is announced. RFC 3030 §2: the octets of one that is refused come all the same; they are no commands. */
    void begin(Command.Bdat announced) {
        chunk = announced;
        if (content == null) {
            content = IncomingContent.inChunks(endpoint.spool(), loop, this::kept);
        }
        content.begin(announced);
        if (!session.takesChunk(conversation.profile())) {
            content.drop();
        }
    }

    /** Takes what has come; whether there may be more to take behind it. */
    boolean take() {
        if (content == null) {
            content = IncomingContent.behindData(endpoint.spool(), loop, this::kept);
        }
        boolean more = inbox.octets().isReadable();
        content.read(inbox.octets(), conversation.profile().policy().maxSize());
        if (!content.ended()) {
            patience.begins(Patience.Tried.MESSAGE);
            if (more) {
                arriving(content);
            }
            return false;
        }
        if (content.busy() && (chunk == null || chunk.last())) {
            waitsForFile = true;
            return false;
        }
        arrived(content);
        return true;
    }

    /** More of a message has come: a moment of its own, at which a correct server says nothing. */
    private void arriving(IncomingContent open) {
        boolean wanted = chunk == null || session.takesChunk(conversation.profile());
        if (wanted && decider.asks(Moment.CONTENT)) {
            conversation.answer(session.proposeNothing(Moment.CONTENT), circumstances(open.known(false), 0));
        }
    }

    private Circumstances circumstances(Content known, int attempt) {
        return new Circumstances("", inbox.pipelined(), conversation.number(), Duration.ZERO, known, attempt);
    }

    /** What waited for the file is in it. */
    private void kept() {
        if (recorder.isClosed()) {
            return;
        }
        if (waitsForFile && content != null && !content.busy()) {
            waitsForFile = false;
            arrived(content);
        }
        conversation.goOn();
    }

    /** All of a message has come, or of a chunk. */
    private void arrived(IncomingContent open) {
        Command.Bdat over = chunk;
        chunk = null;
        boolean wanted = over == null || session.takesChunk(conversation.profile());
        if (over != null) {
            recorder.record(new Event.ChunkReceived(over.size(), wanted));
        }
        if (over == null || (over.last() && wanted)) {
            endOfData(open);
        } else {
            conversation.answer(session.proposeChunk(over, open.known(false), conversation.profile()));
        }
    }

    private void endOfData(IncomingContent ended) {
        patience.ends();
        ServerProfile profile = conversation.profile();
        boolean asked = decider.asks(Moment.END_OF_DATA);
        Content known = ended.known(asked || profile.acceptances().quotesHeader());
        recorder.record(new Event.ContentReceived(known.size(), known.bareNewline(), ended.unstuffedDot()));
        String trouble = ended.trouble();
        if (trouble != null) {
            recorder.record(new Event.LimitReached("spooled", trouble));
        }
        int attempt = asked ? endpoint.run().newAttempt(known.identity()) : 0;
        Content.Source octets =
                decider.isSlow() ? ended.octets()::open : null; // found now: a loop owns what holds them
        conversation.answer(
                session.proposeEndOfData(known, profile),
                circumstances(known, attempt).with(octets));
    }

    /** The server takes the message over; or only says so, where it is not to be kept. */
    void deliver(boolean keep) {
        Transaction transaction = session.transaction().orElse(null);
        if (keep && transaction != null && content != null) { // else a script said yes to what was never there
            MessageContent octets = content.octets();
            content = null;
            Instant now = endpoint.clock().instant();
            String user = session.user().orElse("");
            recorder.record(new Event.MessageTaken(new Message(recorder.session(), now, user, transaction, octets)));
        }
    }

    /** Behind an answer: drops a message that is over, or that RSET and the like have made void. */
    void forgetWhatIsOver() {
        if (chunk == null && !session.hasContent()) {
            drop();
        }
    }

    /** Nobody wants the message. */
    void drop() {
        if (content != null) {
            content.drop();
            content = null;
        }
    }
}
