package dev.norelay.session;

import dev.norelay.smtp.Path;
import java.util.Map;

/** What carrying out a command does to the session. */
public sealed interface Effect {
    /** Nothing: the command only asks, or cannot be carried out at all. */
    record None() implements Effect {}

    /** RFC 5321 §4.1.1.1: the client has said who it is; as after RSET, no transaction is open. */
    record Greet(String helo, boolean extended) implements Effect {}

    /** RFC 3207 §4: the handshake follows; what the client said before is forgotten (§4.2). */
    record StartTls() implements Effect {}

    /** RFC 4954 §4: the client's next line belongs to the exchange. */
    record AwaitAuthResponse(SaslExchange exchange) implements Effect {}

    /** RFC 4954 §4: the session has a user. */
    record LogIn(String user, Mechanism mechanism) implements Effect {}

    /** RFC 5321 §4.1.1.2. */
    record BeginTransaction(Path reversePath, Map<String, String> parameters) implements Effect {
        /** In octets; 0 where none was declared (RFC 1870 §3). */
        public long declaredSize() {
            return MailParameters.declaredSize(parameters);
        }
    }

    /** RFC 5321 §4.1.1.3. */
    record AddRecipient(Path forwardPath, Map<String, String> parameters) implements Effect {}

    /** RFC 5321 §4.1.1.4: what follows is the message. */
    record AwaitContent() implements Effect {}

    /** RFC 3030 §2: the chunk belongs to the message, and others follow. */
    record TakeChunk() implements Effect {}

    /** RFC 5321 §4.1.1.4: the server is responsible for the message. */
    record Deliver(Content content) implements Effect {}

    /** RFC 5321 §4.1.1.5. */
    record Reset() implements Effect {}

    /** RFC 5321 §4.1.1.10: the server closes. */
    record Quit() implements Effect {}
}
