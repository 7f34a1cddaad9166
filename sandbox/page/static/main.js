// The page: one look at the world at each change.

import { follow } from "./api.js";
import { Clock } from "./clock.js";
import { watchPopups } from "./kit/popup.js";
import { Mailboxes } from "./mail/mailboxes.js";
import { Post } from "./mail/post.js";
import { Pane } from "./slack/pane.js";
import { Session } from "./slack/session.js";
import { Tour } from "./tour.js";

const find = (id) => document.getElementById(id);

const clock = new Clock(find("clock"));
const session = new Session(clock);
const post = new Post();
const pane = new Pane(find("slack"), session);
const mailboxes = new Mailboxes(find("mail"), post, clock);
const tour = new Tour(find("tour"), { session, post, pane, mailboxes, clock });

async function look() {
  const parts = [[clock, () => clock.draw()], [session, () => pane.draw()], [post, () => mailboxes.draw()]];
  const answers = await Promise.allSettled(parts.map(async ([part, draw]) => {
    await part.load();
    draw();
  }));
  const lost = answers.find((answer) => answer.status === "rejected");
  if (lost) console.warn(lost.reason);
  tour.draw();
  drawLights();
}

let streaming = false;

function drawLights() {
  const light = find("light");
  const [kind, words] = !streaming ? ["bad", "Sandbox not reached"] : session.state?.connected ? ["good", "Overture connected"] : ["waiting", "Overture not connected"];
  light.className = `light ${kind}`;
  light.querySelector("span").textContent = words;
}

const refresh = follow(look, (on) => {
  streaming = on;
  drawLights();
});
for (const part of [clock, session, post]) part.refresh = refresh;
find("start-tour").addEventListener("click", () => tour.begin());
watchPopups();
refresh();
setInterval(() => document.hidden || clock.load().catch(() => {}), 3000); // what is planned makes no noise
setInterval(() => session.state && pane.draw(), 60000); // "Today" becomes "Yesterday" without any news
