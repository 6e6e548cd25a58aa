package dev.norelay.standalone;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What one command did, run in this process. */
record Invocation(int code, String out, String err) {
    static Invocation of(String... arguments) {
        return of(Map.of(), arguments);
    }

    /** With these variables in the environment. */
    static Invocation of(Map<String, String> variables, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(InputStream.nullInputStream(), variables)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Invocation(code, out.toString(), err.toString());
    }
}
