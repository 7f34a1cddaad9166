// Between the editor's nodes and Slack's rich_text.

import { el } from "../dom.js";
import { emoji, EMOJI_SIGNS, emojiName, fromUnicode, unicodeOf } from "./emoji.js";

const MARKS = { B: "bold", STRONG: "bold", I: "italic", EM: "italic", S: "strike", STRIKE: "strike", DEL: "strike", CODE: "code" };
const URLS = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)'"\]]/g;
const CODES = /:([a-z0-9_+-]+):/g;
const SIGNS = new RegExp(EMOJI_SIGNS.join("|"), "gu");

// ---- nodes to JSON -------------------------------------------------------------------------------------------------

// Read the editor; null where nothing but space was written.
export function readEditor(root) {
  const blocks = [];
  const line = { parts: [] };
  readBlocks(root, blocks, line);
  endLine(blocks, line);
  return compose(blocks);
}

function readBlocks(parent, blocks, line) {
  for (const node of parent.childNodes) {
    const tag = node.nodeName;
    if (tag === "UL" || tag === "OL") {
      endLine(blocks, line);
      readList(node, blocks, 0);
    } else if (tag === "BLOCKQUOTE" || tag === "PRE") {
      endLine(blocks, line);
      blocks.push(...readEnclosed(node, tag === "PRE" ? "rich_text_preformatted" : "rich_text_quote"));
    } else if (tag === "DIV" || tag === "P") {
      endLine(blocks, line);
      const before = blocks.length;
      readBlocks(node, blocks, line);
      if (line.parts.length || blocks.length === before) endLine(blocks, line, true);
    } else if (tag === "BR") {
      endLine(blocks, line, node.nextSibling !== null);
    } else line.parts.push(...readInline(node, {}));
  }
}

function endLine(blocks, line, evenEmpty = false) {
  if (line.parts.length || evenEmpty) blocks.push({ kind: "line", parts: line.parts });
  line.parts = [];
}

function readEnclosed(node, type) {
  const inner = [];
  const line = { parts: [] };
  readBlocks(node, inner, line);
  endLine(inner, line);
  const parts = joined(inner.filter((block) => block.kind === "line").map((block) => block.parts));
  return [...(parts.length ? [{ kind: "whole", value: { type, elements: parts } }] : []), ...inner.filter((block) => block.kind !== "line")];
}

function readList(list, blocks, indent) {
  const style = list.nodeName === "OL" ? "ordered" : "bullet";
  for (const item of list.children) {
    if (item.nodeName === "UL" || item.nodeName === "OL") {
      readList(item, blocks, indent + 1);
      continue;
    }
    const parts = [...item.childNodes].filter((node) => !isList(node)).flatMap((node) => readLoose(node));
    blocks.push({ kind: "item", style, indent, parts });
    [...item.childNodes].filter(isList).forEach((inner) => readList(inner, blocks, indent + 1));
  }
}

function isList(node) {
  return node.nodeName === "UL" || node.nodeName === "OL";
}

function readLoose(node) {
  if (node.nodeName === "BR") return node.nextSibling ? [{ type: "text", text: "\n" }] : [];
  if (node.nodeName === "DIV" || node.nodeName === "P") return [...node.childNodes].flatMap(readLoose);
  return readInline(node, {});
}

function readInline(node, style) {
  if (node.nodeType === Node.TEXT_NODE) return pieces(node.data.replace(/[\u200b]/g, "").replace(/\u00a0/g, " "), style);
  if (node.nodeName === "BR") return [{ type: "text", text: "\n" }];
  if (node.dataset?.element) return [JSON.parse(node.dataset.element)];
  const mark = MARKS[node.nodeName];
  const inner = mark ? { ...style, [mark]: true } : style;
  if (node.nodeName !== "A") return [...node.childNodes].flatMap((child) => readInline(child, inner));
  const text = node.textContent.replace(/\u00a0/g, " ");
  const url = node.getAttribute("href") ?? "";
  return text ? [dressed({ type: "link", url, ...(text === url ? {} : { text }) }, styleWithin(node, inner))] : [];
}

// A link whose whole text is bold is a bold link.
function styleWithin(node, style) {
  const only = node.childNodes.length === 1 ? node.firstChild : null;
  const mark = only && MARKS[only.nodeName];
  return mark ? styleWithin(only, { ...style, [mark]: true }) : style;
}

function dressed(element, style) {
  return Object.keys(style).length ? { ...element, style } : element;
}

// Typed addresses become links and emoji become emoji, as in Slack; code stays as it is.
function pieces(text, style) {
  if (style.code) return text ? [dressed({ type: "text", text }, style)] : [];
  return split(text, URLS, ([url]) => ({ type: "link", url }), style)
    .flatMap((part) => (part.type === "text" ? split(part.text, SIGNS, ([sign]) => emojiOf(emojiName(sign), sign), style) : [part]))
    .flatMap((part) => (part.type === "text" ? split(part.text, CODES, ([, name]) => emoji(name) && emojiOf(name, emoji(name)), style) : [part]));
}

function emojiOf(name, sign) {
  return { type: "emoji", name, unicode: unicodeOf(sign) };
}

function split(text, pattern, make, style) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const made = make(match);
    if (!made) continue;
    if (match.index > end) parts.push(dressed({ type: "text", text: text.slice(end, match.index) }, style));
    parts.push(dressed(made, style));
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(dressed({ type: "text", text: text.slice(end) }, style));
  return parts;
}

function joined(rows) {
  return merged(rows.flatMap((row, index) => (index ? [{ type: "text", text: "\n" }, ...row] : row)));
}

// Neighbours of one style are one text, as Slack writes them.
function merged(parts) {
  const out = [];
  for (const part of parts) {
    const last = out.at(-1);
    const alike = last?.type === "text" && part.type === "text" && JSON.stringify(last.style) === JSON.stringify(part.style);
    if (alike) last.text += part.text;
    else out.push({ ...part });
  }
  return out;
}

function compose(blocks) {
  const elements = [];
  for (let at = 0; at < blocks.length; ) {
    const kind = blocks[at].kind;
    const run = [];
    while (blocks[at]?.kind === kind && (kind !== "item" || sameList(run[0], blocks[at])) && (kind !== "whole" || !run.length)) run.push(blocks[at++]);
    if (kind === "whole") elements.push(run[0].value);
    else if (kind === "item") elements.push(listOf(run));
    else elements.push(sectionOf(run, at < blocks.length));
  }
  const said = elements.filter(Boolean);
  return said.some(saysSomething) ? { type: "rich_text", elements: said } : null;
}

function saysSomething(element) {
  if (element.elements) return element.elements.some(saysSomething);
  return element.type !== "text" || element.text.trim() !== "";
}

function sameList(first, item) {
  return !first || (first.style === item.style && first.indent === item.indent);
}

function listOf(run) {
  const elements = run.map((item) => ({ type: "rich_text_section", elements: merged(item.parts) }));
  return { type: "rich_text_list", style: run[0].style, indent: run[0].indent, border: 0, elements };
}

// Lines stand together in one section; before a list or quote the section ends with a line break.
function sectionOf(run, followed) {
  const rows = run.map((line) => line.parts);
  if (followed) rows.push([]);
  const elements = joined(rows);
  return elements.length ? { type: "rich_text_section", elements } : null;
}

// ---- JSON to nodes -------------------------------------------------------------------------------------------------

export function drawEditable(value, surface) {
  const nodes = (value?.elements ?? []).flatMap((part) => drawPart(part, surface));
  return nodes.length ? nodes : [el("div", {}, el("br"))];
}

function drawPart(part, surface) {
  if (part.type === "rich_text_list") {
    let list = el(part.style === "ordered" ? "ol" : "ul", {}, (part.elements ?? []).map((item) => el("li", {}, inlines(item.elements, surface))));
    for (let depth = part.indent ?? 0; depth > 0; depth -= 1) list = el(list.nodeName, {}, list);
    return [list];
  }
  const rows = rowsOf(part.elements ?? []).map((row) => el("div", {}, row.length ? inlines(row, surface) : el("br")));
  if (part.type === "rich_text_quote") return [el("blockquote", {}, rows)];
  if (part.type === "rich_text_preformatted") return [el("pre", {}, inlines(part.elements, surface))];
  return rows;
}

function rowsOf(elements) {
  const rows = [[]];
  for (const element of elements) {
    if (element.type !== "text") rows.at(-1).push(element);
    else element.text.split("\n").forEach((text, index) => {
      if (index) rows.push([]);
      if (text) rows.at(-1).push({ ...element, text });
    });
  }
  if (rows.length > 1 && !rows.at(-1).length) rows.pop();
  return rows;
}

function inlines(elements, surface) {
  return (elements ?? []).map((element) => inline(element, surface));
}

function inline(element, surface) {
  if (element.type === "text") return marked(element.text, element.style);
  if (element.type === "link") return marked(el("a", { href: element.url }, element.text || element.url), element.style);
  const sign = element.type === "emoji" && ((element.unicode && fromUnicode(element.unicode)) || emoji(element.name));
  const shown = sign || (element.type === "user" ? `@${surface.nameOf(element.user_id)}` : element.type === "channel" ? `#${surface.channelName(element.channel_id)}` : `:${element.name ?? element.type}:`);
  return el("span", { class: sign ? "emoji" : "mention", contenteditable: "false", data: { element: JSON.stringify(element) } }, shown);
}

function marked(content, style = {}) {
  let node = content;
  if (style.code) node = el("code", {}, node);
  if (style.bold) node = el("b", {}, node);
  if (style.italic) node = el("i", {}, node);
  if (style.strike) node = el("s", {}, node);
  return node;
}
