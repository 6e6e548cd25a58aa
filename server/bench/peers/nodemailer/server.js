// nodemailer's smtp-server as a peer of norelay's bench: says "PID PORT" once it listens, and ends with its standard input.
// With a key and a certificate it speaks TLS from the first octet.
const fs = require('node:fs');
const { SMTPServer } = require('smtp-server');

const [key, cert] = process.argv.slice(2);
const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    ...(key ? { secure: true, key: fs.readFileSync(key), cert: fs.readFileSync(cert) } : { disabledCommands: ['STARTTLS'] }),
    onData(stream, session, done) {
        stream.on('data', () => {});
        stream.on('end', () => done());
    },
});
server.on('error', () => {}); // a client that has gone
server.listen(0, '127.0.0.1', () => console.log(process.pid, server.server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
