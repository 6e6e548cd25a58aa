// How values are told.

export const SECURITY = { none: "no encryption", starttls: "STARTTLS", tls: "TLS from the first octet" };

export const OUTCOME = {
  "under-way": "under way",
  delivered: "delivered",
  partly: "delivered in part",
  failed: "failed",
  nothing: "nothing was tried",
};

const HOW = {
  quit: "the client said goodbye",
  "client-closed": "the client hung up without QUIT",
  "client-reset": "the client broke the connection",
  "server-closed": "the server closed the connection",
  "server-cut": "the server cut the connection, TLS without its farewell",
  "server-half-closed": "the server closed its half",
  "server-reset": "the server broke the connection (reset)",
  "tls-failed": "TLS came to nothing",
  idle: "the client was silent for too long",
  shutdown: "norelay was stopped",
};
export const how = (word) => HOW[word] || word;

const LOGIN = {
  good: "login accepted",
  "unknown-user": "no such user",
  "former-password": "the password from before it was changed",
  "wrong-password": "wrong password",
  blank: "blank user name or password",
  "expired-token": "the token has expired",
  "wrong-scope": "the token is for something else",
  "wrong-token": "no valid token",
  "channel-binding": "channel binding does not match",
};
export const login = (word) => LOGIN[word] || word;

export const tlsName = (version) => (version || "").replace(/^TLSv/, "TLS ");

/** Words of a vocabulary, such as relay-denied, for a sentence. */
export const words = (id) => id.replaceAll("-", " ");

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export const count = (number, one, many = one + "s") => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

export function size(octets) {
  if (octets === null || octets === undefined) return "";
  if (octets < 1000) return count(octets, "octet");
  const [value, unit] = octets < 1e6 ? [octets / 1e3, "kB"] : [octets / 1e6, "MB"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** How long after the beginning. */
export function elapsed(milliseconds) {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

export const clock = (time) =>
  new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Hostile or huge text is shown up to a bound. */
export const bounded = (text, most = 2000) => (text.length > most ? text.slice(0, most) + " …" : text);
