// The post office: whose mailboxes there are, and what is in the one that is open.

import { get, post } from "../api.js";
import { toast } from "../toasts.js";

export const GRACE = "grace.hopper@example.com";

export class Post {
  constructor() {
    this.open = localStorage.getItem("overture.mailbox") ?? "ana@acme.example";
    this.accounts = [];
    this.grants = [];
    this.boxes = new Map();
    this.watched = new Set();
    this.refresh = () => {};
  }

  async load() {
    const { accounts, grants } = await get("/sandbox/google/state");
    this.accounts = accounts;
    this.grants = grants;
    if (accounts.length && !accounts.some((one) => one.address === this.open)) this.open = accounts[0].address;
    const wanted = new Set([this.open, ...this.watched]);
    await Promise.all([...wanted].filter((address) => accounts.some((one) => one.address === address)).map((address) => this.#fetch(address)));
  }

  async #fetch(address) {
    this.boxes.set(address, await get(`/sandbox/google/mailboxes/${encodeURIComponent(address)}`));
  }

  // Keep a mailbox loaded though it is not open, because somebody waits for what comes into it.
  watch(address) {
    if (this.watched.has(address)) return;
    this.watched.add(address);
    this.refresh();
  }

  threads(address) { return this.boxes.get(address)?.threads ?? []; }
  account(address) { return this.accounts.find((one) => one.address === address) ?? null; }
  isConnected(address) { return this.grants.some((grant) => grant.address === address); }

  choose(address) {
    this.open = address;
    localStorage.setItem("overture.mailbox", address);
    return this.refresh();
  }

  async perform(name, body, said = null) {
    try {
      const answer = await post(`/sandbox/google/${name}`, body);
      if (said) toast(said, "success");
      return answer;
    } catch (error) {
      toast(error.message, "error");
      return null;
    } finally {
      this.refresh();
    }
  }
}

// "Grace Hopper <grace@example.com>" in its two parts.
export function person(text) {
  const match = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(text ?? "");
  const address = match ? match[2] : (text ?? "").trim();
  return { name: match?.[1] || address, address };
}

export function listed(value) {
  return [value ?? []].flat().filter(Boolean).join(", ");
}
