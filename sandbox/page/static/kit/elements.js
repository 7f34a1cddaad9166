// Elements one presses: buttons, overflow menus, feedback and icon buttons; and the question before a press.

import { el, freshId, icon, safeUrl } from "../dom.js";
import { emojified } from "./emoji.js";
import { drawText } from "./mrkdwn.js";
import { showMenu } from "./popup.js";

export function drawButton(element, block, surface) {
  const style = element.style ? ` ${element.style}` : "";
  const attributes = {
    class: `btn${style}`,
    "aria-label": element.accessibility_label,
    data: { actionId: element.action_id, value: element.value },
    on: { click: (event) => press(event.currentTarget, element, block, surface) },
  };
  const href = element.url && safeUrl(element.url);
  const words = emojified(element.text?.text ?? "");
  if (href) return el("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, words);
  return el("button", { ...attributes, type: "button" }, words);
}

async function press(node, element, block, surface, state = {}) {
  if (element.confirm && !(await asked(element.confirm, surface))) return;
  node.classList.add("busy");
  node.setAttribute("aria-busy", "true");
  try {
    await surface.act(block, element, state);
  } finally {
    node.classList.remove("busy");
    node.removeAttribute("aria-busy");
  }
}

export function drawOverflow(element, block, surface) {
  const choose = (option) => press(button, element, block, surface, { type: "overflow", selected_option: option });
  const items = () => element.options.map((option) => ({
    label: emojified(option.text.text),
    note: option.description?.text,
    value: option.value,
    choose: () => {
      const href = option.url && safeUrl(option.url);
      if (href) window.open(href, "_blank", "noopener");
      choose(option);
    },
  }));
  const button = el("button", {
    class: "btn icon-only", type: "button", "aria-label": element.accessibility_label ?? "More actions", "aria-haspopup": "menu",
    data: { actionId: element.action_id, testid: "overflow" }, on: { click: () => showMenu(button, items()) },
  }, icon("more"));
  return button;
}

export function drawFeedback(element, block, surface) {
  const one = (part, sign) => el("button", {
    class: "btn quiet", type: "button", "aria-label": part.accessibility_label, data: { actionId: element.action_id, value: part.value },
    on: { click: (event) => press(event.currentTarget, element, block, surface, { type: element.type, ...part }) },
  }, icon(sign), part.text?.text ?? "");
  return el("span", { class: "feedback" }, one(element.positive_button, "thumbs_up"), one(element.negative_button, "thumbs_down"));
}

export function drawIconButton(element, block, surface) {
  const seen = element.visible_to_user_ids;
  if (seen?.length && !seen.includes(surface.session.user)) return el("span", { hidden: true });
  return el("button", {
    class: "btn quiet", type: "button", "aria-label": element.accessibility_label ?? element.text?.text,
    data: { actionId: element.action_id, value: element.value },
    on: { click: (event) => press(event.currentTarget, element, block, surface) },
  }, icon(element.icon), element.text?.text ?? "");
}

// Ask before something is done, as Slack's confirm object wants it; tell whether the answer was yes.
export function asked(confirm, surface) {
  const before = document.activeElement;
  const title = freshId("ask");
  return new Promise((resolve) => {
    const finish = (yes) => {
      veil.remove();
      before?.isConnected && before.focus();
      resolve(yes);
    };
    const yes = el("button", {
      class: `btn ${confirm.style === "danger" ? "danger" : "primary"}`, type: "button", data: { testid: "confirm-yes" },
      on: { click: () => finish(true) },
    }, confirm.confirm?.text ?? "Yes");
    const no = el("button", { class: "btn", type: "button", data: { testid: "confirm-no" }, on: { click: () => finish(false) } },
      confirm.deny?.text ?? "No");
    const box = el("div", { class: "dialog", role: "alertdialog", "aria-modal": "true", "aria-labelledby": title, data: { testid: "confirm" } },
      el("h2", { class: "dialog-title", id: title }, confirm.title?.text ?? "Are you sure?"),
      el("div", { class: "dialog-text" }, drawText(confirm.text, surface)),
      el("div", { class: "dialog-foot" }, no, yes));
    const veil = el("div", { class: "veil top", on: { keydown: (event) => leave(event, finish) } }, box);
    document.getElementById("overlay").append(veil);
    yes.focus();
  });
}

function leave(event, finish) {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  finish(false);
}
