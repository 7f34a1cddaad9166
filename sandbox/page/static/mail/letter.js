// One mail: who, when, and its body as HTML, text or headers.

import { el, icon } from "../dom.js";
import { drawFile } from "../kit/inputs.js";
import { full } from "../moments.js";
import { avatar } from "../slack/avatar.js";
import { listed, person } from "./post.js";

const STYLE = "body{font:14px/1.5 system-ui,sans-serif;color:#1f2328;margin:0;overflow-wrap:anywhere}img{max-width:100%}blockquote{margin:8px 0 8px 4px;padding-left:10px;border-left:2px solid #d5d9de;color:#57606a}pre{white-space:pre-wrap}a{color:#1f6390}";

// `was` is the node it stood in before: a letter drawn again, as its labels change, shows what it showed.
export function drawLetter(message, { open, zone, post, was = null }) {
  const from = person(message.from);
  const summary = el("summary", { class: "letter-head" }, avatar(from.name, "small"),
    el("span", { class: "letter-who" }, el("strong", {}, from.name), el("span", { class: "note" }, `to ${listed(message.to)}${message.cc?.length ? `, cc ${listed(message.cc)}` : ""}`)),
    labels(message), el("time", { class: "note", datetime: message.date }, full(new Date(message.date), zone)));
  const body = el("div", { class: "letter-body" });
  const node = el("details", { class: "letter", open, data: { messageId: message.id, testid: "letter" } }, summary, body);
  const fill = () => node.open && !body.childNodes.length && body.append(...drawBody(message, node, was?.view), files(message, post), drafting(message, post));
  node.addEventListener("toggle", fill);
  fill();
  return node;
}

// What a letter shows of a message: whether it was read is not part of it, so that reading it draws nothing anew under a click.
export function shownOf(message) {
  return { ...message, labels: shownLabels(message) };
}

function shownLabels(message) {
  return (message.labels ?? []).filter((label) => ["DRAFT", "SPAM", "TRASH"].includes(label));
}

function labels(message) {
  const shown = shownLabels(message);
  return shown.length ? shown.map((label) => el("span", { class: `label ${label.toLowerCase()}` }, label.toLowerCase())) : null;
}

const VIEWS = { html: "HTML", text: "Text", headers: "Headers" };

function drawBody(message, letter, before) {
  const place = el("div", { class: "letter-view" });
  const kinds = Object.keys(VIEWS).filter((kind) => kind !== "html" || message.html);
  const buttons = kinds.map((kind) => el("button", {
    class: "tab small", type: "button", role: "tab", data: { testid: `view-${kind}` }, on: { click: () => show(kind) },
  }, VIEWS[kind]));
  const show = (chosen) => {
    buttons.forEach((button, index) => button.setAttribute("aria-selected", String(kinds[index] === chosen)));
    letter.view = chosen;
    place.replaceChildren({ html: drawHtml, text: drawPlain, headers: drawHeaders }[chosen](message));
  };
  show(kinds.includes(before) ? before : kinds[0]);
  return [el("div", { class: "tabs letter-tabs", role: "tablist", "aria-label": "Show as" }, buttons), place];
}

// A mail's HTML lives in a frame without scripts; only its height is read from outside.
function drawHtml(message) {
  const frame = el("iframe", { class: "letter-frame", sandbox: "allow-same-origin allow-popups", title: `Mail: ${message.subject}`, referrerpolicy: "no-referrer" });
  frame.srcdoc = `<!doctype html><meta charset="utf-8"><base target="_blank"><style>${STYLE}</style><body>${message.html}`;
  const fit = () => {
    const page = frame.contentDocument?.documentElement;
    if (page) frame.style.height = `${Math.max(24, page.offsetHeight)}px`;
  };
  frame.addEventListener("load", () => {
    fit();
    new ResizeObserver(fit).observe(frame);
  });
  return frame;
}

function drawPlain(message) {
  return el("pre", { class: "letter-text" }, message.text || "(no text)");
}

function drawHeaders(message) {
  const rows = Object.entries(message.headers ?? {}).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return el("dl", { class: "headers" }, rows.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function files(message, post) {
  if (!message.files?.length) return "";
  const where = `/sandbox/google/mailboxes/${encodeURIComponent(post.open)}/${message.id}/files`;
  const rows = message.files.map((file, number) => el("li", { class: "file-item" },
    el("a", { href: `${where}/${number}`, download: file.name, data: { testid: "letter-file" } }, drawFile(file))));
  return el("ul", { class: "file-list letter-files" }, rows);
}

function drafting(message, post) {
  if (!message.labels?.includes("DRAFT") || !message.draft_id) return "";
  const act = (op) => post.perform("draft", { address: post.open, draft_id: message.draft_id, op });
  return el("div", { class: "letter-draft" }, el("span", { class: "note" }, "A draft: not sent yet."),
    el("button", { class: "btn", type: "button", on: { click: () => act("send") } }, icon("send"), "Send by hand"),
    el("button", { class: "btn danger", type: "button", on: { click: () => act("delete") } }, icon("trash"), "Delete"));
}
