// The program under test: sends what it keeps; what its user is told where that fails.
import nodemailer from 'nodemailer';

export class Outbox {
  kept = [];

  constructor(ca) {
    this.ca = ca;
  }

  async send({ host, port, security, user, password }) {
    const auth = user ? { user, pass: password } : undefined;
    const requireTLS = security === 'starttls';
    const transport = nodemailer.createTransport({ host, port, auth, requireTLS, tls: { ca: this.ca }, connectionTimeout: 3000 });
    try {
      while (this.kept.length > 0) {
        await transport.sendMail(this.kept[0]);
        this.kept.shift();
      }
      return null;
    } catch (failure) {
      return failure.message;
    } finally {
      transport.close();
    }
  }
}
