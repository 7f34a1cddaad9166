// The Slack half: what is open in it, and what is new.

import { arrange, el, icon } from "../dom.js";
import { drawBlocks } from "../kit/blocks.js";
import { Surface } from "../kit/surface.js";
import { appAvatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { Messages } from "./messages.js";
import { Modals } from "./modals.js";
import { Sidebar } from "./sidebar.js";

export class Pane {
  constructor(root, session) {
    this.session = session;
    this.place = JSON.parse(localStorage.getItem("overture.place") ?? "null") ?? { kind: "home" };
    this.sidebar = new Sidebar(root.querySelector("#sidebar"), session, this);
    this.head = root.querySelector("#slack-head");
    this.home = root.querySelector("#home");
    this.room = root.querySelector("#messages");
    this.foot = root.querySelector("#composer");
    this.messages = new Messages(this.room, session);
    this.composer = new Composer(this.foot, session);
    this.modals = new Modals(document.getElementById("overlay"), session);
    this.asked = null;
  }

  isAt(place) {
    if (place.kind === "app") return this.place.kind !== "channel";
    return this.place.kind === place.kind && this.place.id === place.id;
  }

  go(place) {
    this.place = place;
    localStorage.setItem("overture.place", JSON.stringify(place));
    this.asked = null;
    this.draw();
  }

  become(user) {
    if (user === this.session.user) return;
    this.session.become(user);
    this.asked = null;
    this.session.refresh();
  }

  draw() {
    if (!this.session.state) return;
    const channel = this.#channel();
    const atHome = this.place.kind === "home" || !channel;
    this.#drawHead(channel, atHome);
    this.home.hidden = !atHome;
    this.room.hidden = atHome;
    this.foot.hidden = atHome;
    if (atHome) this.#drawHome();
    else {
      this.messages.draw(channel);
      this.composer.draw(channel, channel === this.session.appChannel);
      this.#see(channel);
    }
    this.sidebar.draw();
    this.modals.draw();
  }

  #channel() {
    if (this.place.kind === "messages") return this.session.appChannel;
    if (this.place.kind === "home") return null;
    return this.session.channels.find((one) => one.id === this.place.id) ?? this.session.rooms[0] ?? null;
  }

  #drawHead(channel, atHome) {
    const inApp = atHome || channel === this.session.appChannel;
    const mark = inApp ? `app-${atHome}` : `${channel.id}-${channel.name}-${channel.members.length}`;
    if (mark === this.headMark) return;
    this.headMark = mark;
    if (!inApp) {
      const name = channel.is_im ? this.session.directName(channel) : channel.name;
      arrange(this.head, [el("h1", { class: "room-title" }, icon(channel.is_im ? "chat" : "hash"), name), el("span", { class: "note" }, `${channel.members.length} members`)]);
      return;
    }
    const tab = (kind, name, on) => el("button", {
      class: "tab", type: "button", role: "tab", "aria-selected": String(on), data: { testid: `tab-${kind}` }, on: { click: () => this.go({ kind }) },
    }, name);
    arrange(this.head, [el("h1", { class: "room-title" }, appAvatar("small"), "Overture"),
      el("div", { class: "tabs", role: "tablist" }, tab("home", "Home", atHome), tab("messages", "Messages", !atHome))]);
  }

  #drawHome() {
    const view = this.session.state.home;
    this.#askForHome();
    if (!view) {
      if (this.homeId !== null) this.home.replaceChildren(el("p", { class: "empty-room" }, this.session.state.connected ? "Opening…" : "Overture is not connected yet. Its Home tab appears as soon as it is."));
      this.homeId = null;
      return;
    }
    if (this.homeId !== view.id) {
      this.homeId = view.id;
      this.homeSurface = new Surface(this.session, { view_id: view.id });
      this.homeBody = el("div", { class: "home-body" });
      this.home.replaceChildren(this.homeBody);
    }
    this.home.dataset.viewId = view.id;
    this.homeSurface.values = view.state?.values ?? {};
    this.homeSurface.errors = view.errors ?? {};
    drawBlocks(this.homeBody, view.blocks ?? [], this.homeSurface);
  }

  // Looking at the Home tab is an event of its own; it is told once a visit, and again when the app comes back.
  #askForHome() {
    const visit = `${this.session.user}-${this.session.state.connected}`;
    if (this.asked === visit || !this.session.state.connected) return;
    this.asked = visit;
    this.session.home();
  }

  #seenKey(channel) {
    return `overture.seen.${this.session.user}.${channel.id}`;
  }

  #see(channel) {
    const last = channel.messages.at(-1)?.ts;
    if (last) localStorage.setItem(this.#seenKey(channel), last);
  }

  unread(channel) {
    const seen = Number(localStorage.getItem(this.#seenKey(channel)) ?? 0);
    return channel.messages.filter((one) => Number(one.ts) > seen && one.user !== this.session.user).length;
  }
}
