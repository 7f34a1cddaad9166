// The stack of modals: the top one is seen, those below keep what was typed.

import { arrange, el, icon, keepingFocus } from "../dom.js";
import { drawBlocks } from "../kit/blocks.js";
import { closePopup } from "../kit/popup.js";
import { Surface } from "../kit/surface.js";

const words = (text, otherwise) => text?.text ?? text ?? otherwise;

export class Modals {
  constructor(root, session) {
    this.root = root;
    this.session = session;
    this.windows = new Map();
    document.addEventListener("keydown", (event) => this.#escape(event));
  }

  draw() {
    const views = this.session.state.modals ?? [];
    const alive = new Set(views.map((view) => view.id));
    for (const [id, shown] of this.windows) if (!alive.has(id)) this.#drop(id, shown);
    keepingFocus(() => views.forEach((view, index) => this.#window(view).draw(view, { index, top: index === views.length - 1 })));
    const veils = views.map((view) => this.windows.get(view.id).veil);
    arrange(this.root, [...veils, ...this.root.querySelectorAll(":scope > .veil.top")]);
    document.getElementById("slack-main").inert = views.length > 0;
    this.#focusTop(views.at(-1));
  }

  #drop(id, shown) {
    this.windows.delete(id);
    shown.veil.remove();
    closePopup();
  }

  #window(view) {
    if (!this.windows.has(view.id)) this.windows.set(view.id, new Window(this.session, view.id));
    return this.windows.get(view.id);
  }

  #focusTop(view) {
    if (view?.id === this.topId) return;
    this.topId = view?.id;
    if (!view) return;
    const shown = this.windows.get(view.id);
    if (shown.veil.contains(document.activeElement)) return;
    const first = shown.body.querySelector("input:not([type=file]), textarea, select, .page-text, .select-face") ?? shown.box;
    first.focus({ preventScroll: true });
  }

  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (closePopup()) return;
    const top = this.session.state?.modals?.at(-1);
    if (top && !this.root.querySelector(":scope > .veil.top")) this.windows.get(top.id)?.cancel();
  }
}

class Window {
  constructor(session, id) {
    this.session = session;
    this.id = id;
    this.surface = new Surface(session, { view_id: id });
    this.title = el("h2", { class: "dialog-title", id: `title-${id}` });
    this.back = el("button", { class: "btn icon-only quiet", type: "button", "aria-label": "Back", on: { click: () => this.cancel() } }, icon("back"));
    this.cross = el("button", { class: "btn icon-only quiet", type: "button", "aria-label": "Close", data: { testid: "modal-x" }, on: { click: () => this.#closeAll() } }, icon("close"));
    this.body = el("div", { class: "dialog-body" });
    this.close = el("button", { class: "btn", type: "button", data: { testid: "modal-close" }, on: { click: () => this.cancel() } });
    this.submit = el("button", { class: "btn primary", type: "submit", data: { testid: "modal-submit" } });
    this.box = el("form", {
      class: "dialog modal", role: "dialog", "aria-modal": "true", "aria-labelledby": this.title.id, tabindex: "-1", novalidate: true,
      data: { viewId: id, testid: "modal" }, on: { submit: (event) => this.#send(event), keydown: (event) => this.#press(event) },
    }, el("header", { class: "dialog-head" }, this.back, this.title, this.cross), this.body, el("footer", { class: "dialog-foot" }, this.close, this.submit));
    this.veil = el("div", { class: "veil" }, this.box);
  }

  draw(view, { index, top }) {
    this.view = view;
    this.surface.values = view.state?.values ?? {};
    this.surface.errors = view.errors ?? {};
    this.veil.hidden = !top;
    this.box.dataset.callbackId = view.callback_id ?? "";
    this.box.setAttribute("aria-busy", String(Boolean(view.busy || this.sending)));
    this.title.textContent = words(view.title, "");
    this.back.hidden = index === 0;
    this.close.textContent = words(view.close, index ? "Back" : "Cancel");
    this.submit.hidden = !view.submit;
    const busy = Boolean(view.busy || this.sending);
    this.submit.textContent = busy ? "Working…" : words(view.submit, "Submit");
    this.submit.disabled = busy || Boolean(view.submit_disabled);
    this.submit.classList.toggle("busy", busy);
    drawBlocks(this.body, view.blocks ?? [], this.surface);
    const errors = JSON.stringify(this.surface.errors);
    if (errors !== this.errors && errors !== "{}") this.body.querySelector("[data-testid=error]")?.scrollIntoView({ block: "center" });
    this.errors = errors;
  }

  // Enter in a field of one line submits, as in Slack, unless the field itself reaches the app on Enter.
  #press(event) {
    if (event.key !== "Enter" || event.target.nodeName !== "INPUT") return;
    const block = this.view.blocks.find((one) => one.block_id === event.target.closest("[data-block-id]")?.dataset.blockId);
    if (block?.dispatch_action || !this.view.submit) event.preventDefault();
  }

  async #send(event) {
    event.preventDefault();
    if (this.submit.disabled) return;
    this.sending = true;
    this.submit.disabled = true;
    this.submit.classList.add("busy");
    await this.surface.flush();
    await this.session.submit(this.id);
    this.sending = false;
    this.session.refresh();
  }

  async cancel() {
    await this.surface.flush();
    await this.session.close(this.id, false);
  }

  async #closeAll() {
    await this.surface.flush();
    await this.session.close(this.id, true);
  }
}
