// norelay's control API, as far as a test needs it.
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

export class Norelay {
  constructor(address = process.env.NORELAY ?? 'http://127.0.0.1:8025', token = process.env.NORELAY_HTTP_TOKEN) {
    this.api = `${address}/api/v1`;
    this.token = token;
  }

  /** What the API answers; its problem documents are the failure's text. */
  async ask(method, path, body) {
    const answer = await fetch(this.api + path, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${text}`);
    return text && JSON.parse(text);
  }

  /** Returns when norelay is ready. */
  async ready(seconds) {
    for (const deadline = Date.now() + seconds * 1000; ; await setTimeout(100)) {
      try {
        return await this.ask('GET', '/ready');
      } catch (failure) {
        if (Date.now() > deadline) throw failure;
      }
    }
  }
}
