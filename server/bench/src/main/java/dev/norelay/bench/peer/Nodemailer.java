package dev.norelay.bench.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** nodemailer's smtp-server, with a listener that reads messages and keeps nothing. */
public final class Nodemailer implements Peer {
    private static final Path FOLDER = Program.FILES.resolve("nodemailer");

    @Override
    public String name() {
        return "nodemailer";
    }

    @Override
    public String version() {
        return "nodemailer's smtp-server "
                + Program.output("node", "-p", "require('./" + FOLDER + "/node_modules/smtp-server/package').version")
                + " on Node.js " + Program.output("node", "--version");
    }

    @Override
    public String transport() {
        return "libuv, one thread";
    }

    @Override
    public List<String> command() {
        return command(List.of());
    }

    /** The command for TLS from the first octet, with the {@link Certificate}. */
    public List<String> tlsCommand() {
        return command(List.of(Certificate.KEY.toString(), Certificate.CERTIFICATE.toString()));
    }

    private List<String> command(List<String> arguments) {
        Program.require(FOLDER.resolve("node_modules"));
        version();
        List<String> command =
                new ArrayList<>(List.of("node", FOLDER.resolve("server.js").toString()));
        command.addAll(arguments);
        return command;
    }
}
