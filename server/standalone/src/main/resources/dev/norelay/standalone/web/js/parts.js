// Small things that several views show.

import { html, nothing, svg } from "../vendor/lit-html/lit-html.js";
import { OUTCOME } from "./format.js";

const icon = (body) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${body}</svg>`;
export const CHECK = icon(svg`<path d="m3 8.5 3.2 3.2L13 4.8" />`);
export const CROSS = icon(svg`<path d="m4 4 8 8m0-8-8 8" />`);
export const COPY = icon(svg`<path d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z" />`);
export const LOCK = icon(svg`<path d="M3.5 7.5h9v6h-9zm2-.5V5a2.5 2.5 0 0 1 5 0v2" />`);
const HALF = icon(svg`<path d="M3 8h10" />`);
const DOTS = icon(svg`<path d="M3 8h.01M8 8h.01M13 8h.01" />`);

const MARKS = { delivered: CHECK, partly: HALF, failed: CROSS, "under-way": DOTS, nothing: HALF };

export const outcome = (word) =>
  html`<span class="outcome ${word}">${MARKS[word] || nothing}${OUTCOME[word] || word}</span>`;

/** A button that puts a text on the clipboard, and says so. */
export const copy = (what, text) =>
  html`<button type="button" class="copy" aria-label="Copy ${what}" title="Copy ${what}" @click=${(event) => copied(event.currentTarget, text)}>
    ${COPY}${CHECK}
  </button>`;

async function copied(button, text) {
  if (!(await toClipboard(text))) {
    return;
  }
  button.classList.add("done");
  document.getElementById("said").textContent = "Copied.";
  setTimeout(() => button.classList.remove("done"), 1500);
}

/** Over plain HTTP from another device a browser offers no clipboard; selecting and copying still works there. */
async function toClipboard(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text).then(() => true, () => false);
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "vh";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

/** What an API call had to say against it. */
export const refusal = (problem) => (problem ? html`<p class="problem" role="alert">${problem.message}</p>` : nothing);

export const quotes = (seen) => {
  const clients = Object.entries(seen || {});
  return clients.length
    ? html`<div class="alerts">
        ${clients.map(([client, text]) => html`<figure class="alert"><figcaption>${client}</figcaption><blockquote>${text}</blockquote></figure>`)}
      </div>`
    : nothing;
};

/** Tabs as the ARIA practices have them: arrows move, the chosen one is in the tab order. */
export function tabs(label, names, chosen, choose) {
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const keys = Object.keys(names);
    if (step) {
      const next = keys[(keys.indexOf(chosen) + step + keys.length) % keys.length];
      choose(next);
      requestAnimationFrame(() => document.getElementById(`tab-${next}`)?.focus());
    }
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${move}>
    ${Object.entries(names).map(
      ([key, name]) => html`<button type="button" role="tab" id="tab-${key}" aria-selected=${key === chosen} aria-controls="panel" tabindex=${key === chosen ? 0 : -1} @click=${() => choose(key)}>${name}</button>`,
    )}
  </div>`;
}
