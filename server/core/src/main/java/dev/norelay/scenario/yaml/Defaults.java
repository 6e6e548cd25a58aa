package dev.norelay.scenario.yaml;

/** The lowest layer of every story, {@code plain}: what records cannot hold as a constant because layers merge into it. */
final class Defaults {
    private static final String TEXT = """
            server:
              accounts:
                alice@example.test:
                  password: correct-horse
                  former-passwords: [old-horse]
                  token: fresh-token
                  expired-tokens: [old-token]
                  wrong-scope-tokens: [read-only-token]
              listeners:
                submission:  { port: 587, security: starttls }
                submissions: { port: 465, security: tls }
                smtp:        { port: 25,  security: none, policy: { require-auth: to-relay, auth: [] } }
                old:         { port: 26,  security: none, fault: refuse }
            """;

    static final Tree.Mapping PLAIN = plain();

    private Defaults() {}

    private static Tree.Mapping plain() {
        Source source = new Source("plain", TEXT);
        if (TreeReader.read(source, new Problems()) instanceof Tree.Mapping plain) {
            return plain;
        }
        throw new IllegalStateException("the built-in defaults are not a map");
    }
}
