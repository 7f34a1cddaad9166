// The markdown block: the part of CommonMark that Slack draws, as nodes.

import { el, outerLink } from "../dom.js";
import { emojified } from "./emoji.js";

const INLINE = new RegExp(
  [
    "`([^`]+)`",
    "!?\\[([^\\]]*)\\]\\(([^\\s)]+)\\)",
    "<(https?://[^>\\s]+)>",
    "(\\*\\*|__)(?=\\S)(.+?)(?<=\\S)\\5",
    "(~~?)(?=\\S)(.+?)(?<=\\S)\\7",
    "(?<![\\p{L}\\p{N}])([*_])(?=\\S)(.+?)(?<=\\S)\\9(?![\\p{L}\\p{N}])",
    "(https?://[^\\s<>]+[^\\s<>.,;:!?)])",
  ].join("|"),
  "gu",
);

export function drawMarkdown(text) {
  const reader = { lines: text.replace(/\r\n?/g, "\n").split("\n"), at: 0 };
  const nodes = [];
  while (reader.at < reader.lines.length) {
    const node = drawFence(reader) ?? drawHeading(reader) ?? drawRule(reader) ?? drawQuote(reader)
      ?? drawTable(reader) ?? drawItems(reader, 0) ?? drawParagraph(reader);
    if (node) nodes.push(node);
  }
  return el("div", { class: "rich markdown" }, nodes);
}

function drawFence(reader) {
  const mark = /^\s*(```|~~~)/.exec(reader.lines[reader.at])?.[1];
  if (!mark) return null;
  const body = [];
  reader.at += 1;
  while (reader.at < reader.lines.length && !reader.lines[reader.at].trim().startsWith(mark)) body.push(reader.lines[reader.at++]);
  reader.at += 1;
  return el("pre", { class: "pre" }, body.join("\n"));
}

function drawHeading(reader) {
  const match = /^(#{1,6})\s+(.*?)\s*#*$/.exec(reader.lines[reader.at]);
  if (!match) return null;
  reader.at += 1;
  return el(`h${Math.min(match[1].length + 2, 6)}`, { class: `md-h${match[1].length}` }, drawInline(match[2]));
}

function drawRule(reader) {
  if (!/^\s*([-*_])(\s*\1){2,}\s*$/.test(reader.lines[reader.at])) return null;
  reader.at += 1;
  return el("hr", { class: "divider" });
}

function drawQuote(reader) {
  const body = [];
  while (reader.at < reader.lines.length && /^\s*>/.test(reader.lines[reader.at])) {
    body.push(reader.lines[reader.at++].replace(/^\s*>\s?/, ""));
  }
  return body.length ? el("blockquote", { class: "quote" }, drawMarkdown(body.join("\n"))) : null;
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
}

function drawTable(reader) {
  const [head, rule] = [reader.lines[reader.at], reader.lines[reader.at + 1] ?? ""];
  if (!head.includes("|") || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(rule)) return null;
  reader.at += 2;
  const rows = [];
  while (reader.at < reader.lines.length && reader.lines[reader.at].includes("|")) rows.push(cells(reader.lines[reader.at++]));
  const draw = (tag, row) => el("tr", {}, row.map((cell) => el(tag, {}, drawInline(cell))));
  return el("div", { class: "table-scroll" }, el("table", { class: "table" },
    el("thead", {}, draw("th", cells(head))), el("tbody", {}, rows.map((row) => draw("td", row)))));
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(.*)$/;

function drawItems(reader, indent) {
  const first = ITEM.exec(reader.lines[reader.at]);
  if (!first || first[1].length < indent) return null;
  const ordered = /\d/.test(first[2]);
  const list = el(ordered ? "ol" : "ul", { class: "rich-list", start: ordered ? parseInt(first[2], 10) : null });
  while (reader.at < reader.lines.length) {
    const match = ITEM.exec(reader.lines[reader.at]);
    if (!match || match[1].length < first[1].length) break;
    if (match[1].length > first[1].length + 1) {
      (list.lastElementChild ?? list).append(drawItems(reader, match[1].length));
      continue;
    }
    reader.at += 1;
    list.append(el("li", {}, drawTask(match[3])));
  }
  return list;
}

function drawTask(text) {
  const match = /^\[([ xX])\]\s+(.*)$/.exec(text);
  return match ? [match[1] === " " ? "☐ " : "☑ ", drawInline(match[2])] : drawInline(text);
}

function drawParagraph(reader) {
  const body = [];
  while (reader.at < reader.lines.length && reader.lines[reader.at].trim()) {
    if (body.length && /^(\s*>|#{1,6}\s|\s*```)/.test(reader.lines[reader.at])) break;
    if (body.length && ITEM.test(reader.lines[reader.at])) break;
    body.push(reader.lines[reader.at++]);
  }
  if (!body.length) {
    reader.at += 1;
    return null;
  }
  return el("p", {}, body.flatMap((line, index) => [index ? el("br") : null, drawInline(line.trim())]));
}

function drawInline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(emojified(text.slice(end, match.index)), drawMatch(match));
    end = match.index + match[0].length;
  }
  nodes.push(emojified(text.slice(end)));
  return nodes;
}

function drawMatch([whole, code, label, target, auto, , bold, , strike, , italic, bareUrl]) {
  if (code !== undefined) return el("code", { class: "code" }, code);
  if (target !== undefined) return outerLink(target, label || target);
  if (auto !== undefined) return outerLink(auto, auto);
  if (bold !== undefined) return el("strong", {}, drawInline(bold));
  if (strike !== undefined) return el("s", {}, drawInline(strike));
  if (italic !== undefined) return el("em", {}, drawInline(italic));
  return bareUrl ? outerLink(bareUrl, bareUrl) : whole;
}
