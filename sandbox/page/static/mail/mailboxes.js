// The mail half: a tab for each mailbox, its threads, and the open one.

import { arrange, drawList, el, freshId, icon } from "../dom.js";
import { closePopup, showMenu, showPopup } from "../kit/popup.js";
import { brief } from "../moments.js";
import { avatar } from "../slack/avatar.js";
import { AnswerBox, HandWritten } from "./answer.js";
import { drawLetter, shownOf } from "./letter.js";
import { person } from "./post.js";

const HOME = "Europe/Berlin";

export class Mailboxes {
  constructor(root, post, clock) {
    this.post = post;
    this.clock = clock;
    this.tabs = root.querySelector("#mail-tabs");
    this.head = root.querySelector("#mail-head");
    this.list = root.querySelector("#threads");
    this.open = root.querySelector("#thread");
    this.chosen = new Map();
    this.seen = JSON.parse(localStorage.getItem("overture.mail") ?? "{}");
  }

  show(address, threadId = null) {
    if (threadId) this.chosen.set(address, threadId);
    return this.post.choose(address);
  }

  draw() {
    const account = this.post.account(this.post.open);
    if (!account) return;
    this.#drawTabs();
    this.#drawHead(account);
    const threads = this.post.threads(account.address);
    this.#drawThreads(account, threads);
    this.#drawOpen(account, threads);
    this.#see(account);
  }

  #see(account) {
    this.seen[account.address] = account.unread;
    localStorage.setItem("overture.mail", JSON.stringify(this.seen));
  }

  #drawTabs() {
    drawList(this.tabs, [...this.post.accounts, null], {
      key: (account) => account?.address ?? "+",
      signature: (account) => JSON.stringify([account, account?.address === this.post.open, this.seen[account?.address]]),
      draw: (account) => (account ? this.#tab(account) : this.#adding()),
    });
  }

  #tab(account) {
    const current = account.address === this.post.open;
    const news = !current && account.unread > (this.seen[account.address] ?? 0);
    return el("button", {
      class: `mail-tab ${account.role}${current ? " current" : ""}`, type: "button", role: "tab", "aria-selected": String(current), title: account.address,
      data: { address: account.address, testid: "mailbox" }, on: { click: () => this.post.choose(account.address) },
    }, avatar(account.name, "tiny"), el("span", {}, account.name.split(" ")[0]), news ? el("span", { class: "dot", role: "img", "aria-label": "new mail" }) : null);
  }

  #adding() {
    const button = el("button", {
      class: "mail-tab add", type: "button", title: "Add a candidate", "aria-label": "Add a candidate", data: { testid: "add-candidate" },
      on: { click: () => this.#askForCandidate(button) },
    }, icon("plus"));
    return button;
  }

  #askForCandidate(anchor) {
    const [name, address] = [freshId("name"), freshId("address")];
    const nameField = el("input", { class: "field", id: name, placeholder: "Ada Byron" });
    const addressField = el("input", { class: "field", id: address, type: "email", placeholder: "ada.byron@example.com", required: true });
    const add = async (event) => {
      event.preventDefault();
      closePopup();
      const made = await this.post.perform("candidates", { address: addressField.value, name: nameField.value });
      if (made) this.post.choose(addressField.value.trim().toLowerCase());
    };
    const form = el("form", { class: "link-form", on: { submit: add } }, el("label", { for: name }, "Name"), nameField,
      el("label", { for: address }, "Address"), addressField, el("button", { class: "btn primary", type: "submit" }, "Add candidate"));
    if (showPopup(anchor, form)) nameField.focus();
  }

  #drawHead(account) {
    const recruiter = account.role === "recruiter";
    const connected = recruiter && this.post.isConnected(account.address);
    const mark = JSON.stringify([account.address, account.name, connected]);
    if (mark === this.headMark) return;
    this.headMark = mark;
    const state = el("span", { class: `pill ${connected ? "good" : ""}`, data: { testid: "connected" } }, connected ? "Overture may send" : "not connected");
    const more = el("button", { class: "btn icon-only quiet", type: "button", "aria-label": "More", "aria-haspopup": "menu", on: { click: () => showMenu(more, this.#tricks(account)) } }, icon("more"));
    arrange(this.head, [
      el("div", { class: "mail-who" }, el("h2", {}, account.name), el("span", { class: "note" }, account.address)),
      recruiter ? state : el("span", { class: "pill" }, "candidate"),
      recruiter ? more : el("span", { hidden: true }),
    ]);
  }

  #tricks(account) {
    const { address } = account;
    return [
      { label: "Take Overture's access away", note: "as in the Google account's settings", danger: true, choose: () => this.post.perform("revoke", { address }, "Access taken away.") },
      { label: "Let the history expire", note: "the next look must start anew", choose: () => this.post.perform("expire_history", { address }, "History expired.") },
    ];
  }

  #drawThreads(account, threads) {
    const now = this.clock.now();
    const chosen = this.#chosen(account, threads);
    const items = threads.length ? threads : [{ id: "empty" }];
    drawList(this.list, items, {
      key: (thread) => `${account.address}/${thread.id}`,
      signature: (thread) => (thread.messages ? JSON.stringify([thread.subject, thread.messages.map((one) => [one.id, one.labels]), thread.id === chosen, brief(new Date(thread.messages.at(-1).date), now, HOME)]) : ""),
      draw: (thread) => (thread.messages ? this.#row(account, thread, thread.id === chosen, now) : el("p", { class: "empty-room" }, "No mail yet.")),
    });
  }

  #row(account, thread, current, now) {
    const last = thread.messages.at(-1);
    const names = [...new Set(thread.messages.map((one) => (person(one.from).address === account.address ? "me" : person(one.from).name.split(" ")[0])))];
    const unread = thread.messages.some((one) => one.labels?.includes("UNREAD"));
    const draft = thread.messages.some((one) => one.labels?.includes("DRAFT"));
    return el("button", {
      class: `thread-row${current ? " current" : ""}${unread ? " unread" : ""}`, type: "button", "aria-current": current ? "true" : null,
      data: { threadId: thread.id, testid: "thread" }, on: { click: () => this.#choose(account, thread) },
    },
    el("span", { class: "thread-names" }, names.join(", "), thread.messages.length > 1 ? el("span", { class: "note" }, ` ${thread.messages.length}`) : null),
    el("span", { class: "thread-subject" }, draft ? el("span", { class: "label draft" }, "draft") : null, thread.subject || "(no subject)",
      el("span", { class: "note" }, ` ${(last.text ?? "").replace(/\s+/g, " ").slice(0, 90)}`)),
    el("time", { class: "note" }, brief(new Date(last.date), now, HOME)));
  }

  #choose(account, thread) {
    this.chosen.set(account.address, thread.id);
    const unread = thread.messages.some((one) => one.labels?.includes("UNREAD"));
    if (unread) this.post.perform("read", { address: account.address, thread_id: thread.id });
    this.draw();
  }

  #chosen(account, threads) {
    const wanted = this.chosen.get(account.address);
    return threads.some((thread) => thread.id === wanted) ? wanted : threads[0]?.id;
  }

  // The open thread: letters keep their nodes, and the boxes below keep what is being written in them.
  #drawOpen(account, threads) {
    const thread = threads.find((one) => one.id === this.#chosen(account, threads)) ?? null;
    const key = `${account.address}/${thread?.id}`;
    if (key !== this.openKey) {
      this.openKey = key;
      this.letters = el("div", { class: "letters" });
      this.box = thread && account.role === "candidate" ? new AnswerBox(this.post, account, thread) : null;
      const boxes = account.role === "recruiter" ? [thread && new HandWritten(this.post, account, thread), new HandWritten(this.post, account)] : [this.box];
      this.byHand = boxes.filter(Boolean);
      this.subject = el("h2", { class: "thread-title", data: { testid: "thread-subject" } });
      arrange(this.open, [this.subject, this.letters, ...this.byHand.map((one) => one.node)]);
    }
    this.subject.textContent = thread?.subject ?? "";
    this.subject.hidden = !thread;
    for (const one of this.byHand) if (one.thread) one.thread = thread;
    const before = this.letters.childElementCount;
    drawList(this.letters, thread?.messages ?? [], {
      key: (message) => message.id,
      signature: (message, index) => JSON.stringify([shownOf(message), index === thread.messages.length - 1]),
      draw: (message, index, was) => drawLetter(message, { open: index === thread.messages.length - 1, zone: HOME, post: this.post, was }),
    });
    if (before && this.letters.childElementCount > before) this.letters.lastElementChild.scrollIntoView({ block: "nearest" });
  }
}
