// The box one writes in, with the commands that begin with a slash.

import { el, icon } from "../dom.js";
import { closePopup, popupOf, showMenu, showPopup } from "../kit/popup.js";

export class Composer {
  constructor(root, session) {
    this.session = session;
    this.channel = null;
    this.field = el("textarea", {
      class: "composer-text", rows: 1, "aria-label": "Message", data: { testid: "composer" }, autocomplete: "off",
      on: { input: () => this.#changed(), keydown: (event) => this.#press(event), blur: () => popupOf(this.field) && setTimeout(closePopup, 150) },
    });
    const bolt = el("button", {
      class: "btn icon-only", type: "button", "aria-label": "Shortcuts", "aria-haspopup": "menu", title: "Shortcuts", data: { testid: "shortcuts" },
      on: { click: () => this.#shortcuts(bolt) },
    }, icon("bolt"));
    const send = el("button", { class: "btn primary icon-only", type: "button", "aria-label": "Send", data: { testid: "send" }, on: { click: () => this.send() } }, icon("send"));
    this.box = el("div", { class: "composer" }, bolt, this.field, send);
    this.closed = el("p", { class: "composer-closed", hidden: true }, "Overture reads no messages here. Type its commands in a channel.");
    root.append(this.box, this.closed);
  }

  // A direct message with the app takes no words, as the app's settings say.
  draw(channel, readOnly) {
    if (this.channel !== channel.id) this.#resize();
    this.channel = channel.id;
    this.box.hidden = readOnly;
    this.closed.hidden = !readOnly;
    this.field.placeholder = `Message #${channel.name}, or / for a command`;
  }

  async write(text, { andSend = false } = {}) {
    this.field.value = text;
    this.#resize();
    this.field.focus();
    if (andSend) await this.send();
    else this.#changed();
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    closePopup();
    this.field.value = "";
    this.#resize();
    const command = /^\/\w/.test(text);
    const answer = command ? await this.session.command(this.channel, text) : await this.session.say(this.channel, text);
    if (!answer && !this.field.value) this.field.value = text;
  }

  #changed() {
    this.#resize();
    const word = /^\/\S*$/.exec(this.field.value)?.[0];
    const found = word ? (this.session.state.commands ?? []).filter((one) => one.command.startsWith(word)) : [];
    closePopup();
    if (!found.length) return;
    const list = el("div", { class: "options commands", role: "listbox", "aria-label": "Commands", data: { testid: "commands" } }, found.map((one, index) =>
      el("div", {
        class: `option${index ? "" : " active"}`, role: "option", "aria-selected": String(!index), data: { value: one.command },
        on: { pointerdown: (event) => { event.preventDefault(); this.#take(one.command); } },
      }, el("span", {}, el("strong", {}, one.command), " ", el("span", { class: "usage" }, one.usage_hint ?? ""), el("span", { class: "note" }, one.description)))));
    showPopup(this.field, list, { width: "anchor", above: true });
  }

  #take(command) {
    closePopup();
    this.field.value = `${command} `;
    this.field.focus();
  }

  #press(event) {
    const list = popupOf(this.field);
    const options = list ? [...list.querySelectorAll("[role=option]")] : [];
    const at = options.findIndex((one) => one.classList.contains("active"));
    if (list && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = options[(at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length];
      for (const one of options) {
        one.classList.toggle("active", one === next);
        one.setAttribute("aria-selected", String(one === next));
      }
    } else if (list && event.key === "Tab" && !event.shiftKey) this.#take(options[at].dataset.value);
    else if (list && event.key === "Escape") closePopup();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      const exact = options.some((one) => one.dataset.value === this.field.value.trim());
      if (list && options[at] && !exact) this.#take(options[at].dataset.value);
      else this.send();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #resize() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(160, this.field.scrollHeight)}px`;
  }

  #shortcuts(anchor) {
    const found = (this.session.state.shortcuts ?? []).filter((one) => !/message/.test(one.type));
    showMenu(anchor, found.map((one) => ({ label: one.name, note: "Overture", value: one.callback_id, choose: () => this.session.shortcut(one.callback_id) })), { above: true });
  }
}
