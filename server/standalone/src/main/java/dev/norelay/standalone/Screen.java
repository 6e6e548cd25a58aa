package dev.norelay.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * Where output goes.
 *
 * @param out standard output; not flushed by itself
 * @param err standard error; flushed after each line
 */
record Screen(PrintWriter out, PrintWriter err) {

    /** The process's own. Their octets are UTF-8 whatever the locale, since files and pipes are read elsewhere. */
    static Screen ofProcess() {
        return new Screen(writer(FileDescriptor.out, false), writer(FileDescriptor.err, true));
    }

    private static PrintWriter writer(FileDescriptor to, boolean autoFlush) {
        return new PrintWriter(new FileOutputStream(to), autoFlush, charset());
    }

    /** A console of Windows may know another encoding only; everywhere else a terminal shows UTF-8. */
    private static Charset charset() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        String console = System.getProperty("stdout.encoding"); // set where standard output is a terminal, JDK 19 on
        return windows && console != null && isTerminal() ? Charset.forName(console) : StandardCharsets.UTF_8;
    }

    /** Whether a person is looking, as far as can be told: NO_COLOR counts as nobody. */
    static boolean isTerminal() {
        return Ansi.AUTO.enabled();
    }
}
