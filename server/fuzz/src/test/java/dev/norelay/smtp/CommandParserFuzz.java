package dev.norelay.smtp;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.norelay.fuzz.Property;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Whatever octets a line is made of, it is a command that keeps its own promises. */
class CommandParserFuzz {

    @FuzzTest
    @DictionaryFile(resourcePath = "/dev/norelay/smtp.dict")
    void anyLineIsACommand(byte[] line) {
        Command command = CommandParser.parse(line);
        if (command instanceof Command.Mail mail) {
            path(mail.reversePath());
            parameters(mail.parameters());
        } else if (command instanceof Command.Rcpt rcpt) {
            path(rcpt.forwardPath());
            parameters(rcpt.parameters());
            Property.holds(!rcpt.forwardPath().isNull(), "a null forward-path");
        } else if (command instanceof Command.Auth auth && auth.initialResponse() != null) {
            Property.same(-1, auth.initialResponse().indexOf(' '), "blanks in an initial response");
        }
        if (!(command instanceof Command.Malformed)) {
            trailingBlankIsTolerated(line, command);
        }
        CommandParser.parseAuthResponse(line);
    }

    /** RFC 5321 §4.1.1: trailing white space is tolerated. */
    private static void trailingBlankIsTolerated(byte[] line, Command command) {
        byte[] longer = Arrays.copyOf(line, line.length + 1);
        longer[line.length] = ' ';
        Property.same(command, CommandParser.parse(longer), "the same line with a blank at its end");
    }

    /** A path that was taken is taken again, as the same. */
    private static void path(Path path) {
        Property.holds(path.text().chars().noneMatch(c -> c < 32 || c == 127), "control octets in a path", path);
        Optional<PathParser.Found> again = PathParser.parse("<" + path.text() + ">", 0);
        Property.same(Optional.of(path), again.map(PathParser.Found::path), "the path, read again");
        int octets = path.text().getBytes(StandardCharsets.UTF_8).length;
        Property.holds(octets <= 4 * PathParser.MAX_PATH, "a path of so many octets", octets);
    }

    private static void parameters(Map<String, String> parameters) {
        parameters.forEach((keyword, value) -> {
            Property.holds(keyword.matches("[A-Z0-9][A-Z0-9-]*"), "no keyword", keyword);
            Property.holds(value.indexOf(' ') < 0, "blanks in a value", value);
        });
    }
}
