// The messages of one channel.

import { drawList, el, icon, outerLink } from "../dom.js";
import { drawBlocks } from "../kit/blocks.js";
import { drawFile } from "../kit/inputs.js";
import { drawMrkdwn, drawText } from "../kit/mrkdwn.js";
import { picture } from "../kit/pictures.js";
import { showMenu } from "../kit/popup.js";
import { Surface } from "../kit/surface.js";
import { dayKey, dayName, full, time } from "../moments.js";
import { appAvatar, avatar } from "./avatar.js";

const CLOSE = 300; // seconds within which messages of one person stand together

export class Messages {
  constructor(root, session) {
    this.root = root;
    this.session = session;
    this.list = el("div", { class: "message-list", role: "log", "aria-label": "Messages" });
    this.root.append(this.list);
    this.surfaces = new Map();
    this.channel = null;
  }

  draw(channel) {
    const atEnd = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < 80;
    const moved = this.channel !== channel.id;
    if (moved) this.surfaces.clear();
    this.channel = channel.id;
    this.root.dataset.channel = channel.id;
    const count = channel.messages.length;
    drawList(this.list, this.#items(channel), {
      key: (item) => item.key,
      signature: (item) => item.mark,
      draw: (item, _index, old) => (item.message ? this.#message(item, old) : item.draw()),
    });
    if (moved || (atEnd && count !== this.count)) this.root.scrollTop = this.root.scrollHeight;
    this.count = count;
  }

  #items(channel) {
    const items = [];
    let before = null;
    const messages = [...channel.messages].sort((one, other) => Number(one.ts) - Number(other.ts));
    if (!messages.length) items.push({ key: "empty", mark: channel.id, draw: () => this.#empty(channel) });
    for (const message of messages) {
      const at = new Date(Number(message.ts) * 1000);
      const day = dayKey(at, this.session.zone);
      if (!before || before.day !== day) {
        const name = dayName(at, this.session.now(), this.session.zone);
        items.push({ key: `day-${day}`, mark: name, draw: () => el("div", { class: "day", role: "separator" }, el("span", {}, name)) });
      }
      const follows = before && before.day === day && before.user === message.user && !message.ephemeral && !before.ephemeral && Number(message.ts) - before.at < CLOSE;
      const today = JSON.stringify(message).includes("!date^") ? this.session.now().toDateString() : "";
      items.push({ key: message.ts, mark: JSON.stringify(message) + follows + today, message, channel, at, follows });
      before = { day, user: message.user, ephemeral: message.ephemeral, at: Number(message.ts) };
    }
    return items;
  }

  #empty(channel) {
    const words = channel.is_im ? "Nothing here yet. Overture writes to you in this place." : "Nothing here yet. Try /sequence in the box below.";
    return el("p", { class: "empty-room" }, words);
  }

  #surface(channel, message) {
    const key = `${channel.id}/${message.ts}`;
    if (!this.surfaces.has(key)) this.surfaces.set(key, new Surface(this.session, { channel: channel.id, ts: message.ts }));
    const surface = this.surfaces.get(key);
    surface.values = message.state?.values ?? {};
    return surface;
  }

  // A changed message keeps its body, so that its blocks can be compared one by one.
  #message({ message, channel, at, follows }, old) {
    const surface = this.#surface(channel, message);
    const author = this.session.nameOf(message.user);
    const name = this.session.isApp(message.user) || message.bot ? "Overture" : author;
    const body = old?.querySelector(".message-blocks") ?? el("div", { class: "message-blocks" });
    drawBlocks(body, blocksOf(message), surface);
    const head = follows ? null : el("div", { class: "message-head" },
      el("strong", { class: "author" }, name), message.bot ? el("span", { class: "app-tag" }, "APP") : null,
      el("time", { class: "note", datetime: at.toISOString(), title: full(at, this.session.zone) }, time(at, this.session.zone)));
    return el("article", {
      class: `message${follows ? " follows" : ""}${message.ephemeral ? " ephemeral" : ""}`,
      data: { ts: message.ts, testid: "message", author: message.user },
    },
    follows ? el("span", { class: "gutter note" }, time(at, this.session.zone)) : message.bot ? appAvatar() : avatar(name),
    el("div", { class: "message-body" },
      message.ephemeral ? el("p", { class: "only-you" }, icon("info"), "Only visible to you") : null,
      head, body,
      (message.attachments ?? []).map((attachment) => drawAttachment(attachment, surface)),
      message.files?.length ? el("ul", { class: "file-list" }, message.files.map((file) => fileLink(file))) : null,
      message.edited ? el("span", { class: "note" }, "(edited)") : null),
    this.#tools(channel, message));
  }

  #tools(channel, message) {
    const shortcuts = (this.session.state.shortcuts ?? []).filter((one) => /message/.test(one.type));
    if (!shortcuts.length || message.ephemeral) return null;
    const items = () => shortcuts.map((one) => ({
      label: one.name, note: "Overture", value: one.callback_id, choose: () => this.session.shortcut(one.callback_id, { channel: channel.id, ts: message.ts }),
    }));
    const button = el("button", {
      class: "message-more", type: "button", "aria-label": "More actions on this message", "aria-haspopup": "menu", data: { testid: "message-more" },
      on: { click: () => showMenu(button, items()) },
    }, icon("more"));
    return button;
  }
}

function blocksOf(message) {
  if (message.blocks?.length) return message.blocks;
  return message.text ? [{ type: "section", block_id: "text", text: { type: "mrkdwn", text: message.text } }] : [];
}

function fileLink(file) {
  const address = file.url_private ?? file.permalink;
  const isPicture = (file.mimetype ?? "").startsWith("image/");
  if (!address) return drawFile(file);
  return el("li", { class: "file-item" }, outerLink(address, isPicture ? picture({ image_url: address, alt_text: file.title ?? file.name }, "image-picture") : drawFile(file)));
}

function drawAttachment(attachment, surface) {
  const inside = el("div", { class: "attachment" });
  if (attachment.color) inside.style.borderColor = /^#?[0-9a-f]{6}$/i.test(attachment.color) ? `#${attachment.color.replace("#", "")}` : "";
  if (attachment.blocks?.length) {
    const body = el("div");
    drawBlocks(body, attachment.blocks, surface);
    inside.append(body);
    return inside;
  }
  const title = attachment.title && (attachment.title_link ? outerLink(attachment.title_link, attachment.title) : attachment.title);
  inside.append(...[
    attachment.pretext && el("p", {}, drawMrkdwn(attachment.pretext, surface)),
    title && el("p", { class: "attachment-title" }, title),
    attachment.text && el("div", {}, drawText({ type: "mrkdwn", text: attachment.text }, surface)),
    attachment.footer && el("p", { class: "note" }, attachment.footer),
  ].filter(Boolean));
  return inside;
}
