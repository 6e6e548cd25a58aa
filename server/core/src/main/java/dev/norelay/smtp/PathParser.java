package dev.norelay.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a path in angle brackets (RFC 5321 §4.1.2): source routes, quoted local parts, address literals, the null path.
 * Atoms and labels may hold UTF-8 (RFC 6531 §3.3); whether they may just now is for the session to judge. Deviates: labels
 * may hold an underscore, since hosts of Windows networks are named so.
 */
final class PathParser {
    /**
     * RFC 5321 §4.5.3.1: local part 64, domain 255, path 256 are what every server must take, and more is welcome; a
     * client that sends more is judged by its conduct. What is longer than this is certainly no path.
     */
    static final int MAX_PATH = 1024;

    /** RFC 5321 §4.1.3, the shape only: what a tag means is not looked at. */
    private static final Pattern ADDRESS_LITERAL =
            Pattern.compile("\\[(?:SNUM(?:\\.SNUM){3}|[A-Za-z0-9-]*[A-Za-z0-9]:[!-Z^-~]+)]"
                    .replace("SNUM", "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])"));

    private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private final String line;
    private int at;

    private PathParser(String line, int at) {
        this.line = line;
        this.at = at;
    }

    /** A path and where it ends, just behind the bracket. */
    record Found(Path path, int end) {}

    /** The path that begins at this place, or nothing if none does. */
    static Optional<Found> parse(String line, int from) {
        PathParser parser = new PathParser(line, from);
        Path path = parser.path();
        if (path == null || parser.at - from > MAX_PATH) {
            return Optional.empty();
        }
        return Optional.of(new Found(path, parser.at));
    }

    private @Nullable Path path() {
        if (!skip('<')) {
            return null;
        }
        if (skip('>')) {
            return Path.NULL;
        }
        boolean routed = peek() == '@';
        if (routed && !sourceRoute()) {
            return null;
        }
        int start = at;
        StringBuilder localPart = new StringBuilder();
        if (!(peek() == '"' ? quotedString(localPart) : dotString(localPart))) {
            return null;
        }
        if (peek() == '>') {
            return routed ? null : bareMailbox(start, localPart.toString());
        }
        if (!skip('@')) {
            return null;
        }
        int domain = at;
        if (!(peek() == '[' ? addressLiteral() : domain()) || peek() != '>') {
            return null;
        }
        Path path = new Path(line.substring(start, at), localPart.toString(), line.substring(domain, at));
        at++;
        return path;
    }

    /** RFC 5321 §4.1.1.3: {@code <Postmaster>} is the only mailbox without a domain. */
    private @Nullable Path bareMailbox(int start, String localPart) {
        Path path = new Path(line.substring(start, at), localPart, "");
        at++;
        return path.isPostmaster() ? path : null;
    }

    /** {@code @one,@two:} in front of the mailbox: must be accepted, should be ignored (RFC 5321 §4.1.1.3, C). */
    private boolean sourceRoute() {
        do {
            if (!skip('@') || !domain()) {
                return false;
            }
        } while (skip(','));
        return skip(':');
    }

    private boolean dotString(StringBuilder into) {
        int start = at;
        while (isAtom(peek()) || (peek() == '.' && at > start && line.charAt(at - 1) != '.')) {
            into.append(line.charAt(at++));
        }
        return at > start && line.charAt(at - 1) != '.';
    }

    private boolean quotedString(StringBuilder into) {
        at++;
        while (at < line.length() && line.charAt(at) != '"') {
            if (line.charAt(at) == '\\') {
                at++;
            }
            // RFC 5321 §4.1.2: a tab may not even be quoted.
            if (at == line.length() || line.charAt(at) < ' ') {
                return false;
            }
            into.append(line.charAt(at++));
        }
        return skip('"');
    }

    private boolean domain() {
        int start = at;
        while (isLetterOrDigit(peek()) || peek() == '_' || isInnerPunctuation(start)) {
            at++;
        }
        return at > start && isLabelEnd(line.charAt(at - 1));
    }

    private boolean isInnerPunctuation(int start) {
        return at > start
                && ((peek() == '-' && line.charAt(at - 1) != '.')
                        || (peek() == '.' && isLabelEnd(line.charAt(at - 1))));
    }

    private static boolean isLabelEnd(char c) {
        return c != '.' && c != '-';
    }

    private boolean addressLiteral() {
        Matcher matcher = ADDRESS_LITERAL.matcher(line).region(at, line.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        at = matcher.end();
        return true;
    }

    private static boolean isAtom(char c) {
        return isLetterOrDigit(c) || (c != 0 && ATOM_SPECIALS.indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c > 127;
    }

    private char peek() {
        return at < line.length() ? line.charAt(at) : 0;
    }

    private boolean skip(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }
}
