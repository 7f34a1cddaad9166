// Slack's left column: the workspace, who one is, channels, direct messages and apps.

import { arrange, el, icon } from "../dom.js";
import { emojified } from "../kit/emoji.js";
import { appAvatar, avatar } from "./avatar.js";

export class Sidebar {
  constructor(root, session, pane) {
    this.root = root;
    this.session = session;
    this.pane = pane;
  }

  draw() {
    const { session } = this;
    const mark = JSON.stringify([session.user, session.state.status, this.pane.place, session.channels.map((one) => [one.id, one.name, this.pane.unread(one)])]);
    if (mark === this.mark) return;
    this.mark = mark;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.row : null;
    arrange(this.root, [
      el("div", { class: "workspace" }, el("strong", {}, session.state.team.name), this.#who(), this.#status()),
      this.#section("Channels", session.rooms.map((channel) => this.#row({ kind: "channel", id: channel.id }, icon("hash"), channel.name, channel))),
      session.directs.length ? this.#section("Direct messages", session.directs.map((channel) =>
        this.#row({ kind: "channel", id: channel.id }, avatar(session.directName(channel), "tiny"), session.directName(channel), channel))) : el("div", { hidden: true }),
      this.#section("Apps", [this.#row({ kind: "app" }, appAvatar("tiny"), "Overture", session.appChannel)]),
    ]);
    if (focused) this.root.querySelector(`[data-row="${CSS.escape(focused)}"]`)?.focus();
  }

  #who() {
    const people = this.session.people.filter((one) => !one.is_bot);
    return el("div", { class: "who", role: "radiogroup", "aria-label": "You are" }, people.map((one) => {
      const current = one.id === this.session.user;
      return el("button", {
        class: `who-one${current ? " current" : ""}`, type: "button", role: "radio", "aria-checked": String(current), title: `Be ${one.real_name}`,
        data: { user: one.id, testid: "be", row: one.id }, on: { click: () => this.pane.become(one.id) },
      }, avatar(one.real_name, "tiny"), one.real_name.split(" ")[0]);
    }));
  }

  // What one says of oneself beside one's name: one of Slack's proposals, for as long as Slack proposes, or nothing.
  #status() {
    const { status, statuses } = this.session.state;
    const shown = (one) => emojified(`${one.emoji} ${one.text}`.trim());
    const own = status.text || status.emoji ? [status] : [];
    const others = statuses.filter((one) => one.text !== status.text);
    const choices = [el("option", { value: "" }, own.length ? "Clear the status" : "Set a status"),
      ...own.map((one) => el("option", { value: one.text, selected: true }, shown(one))),
      ...others.map((one) => el("option", { value: one.text }, shown(one)))];
    return el("select", {
      class: "status", "aria-label": "Your status", data: { testid: "status", row: "status" },
      on: { change: (event) => this.session.status(event.target.value) },
    }, choices);
  }

  #section(title, rows) {
    return el("section", { class: "side-section" }, el("h2", { class: "side-title" }, title), rows);
  }

  #row(place, sign, name, channel) {
    const current = this.pane.isAt(place);
    const unread = channel && !current ? this.pane.unread(channel) : 0;
    const shown = unread && channel.is_im ? el("span", { class: "badge", "aria-label": `${unread} unread` }, String(unread)) : null;
    return el("button", {
      class: `side-row${current ? " current" : ""}${unread ? " unread" : ""}`, type: "button", "aria-current": current ? "page" : null,
      data: { channel: channel?.id, row: place.id ?? "app", testid: place.kind === "app" ? "app" : "channel" },
      on: { click: () => this.pane.go(place.kind === "app" ? { kind: unread ? "messages" : "home" } : place) },
    }, sign, el("span", { class: "side-name" }, name), shown);
  }
}
