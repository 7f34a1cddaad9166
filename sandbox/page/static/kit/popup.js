// One small thing at a time that floats beside what opened it: a menu, a list of options, a question.

import { el } from "../dom.js";

let open = null;

export function closePopup() {
  if (!open) return false;
  const { node, anchor, closed } = open;
  open = null;
  node.remove();
  anchor.setAttribute("aria-expanded", "false");
  closed?.();
  return true;
}

export function popupOf(anchor) {
  return open?.anchor === anchor ? open.node : null;
}

export function showPopup(anchor, content, { width = null, above = false, closed = null } = {}) {
  if (open?.anchor === anchor) {
    closePopup();
    return null;
  }
  closePopup();
  const node = el("div", { class: "popup", data: { testid: "popup" } }, content);
  document.getElementById("layer").append(node);
  open = { node, anchor, closed, width, above };
  anchor.setAttribute("aria-expanded", "true");
  place(open);
  return node;
}

function place({ node, anchor, width, above }) {
  const box = anchor.getBoundingClientRect();
  if (width === "anchor") node.style.minWidth = `${box.width}px`;
  const room = { below: window.innerHeight - box.bottom - 12, above: box.top - 12 };
  const upward = above || (room.below < Math.min(node.offsetHeight, 260) && room.above > room.below);
  node.style.maxHeight = `${Math.max(120, Math.min(360, upward ? room.above : room.below))}px`;
  node.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - node.offsetWidth - 8))}px`;
  node.style.bottom = upward ? `${window.innerHeight - box.top + 4}px` : "auto";
  node.style.top = upward ? "auto" : `${box.bottom + 4}px`;
}

export function watchPopups() {
  document.addEventListener("pointerdown", (event) => {
    if (open && !open.node.contains(event.target) && !open.anchor.contains(event.target)) closePopup();
  }, true);
  document.addEventListener("scroll", (event) => {
    if (open && event.target.contains(open.anchor)) place(open);
  }, true);
  window.addEventListener("resize", closePopup);
}

// A menu of buttons; arrows move, Enter chooses, Esc gives the focus back.
export function showMenu(anchor, items, options = {}) {
  const menu = el("div", { class: "menu", role: "menu" }, items.map((item) => menuItem(anchor, item)));
  const node = showPopup(anchor, menu, options);
  if (!node) return;
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu, anchor));
  menu.querySelector("button, a")?.focus();
}

function menuItem(anchor, item) {
  const choose = () => {
    closePopup();
    anchor.focus();
    item.choose();
  };
  const attributes = {
    class: `menu-item${item.danger ? " danger" : ""}`, type: "button", role: "menuitem", data: { value: item.value, testid: item.testid },
    on: { click: choose },
  };
  return el("button", attributes, el("span", {}, item.label), item.note ? el("span", { class: "note" }, item.note) : null);
}

function moveInMenu(event, menu, anchor) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Escape") {
    closePopup();
    anchor.focus();
  } else if (event.key === "ArrowDown") items[(at + 1) % items.length].focus();
  else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length].focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
