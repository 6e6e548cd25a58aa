// Sends what comes on standard input, as a script of a few lines does; what goes wrong is an error's own words.
const fs = require('node:fs');
const nodemailer = require('nodemailer');

const [host, port, patience, security, ca, method, user, secret, from, ...to] = process.argv.slice(2);
const milliseconds = Number(patience) * 1000;

nodemailer
    .createTransport({
        host,
        port: Number(port),
        name: 'client.example.test',
        secure: security === 'tls',
        requireTLS: security === 'starttls',
        ignoreTLS: security === 'none',
        tls: ca ? { ca: fs.readFileSync(ca) } : {},
        auth: login(),
        connectionTimeout: milliseconds,
        greetingTimeout: milliseconds,
        socketTimeout: milliseconds,
    })
    .sendMail({ envelope: { from, to }, raw: fs.readFileSync(0) })
    .catch(error => {
        console.error(String(error));
        process.exitCode = 1;
    });

function login() {
    if (!user) {
        return undefined;
    }
    return method === 'XOAUTH2' ? { type: 'OAuth2', user, accessToken: secret } : { user, pass: secret, method };
}
