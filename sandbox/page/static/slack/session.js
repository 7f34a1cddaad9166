// Who one is in Slack, what one sees there, and what one does.

import { get, post, send } from "../api.js";
import { lookAs } from "../kit/pictures.js";
import { toast } from "../toasts.js";

const APP = "U0OVERTURE";

export class Session {
  constructor(clock) {
    this.clock = clock;
    this.user = localStorage.getItem("overture.user") ?? "U0ANA";
    lookAs(this.user);
    this.state = null;
    this.doing = 0;
    this.noticed = 0;
    this.refresh = () => {};
    this.listeners = [];
  }

  async load() {
    const user = this.user;
    const state = await get(`/sandbox/slack/state?user=${encodeURIComponent(user)}`);
    if (user !== this.user) return;
    this.state = state;
    if (!this.doing) this.#showNotices(state.notices ?? []);
  }

  #showNotices(notices) {
    for (const sentence of notices.slice(this.noticed)) toast(sentence, "error");
    this.noticed = notices.length;
  }

  become(user) {
    this.user = user;
    lookAs(user);
    this.noticed = 0;
    localStorage.setItem("overture.user", user);
  }

  now() { return this.clock.now(); }
  get zone() { return this.state?.me?.tz ?? "Europe/Berlin"; }
  get people() { return this.state?.people ?? []; }
  get channels() { return this.state?.channels ?? []; }
  get rooms() { return this.channels.filter((channel) => !channel.is_im); }
  get appChannel() { return this.channels.find((channel) => channel.is_im && channel.members.some((id) => this.isApp(id))) ?? null; }
  get directs() { return this.channels.filter((channel) => channel.is_im && channel !== this.appChannel); }

  isApp(id) { return id === APP || this.people.some((one) => one.id === id && one.is_bot); }
  person(id) { return this.people.find((one) => one.id === id) ?? null; }
  nameOf(id) { return this.person(id)?.real_name ?? (id === APP ? "Overture" : (id ?? "Somebody")); }
  channelName(id) { return this.channels.find((channel) => channel.id === id)?.name ?? id; }

  // What a users, conversations or channels select offers.
  choicesFor(kind, element) {
    if (kind === "users_select") return this.people.filter((one) => !one.is_bot).map((one) => ({ id: one.id, label: one.real_name }));
    const rooms = this.rooms.map((channel) => ({ id: channel.id, label: `#${channel.name}` }));
    if (kind === "channels_select") return rooms;
    const wanted = element.filter?.include;
    const directs = wanted && !wanted.includes("im") ? [] : this.directs.map((channel) => ({ id: channel.id, label: this.directName(channel) }));
    return wanted && !wanted.includes("public") && !wanted.includes("private") ? directs : [...rooms, ...directs];
  }

  directName(channel) {
    const others = channel.members.filter((id) => id !== this.user);
    return others.map((id) => this.nameOf(id)).join(", ") || channel.name;
  }

  // Things one does. A refusal becomes a toast, and null.
  async perform(name, body, { quiet = false } = {}) {
    const before = this.state;
    this.doing += 1;
    this.noticed = 0;
    try {
      const answer = await post(`/sandbox/slack/${name}`, { user: this.user, ...body });
      this.listeners.forEach((listener) => listener(name, body, answer, before));
      return answer;
    } catch (error) {
      if (!quiet) toast(error.message, "error");
      return null;
    } finally {
      this.doing -= 1;
      this.refresh();
    }
  }

  command(channel, text) { return this.perform("command", { channel, text }); }
  say(channel, text) { return this.perform("message", { channel, text }); }
  status(proposed) { return this.perform("status", { proposed }); }
  home() { return this.perform("home", {}, { quiet: true }); }
  act(body) { return this.perform("action", body); }
  type(body) { return this.perform("type", body, { quiet: true }); }
  submit(viewId) { return this.perform("submit", { view_id: viewId }); }
  close(viewId, all) { return this.perform("close", { view_id: viewId, all }); }
  shortcut(callbackId, place = {}) { return this.perform("shortcut", { callback_id: callbackId, ...place }); }

  options(body) { return post("/sandbox/slack/options", { user: this.user, ...body }); }

  async upload(place, file) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ user: this.user, ...place })) form.append(name, value);
    form.append("file", file);
    try {
      await send("/sandbox/slack/upload", form);
    } catch (error) {
      toast(error.message, "error");
    }
    await this.refresh();
  }
}
