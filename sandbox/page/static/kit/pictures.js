// Images; one that does not load leaves its alternative text.

import { el, icon } from "../dom.js";

let viewer = "";

// A file in Slack is shown to whoever looks, not to whoever knows its address.
export function lookAs(user) { viewer = user; }

function inSlack(file) {
  const address = file?.url ?? (file?.id && `/slack/files/${encodeURIComponent(file.id)}`);
  return address && `${address}?user=${encodeURIComponent(viewer)}`;
}

export function picture(image, shape = "") {
  const address = image.image_url ?? inSlack(image.slack_file);
  const node = el("img", { class: shape, src: address, alt: image.alt_text ?? "", loading: "lazy", referrerpolicy: "no-referrer" });
  node.addEventListener("error", () => node.replaceWith(missing(image, shape)));
  return node;
}

function missing(image, shape) {
  if (shape === "small") return el("span", { class: "picture-missing small", title: image.alt_text }, icon("file", image.alt_text));
  return el("span", { class: "picture-missing", role: "img", "aria-label": image.alt_text }, icon("file"), image.alt_text ?? "");
}
