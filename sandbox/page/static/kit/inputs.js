// Elements one fills in: text, numbers, choices, dates, files. Each maker gives a node and reports a value.

import { el, icon } from "../dom.js";
import { fromWall, toWall } from "../moments.js";
import { drawText } from "./mrkdwn.js";

const KINDS = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "number" };

export function makeText(element, value, report, env) {
  const multiline = element.type === "plain_text_input" && element.multiline;
  const field = el(multiline ? "textarea" : "input", {
    ...env.attributes,
    class: "field",
    type: multiline ? null : KINDS[element.type],
    rows: multiline ? 5 : null,
    placeholder: element.placeholder?.text,
    minlength: element.min_length,
    maxlength: element.max_length,
    min: element.min_value,
    max: element.max_value,
    step: element.type === "number_input" ? (element.is_decimal_allowed ? "any" : "1") : null,
    autocomplete: "off",
    value: value ?? "",
    on: {
      input: () => report(field.value === "" ? null : field.value),
      keydown: (event) => event.key === "Enter" && !multiline && report(field.value === "" ? null : field.value, "enter"),
    },
  });
  return element.max_length ? counted(field, element.max_length) : field;
}

// Slack counts down only when few characters are left.
function counted(field, most) {
  const count = el("span", { class: "countdown", "aria-live": "polite" });
  const show = () => {
    const left = most - field.value.length;
    count.textContent = left <= Math.max(10, most * 0.1) ? String(left) : "";
  };
  field.addEventListener("input", show);
  show();
  return el("div", { class: "counted" }, field, count);
}

export function makeChoices(element, value, report, env) {
  const several = element.type === "checkboxes";
  const chosen = new Set([value ?? []].flat().map((option) => option.value));
  const choose = (option, on) => {
    if (!several) chosen.clear();
    if (on) chosen.add(option.value);
    else chosen.delete(option.value);
    const picked = element.options.filter((one) => chosen.has(one.value));
    report(several ? picked : (picked[0] ?? null));
  };
  const { id, ...rest } = env.attributes;
  return el("div", { ...rest, id, class: "choices", role: several ? "group" : "radiogroup", tabindex: "-1" },
    (element.options ?? []).map((option) => choice(option, { several, checked: chosen.has(option.value), name: id, choose }, env)));
}

function choice(option, { several, checked, name, choose }, env) {
  const box = el("input", {
    type: several ? "checkbox" : "radio", name, checked, data: { value: option.value },
    on: { change: () => choose(option, box.checked) },
  });
  const note = option.description ? el("span", { class: "note" }, drawText(option.description, env.surface)) : null;
  return el("label", { class: "choice" }, box, el("span", {}, drawText(option.text, env.surface), note));
}

const PICKERS = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

export function makePicker(element, value, report, env) {
  const zoned = element.type === "datetimepicker";
  const shown = zoned && value ? toWall(value, env.surface.zone) : value;
  const read = () => {
    if (!field.value) return null;
    return zoned ? fromWall(field.value, env.surface.zone) : field.value;
  };
  const field = el("input", {
    ...env.attributes, class: "field picker", type: PICKERS[element.type], value: shown ?? "",
    title: element.placeholder?.text, on: { change: () => report(read()) },
  });
  return field;
}

export function makeFiles(element, value, report, env) {
  const most = element.max_files ?? 10;
  const accept = element.filetypes?.map((kind) => `.${kind}`).join(",") ?? null;
  let files = value ?? [];
  const input = el("input", {
    ...env.attributes, class: "visually-hidden", type: "file", accept, multiple: most > 1,
    on: { change: () => choose() },
  });
  const face = el("label", { class: "btn upload", for: env.attributes.id, data: { testid: "upload" } }, icon("file"),
    most > 1 ? "Choose files" : "Choose a file");
  face.hidden = files.length >= most;
  const choose = () => {
    input.blur(); // a control is not drawn anew under somebody's hands
    uploadAll([...input.files].slice(0, most), face, env);
  };
  const drop = (file, row) => {
    files = files.filter((one) => one.id !== file.id);
    face.hidden = false;
    row.remove();
    report(files);
  };
  const rows = files.map((file) => {
    const row = drawFile(file);
    row.append(el("button", { type: "button", "aria-label": `Remove ${file.name}`, on: { click: () => drop(file, row) } }, icon("close")));
    return row;
  });
  return el("div", { class: "files" }, input, face, el("ul", { class: "file-list" }, rows));
}

async function uploadAll(files, face, env) {
  face.classList.add("busy");
  try {
    for (const file of files) await env.upload(file);
  } finally {
    face.classList.remove("busy");
  }
}

export function drawFile(file) {
  const size = file.size ? `${Math.max(1, Math.round(file.size / 1024))} KB` : null;
  return el("li", { class: "file" }, icon("file"), el("span", {}, file.name ?? file.title ?? file.id), size ? el("span", { class: "note" }, size) : null);
}
