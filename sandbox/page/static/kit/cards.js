// Blocks that hold other things: card, carousel, container, alert, plan and task.

import { el, icon } from "../dom.js";
import { drawBlock } from "./blocks.js";
import { drawButton } from "./elements.js";
import { picture } from "./pictures.js";
import { drawText } from "./mrkdwn.js";
import { drawRichText } from "./rich.js";

const LEVELS = { info: "info", warning: "warning", error: "error", success: "success", default: "info" };

export function drawAlert(block, surface) {
  const level = LEVELS[block.level] ? block.level : "default";
  return el("div", { class: `alert ${level}`, role: level === "error" ? "alert" : "status" },
    icon(LEVELS[level]), el("div", {}, drawText(block.text, surface)));
}

export function drawCard(block, surface) {
  const part = (name) => block[name] && el("div", { class: `card-${name}` }, drawText(block[name], surface));
  const badge = block.icon ?? block.slack_icon;
  return el("article", { class: "card", data: { cardId: block.block_id } },
    block.hero_image && el("div", { class: "card-hero" }, picture(block.hero_image)),
    el("header", { class: "card-head" },
      badge && el("span", { class: "card-icon" }, badge.image_url ? picture(badge) : icon(badge.name ?? "bolt")),
      el("div", {}, part("title"), part("subtitle"))),
    part("body"), part("subtext"),
    block.actions?.length && el("div", { class: "card-actions" }, block.actions.map((action) => drawButton(action, block, surface))));
}

export function drawCarousel(block, surface) {
  const row = el("div", { class: "carousel-row", tabindex: "0", role: "list", "aria-label": "Cards" },
    (block.elements ?? []).map((card) => el("div", { class: "carousel-item", role: "listitem" }, drawCard(card, surface))));
  const step = (by, name, label) => el("button", {
    class: "btn icon-only carousel-step", type: "button", "aria-label": label, on: { click: () => row.scrollBy({ left: by * 260, behavior: "smooth" }) },
  }, icon(name));
  return el("div", { class: "carousel" }, step(-1, "back", "Previous cards"), row, step(1, "forward", "Next cards"));
}

export function drawContainer(block, surface) {
  const title = block.rich_text_title ? drawRichText(block.rich_text_title, surface) : drawText(block.title, surface);
  const head = [
    block.icon && el("span", { class: "card-icon" }, picture(block.icon)),
    el("div", { class: "container-words" }, el("div", { class: "container-title" }, title),
      block.subtitle && el("div", { class: "container-subtitle" }, drawText(block.subtitle, surface))),
  ];
  const body = el("div", { class: "container-body" }, (block.child_blocks ?? []).map((child) => drawBlock(child, surface)));
  const shape = `container ${block.width ?? "standard"}${block.has_header_divider ? " ruled" : ""}`;
  if (!block.is_collapsible) return el("section", { class: shape }, el("header", { class: "container-head" }, head), body);
  return el("details", { class: shape, open: !block.default_collapsed }, el("summary", { class: "container-head" }, icon("down"), head), body);
}

const STATES = { pending: "clock", in_progress: "forward", complete: "check", error: "error" };

export function drawTask(block, surface) {
  return el("div", { class: `task ${block.status}` }, icon(STATES[block.status] ?? "clock", block.status),
    el("div", {}, el("strong", {}, block.title?.text ?? block.title),
      block.details && drawRichText(block.details, surface), block.output && drawRichText(block.output, surface)));
}

export function drawPlan(block, surface) {
  return el("section", { class: "container standard" }, el("header", { class: "container-head" }, block.title?.text ?? block.title),
    el("div", { class: "container-body" }, (block.tasks ?? []).map((task) => drawTask(task, surface))));
}
