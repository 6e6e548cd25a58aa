package dev.norelay.clients;

import java.util.List;

/**
 * What one client did in one story.
 *
 * @param attempts with the wrong settings, and behind each remedy, as long as the client did not say that all is sent
 * @param copies how often each recipient has a mail of the story in the end, in the order of its recipients
 * @param findings the kinds of what norelay finds in its conduct, in all attempts, each once
 */
record Cell(List<Attempt> attempts, List<Integer> copies, List<String> findings) {
    /**
     * One go at all mails that are not sent yet; the first failure ends it.
     *
     * @param phase of the story
     * @param sent whether the client says that all are sent now
     * @param kind the client's own name for a failure: an exception's class, or an exit code
     * @param said its words, as {@link Said} has them; empty where all are sent
     * @param surfaced how well it told of the failure, as {@link dev.norelay.conduct.Surfaced} has it
     * @param found the cause that norelay finds
     * @param also what it could also be; empty where norelay is certain
     */
    record Attempt(
            String phase, boolean sent, String kind, String said, String surfaced, String found, List<String> also) {
        Attempt {
            also = List.copyOf(also);
        }

        boolean isCertain() {
            return also.isEmpty();
        }

        private Attempt withoutWords() {
            return new Attempt(phase, sent, kind, "", surfaced, found, also);
        }
    }

    Cell {
        attempts = List.copyOf(attempts);
        copies = List.copyOf(copies);
        findings = List.copyOf(findings);
    }

    Attempt first() {
        return attempts.get(0);
    }

    Attempt last() {
        return attempts.get(attempts.size() - 1);
    }

    /** What does not hang on how long the network takes, or on a name server's words. */
    Cell withoutWords() {
        return new Cell(attempts.stream().map(Attempt::withoutWords).toList(), copies, findings);
    }
}
