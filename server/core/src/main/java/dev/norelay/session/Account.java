package dev.norelay.session;

import java.util.ArrayList;
import java.util.List;

/**
 * A login of the server's.
 *
 * @param password what it takes; empty: only tokens
 * @param formerPasswords what it took once; a client that still sends one has a stale password
 * @param tokens what it takes in a password's place, by the mechanisms of OAuth
 * @param addresses the reverse-paths that this login may use, where the policy asks for it
 */
public record Account(String password, List<String> formerPasswords, Tokens tokens, List<String> addresses) {
    public Account {
        formerPasswords = List.copyOf(formerPasswords);
        addresses = List.copyOf(addresses);
    }

    /** A login without tokens. */
    public Account(String password, List<String> formerPasswords, List<String> addresses) {
        this(password, formerPasswords, Tokens.NONE, addresses);
    }

    /** The same account with another password; the present one becomes a former one. */
    public Account withPassword(String newPassword) {
        if (newPassword.equals(password)) {
            return this;
        }
        List<String> former = new ArrayList<>(formerPasswords);
        former.remove(newPassword);
        former.add(password);
        return new Account(newPassword, former, tokens, addresses);
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "Account[addresses=" + addresses + "]";
    }
}
