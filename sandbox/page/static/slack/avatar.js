// A square with initials, in a colour that belongs to the name.

import { el } from "../dom.js";

const COLOURS = ["#2f6f8f", "#8a5a9e", "#b5654a", "#4f7d4e", "#9a7b1f", "#a04a68", "#4a64a8", "#3c8a82"];

export function avatar(name, shape = "") {
  const sum = [...name].reduce((total, sign) => (total * 31 + sign.codePointAt(0)) % 9973, 7);
  const initials = name.split(/\s+/).map((word) => word[0] ?? "").slice(0, 2).join("").toUpperCase();
  const node = el("span", { class: `avatar ${shape}`, "aria-hidden": "true" }, initials || "?");
  node.style.background = COLOURS[sum % COLOURS.length];
  return node;
}

export function appAvatar(shape = "") {
  return el("span", { class: `avatar app ${shape}`, "aria-hidden": "true" }, "♪");
}
