package dev.norelay.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How norelay logs: warnings, to standard error, since standard output belongs to the events. Logback finds it as a service. In
 * Java, for the start of a process waits for a file of Logback's and for the XML parser that it wants; whoever names one
 * ({@code -Dlogback.configurationFile=…}) has it.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final String FILE = "logback.configurationFile";

    /** Made by Logback. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Line line = new Line();
        line.setContext(context);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(line);
        encoder.start();
        ConsoleAppender<ILoggingEvent> errors = new ConsoleAppender<>();
        errors.setContext(context);
        errors.setName("stderr");
        errors.setTarget("System.err");
        errors.setEncoder(encoder);
        errors.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(errors);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** {@code 14:03:59.007 WARN  HttpApi: …}, and the stack trace of what was thrown. */
    static final class Line extends LayoutBase<ILoggingEvent> {
        @Override
        public String doLayout(ILoggingEvent event) {
            String name = event.getLoggerName();
            StringBuilder line = new StringBuilder(120)
                    .append(time(event.getTimeStamp()))
                    .append(' ')
                    .append(event.getLevel())
                    .append(event.getLevel().levelStr.length() < 5 ? "  " : " ")
                    .append(name, name.lastIndexOf('.') + 1, name.length())
                    .append(": ")
                    .append(event.getFormattedMessage())
                    .append(System.lineSeparator());
            if (event.getThrowableProxy() != null) {
                line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            return line.toString();
        }

        private static String time(long millis) {
            LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault());
            return Time.FORM.format(time);
        }

        /** Made for the first line: most processes log none. */
        private static final class Time {
            static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
        }
    }
}
