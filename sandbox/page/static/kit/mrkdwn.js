// Slack's mrkdwn, drawn as nodes.

import { el, outerLink } from "../dom.js";
import { fill } from "../moments.js";
import { emoji, emojified } from "./emoji.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const INLINE = new RegExp(
  [
    "<([^<>]+)>",
    "`([^`\\n]+)`",
    ":([a-z0-9_+-]+):",
    "(?<![\\p{L}\\p{N}*_~])([*_~])(?!\\s|\\4)([^\\n]*?[^\\s])\\4(?![\\p{L}\\p{N}])",
    "(https?://[^\\s<>|]+[^\\s<>|.,;:!?)'\"\\]])",
  ].join("|"),
  "gu",
);
const STYLES = { "*": "strong", _: "em", "~": "s" };

export function unescape(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

// Draw a text object; plain text keeps its line breaks and its emoji.
export function drawText(object, ctx) {
  if (!object) return [];
  if (typeof object === "string") return lines(emojified(object));
  if (object.type !== "mrkdwn") return lines(object.emoji === false ? object.text : emojified(object.text ?? ""));
  return drawMrkdwn(object.text ?? "", ctx, !object.verbatim);
}

export function drawMrkdwn(text, ctx, linking = true) {
  const nodes = [];
  text.split(/```\n?/).forEach((piece, index) => {
    if (index % 2) nodes.push(el("pre", { class: "pre" }, unescape(piece.replace(/\n$/, ""))));
    else nodes.push(...drawQuotes(piece, ctx, linking));
  });
  return nodes;
}

function drawQuotes(text, ctx, linking) {
  const nodes = [];
  let quoted = [];
  let plain = [];
  const flush = () => {
    if (plain.length) nodes.push(...drawInline(plain.join("\n"), ctx, linking));
    if (quoted.length) nodes.push(el("blockquote", { class: "quote" }, drawInline(quoted.join("\n"), ctx, linking)));
    plain = [];
    quoted = [];
  };
  for (const line of text.split("\n")) {
    const match = /^(?:&gt;|>)(?!>)\s?(.*)$/.exec(line);
    if (Boolean(match) !== Boolean(quoted.length)) flush();
    if (match) quoted.push(match[1]);
    else plain.push(line);
  }
  flush();
  return nodes;
}

function drawInline(text, ctx, linking) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(...lines(unescape(text.slice(end, match.index))));
    nodes.push(...drawMatch(match, ctx, linking));
    end = match.index + match[0].length;
  }
  nodes.push(...lines(unescape(text.slice(end))));
  return nodes;
}

function drawMatch([whole, control, code, name, mark, inner, url], ctx, linking) {
  if (control !== undefined) return [drawControl(control, ctx)];
  if (code !== undefined) return [el("code", { class: "code" }, unescape(code))];
  if (name !== undefined) return [emoji(name) ?? whole];
  if (mark !== undefined) return [el(STYLES[mark], {}, drawInline(inner, ctx, linking))];
  return linking ? [outerLink(unescape(url), unescape(url))] : [unescape(url)];
}

function drawControl(control, ctx) {
  const bar = control.indexOf("|");
  const target = bar < 0 ? control : control.slice(0, bar);
  const label = bar < 0 ? null : unescape(control.slice(bar + 1));
  if (target.startsWith("@")) return mention(`@${label ?? ctx.nameOf(target.slice(1))}`);
  if (target.startsWith("#")) return mention(`#${label ?? ctx.channelName(target.slice(1))}`);
  if (target.startsWith("!date^")) return drawDate(target, label, ctx);
  if (target.startsWith("!subteam^")) return mention(label ?? "@group");
  if (target.startsWith("!")) return mention(`@${label ?? target.slice(1)}`);
  return outerLink(unescape(target), label ?? unescape(target).replace(/^mailto:/, ""));
}

function drawDate(target, label, ctx) {
  const [, unix, pattern, link] = target.split("^");
  const seconds = Number(unix);
  if (!Number.isFinite(seconds) || !pattern) return label ?? "";
  const text = fill(unescape(pattern), seconds, ctx.now(), ctx.zone);
  const when = el("time", { datetime: new Date(seconds * 1000).toISOString(), title: label }, text);
  return link ? outerLink(unescape(link), when) : when;
}

export function mention(text) {
  return el("span", { class: "mention" }, text);
}

export function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [el("br"), line] : [line])).filter((part) => part !== "");
}
