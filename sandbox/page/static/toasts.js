// Short sentences that come and go at the bottom.

import { el, icon } from "./dom.js";

const STAYS = 7000; // milliseconds

export function toast(sentence, kind = "info") {
  const close = el("button", { class: "toast-close", type: "button", "aria-label": "Dismiss", on: { click: () => node.remove() } }, icon("close"));
  const node = el("div", { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status", data: { testid: "toast" } }, el("span", {}, sentence), close);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), STAYS);
}
