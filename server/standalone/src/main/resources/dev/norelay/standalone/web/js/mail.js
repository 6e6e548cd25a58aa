// Messages that were taken over. Nothing in them is trusted: text is text, HTML is in a sandboxed frame of its own.

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { repeat } from "../vendor/lit-html/directives/repeat.js";
import { get, getText } from "./api.js";
import { bounded, clock, count, size } from "./format.js";
import { refusal, tabs } from "./parts.js";
import { path, state } from "./store.js";

const ui = { message: null, tab: "text", raw: null, problem: null };
const MOST = 200_000; // characters of a raw message that are shown

export async function enterMessage(number, redraw) {
  Object.assign(ui, { message: null, raw: null, problem: null });
  try {
    const message = await get(path(`/messages/${number}`));
    ui.message = message;
    ui.tab = message.text === null && message.hasHtml ? "html" : "text";
  } catch (problem) {
    ui.problem = problem;
  }
  redraw();
}

export function mailView(number, redraw) {
  return html`<div class="mail ${number === null ? "list" : "one"}">
    <section class="inbox" aria-labelledby="mail-title">
      <header class="head">
        ${number === null ? html`<h1 id="mail-title" tabindex="-1">Mail</h1>` : html`<h2 id="mail-title">Mail</h2>`}
        <p class="quiet">${count(state.messages.length, "message")}</p>
      </header>
      ${state.messages.length
        ? html`<ul>${repeat(state.messages, (message) => message.number, (message) => messageLine(message, message.number === number))}</ul>`
        : html`<p class="card">Nothing has been delivered yet. What the server takes over stays here, and goes nowhere.</p>`}
    </section>
    ${number === null ? nothing : html`<section class="letter" aria-label="Message ${number}">
      <p class="back"><a href="#/mail">All messages</a></p>
      ${refusal(ui.problem)}
      ${ui.message?.number === number ? letter(ui.message, redraw) : nothing}
    </section>`}
  </div>`;
}

const subject = (message) => bounded(message.subject || "(no subject)", 300);

const messageLine = (message, current) =>
  html`<li>
    <a href="#/mail/${message.number}" aria-current=${current ? "true" : nothing}>
      <span class="subject">${subject(message)}</span>
      <span class="quiet">${bounded(message.from || "<>", 100)} → ${bounded(message.recipients.map(({ address }) => address).join(", "), 100)}</span>
      <span class="quiet">${clock(message.time)} · ${size(message.size)}${message.attachments.length ? ` · ${count(message.attachments.length, "attachment")}` : ""}</span>
    </a>
  </li>`;

function letter(message, redraw) {
  const header = (name) => message.headers.find((field) => field.name.toLowerCase() === name)?.value;
  const names = { text: "Text", ...(message.hasHtml ? { html: "HTML" } : {}), headers: "Header", parts: "Parts", raw: "Raw" };
  const choose = (tab) => {
    ui.tab = tab;
    if (tab === "raw" && ui.raw === null) {
      getText(path(`/messages/${message.number}/raw`)).then((raw) => { ui.raw = raw; redraw(); }, (problem) => { ui.problem = problem; redraw(); });
    }
    redraw();
  };
  return html`<div class="card wide">
    <h1 tabindex="-1">${subject(message)}</h1>
    <dl class="facts">
      ${["from", "to", "cc"].map((name) => (header(name) ? html`<div><dt>${name}</dt><dd>${bounded(header(name))}</dd></div>` : nothing))}
      <div><dt>date</dt><dd>${message.date || html`<i>none</i>`}</dd></div>
      <div><dt>envelope</dt><dd><code>${bounded(message.from || "<>", 300)}</code> to ${message.recipients.map(({ address }) => html`<code>${bounded(address, 300)}</code> `)}<span class="quiet">${message.user ? `sent by ${message.user}, ` : ""}in <a href="#/sessions/${message.session}">session ${message.session}</a></span></dd></div>
    </dl>
    ${attachments(message)}
    ${tabs("Ways to look at the message", names, ui.tab, choose)}
    <div id="panel" role="tabpanel" aria-labelledby="tab-${ui.tab}" tabindex="0" class="panel ${ui.tab}">${panel(message)}</div>
    ${message.defects.length ? html`<ul class="defects">${message.defects.map((defect) => html`<li>${defect}</li>`)}</ul>` : nothing}
  </div>`;
}

const attachments = (message) =>
  message.attachments.length
    ? html`<ul class="attachments" aria-label="Attachments">
        ${message.attachments.map((part) => html`<li><a href=${part.href} download=${part.filename || `part-${part.part}`}>${bounded(part.filename || part.type, 200)}</a> <span class="quiet">${size(part.size)}</span></li>`)}
      </ul>`
    : nothing;

function panel(message) {
  switch (ui.tab) {
    case "html":
      return html`<iframe sandbox title="The message’s HTML, without scripts and remote content" src=${message.links.html} referrerpolicy="no-referrer"></iframe>`;
    case "headers":
      return html`<dl class="headers">${message.headers.map(({ name, value }) => html`<div><dt>${bounded(name, 200)}</dt><dd>${bounded(value)}</dd></div>`)}</dl>`;
    case "parts":
      return html`<ul class="parts">${message.parts.map((part) => partLine(part))}</ul>`;
    case "raw":
      return html`<p class="quiet"><a href=${message.links.raw} download="message-${message.number}.eml">Save as message-${message.number}.eml</a></p><pre>${bounded(ui.raw || "", MOST)}</pre>`;
    default:
      return message.text === null ? html`<p class="quiet">It has no plain text.</p>` : html`<pre class="letter-text">${message.text}${message.textTruncated ? "\n…" : ""}</pre>`;
  }
}

const partLine = (part) =>
  html`<li class="depth-${Math.min(4, part.part.split(".").length)}">
    <code>${part.part}</code> ${part.href ? html`<a href=${part.href} download=${part.filename || `part-${part.part}`}>${part.type}</a>` : part.type}
    <span class="quiet">${[part.charset, bounded(part.filename || "", 200), size(part.size)].filter(Boolean).join(" · ")}</span>
  </li>`;
