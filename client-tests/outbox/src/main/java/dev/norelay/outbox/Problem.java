package dev.norelay.outbox;

/**
 * Why a mail could not be sent.
 *
 * @param next what is to become of the mail
 * @param words for a person: what is wrong, and what to do
 * @param said the server's own words, with their code; empty where it said nothing
 */
record Problem(Next next, String words, String said) {
    /** What is to become of a mail that was not sent. */
    enum Next {
        /** It may work later as it is: the application tries again by itself, with growing pauses. */
        LATER,
        /** Only a person can mend it: nothing is tried until they say so, or until the settings are others. */
        CHANGE,
        /** The login was refused: the same password is not tried again until a person says so. */
        LOGIN
    }

    static Problem later(String words) {
        return new Problem(Next.LATER, words, "");
    }

    static Problem change(String words) {
        return new Problem(Next.CHANGE, words, "");
    }

    Problem saying(String serversWords) {
        return new Problem(next, words, serversWords);
    }

    /** Both on one line. */
    @Override
    public String toString() {
        return said.isBlank() ? words : words + " The server said: " + said;
    }
}
