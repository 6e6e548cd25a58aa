package dev.norelay.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words to be found in a text, in fragments between which there may be values. A fragment that a client has cut off may
 * be missing, as long as most of the words are there.
 *
 * @param fragments at least one, none of them empty
 * @param length how many words they have together
 */
record Phrase(List<List<String>> fragments, int length) {
    /** So many words of values may lie between two fragments: an address has five, a link twelve. */
    private static final int LONGEST_VALUE = 16;

    private static final int LONGEST_FRAGMENT = 8;
    private static final double ENOUGH = 0.6;
    private static final char GAP = '\u0000';

    /** What a table marks as a value: {@code {recipient}}, and an ellipsis. */
    private static final Pattern MARKED = Pattern.compile("\\{[^{}]*}|…|\\.\\.\\.");

    /**
     * What is a value by its looks, in a reply that somebody was given: addresses, links, host names, identifiers, all in
     * brackets, and numbers.
     */
    private static final Pattern INSTANCE = Pattern.compile(
            "<[^<>\r\n]*>|\\[[^\\[\\]\r\n]*]|https?://\\S+|\\S*@\\S*|\\S*\\d\\S*|[\\w*-]+(?:\\.[\\w*-]+){2,}");

    Phrase {
        fragments = fragments.stream().map(List::copyOf).toList();
    }

    /** Words of a client's: only marked values may differ. */
    static Phrase ofClient(String wording) {
        return of(MARKED.matcher(wording).replaceAll(" " + GAP + " "));
    }

    /** A server's reply, without its codes: what looks like a value may differ too. */
    static Phrase ofServer(String text) {
        String marked = MARKED.matcher(Unquoted.of(text)).replaceAll(" " + GAP + " ");
        return of(INSTANCE.matcher(marked).replaceAll(" " + GAP + " "));
    }

    private static Phrase of(String text) {
        List<List<String>> fragments = new ArrayList<>();
        int length = 0;
        for (String part : text.split(String.valueOf(GAP), -1)) {
            List<String> words = Words.of(part).words();
            length += words.size();
            for (int from = 0; from < words.size(); from += LONGEST_FRAGMENT) {
                fragments.add(words.subList(from, Math.min(words.size(), from + LONGEST_FRAGMENT)));
            }
        }
        return new Phrase(fragments, length);
    }

    /** The index of the longest fragment, by which it is looked for. */
    int anchor() {
        int longest = 0;
        for (int i = 1; i < fragments.size(); i++) {
            if (fragments.get(i).size() > fragments.get(longest).size()) {
                longest = i;
            }
        }
        return longest;
    }

    /**
     * Where a phrase is in a text.
     *
     * @param from index of its first word
     * @param to index behind its last word
     * @param found how many of its words are there
     */
    record Place(int from, int to, int found) {}

    /**
     * Where the phrase is, if its longest fragment is here and most of the others around it.
     *
     * @return null if it is not
     */
    @Nullable
    Place at(List<String> text, int at) {
        int anchor = anchor();
        if (!isAt(text, at, fragments.get(anchor))) {
            return null;
        }
        int found = fragments.get(anchor).size();
        int to = at + found;
        for (int i = anchor + 1; i < fragments.size(); i++) {
            int next = forward(text, to, fragments.get(i));
            if (next >= 0) {
                to = next + fragments.get(i).size();
                found += fragments.get(i).size();
            }
        }
        int from = at;
        for (int i = anchor - 1; i >= 0; i--) {
            int previous = backward(text, from, fragments.get(i));
            if (previous >= 0) {
                from = previous;
                found += fragments.get(i).size();
            }
        }
        return found >= length * ENOUGH ? new Place(from, to, found) : null;
    }

    private static int forward(List<String> text, int from, List<String> fragment) {
        for (int i = from; i <= from + LONGEST_VALUE && i < text.size(); i++) {
            if (isAt(text, i, fragment)) {
                return i;
            }
        }
        return -1;
    }

    private static int backward(List<String> text, int to, List<String> fragment) {
        for (int i = to - fragment.size(); i >= 0 && i >= to - fragment.size() - LONGEST_VALUE; i--) {
            if (isAt(text, i, fragment)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAt(List<String> text, int at, List<String> fragment) {
        return at + fragment.size() <= text.size()
                && text.subList(at, at + fragment.size()).equals(fragment);
    }
}
