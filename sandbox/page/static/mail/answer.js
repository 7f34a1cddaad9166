// What a candidate does with the mail they got, and what a recruiter writes by hand.

import { el, freshId, icon } from "../dom.js";
import { listed, person } from "./post.js";

const KINDS = [
  { kind: "reply", icon: "reply", label: "Reply", text: "Thanks for writing. Let us talk next week." },
  { kind: "away", icon: "away", label: "Away", text: "", until: true, note: "An automatic out-of-office answer." },
  { kind: "opt_out", icon: "stop", label: "Opt out", text: "Please remove me from your list." },
  { kind: "bounce", icon: "bounce", label: "Bounce", text: "", wordless: true, note: "The mail comes back as undeliverable." },
  { kind: "other_address", icon: "at", label: "From another address", text: "Writing from my private address: happy to talk." },
  { kind: "new_thread", icon: "thread", label: "New thread", text: "I start afresh here: is the role still open?" },
  { kind: "assistant", icon: "people", label: "Assistant", text: "", note: "Somebody in their office answers for them." },
  { kind: "left", icon: "forward", label: "Left", text: "", note: "An automatic note: no longer with the company." },
  { kind: "delay", icon: "clock", label: "Delayed", text: "", wordless: true, note: "A warning that delivery is late; nothing is lost." },
  { kind: "accept", icon: "calendar", label: "Accept invite", text: "", wordless: true, note: "A calendar acceptance." },
];

export class AnswerBox {
  constructor(post, account, thread) {
    this.post = post;
    this.account = account;
    this.thread = thread;
    this.field = el("textarea", { class: "field", rows: 3, id: freshId("answer"), data: { testid: "answer-text" } });
    this.until = el("input", { class: "field picker", type: "date", id: freshId("until"), data: { testid: "answer-until" } });
    this.untilRow = el("div", { class: "answer-row" }, el("label", { for: this.until.id }, "Back on"), this.until);
    this.note = el("p", { class: "note" });
    this.send = el("button", { class: "btn primary", type: "button", data: { testid: "answer-send" }, on: { click: () => this.#send() } });
    this.chips = KINDS.map((one) => el("button", {
      class: "chip-button", type: "button", role: "radio", "aria-checked": "false", data: { kind: one.kind, testid: `answer-${one.kind}` }, on: { click: () => this.#pick(one) },
    }, icon(one.icon), one.label));
    const first = account.name.split(" ")[0];
    this.node = el("section", { class: "answer", "aria-label": `What ${first} does`, data: { testid: "answer" } },
      el("h3", { class: "answer-title" }, `What does ${first} do?`),
      el("div", { class: "chip-row", role: "radiogroup", "aria-label": "Kind of answer" }, this.chips),
      this.note, this.untilRow,
      el("div", { class: "answer-row" }, el("label", { class: "visually-hidden", for: this.field.id }, "Words"), this.field),
      el("div", { class: "answer-foot" }, this.send));
    this.#pick(KINDS[0]);
  }

  #pick(one) {
    const before = this.kind;
    this.kind = one;
    this.chips.forEach((chip, index) => chip.setAttribute("aria-checked", String(KINDS[index] === one)));
    if (!before || this.field.value === before.text) this.field.value = one.text;
    this.field.placeholder = one.text ? "" : "Leave empty for the usual words";
    this.field.hidden = Boolean(one.wordless);
    this.untilRow.hidden = !one.until;
    this.note.textContent = one.note ?? "";
    this.note.hidden = !one.note;
    this.send.replaceChildren(icon("send"), { away: "Be away", bounce: "Let it bounce", delay: "Delay it", accept: "Accept", left: "Has left" }[one.kind] ?? "Send");
  }

  async #send() {
    const { kind, wordless, until } = this.kind;
    const body = { address: this.account.address, kind };
    const received = this.#lastReceived();
    if (received) body.message_id = received.id;
    if (!wordless && this.field.value.trim()) body.text = this.field.value.trim();
    if (until && this.until.value) body.until = this.until.value;
    this.send.disabled = true;
    const answer = await this.post.perform("answer", body, `${this.account.name}: ${this.kind.label.toLowerCase()} is on its way.`);
    this.send.disabled = false;
    if (answer) this.field.value = this.kind.text;
  }

  #lastReceived() {
    return [...this.thread.messages].reverse().find((one) => person(one.from).address !== this.account.address) ?? null;
  }
}

// A mail written by hand: a new one, or one in the open thread.
export class HandWritten {
  constructor(post, account, thread = null) {
    this.post = post;
    this.account = account;
    this.thread = thread;
    const field = (label, name, value) => {
      const input = el("input", { class: "field", id: freshId(name), value, data: { testid: `compose-${name}` } });
      return { input, row: el("div", { class: "answer-row" }, el("label", { for: input.id }, label), input) };
    };
    this.to = field("To", "to", thread ? this.#other() : "");
    this.subject = field("Subject", "subject", thread ? `Re: ${thread.subject.replace(/^(re:\s*)+/i, "")}` : "");
    this.text = el("textarea", { class: "field", rows: 3, id: freshId("compose"), "aria-label": "Words", data: { testid: "compose-text" } });
    const send = el("button", { class: "btn", type: "button", data: { testid: "compose-send" }, on: { click: () => this.#send() } }, icon("send"), "Send by hand");
    const inside = [thread ? null : this.to.row, thread ? null : this.subject.row, el("div", { class: "answer-row" }, this.text), el("div", { class: "answer-foot" }, send)];
    const first = account.name.split(" ")[0];
    this.node = el("details", { class: "answer by-hand", data: { testid: "by-hand" } },
      el("summary", {}, icon("pen"), thread ? `${first} writes here by hand` : `${first} writes a new mail by hand`), inside);
  }

  #other() {
    const own = this.account.address;
    const last = [...this.thread.messages].reverse().find((one) => person(one.from).address !== own) ?? null;
    return last ? person(last.from).address : listed(this.thread.messages.at(-1)?.to);
  }

  async #send() {
    const body = { address: this.account.address, to: this.to.input.value.trim(), subject: this.subject.input.value.trim(), text: this.text.value };
    if (this.thread) body.thread_id = this.thread.id;
    const answer = await this.post.perform("compose", body, "Sent.");
    if (answer) {
      this.text.value = "";
      this.node.open = false;
    }
  }
}
