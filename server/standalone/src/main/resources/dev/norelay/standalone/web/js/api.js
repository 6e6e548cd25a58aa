// The control API (/api/v1/openapi.yaml), as far as the page needs it.

const ROOT = "/api/v1";

/** What the API answered instead: a problem document (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The answer was ${status}.`);
    this.status = status;
    this.type = body.type || "";
    this.problems = body.problems || [];
  }
}

/** What is on its way from norelay; the connection may break in the middle of an answer, too. */
async function heard(coming) {
  try {
    return await coming;
  } catch {
    throw new Problem(0, { detail: "norelay does not answer. Has it been stopped?" });
  }
}

async function ask(path, options = {}) {
  const answer = await heard(fetch(ROOT + path, options));
  if (!answer.ok) {
    throw new Problem(answer.status, await answer.json().catch(() => ({})));
  }
  return answer;
}

export const get = async (path) => heard((await ask(path)).json());
export const getText = async (path) => heard((await ask(path)).text());
export const post = (path, body) => send("POST", path, body);
export const put = (path, body) => send("PUT", path, body);

async function send(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const answer = await ask(path, options);
  return answer.status === 204 ? null : heard(answer.json());
}

/** Parameters that are not empty. */
export function query(parameters) {
  const filled = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return filled.length ? "?" + new URLSearchParams(filled) : "";
}

/**
 * The events of a server from one event on. The browser connects again by itself; where events may have been missed, or the server
 * says that nothing more comes, `lost` is called, and the caller reads everything anew.
 */
export function events(server, after, { entry, session, state, connected, lost }) {
  const source = new EventSource(`${ROOT}/servers/${server}/events${query({ after })}`);
  const on = (name, handle) => source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  on("entry", entry);
  on("session", session);
  on("state", state);
  on("gap", () => end("gap"));
  on("end", (data) => end(data.reason));
  let broken = false;
  source.onopen = () => (broken ? end("reconnected") : connected(true));
  source.onerror = () => {
    broken = true; // whoever answers next may be another norelay
    connected(false);
    if (source.readyState === EventSource.CLOSED) {
      end("refused");
    }
  };
  function end(reason) {
    source.close();
    lost(reason);
  }
  return () => source.close();
}
