package dev.norelay.standalone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A listener's port, as {@code submission=2587}.
 *
 * @param listener by name
 * @param number 0 takes any that is free
 */
record PortAssignment(String listener, int number) {

    /** Reads what was typed. */
    static final class Converter implements ITypeConverter<PortAssignment> {
        private static final Pattern FORM = Pattern.compile("([^=]+)=(\\d{1,5})");

        @Override
        public PortAssignment convert(String typed) {
            Matcher matcher = FORM.matcher(typed);
            if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
                throw new TypeConversionException("expected a listener's name and a port from 0 to 65535,"
                        + " such as submission=2587, not " + typed);
            }
            return new PortAssignment(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
    }
}
