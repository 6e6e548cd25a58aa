package dev.norelay.outbox;

/** How far the dialogue with the server has come. */
enum Stage {
    CONNECT,
    GREETING,
    HELLO,
    STARTTLS,
    LOGIN,
    SENDER,
    RECIPIENT,
    DATA,
    DOT;

    /** Whether it is about one mail, and the connection is good. */
    boolean isOfMail() {
        return compareTo(SENDER) >= 0;
    }
}
