// What the page knows: read from the API once, then kept up to date by its events. Views only read it.

import { events, get, post, put, Problem } from "./api.js";

const NEWEST = 200;
const MOST = 500; // sessions that are remembered, however many come
const PATIENCE = 1500; // before asking anew what does not answer

export const state = {
  server: new URLSearchParams(location.search).get("server") || "main",
  about: null,
  story: null, // the Server of the API
  sessions: new Map(), // by id
  totalSessions: 0,
  entries: new Map(), // of sessions that have been looked at, by session
  messages: [],
  connected: false,
  problem: null, // why nothing can be shown
  said: "", // for screen readers
};

let changed = () => {};
let stop = () => {};

export const path = (rest = "") => `/servers/${encodeURIComponent(state.server)}${rest}`;

/**
 * Reads everything, and listens; calls `redraw` whenever something is different. A page that nobody looks at does not listen: a
 * browser holds six connections to a server at most, for all its tabs and the pages that it remembers.
 */
export async function begin(redraw) {
  changed = redraw;
  document.addEventListener("visibilitychange", readAll);
  await readAll();
}

let beginnings = 0;

async function readAll() {
  const mine = ++beginnings;
  stop();
  if (document.hidden) {
    return;
  }
  try {
    state.about = await get("/");
    const story = await get(path());
    if (mine !== beginnings) {
      return; // a later one is under way, or nobody looks any more
    }
    stop = events(state.server, story.lastEvent, handlers);
    state.story = story;
    await readLists();
    state.problem = null;
  } catch (problem) {
    fail(problem);
  }
  changed();
}

function fail(problem) {
  if (!(problem instanceof Problem)) {
    throw problem;
  }
  state.connected = false;
  state.problem = problem;
  if (problem.status !== 401 && problem.status !== 404) {
    setTimeout(readAll, PATIENCE);
  }
}

let readings = 0;
let openedMeanwhile = new Map(); // while the list of sessions is on its way

/** Sessions and messages anew: after a reset, numbers begin again. */
async function readLists() {
  const mine = ++readings;
  openedMeanwhile = new Map();
  const [sessions] = await Promise.all([get(path(`/sessions?order=newest&limit=${NEWEST}`)), readMessages()]);
  if (mine !== readings) {
    return; // a later one is under way
  }
  const listed = new Map(sessions.items.map((session) => [session.id, session]));
  const missing = [...openedMeanwhile].filter(([id]) => !listed.has(id));
  state.sessions = new Map([...listed, ...missing]);
  state.totalSessions = sessions.total + missing.length;
  const looked = [...state.entries.keys()];
  state.entries.clear();
  await Promise.all(looked.filter((id) => state.sessions.has(id)).map(look));
}

const showMessages = () => readMessages().then(changed, fail);

let messageReadings = 0;

async function readMessages() {
  const mine = ++messageReadings;
  const page = await get(path(`/messages?order=newest&limit=${NEWEST}`));
  if (mine === messageReadings) {
    state.messages = page.items;
  }
}

const handlers = {
  entry(entry) {
    if (entry.event === "session-opened") {
      opened(entry);
    }
    const session = state.sessions.get(entry.session);
    if (!session) {
      return;
    }
    follow(session, entry);
    const entries = state.entries.get(entry.session);
    if (entries && (entries.length === 0 || entries[entries.length - 1].sequence < entry.sequence)) {
      entries.push(entry);
    }
    changed();
  },
  session(session) {
    state.sessions.set(session.id, session);
    say(session);
    if (session.messages.length) {
      showMessages();
    }
    changed();
  },
  state(story) {
    state.story = story;
    changed();
    readLists().then(changed, fail);
  },
  connected(connected) {
    state.connected = connected;
    changed();
  },
  lost(reason) {
    state.connected = false;
    if (reason === "deleted" || reason === "expired") {
      state.problem = new Problem(404, { detail: "This server has been closed." });
      changed();
    } else {
      setTimeout(readAll, reason === "refused" || reason === "shutdown" ? PATIENCE : 0);
    }
  },
};

function opened(entry) {
  if (state.sessions.get(entry.session)?.began === entry.time) {
    return;
  }
  const session = {
    id: entry.session, listener: entry.listener, client: entry.client, security: entry.security, tls: null,
    began: entry.time, ended: null, how: null, outcome: "under-way", user: null, refusals: [], messages: [],
    diagnosis: null, findings: [],
  };
  state.sessions.set(session.id, session);
  openedMeanwhile.set(session.id, session);
  state.totalSessions++;
  state.entries.set(session.id, []);
  if (state.sessions.size > MOST) {
    const oldest = Math.min(...state.sessions.keys());
    state.sessions.delete(oldest);
    state.entries.delete(oldest);
  }
}

/** What is known of a session before it has ended. */
function follow(session, entry) {
  if (session.ended) {
    return;
  }
  if (entry.event === "tls-started") {
    session.tls = entry.version;
  } else if (entry.event === "reply" && entry.refused) {
    session.refusals = [...session.refusals, entry.refusal || "other"];
  } else if (entry.event === "message" && entry.message) {
    session.messages = [...session.messages, entry.message];
    showMessages();
  } else if (entry.event === "session-closed") {
    session.ended = entry.time;
    session.how = entry.how;
  }
}

function say(session) {
  const end = { delivered: "delivered", partly: "delivered in part", failed: "failed" }[session.outcome];
  if (end) {
    const why = session.diagnosis ? `: ${session.diagnosis.sentence}` : ".";
    state.said = `Session ${session.id} ${end}${why}`;
  }
}

/** Reads the entries of a session, to be shown and kept up to date. */
export async function look(id) {
  try {
    const session = await get(path(`/sessions/${id}`));
    const known = state.sessions.get(id);
    const { entries, ...rest } = session;
    if (!known?.ended || session.ended) {
      state.sessions.set(id, rest);
    }
    const newer = state.entries.get(id) || [];
    const last = entries.length ? entries[entries.length - 1].sequence : 0;
    state.entries.set(id, [...entries, ...newer.filter((entry) => entry.sequence > last)]);
  } catch (problem) {
    state.entries.set(id, []);
    if (problem.status !== 404) {
      fail(problem);
    }
  }
  changed();
}

const order = async (promise) => {
  state.story = await promise;
  await readLists();
  changed();
};

export const fix = () => order(post(path("/fix")));
export const reset = () => order(post(path("/reset")));
/** Without a dialect it is the scenario's own words, whatever was spoken before. */
export const use = (scenario, dialect) => order(post(path("/use"), { scenario, dialect: dialect || "" }));
export const changePassword = (user, password) => order(put(path("/password"), { user, password }));
