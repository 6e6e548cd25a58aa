// The page: where one is (the address behind #), and the frame around each view.

import { html, nothing, render } from "../vendor/lit-html/lit-html.js";
import { catalogueView, enterCatalogue, enterStory, storyView } from "./catalogue.js";
import { enterMessage, mailView } from "./mail.js";
import { phoneView } from "./phone.js";
import { playView } from "./play.js";
import { begin, state } from "./store.js";
import { enterVerdict, verdictView } from "./verdict.js";

const page = document.getElementById("page");
let route = { view: "play", argument: null };
let planned = false;
let judging;

const SOON = 200; // much happens at once: a verdict is asked for once, behind it

/** Draws once a frame at most, however much happens. */
function redraw() {
  if (!planned) {
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      render(frame(), page);
    });
  }
}

/** Of `#/sessions/3`, `#/catalogue/relay-denied` and their like. */
function parse(hash) {
  const [, view = "", argument = null] = hash.split("/");
  const number = /^[0-9]{1,9}$/.test(argument ?? "") ? Number(argument) : null;
  switch (view) {
    case "sessions": return { view: "play", argument: number };
    case "catalogue": return { view: argument ? "story" : "catalogue", argument: argument && decode(argument) };
    case "mail": return { view: "mail", argument: number };
    case "verdict": case "phone": return { view, argument: null };
    default: return { view: "play", argument: null };
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ENTER = {
  catalogue: () => enterCatalogue(redraw),
  story: ({ argument }) => enterStory(argument, redraw),
  mail: ({ argument }) => (argument === null ? undefined : enterMessage(argument, redraw)),
  verdict: () => enterVerdict(redraw),
};

const TITLES = { play: "Play", catalogue: "Catalogue", story: "Catalogue", mail: "Mail", verdict: "Verdict", phone: "Phone" };

function go(moved) {
  const before = route;
  route = parse(location.hash);
  document.title = `${TITLES[route.view]} · norelay`;
  ENTER[route.view]?.(route);
  redraw();
  if (moved) {
    requestAnimationFrame(() => arrive(before));
  }
}

/** The heading of what is new on the page gets the focus, so that a screen reader goes on from there. */
function arrive(before) {
  if (before.view !== route.view) {
    window.scrollTo(0, 0);
    page.querySelector("h1")?.focus({ preventScroll: true });
  } else if (route.view === "play" && route.argument !== null) {
    document.getElementById("session-title")?.focus();
  }
}

const VIEW = {
  play: () => playView(route.argument, redraw),
  catalogue: () => catalogueView(redraw),
  story: () => storyView(route.argument, redraw),
  mail: () => mailView(route.argument, redraw),
  verdict: () => verdictView(redraw),
  phone: () => phoneView(redraw),
};

function frame() {
  return html`<a class="skip" href="#main" @click=${skip}>To the content</a>
    <header class="top">
      <div class="bar">
        <a class="name" href="#/"><img src="icon.svg" alt="" width="26" height="26" />norelay</a>
        ${navigation()}
        <p class="live ${state.connected ? "on" : ""}">${state.connected ? "live" : "not connected"}</p>
      </div>
    </header>
    <main id="main" tabindex="-1">${state.story && state.problem?.status !== 401 ? html`${interrupted()}${VIEW[route.view]()}` : waiting()}</main>
    <p class="vh" id="said" role="status" aria-live="polite" .textContent=${state.said}></p>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function navigation() {
  const entry = (view, href, label) =>
    html`<li><a href=${href} aria-current=${(route.view === "story" ? "catalogue" : route.view) === view ? "page" : nothing}>${label}</a></li>`;
  const mail = state.messages.length ? html`Mail <span class="badge">${state.messages.length}</span>` : "Mail";
  return html`<nav aria-label="Views">
    <ul>
      ${entry("play", "#/", "Play")}${entry("catalogue", "#/catalogue", "Catalogue")}${entry("mail", "#/mail", mail)}${entry("verdict", "#/verdict", "Verdict")}${entry("phone", "#/phone", "Phone")}
    </ul>
  </nav>`;
}

const interrupted = () => (state.problem ? html`<p class="problem" role="alert">${state.problem.message}</p>` : nothing);

function waiting() {
  if (!state.problem) {
    return nothing;
  }
  return html`<div class="alone" role="alert">
    <h1>${state.problem.status === 401 ? "This page wants its token" : "Nothing to show"}</h1>
    <p>${state.problem.status === 401 ? "Open it by the whole address that norelay has printed at its start, or by the QR code on its own machine." : state.problem.message}</p>
  </div>`;
}

window.addEventListener("hashchange", () => go(true));
go(false);
begin(() => {
  if (route.view === "verdict") {
    clearTimeout(judging);
    judging = setTimeout(() => enterVerdict(redraw), SOON);
  }
  redraw();
});
