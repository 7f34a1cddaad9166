// The rich text editor: a writing field with a toolbar, speaking Slack's rich_text.

import { arrange, el, freshId, icon, safeUrl } from "../dom.js";
import { drawEditable, readEditor } from "./editor_json.js";
import { closePopup, showPopup } from "./popup.js";

const TOOLS = [
  { name: "bold", label: "Bold (Ctrl+B)", run: () => command("bold"), on: () => document.queryCommandState("bold") },
  { name: "italic", label: "Italic (Ctrl+I)", run: () => command("italic"), on: () => document.queryCommandState("italic") },
  { name: "strike", label: "Strikethrough", run: () => command("strikeThrough"), on: () => document.queryCommandState("strikeThrough") },
  { name: "code", label: "Code", run: toggleCode, on: () => Boolean(enclosing("CODE")) },
  { name: "link", label: "Link (Ctrl+K)", run: editLink, on: () => Boolean(enclosing("A")) },
  { name: "bullets", label: "Bulleted list", run: () => command("insertUnorderedList"), on: () => innerList() === "UL" },
  { name: "numbers", label: "Numbered list", run: () => command("insertOrderedList"), on: () => innerList() === "OL" },
  { name: "quote", label: "Quote", run: toggleQuote, on: () => Boolean(enclosing("BLOCKQUOTE")) },
];

export function makeEditor(element, value, report, env) {
  const { id, ...named } = env.attributes;
  const page = el("div", {
    ...named, id, class: "page-text", contenteditable: "true", role: "textbox", "aria-multiline": "true",
    data: { ...named.data, testid: "rich-text" },
  });
  page.style.minHeight = `${(element.min_lines ?? 4) * 1.5}em`;
  if (element.max_lines) page.style.maxHeight = `${element.max_lines * 1.5 + 1}em`;
  arrange(page, drawEditable(value, env.surface));
  const tell = () => {
    empty(box, page);
    report(readEditor(page));
  };
  const tools = TOOLS.map((tool) => toolButton(tool, page, tell));
  const bar = el("div", { class: "toolbar", role: "toolbar", "aria-label": "Formatting" }, tools);
  const box = el("div", { class: "editor", data: { placeholder: element.placeholder?.text ?? "Write something" } }, bar, page);
  page.addEventListener("input", tell);
  page.addEventListener("keydown", (event) => press(event, page, tell));
  page.addEventListener("paste", (event) => paste(event));
  page.addEventListener("focus", () => document.execCommand("defaultParagraphSeparator", false, "div"));
  const light = () => page.contains(document.activeElement) && lightUp(tools);
  page.addEventListener("keyup", light);
  page.addEventListener("mouseup", light);
  empty(box, page);
  return box;
}

function empty(box, page) {
  const bare = !page.textContent.trim() && !page.querySelector("li, blockquote, pre, [data-element]");
  box.classList.toggle("empty", bare && page.childNodes.length <= 1);
}

function command(name, value = null) {
  document.execCommand(name, false, value);
}

function toolButton(tool, page, tell) {
  const use = (event) => {
    event.preventDefault();
    if (!page.contains(document.getSelection()?.anchorNode)) caretAtEnd(page);
    page.focus();
    tool.run(page, tell, button);
    tell();
    lightUp([...button.parentNode.children]);
  };
  const button = el("button", {
    class: "tool", type: "button", title: tool.label, "aria-label": tool.label, "aria-pressed": "false", data: { tool: tool.name },
    // A press must not take the selection out of the text, so the work is done before the focus could move.
    on: { mousedown: use, click: (event) => event.detail === 0 && use(event) },
  }, icon(tool.name));
  return button;
}

function lightUp(tools) {
  for (const button of tools) {
    const tool = TOOLS.find(({ name }) => name === button.dataset.tool);
    button.setAttribute("aria-pressed", String(Boolean(tool.on())));
  }
}

function caretAtEnd(page) {
  const range = document.createRange();
  range.selectNodeContents(page.lastElementChild ?? page);
  range.collapse(false);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function enclosing(tag) {
  const node = document.getSelection()?.anchorNode;
  const start = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const found = start?.closest?.(tag);
  return found?.closest(".page-text") ? found : null;
}

function innerList() {
  return enclosing("UL, OL")?.nodeName ?? null;
}

function toggleCode() {
  const code = enclosing("CODE");
  if (code) {
    code.replaceWith(...code.childNodes);
    return;
  }
  const range = document.getSelection().getRangeAt(0);
  const inside = el("code");
  inside.append(range.extractContents());
  if (!inside.textContent) inside.append("\u200b");
  range.insertNode(inside);
  document.getSelection().selectAllChildren(inside);
  if (inside.textContent === "\u200b") document.getSelection().collapse(inside.firstChild, 1);
}

function toggleQuote(page) {
  const quote = enclosing("BLOCKQUOTE");
  if (!quote) {
    command("formatBlock", "blockquote");
    for (const one of page.querySelectorAll("blockquote")) one.removeAttribute("style");
    return;
  }
  const rows = [...quote.childNodes].map((node) => (node.nodeName === "DIV" ? node : el("div", {}, node)));
  quote.replaceWith(...rows);
  document.getSelection().collapse(rows.at(-1), rows.at(-1).childNodes.length);
}

function editLink(page, tell, anchor) {
  const selection = document.getSelection();
  const link = enclosing("A");
  const range = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : null;
  const text = el("input", { class: "field", id: freshId("link"), value: link?.textContent ?? String(selection), data: { testid: "link-text" } });
  const url = el("input", { class: "field", id: freshId("link"), type: "url", placeholder: "https://", value: link?.getAttribute("href") ?? "", data: { testid: "link-url" } });
  const save = () => {
    const href = safeUrl(/^[a-z]+:/i.test(url.value) ? url.value : `https://${url.value}`);
    if (!href || !url.value.trim()) return url.focus();
    closePopup();
    putLink(page, { link, range, text: text.value.trim() || url.value.trim(), href: url.value.includes(":") ? url.value.trim() : href });
    tell();
    return undefined;
  };
  const form = el("form", { class: "link-form", on: { submit: (event) => { event.preventDefault(); save(); } } },
    el("label", { for: text.id }, "Text"), text, el("label", { for: url.id }, "Link"), url,
    el("button", { class: "btn primary", type: "submit", data: { testid: "link-save" } }, "Save"));
  showPopup(anchor, form);
  setTimeout(() => (text.value ? url : text).focus());
}

function putLink(page, { link, range, text, href }) {
  const fresh = el("a", { href }, text);
  if (link) link.replaceWith(fresh);
  else if (range && page.contains(range.startContainer)) {
    range.deleteContents();
    range.insertNode(fresh);
  } else page.append(fresh);
  page.focus();
  document.getSelection().collapse(fresh.parentNode, [...fresh.parentNode.childNodes].indexOf(fresh) + 1);
}

function paste(event) {
  event.preventDefault();
  document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
}

function press(event, page, tell) {
  const withControl = event.ctrlKey || event.metaKey;
  if (withControl && event.key.toLowerCase() === "k") {
    event.preventDefault();
    editLink(page, tell, page.parentNode.querySelector("[data-tool=link]"));
  } else if (event.key === "Tab" && innerList()) {
    event.preventDefault();
    command(event.shiftKey ? "outdent" : "indent");
  } else if (event.key === "Enter" && !event.shiftKey && enclosing("BLOCKQUOTE")) {
    leaveQuote(event);
  }
}

// Enter on an empty line ends a quote.
function leaveQuote(event) {
  const row = enclosing("DIV");
  const quote = enclosing("BLOCKQUOTE");
  if (!row || row.textContent || !quote.contains(row)) return;
  event.preventDefault();
  const fresh = el("div", {}, el("br"));
  quote.after(fresh);
  row.remove();
  document.getSelection().collapse(fresh, 0);
}
