package dev.norelay.assertj;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** How a recipient was refused. */
public final class RefusedAssert {
    private final NorelayAssert server;
    private final String recipient;
    private final List<Refused> refused;

    RefusedAssert(NorelayAssert server, String recipient, List<Refused> refused) {
        this.server = server;
        this.recipient = recipient;
        this.refused = refused;
    }

    /** That the last refusal of the recipient had this reply code. Goes on with the server. */
    public NorelayAssert with(int code) {
        if (last().reply().code() != code) {
            throw server.failure(recipient + " was not refused with " + code + ", but with " + last().reply());
        }
        return server;
    }

    /** That the text of the last refusal of the recipient contains this. Goes on with the server. */
    public NorelayAssert saying(String text) {
        if (!last().reply().toString().contains(text)) {
            throw server.failure(recipient + " was refused without \"" + text + "\": " + last().reply());
        }
        return server;
    }

    /** That the recipient was refused so often: a client tries a refused one again only after something changed. */
    public NorelayAssert times(int count) {
        if (refused.size() != count) {
            throw server.failure(recipient + " was refused " + refused.size() + " times, not " + count + ": "
                    + refused.stream()
                            .map(each -> each.reply().toString().strip())
                            .collect(joining(", ")));
        }
        return server;
    }

    private Refused last() {
        return refused.get(refused.size() - 1);
    }
}
