package dev.norelay.standalone;

/** Lines, folded between words where they would be too long; what follows is indented as the text of the first line is. */
final class Folded {
    private final int width;
    private final StringBuilder text = new StringBuilder();

    Folded(int width) {
        this.width = width;
    }

    /** One line or several; a word that is longer than a line stays whole. */
    void line(String label, String words) {
        String indent = " ".repeat(label.length());
        StringBuilder line = new StringBuilder(label);
        for (String word : words.strip().split("\\s+", -1)) {
            boolean first = line.length() <= label.length();
            if (!first && line.length() + 1 + word.length() > width) {
                raw(line.toString());
                line.setLength(0);
                line.append(indent);
                first = true;
            }
            line.append(first ? "" : " ").append(word);
        }
        raw(line.toString());
    }

    /** One line as it is. */
    void raw(String line) {
        text.append(line).append(System.lineSeparator());
    }

    void blank() {
        text.append(System.lineSeparator());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
