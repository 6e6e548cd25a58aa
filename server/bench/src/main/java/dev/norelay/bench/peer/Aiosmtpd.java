package dev.norelay.bench.peer;

import java.nio.file.Path;
import java.util.List;

/** aiosmtpd, whose handler keeps nothing. */
public final class Aiosmtpd implements Peer {
    private static final String PYTHON = "/usr/bin/python3"; // Debian's own, which sees Debian's packages
    private static final Path SERVER = Program.FILES.resolve("aiosmtpd").resolve("server.py");

    @Override
    public String name() {
        return "aiosmtpd";
    }

    @Override
    public String version() {
        return "aiosmtpd " + Program.output(PYTHON, "-c", "import aiosmtpd; print(aiosmtpd.__version__)") + " on "
                + Program.output(PYTHON, "--version");
    }

    @Override
    public String transport() {
        return "asyncio, one thread";
    }

    @Override
    public List<String> command() {
        Program.require(SERVER);
        version();
        return List.of(PYTHON, SERVER.toString());
    }
}
