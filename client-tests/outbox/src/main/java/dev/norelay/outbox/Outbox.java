package dev.norelay.outbox;

import dev.norelay.outbox.Mail.Recipient;
import dev.norelay.outbox.Mail.State;
import dev.norelay.outbox.Problem.Next;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The mails that are not yet done with, in an embedded database. Each method is one transaction, and is on the disk when
 * it returns: whenever the program is killed, what it has done so far is known when it comes back.
 *
 * <p>What may be at the server is written <em>before</em> the final dot leaves ({@link #dotFollows}), and what the server
 * answered behind it ({@link #answered}). A mail that is found between the two may have been delivered.
 */
final class Outbox implements AutoCloseable {
    private static final List<String> TABLES =
            List.of("""
            create table if not exists mail (
              id integer primary key autoincrement, message_id text not null, sender text not null, octets blob not null,
              queued integer not null, tries integer not null default 0, next integer,
              kind text, words text, said text, tried_with text)""", """
            create table if not exists recipient (
              mail integer not null references mail on delete cascade, address text not null, state text not null,
              said text not null default '', primary key (mail, address))""", "create table if not exists note (name text primary key, value text not null)");

    private final Connection database;

    /**
     * Over a database.
     *
     * @param database its commits must be on the disk when they return
     */
    Outbox(Connection database) throws SQLException {
        this.database = database;
        database.setAutoCommit(false);
        inTransaction(() -> {
            for (String table : TABLES) {
                update(table);
            }
        });
    }

    /** The database in a folder; its commits are on the disk when they return, also when the power fails. */
    static Connection database(Path folder) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        return config.createConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
    }

    /** Keeps a mail; it is due at once. */
    long put(Letter letter, Instant now) throws SQLException {
        long[] id = {0};
        inTransaction(() -> {
            update(
                    "insert into mail (message_id, sender, octets, queued, next) values (?, ?, ?, ?, ?)",
                    letter.messageId(),
                    letter.sender(),
                    letter.octets(),
                    now.toEpochMilli(),
                    now.toEpochMilli());
            id[0] = number("select last_insert_rowid()");
            for (String recipient : letter.recipients()) {
                update(
                        "insert into recipient (mail, address, state) values (?, ?, ?)",
                        id[0],
                        recipient,
                        State.WAITING.name());
            }
        });
        return id[0];
    }

    /** All mails, oldest first; those that everyone has are gone. */
    List<Mail> mails() throws SQLException {
        List<Mail> mails = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement(
                        "select id, message_id, sender, queued, tries, next, kind, words, said from mail order by id");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                mails.add(mail(row));
            }
        }
        database.commit();
        return mails;
    }

    Optional<Mail> mail(long id) throws SQLException {
        return mails().stream().filter(mail -> mail.id() == id).findFirst();
    }

    /**
     * The message as it is to be sent.
     *
     * @throws SQLException also if there is no such mail
     */
    byte[] octets(long mail) throws SQLException {
        byte[] octets;
        try (PreparedStatement query = database.prepareStatement("select octets from mail where id = ?")) {
            query.setLong(1, mail);
            try (ResultSet row = query.executeQuery()) {
                octets = row.next() ? row.getBytes(1) : null;
            }
        }
        database.commit();
        if (octets == null) {
            throw new SQLException("there is no mail " + mail);
        }
        return octets;
    }

    private Mail mail(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        String kind = row.getString("kind");
        long next = row.getLong("next");
        boolean held = row.wasNull();
        return new Mail(
                id,
                row.getString("message_id"),
                row.getString("sender"),
                Instant.ofEpochMilli(row.getLong("queued")),
                row.getInt("tries"),
                held ? null : Instant.ofEpochMilli(next),
                kind == null ? null : new Problem(Next.valueOf(kind), row.getString("words"), row.getString("said")),
                recipients(id));
    }

    private List<Recipient> recipients(long mail) throws SQLException {
        List<Recipient> recipients = new ArrayList<>();
        try (PreparedStatement query =
                database.prepareStatement("select * from recipient where mail = ? order by rowid")) {
            query.setLong(1, mail);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    recipients.add(new Recipient(
                            row.getString("address"), State.valueOf(row.getString("state")), row.getString("said")));
                }
            }
        }
        return recipients;
    }

    /** A try begins: counted before anything is sent, so that a program that dies each time does not try for ever. */
    void begin(long mail, Instant next, String settings) throws SQLException {
        inTransaction(() -> update(
                "update mail set tries = tries + 1, next = ?, tried_with = ? where id = ?",
                next.toEpochMilli(),
                settings,
                mail));
    }

    /** The final dot is about to leave: from now on these may have the mail. */
    void dotFollows(long mail, List<String> recipients) throws SQLException {
        inTransaction(() -> mark(mail, recipients, State.UNKNOWN, ""));
    }

    /** What has become of recipients, and of the mail. Who has it is done with, and a mail that all have is gone. */
    void answered(long mail, List<Recipient> recipients, @Nullable Problem problem, @Nullable Instant next)
            throws SQLException {
        inTransaction(() -> {
            for (Recipient recipient : recipients) {
                mark(mail, List.of(recipient.address()), recipient.state(), recipient.said());
            }
            update(
                    "update mail set next = ?, kind = ?, words = ?, said = ? where id = ?",
                    next == null ? null : next.toEpochMilli(),
                    problem == null ? null : problem.next().name(),
                    problem == null ? null : problem.words(),
                    problem == null ? null : problem.said(),
                    mail);
            update(
                    "delete from mail where id = ? and not exists"
                            + " (select 1 from recipient where mail = ? and state <> 'ACCEPTED')",
                    mail,
                    mail);
        });
    }

    /** A person wants it tried again, for these recipients too. */
    void release(long mail, List<String> recipients, Instant now) throws SQLException {
        inTransaction(() -> {
            mark(mail, recipients, State.WAITING, "");
            update("update mail set next = ? where id = ?", now.toEpochMilli(), mail);
        });
    }

    /** A person does not want it sent any more. */
    void remove(long mail) throws SQLException {
        inTransaction(() -> update("delete from mail where id = ?", mail));
    }

    /** Under which settings a mail was last tried; empty before the first try. */
    Optional<String> triedWith(long mail) throws SQLException {
        return text("select tried_with from mail where id = ?", mail);
    }

    /** Something to remember, such as which login was refused. */
    Optional<String> note(String name) throws SQLException {
        return text("select value from note where name = ?", name);
    }

    /** Remembers or, with null, forgets. */
    void note(String name, @Nullable String value) throws SQLException {
        inTransaction(() -> {
            update("delete from note where name = ?", name);
            if (value != null) {
                update("insert into note (name, value) values (?, ?)", name, value);
            }
        });
    }

    private void mark(long mail, List<String> recipients, State state, String said) throws SQLException {
        for (String recipient : recipients) {
            update(
                    "update recipient set state = ?, said = ? where mail = ? and address = ?",
                    state.name(),
                    said,
                    mail,
                    recipient);
        }
    }

    private void update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            return row.getLong(1);
        }
    }

    private Optional<String> text(String sql, Object value) throws SQLException {
        Optional<String> found;
        try (PreparedStatement query = database.prepareStatement(sql)) {
            query.setObject(1, value);
            try (ResultSet row = query.executeQuery()) {
                found = row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
        database.commit();
        return found;
    }

    private void inTransaction(Work work) throws SQLException {
        try {
            work.run();
            database.commit();
        } catch (SQLException | RuntimeException e) {
            database.rollback();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    /** What is done as a whole or not at all. */
    private interface Work {
        void run() throws SQLException;
    }
}
