// Slack's rich_text, drawn as nodes.

import { el, outerLink } from "../dom.js";
import { fill } from "../moments.js";
import { emoji, fromUnicode } from "./emoji.js";
import { lines, mention } from "./mrkdwn.js";

export function drawRichText(block, ctx) {
  return el("div", { class: "rich" }, drawParts(block.elements ?? [], ctx));
}

function drawParts(parts, ctx) {
  const nodes = [];
  for (let at = 0; at < parts.length; at += 1) {
    if (parts[at].type !== "rich_text_list") {
      nodes.push(drawPart(parts[at], ctx));
      continue;
    }
    const run = [parts[at]];
    while (parts[at + 1]?.type === "rich_text_list") run.push(parts[(at += 1)]);
    nodes.push(...drawLists(run, ctx));
  }
  return nodes;
}

function drawPart(part, ctx) {
  const content = (part.elements ?? []).map((element) => drawRichElement(element, ctx));
  const border = part.border ? " bordered" : "";
  if (part.type === "rich_text_preformatted") return el("pre", { class: "pre" }, content);
  if (part.type === "rich_text_quote") return el("blockquote", { class: `quote${border}` }, content);
  return el("p", { class: "rich-section" }, content);
}

// Consecutive lists nest by their indent; `offset` makes a numbered list go on counting.
function drawLists(run, ctx) {
  const roots = [];
  const open = [];
  for (const part of run) {
    const depth = part.indent ?? 0;
    while (open.length && open.at(-1).depth > depth) open.pop();
    let level = open.at(-1);
    if (!level || level.depth < depth || level.style !== part.style) {
      if (level && level.depth === depth) open.pop();
      const list = drawListShell(part, depth);
      const parent = open.at(-1);
      if (parent) (parent.list.lastElementChild ?? parent.list).append(list);
      else roots.push(list);
      level = { depth, list, style: part.style };
      open.push(level);
    }
    level.list.append(...(part.elements ?? []).map((item) => el("li", {}, drawItem(item, ctx))));
  }
  return roots;
}

function drawListShell(part, depth) {
  const ordered = part.style === "ordered";
  const shape = `rich-list depth-${depth % 3}${part.border ? " bordered" : ""}`;
  return el(ordered ? "ol" : "ul", { class: shape, start: ordered && part.offset ? part.offset + 1 : null });
}

function drawItem(item, ctx) {
  if (item.type === "rich_text_section") return (item.elements ?? []).map((element) => drawRichElement(element, ctx));
  return drawPart(item, ctx);
}

export function drawRichElement(element, ctx) {
  return styled(bare(element, ctx), element.style ?? {});
}

function bare(element, ctx) {
  switch (element.type) {
    case "text": return lines(element.text ?? "");
    case "link": return outerLink(element.url ?? "", element.text || element.url || "");
    case "emoji": return drawEmoji(element);
    case "user": return mention(`@${ctx.nameOf(element.user_id)}`);
    case "usergroup": return mention("@group");
    case "channel": return mention(`#${ctx.channelName(element.channel_id)}`);
    case "broadcast": return mention(`@${element.range}`);
    case "date": return fill(element.format ?? "{date}", element.timestamp, ctx.now(), ctx.zone);
    case "color": return [el("span", { class: "swatch" }), element.value ?? ""];
    default: return element.text ?? "";
  }
}

function drawEmoji(element) {
  const sign = (element.unicode && fromUnicode(element.unicode)) || emoji(element.name ?? "");
  return el("span", { class: "emoji", title: `:${element.name}:` }, sign ?? `:${element.name}:`);
}

function styled(content, style) {
  let node = [content].flat(Infinity);
  if (style.code) node = [el("code", { class: "code" }, node)];
  if (style.bold) node = [el("strong", {}, node)];
  if (style.italic) node = [el("em", {}, node)];
  if (style.strike) node = [el("s", {}, node)];
  if (style.underline) node = [el("u", {}, node)];
  if (style.highlight) node = [el("mark", {}, node)];
  return node;
}
