// The world's clock: it shows the time, and moves it.

import { get, post } from "./api.js";
import { ago, day, full, time } from "./moments.js";
import { toast } from "./toasts.js";

const HOME = "Europe/Berlin";

export class Clock {
  constructor(root) {
    this.root = root;
    this.ahead = Date.parse(root.dataset.now) - Date.now();
    this.next = null;
    this.refresh = () => {};
    this.berlin = root.querySelector("#time-berlin");
    this.utc = root.querySelector("#time-utc");
    this.nextButton = root.querySelector("#next-event");
    this.nextTime = root.querySelector("#next-time");
    for (const button of root.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => this.move(JSON.parse(button.dataset.move), button));
    }
    setInterval(() => this.draw(), 1000);
  }

  now() { return new Date(Date.now() + this.ahead); }

  async load() { this.#take(await get("/sandbox/clock")); }

  #take({ now, next_event: next }) {
    this.ahead = Date.parse(now) - Date.now();
    this.next = next ? new Date(next) : null;
    this.draw();
  }

  async move(wish, button = null) {
    button?.classList.add("busy");
    try {
      this.#take(await post("/sandbox/clock", wish));
    } catch (error) {
      toast(error.message, "error");
    } finally {
      button?.classList.remove("busy");
      this.refresh();
    }
  }

  draw() {
    const now = this.now();
    show(this.berlin, `${day(now, HOME)}, ${time(now, HOME)}`);
    show(this.utc, `${time(now, "UTC")} UTC`);
    this.berlin.title = `${full(now, HOME)} in Berlin`;
    this.nextButton.disabled = !this.next;
    show(this.nextTime, this.next ? `${day(this.next, HOME)}, ${time(this.next, HOME)}` : "nothing is due");
    this.nextButton.title = this.next ? `Go to ${full(this.next, HOME)} in Berlin, ${ago(this.next, now)}` : "Nothing is due";
  }
}

function show(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
