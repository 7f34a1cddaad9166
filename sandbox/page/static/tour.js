// Five steps for newcomers. A step ticks itself off when the world shows that it was done.

import { arrange, el, icon } from "./dom.js";
import { GRACE, person } from "./mail/post.js";
import { END, STEPS } from "./tour_steps.js";
import { toast } from "./toasts.js";

const KEY = "overture.tour";

export class Tour {
  constructor(root, world) {
    this.root = root;
    this.world = world;
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") ?? {};
    this.kept = { closed: false, done: {}, ...kept };
    const asked = new URLSearchParams(location.search).get("tour");
    if (asked !== null) this.kept.closed = ["0", "off", "no"].includes(asked);
    this.at = null;
    world.session.listeners.push((name, body, answer, before) => this.#notice(name, body, answer, before));
  }

  begin() {
    this.kept = { closed: false, done: {} };
    this.at = null;
    this.#keep();
    this.draw();
  }

  #keep() { localStorage.setItem(KEY, JSON.stringify(this.kept)); }

  #close() {
    this.kept.closed = true;
    this.#keep();
    this.draw();
  }

  // Saving a sequence and enrolling show in Slack only as a submission that went through.
  #notice(name, body, answer, before) {
    const root = before?.modals?.[0];
    if (name !== "submit" || !answer?.ok || root?.id !== body.view_id) return;
    const words = `${root.callback_id} ${root.title?.text ?? ""}`.toLowerCase();
    if (/enrol/.test(words)) this.#tick("enroll");
    else if (/sequence|editor/.test(words)) this.#tick("sequence");
  }

  #tick(name) {
    if (this.kept.done[name]) return;
    this.kept.done[name] = true;
    this.#keep();
  }

  #observe() {
    const { session, post } = this.world;
    const own = { U0ANA: "ana@acme.example", U0BEN: "ben@acme.example" }[session.user];
    if (!post.isConnected(own)) return;
    this.#tick("connect");
    if (this.kept.closed) return;
    post.watch(GRACE);
    const threads = post.threads(GRACE);
    const received = threads.flatMap((thread) => thread.messages.filter((one) => person(one.from).address !== GRACE));
    if (received.length) ["sequence", "enroll"].forEach((name) => this.#tick(name));
    if (threads.some((thread) => thread.messages.filter((one) => person(one.from).address !== GRACE).length > 1)) this.#tick("clock");
    const answered = threads.flatMap((thread) => thread.messages).filter((one) => person(one.from).address === GRACE).map((one) => Date.parse(one.date));
    const heard = (session.appChannel?.messages ?? []).some((one) => answered.length && Number(one.ts) * 1000 >= Math.min(...answered) - 1000);
    if (heard) this.#tick("answer");
  }

  draw() {
    this.#observe();
    this.root.hidden = this.kept.closed;
    document.getElementById("start-tour").hidden = !this.kept.closed;
    if (this.kept.closed) return;
    const next = STEPS.findIndex((step) => !this.kept.done[step.name]);
    if (this.at === null || (this.was !== undefined && this.was !== next && this.at === this.was)) this.at = next < 0 ? STEPS.length - 1 : next;
    this.was = next;
    const mark = JSON.stringify([this.kept, this.at, next]);
    if (mark === this.mark) return;
    this.mark = mark;
    const finished = next < 0;
    arrange(this.root, [this.#dots(), this.#words(STEPS[this.at], finished), this.#leave()]);
  }

  #dots() {
    return el("ol", { class: "tour-dots", "aria-label": "Steps of the tour" }, STEPS.map((step, index) => {
      const done = Boolean(this.kept.done[step.name]);
      const shape = `tour-dot${done ? " done" : ""}${index === this.at ? " current" : ""}`;
      return el("li", {}, el("button", {
        class: shape, type: "button", title: step.title, "aria-current": index === this.at ? "step" : null,
        "aria-label": `Step ${index + 1}: ${step.title}${done ? ", done" : ""}`, data: { testid: `tour-${step.name}`, done: String(done) },
        on: { click: () => { this.at = index; this.draw(); } },
      }, done ? icon("check") : String(index + 1)));
    }));
  }

  #words(step, finished) {
    if (finished && step === STEPS.at(-1)) return this.#words(END, false);
    return el("div", { class: "tour-words" },
      el("p", { class: "tour-title" }, el("strong", {}, step.title)),
      el("p", { class: "tour-text" }, step.text.map((part) => (part.code ? el("code", { class: "code" }, part.code) : part))),
      el("div", { class: "tour-actions" }, step.actions.map((action) => this.#action(action))));
  }

  #action(action) {
    const button = el("button", {
      class: `btn${action.primary ? " primary" : ""}`, type: "button", title: action.copy ?? null, data: { testid: `tour-do-${action.name}` },
      on: { click: () => (action.copy ? this.#copy(button, action.copy) : action.run(this.world)) },
    }, icon(action.copy ? "copy" : (action.icon ?? "bolt")), action.label);
    return button;
  }

  async #copy(button, text) {
    try {
      await navigator.clipboard.writeText(text);
      button.classList.add("copied");
      setTimeout(() => button.classList.remove("copied"), 1200);
    } catch {
      toast(`Copy this: ${text}`);
    }
  }

  #leave() {
    return el("button", { class: "btn icon-only quiet", type: "button", "aria-label": "Leave the tour", title: "Leave the tour", data: { testid: "tour-close" }, on: { click: () => this.#close() } }, icon("close"));
  }
}

