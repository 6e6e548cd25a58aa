package dev.norelay.standalone.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person's command with placeholders such as {@code {host}}. Each word stays one argument, no shell reads it, and two
 * rules spare most people a script of their own:
 *
 * <ul>
 *   <li>a word that is just {@code {to}} stands for each recipient; an option in front of it is repeated with each;
 *   <li>a word whose placeholders are all blank, as the login often is, is left out together with the option in front
 *       of it; where no option is in front, it is an empty argument.
 * </ul>
 *
 * @param words the program first
 */
record CommandTemplate(List<String> words) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

    CommandTemplate {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command has at least the name of a program");
        }
    }

    /** Whether the command asks for it; what a program reads from its environment is not seen. */
    boolean asksFor(String placeholder) {
        return words.stream().anyMatch(word -> word.contains("{" + placeholder + "}"));
    }

    /** The arguments, the program first. */
    List<String> filled(Handout handout) {
        List<String> arguments = new ArrayList<>();
        for (String word : words) {
            if (word.equals("{to}")) {
                addEach(handout.recipients(), arguments);
            } else if (!isBlank(word, handout)) {
                arguments.add(filled(word, handout));
            } else if (isOption(arguments)) {
                arguments.remove(arguments.size() - 1);
            } else if (!word.startsWith("-")) {
                arguments.add(filled(word, handout));
            }
        }
        return arguments;
    }

    private static void addEach(List<String> recipients, List<String> arguments) {
        String option = isOption(arguments) ? arguments.remove(arguments.size() - 1) : "";
        for (String recipient : recipients) {
            if (!option.isEmpty()) {
                arguments.add(option);
            }
            arguments.add(recipient);
        }
    }

    /** Whether what stands last waits for a value; {@code --} does not, nor does {@code --name=value}. */
    private static boolean isOption(List<String> arguments) {
        String last = arguments.get(Math.max(0, arguments.size() - 1));
        return last.startsWith("-") && last.length() > 1 && !last.equals("--") && !last.contains("=");
    }

    private static boolean isBlank(String word, Handout handout) {
        Matcher matcher = PLACEHOLDER.matcher(word);
        boolean named = false;
        while (matcher.find()) {
            named = true;
            if (!value(matcher, handout).isEmpty()) {
                return false;
            }
        }
        return named;
    }

    private static String filled(String word, Handout handout) {
        return PLACEHOLDER.matcher(word).replaceAll(found -> Matcher.quoteReplacement(value(found, handout)));
    }

    /** Braces around anything else stay. */
    private static String value(MatchResult found, Handout handout) {
        return handout.values().getOrDefault(found.group(1), found.group());
    }
}
