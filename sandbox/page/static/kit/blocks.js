// Block Kit: every block, drawn; and a list of them kept up to date without touching what did not change.

import { drawList, el, freshId, keepingFocus } from "../dom.js";
import { drawAlert, drawCard, drawCarousel, drawContainer, drawPlan, drawTask } from "./cards.js";
import { drawChart } from "./charts.js";
import { makeEditor } from "./editor.js";
import { drawButton, drawFeedback, drawIconButton, drawOverflow } from "./elements.js";
import { emojified } from "./emoji.js";
import { makeChoices, makeFiles, makePicker, makeText } from "./inputs.js";
import { drawMarkdown } from "./markdown.js";
import { drawText } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { drawRichText } from "./rich.js";
import { makeSelect } from "./selects.js";
import { stateOf } from "./surface.js";
import { drawDataTable, drawTable } from "./tables.js";

const BLOCKS = {
  section: drawSection,
  header: drawHeader,
  divider: () => el("hr", { class: "divider" }),
  context: drawContext,
  actions: drawActions,
  context_actions: drawActions,
  image: drawImage,
  input: drawInput,
  rich_text: drawRichText,
  markdown: (block) => drawMarkdown(block.text ?? ""),
  table: drawTable,
  data_table: drawDataTable,
  data_visualization: drawChart,
  alert: drawAlert,
  card: drawCard,
  carousel: drawCarousel,
  container: drawContainer,
  plan: drawPlan,
  task_card: drawTask,
  video: drawVideo,
  file: (block) => el("p", { class: "note" }, `File ${block.external_id ?? ""}`),
};

const PRESSED = { button: drawButton, workflow_button: drawButton, overflow: drawOverflow, feedback_buttons: drawFeedback, icon_button: drawIconButton };
const FILLED = {
  plain_text_input: makeText, number_input: makeText, email_text_input: makeText, url_text_input: makeText,
  checkboxes: makeChoices, radio_buttons: makeChoices,
  datepicker: makePicker, timepicker: makePicker, datetimepicker: makePicker,
  rich_text_input: makeEditor, file_input: makeFiles,
};
for (const kind of ["static", "external", "users", "conversations", "channels"]) {
  FILLED[`${kind}_select`] = makeSelect;
  FILLED[`multi_${kind}_select`] = makeSelect;
}

export function drawBlocks(parent, blocks, surface) {
  keepingFocus(() => {
    drawList(parent, blocks, {
      key: (block, index) => block.block_id ?? `#${index}`,
      signature: (block) => signatureOf(block, surface),
      draw: (block) => drawBlock(block, surface),
    });
    surface.dropControls(blocks);
    surface.syncControls();
  });
}

function signatureOf(block, surface) {
  const text = JSON.stringify(block, (name, value) => (block.type === "input" && name.startsWith("initial_") ? undefined : value));
  const today = text.includes("!date^") ? surface.now().toDateString() : "";
  return text + today + (surface.errors[block.block_id] ?? "");
}

export function drawBlock(block, surface) {
  const draw = BLOCKS[block.type] ?? drawUnknown;
  return el("div", { class: `block block-${block.type}`, data: { blockId: block.block_id, blockType: block.type } }, draw(block, surface));
}

function drawUnknown(block) {
  return el("p", { class: "note" }, `A block of type ${block.type}, which this page does not know.`);
}

// An element in a block whose use reaches the app at once.
export function drawElement(element, block, surface) {
  if (element.type === "image") return picture(element, "small");
  if (PRESSED[element.type]) return PRESSED[element.type](element, block, surface);
  if (!FILLED[element.type]) return drawText(element, surface);
  const label = element.accessibility_label ?? element.placeholder?.text ?? element.action_id;
  return drawControl(element, block, surface, { acting: true, attributes: { "aria-label": label } });
}

function drawControl(element, block, surface, { acting, attributes }) {
  const env = {
    surface,
    acting,
    required: !acting && !block.optional,
    attributes: { id: surface.idOf(block, element), ...attributes, data: { actionId: element.action_id } },
    options: (query) => surface.options(block, element, query),
    upload: (file) => surface.upload(block, element, file),
  };
  const report = (value, how) => {
    const state = stateOf(element, value);
    if (acting) surface.act(block, element, state);
    else surface.typed(block, element, state, how);
  };
  return surface.control(block, element, (value) => FILLED[element.type](element, value, report, env));
}

function drawInput(block, surface) {
  const element = block.element;
  const error = surface.errors[block.block_id];
  const [label, hint, wrong] = [freshId("label"), freshId("hint"), freshId("error")];
  const control = drawControl(element, block, surface, { acting: false, attributes: {} });
  describe(control, surface.idOf(block, element), { label, hint: block.hint && hint, wrong: error && wrong });
  if (element.focus_on_load) queueMicrotask(() => focusOnce(surface, block, element));
  return el("div", { class: `input${error ? " wrong" : ""}` },
    el("label", { class: "label", id: label, for: surface.idOf(block, element) }, emojified(block.label?.text ?? ""),
      block.optional ? el("span", { class: "note" }, " (optional)") : null),
    control,
    error ? el("p", { class: "error", id: wrong, role: "alert", data: { testid: "error" } }, error) : null,
    block.hint ? el("p", { class: "hint", id: hint }, emojified(block.hint.text)) : null);
}

// The control outlives a redraw of its label, so its descriptions are written anew each time.
function describe(control, id, { label, hint, wrong }) {
  const target = control.id === id ? control : control.querySelector(`#${CSS.escape(id)}`);
  if (!target) return;
  target.setAttribute("aria-labelledby", label);
  if (hint || wrong) target.setAttribute("aria-describedby", [wrong, hint].filter(Boolean).join(" "));
  else target.removeAttribute("aria-describedby");
  target.setAttribute("aria-invalid", String(Boolean(wrong)));
}

function focusOnce(surface, block, element) {
  surface.focused ??= new Set();
  const id = surface.idOf(block, element);
  if (surface.focused.has(id)) return;
  surface.focused.add(id);
  document.getElementById(id)?.focus();
}

function drawSection(block, surface) {
  const fields = block.fields?.length ? el("div", { class: "fields" }, block.fields.map((field) => el("div", { class: "one-field" }, drawText(field, surface)))) : null;
  const words = el("div", { class: "section-words" }, block.text ? el("div", { class: "section-text" }, drawText(block.text, surface)) : null, fields);
  if (!block.accessory) return words;
  const picture_ = block.accessory.type === "image";
  const accessory = picture_ ? picture(block.accessory, "accessory-image") : drawElement(block.accessory, block, surface);
  return el("div", { class: "section" }, words, el("div", { class: "accessory" }, accessory));
}

function drawHeader(block) {
  const level = block.level ?? 1;
  return el(`h${Math.min(level + 2, 6)}`, { class: `header level-${level}` }, emojified(block.text?.text ?? ""));
}

function drawContext(block, surface) {
  return el("div", { class: "context" }, (block.elements ?? []).map((element) =>
    element.type === "image" ? picture(element, "small") : el("span", { class: "context-text" }, drawText(element, surface))));
}

function drawActions(block, surface) {
  const shape = block.type === "context_actions" ? "actions quiet" : "actions";
  return el("div", { class: shape }, (block.elements ?? []).map((element) => drawElement(element, block, surface)));
}

function drawImage(block) {
  const title = block.title?.text;
  return el("figure", { class: "image" }, title ? el("figcaption", {}, emojified(title)) : null, picture(block, "image-picture"));
}

function drawVideo(block, surface) {
  return el("figure", { class: "image" }, el("figcaption", {}, drawText(block.title, surface)), picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }));
}
