// Select menus of every kind, as a button that opens a searchable list.

import { el, freshId, icon } from "../dom.js";
import { emojified } from "./emoji.js";
import { closePopup, popupOf, showPopup } from "./popup.js";

const SEARCH_FROM = 8; // options

export function makeSelect(element, value, report, env) {
  const select = new Select(element, report, env);
  select.choose(select.source.known(value), { silent: true });
  return select.node;
}

class Select {
  constructor(element, report, env) {
    this.element = element;
    this.env = env;
    this.report = report;
    this.multi = element.type.startsWith("multi_");
    this.source = sourceOf(element, env);
    this.chosen = [];
    this.face = el("button", {
      ...env.attributes, class: "select-face", type: "button", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false",
      on: { click: () => this.open(), keydown: (event) => this.#openByKey(event) },
    });
    this.chips = el("span", { class: "chips" });
    this.node = el("div", { class: `select${this.multi ? " multi" : ""}` }, this.multi ? this.chips : null, this.face);
  }

  choose(options, { silent = false } = {}) {
    this.chosen = options;
    const name = options[0] && emojified(options[0].text.text);
    const empty = this.element.placeholder?.text ?? (this.multi ? "Choose some" : "Choose one");
    const shown = this.multi ? (options.length ? "Add" : empty) : (name ?? empty);
    this.face.replaceChildren(el("span", { class: !this.multi && name ? "" : "placeholder" }, shown), icon("down"));
    this.chips.replaceChildren(...options.map((option) => this.#chip(option)));
    this.dirty = !silent;
    if (!silent && !(this.multi && this.env.acting && popupOf(this.face))) this.#tell();
  }

  #tell() {
    this.dirty = false;
    this.report(this.multi ? this.chosen.map(this.source.valueOf) : this.chosen[0] ? this.source.valueOf(this.chosen[0]) : null);
  }

  #chip(option) {
    const words = emojified(option.text.text);
    const drop = () => this.choose(this.chosen.filter((one) => one.value !== option.value));
    return el("span", { class: "chip", data: { value: option.value } }, words,
      el("button", { type: "button", "aria-label": `Remove ${words}`, on: { click: drop } }, icon("close")));
  }

  #openByKey(event) {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.open();
  }

  open() {
    const list = el("div", { class: "options", role: "listbox", id: freshId("list"), "aria-multiselectable": this.multi ? "true" : null });
    const search = el("input", { class: "field search", type: "text", placeholder: "Search", "aria-label": "Search options", "aria-controls": list.id });
    const content = el("div", { class: "listing" }, this.source.searchable ? search : null, list);
    const closed = () => this.dirty && this.#tell();
    const node = showPopup(this.face, content, { width: "anchor", closed });
    if (!node) return;
    node.addEventListener("keydown", (event) => this.#move(event, list));
    list.tabIndex = -1;
    (this.source.searchable ? search : list).focus();
    search.addEventListener("input", () => this.#fill(list, search.value));
    this.#fill(list, "");
  }

  async #fill(list, query) {
    this.query = query;
    if (this.source.remote) await new Promise((resolve) => setTimeout(resolve, query ? 200 : 0));
    if (this.query !== query) return;
    if (this.source.remote) list.replaceChildren(el("p", { class: "empty" }, "Loading…"));
    let groups;
    try {
      groups = await this.source.find(query);
    } catch {
      list.replaceChildren(el("p", { class: "empty" }, "The options could not be loaded."));
      return;
    }
    if (this.query === query) this.#list(list, groups);
  }

  #list(list, groups) {
    const some = groups.some((group) => group.options.length);
    list.replaceChildren(...(some ? groups.flatMap((group) => this.#group(group)) : [el("p", { class: "empty" }, "No matching options")]));
    const current = list.querySelector("[aria-selected=true]") ?? list.querySelector("[role=option]");
    if (current) activate(list, current);
    if (!this.multi && this.chosen.length && !this.env.required) list.prepend(this.#clearing());
  }

  #clearing() {
    return el("button", { class: "option clear", type: "button", data: { testid: "clear" }, on: { click: () => this.#pick(null) } }, "Clear choice");
  }

  #group(group) {
    const head = group.label ? [el("div", { class: "group-label" }, group.label)] : [];
    return [...head, ...group.options.map((option) => this.#option(option))];
  }

  #option(option) {
    const selected = this.chosen.some((one) => one.value === option.value);
    return el("div", {
      class: "option", role: "option", "aria-selected": String(selected), data: { value: option.value },
      on: { click: () => this.#pick(option), pointermove: (event) => activate(event.currentTarget.parentNode, event.currentTarget, false) },
    }, el("span", {}, emojified(option.text.text), option.description ? el("span", { class: "note" }, option.description.text) : null),
    selected ? icon("check") : null);
  }

  #pick(option) {
    if (!this.multi) {
      closePopup();
      this.face.focus();
      this.choose(option ? [option] : []);
      return;
    }
    const without = this.chosen.filter((one) => one.value !== option.value);
    const most = this.element.max_selected_items ?? Infinity;
    if (without.length === this.chosen.length && without.length >= most) return;
    this.choose(without.length < this.chosen.length ? without : [...this.chosen, option]);
    const list = popupOf(this.face)?.querySelector("[role=listbox]");
    if (list) this.#fill(list, this.query);
  }

  #move(event, list) {
    const options = [...list.querySelectorAll("[role=option]")];
    const at = options.findIndex((one) => one.classList.contains("active"));
    if (event.key === "ArrowDown") activate(list, options[Math.min(at + 1, options.length - 1)]);
    else if (event.key === "ArrowUp") activate(list, options[Math.max(at - 1, 0)]);
    else if (event.key === "Enter") options[at]?.click();
    else if (event.key === "Escape" || event.key === "Tab") {
      closePopup();
      this.face.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function activate(list, option, scroll = true) {
  if (!option) return;
  for (const one of list.querySelectorAll(".active")) one.classList.remove("active");
  option.classList.add("active");
  if (scroll) option.scrollIntoView({ block: "nearest" });
}

function matching(options, query) {
  const words = query.trim().toLowerCase();
  return options.filter((option) => option.text.text.toLowerCase().includes(words));
}

function groupsOf(content) {
  if (content.option_groups) return content.option_groups.map((group) => ({ label: group.label.text, options: group.options }));
  return [{ options: content.options ?? [] }];
}

// Where a select's options come from, and how its value is written.
function sourceOf(element, env) {
  const kind = element.type.replace(/^multi_/, "");
  if (kind === "external_select") return remoteSource(element, env);
  if (kind === "static_select") return staticSource(element);
  const things = () => env.surface.session.choicesFor(kind, element).map(({ id, label }) => ({ text: { text: label }, value: id }));
  return {
    searchable: true,
    known: (value) => [value ?? []].flat().map((id) => things().find((one) => one.value === id) ?? { text: { text: id }, value: id }),
    valueOf: (option) => option.value,
    find: async (query) => [{ options: matching(things(), query) }],
  };
}

function staticSource(element) {
  const groups = groupsOf(element);
  return {
    searchable: groups.flatMap((group) => group.options).length >= SEARCH_FROM,
    known: (value) => [value ?? []].flat(),
    valueOf: (option) => option,
    find: async (query) => groups.map((group) => ({ ...group, options: matching(group.options, query) })),
  };
}

function remoteSource(element, env) {
  const least = element.min_query_length ?? 3;
  return {
    searchable: true,
    remote: true,
    known: (value) => [value ?? []].flat(),
    valueOf: (option) => option,
    find: async (query) => (query.length < least ? [{ options: [] }] : groupsOf(await env.options(query))),
  };
}
