// What the tour says and does, step by step.

import { GRACE, person } from "./mail/post.js";

const LINK = "https://www.linkedin.com/in/grace-hopper-1906/?utm_source=x";
const FIRST = "Hi {{first_name}},\n\nwe are building a small compiler team and your work came up at once. Would you have twenty minutes this week?\n\nBest,\n{{sender_first_name}}";
const SECOND = "Hi {{first_name}},\n\nonce more, in case my first mail drowned: I would love to hear what {{company|your team}} is working on.";
const INMAIL = "Hi {{first_name}}, I wrote to you by mail about our compiler team. Is there a better way to reach you?";

export const SEQUENCE = "/sequence new Compiler engineers, Berlin";
const ENROLL = `/enroll ${LINK}`;

const inChannel = ({ session, pane }) => pane.go({ kind: "channel", id: session.rooms.find((one) => one.name === "recruiting")?.id ?? session.rooms[0]?.id });

async function typed(world, text) {
  inChannel(world);
  await world.pane.composer.write(text, { andSend: true });
}

async function answered({ post, mailboxes }) {
  const received = post.threads(GRACE).flatMap((thread) => thread.messages).filter((one) => person(one.from).address !== GRACE);
  await mailboxes.show(GRACE);
  const body = { address: GRACE, kind: "reply", text: "Thank you, this sounds interesting. Can we talk on Thursday?" };
  if (received.length) body.message_id = received.sort((one, other) => Date.parse(one.date) - Date.parse(other.date)).at(-1).id;
  await post.perform("answer", body, "Grace has answered.");
}

export const END = {
  name: "end",
  title: "That is the whole story",
  text: ["Grace has answered, so the InMail will never be asked for, however far the clock moves. Go on with Alan, be Ben for a while, or try ", { code: "/sequence digest #recruiting daily at 9:00" }, "."],
  actions: [{ name: "dm", label: "See the direct message", icon: "chat", primary: true, run: ({ pane }) => pane.go({ kind: "messages" }) }],
};

export const STEPS = [
  {
    name: "connect",
    title: "Connect Gmail",
    text: ["Open Overture's Home tab on the left and press Connect Gmail. Google's consent page opens in a new tab; come back here afterwards."],
    actions: [{ name: "home", label: "Open App Home", icon: "home", primary: true, run: ({ pane }) => pane.go({ kind: "home" }) }],
  },
  {
    name: "sequence",
    title: "Write a sequence",
    text: ["Type ", { code: "/sequence new" }, " in a channel. Add an email, a second email 3 business days later, and an InMail. Tokens such as ", { code: "{{first_name}}" }, " are filled for each candidate. Then save."],
    actions: [
      { name: "type", label: "Type it for me", primary: true, run: (world) => typed(world, SEQUENCE) },
      { name: "subject", label: "Subject", copy: "Compilers, {{first_name}}?" },
      { name: "first", label: "First email", copy: FIRST },
      { name: "second", label: "Second email", copy: SECOND },
      { name: "inmail", label: "InMail", copy: INMAIL },
    ],
  },
  {
    name: "enroll",
    title: "Enroll Grace",
    text: ["Type ", { code: ENROLL }, ". Choose the sequence, give Grace's address, look at the dates and press the button."],
    actions: [
      { name: "type", label: "Type it for me", primary: true, run: (world) => typed(world, ENROLL) },
      { name: "address", label: "Grace's address", copy: GRACE },
    ],
  },
  {
    name: "clock",
    title: "Move the clock",
    text: ["The first email leaves at once. Move the clock three business days, and the second one arrives in the same thread. Watch Grace's inbox on the right."],
    actions: [
      { name: "inbox", label: "Open Grace's inbox", icon: "mail", run: ({ mailboxes }) => mailboxes.show(GRACE) },
      { name: "move", label: "+3 business days", icon: "clock", primary: true, run: ({ clock, mailboxes }) => { mailboxes.show(GRACE); return clock.move({ business_days: 3 }); } },
    ],
  },
  {
    name: "answer",
    title: "Answer as Grace",
    text: ["Answer in Grace's mailbox. Overture sees it, writes you a direct message with the answer, and the rest of the sequence stops."],
    actions: [
      { name: "reply", label: "Answer for me", icon: "reply", primary: true, run: answered },
      { name: "dm", label: "See the direct message", icon: "chat", run: ({ pane }) => pane.go({ kind: "messages" }) },
    ],
  },
];
