// table and data_table.

import { el, icon } from "../dom.js";
import { emojified } from "./emoji.js";
import { drawRichText } from "./rich.js";

export function drawTable(block, surface) {
  const [head, ...body] = block.rows ?? [];
  return el("div", { class: "table-scroll" }, grid(head ?? [], body, { settings: block.column_settings ?? [], surface }));
}

function grid(head, body, { settings, surface, sort = null, headColumn = null }) {
  const cell = (tag, item, column) => {
    const setting = settings[column] ?? {};
    const numeric = (body[0]?.[column] ?? item).type === "raw_number";
    const side = setting.align ?? (numeric ? "right" : null);
    return el(tag, { class: `${side ? `align-${side}` : ""}${setting.is_wrapped === false ? " nowrap" : ""}`, scope: scopeOf(tag, column, headColumn) },
      tag === "th" && sort && column !== "row" ? sort(item, column) : drawCell(item, surface));
  };
  const row = (items) => el("tr", {}, items.map((item, column) => cell(column === headColumn ? "th" : "td", item, column)));
  return el("table", { class: "table" },
    el("thead", {}, el("tr", {}, head.map((item, column) => cell("th", item, column)))),
    el("tbody", {}, body.map(row)));
}

function scopeOf(tag, column, headColumn) {
  if (tag !== "th") return null;
  return column === headColumn ? "row" : "col";
}

function drawCell(cell, surface) {
  if (cell.type === "rich_text") return drawRichText(cell, surface);
  return emojified(wordsOf(cell));
}

function wordsOf(cell) {
  if (cell.type === "rich_text") return JSON.stringify(cell.elements).replace(/.*?"text":"([^"]*)"[^"]*/g, "$1 ");
  return String(cell.text ?? cell.value ?? "");
}

// A data_table has a caption, pages and columns one can sort by.
export function drawDataTable(block, surface) {
  const [head, ...all] = block.rows ?? [];
  const size = block.page_size ?? 5;
  const look = { page: 0, column: null, down: false };
  const place = el("div", { class: "table-scroll" });
  const foot = el("div", { class: "table-foot" });
  const pages = Math.max(1, Math.ceil(all.length / size));
  const draw = () => {
    const rows = sorted(all, look).slice(look.page * size, (look.page + 1) * size);
    const headColumn = block.row_header_column_index ?? null;
    place.replaceChildren(grid(head ?? [], rows, { settings: block.column_settings ?? [], surface, sort: (item, column) => sortButton(item, column, look, draw), headColumn }));
    foot.replaceChildren(...(pages > 1 ? pager(look, pages, draw) : []), el("span", { class: "note" }, `${all.length} rows`));
  };
  draw();
  const words = block.caption?.text ?? block.caption ?? "";
  return el("figure", { class: "data-table", "aria-label": words }, el("figcaption", {}, words), place, foot);
}

function sortButton(item, column, look, draw) {
  const sign = look.column === column ? (look.down ? " ↓" : " ↑") : "";
  const sort = () => {
    look.down = look.column === column && !look.down;
    look.column = column;
    look.page = 0;
    draw();
  };
  return el("button", { class: "sort", type: "button", on: { click: sort } }, wordsOf(item) + sign);
}

function sorted(rows, { column, down }) {
  if (column === null) return rows;
  const order = (one, other) => wordsOf(one[column]).localeCompare(wordsOf(other[column]), "en", { numeric: true });
  return [...rows].sort((one, other) => (down ? order(other, one) : order(one, other)));
}

function pager(look, pages, draw) {
  const step = (by, name, label) => el("button", {
    class: "btn icon-only", type: "button", "aria-label": label, disabled: look.page + by < 0 || look.page + by >= pages,
    on: { click: () => { look.page += by; draw(); } },
  }, icon(name));
  return [step(-1, "back", "Previous page"), el("span", {}, `${look.page + 1} of ${pages}`), step(1, "forward", "Next page")];
}
