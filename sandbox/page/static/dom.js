// Building and keeping DOM nodes. Data only ever becomes text, never markup.

const SVG = "http://www.w3.org/2000/svg";

export function el(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (name === "data") for (const [key, text] of Object.entries(value)) setData(node, key, text);
    else if (name === "class") node.setAttribute("class", value);
    else if (name === "value" || name === "checked") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setData(node, key, text) {
  if (text !== undefined && text !== null) node.dataset[key] = text;
}

const PATHS = {
  home: "M3 11l9-8 9 8v10h-6v-6H9v6H3z",
  hash: "M9 3L7 21M17 3l-2 18M4 8.5h17M3 15.5h17",
  chat: "M4 5h16v11H9l-5 4z",
  close: "M5 5l14 14M19 5L5 19",
  back: "M15 4l-8 8 8 8",
  forward: "M9 4l8 8-8 8",
  down: "M5 9l7 7 7-7",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M4 12l16-8-6 16-3-7z",
  bolt: "M13 2L5 14h6l-1 8 9-13h-7z",
  plus: "M12 4v16M4 12h16",
  check: "M4 12.5l5.5 5.5L20 6.5",
  clock: "M12 3a9 9 0 1 0 .01 0M12 7v5l3.5 2.5",
  skip: "M5 5l9 7-9 7zM18 5v14",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  reply: "M10 5L4 11l6 6M4 11h9a7 7 0 0 1 7 7",
  away: "M12 3v4M5 6l2.5 2.5M19 6l-2.5 2.5M3 14h18M6 18h12M12 9a5 5 0 0 1 5 5H7a5 5 0 0 1 5-5",
  stop: "M8 3h8l5 5v8l-5 5H8l-5-5V8zM8 12h8",
  bounce: "M3 7l5 10L13 7l4 10 4-8",
  people: "M9 11a3.5 3.5 0 1 0-.01 0M2.5 20a6.5 6.5 0 0 1 13 0M16.5 11a3 3 0 1 0-1-5.8M18 14a5.5 5.5 0 0 1 3.5 6",
  thread: "M5 5h14M5 10h14M5 15h8",
  at: "M16 12a4 4 0 1 0-1 2.6c.6 1.2 4 1.4 4.500-2.600A8 8 0 1 0 16 19",
  pen: "M4 20l1-4L16 5l3 3L8 19z",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  info: "M12 3a9 9 0 1 0 .01 0M12 11v6M12 7.500h.01",
  warning: "M12 3l10 18H2zM12 10v5M12 18h.01",
  success: "M12 3a9 9 0 1 0 .01 0M8 12.500l3 3 5-6",
  error: "M12 3a9 9 0 1 0 .01 0M9 9l6 6M15 9l-6 6",
  thumbs_up: "M7 11v9H4v-9zM7 12l4-8c2 0 3 1 2.500 3.500L13 10h6c1.500 0 1.700 1.300 1.500 2l-1.600 6c-.3 1.200-1 2-2.400 2H7",
  thumbs_down: "M7 13V4H4v9zM7 12l4 8c2 0 3-1 2.500-3.500L13 14h6c1.500 0 1.700-1.300 1.500-2l-1.600-6c-.3-1.200-1-2-2.400-2H7",
  bold: "M7 4h6a4 4 0 0 1 0 8H7zM7 12h7a4 4 0 0 1 0 8H7z",
  italic: "M10 4h8M6 20h8M14 4l-4 16",
  strike: "M4 12h16M17 7c-1-2-3-3-5-3-3 0-5 1.500-5 4 0 1.500 1 2.500 2 3M7 17c1 2 3 3 5 3 3 0 5-1.500 5-4 0-.8-.2-1.500-.6-2",
  code: "M8 6l-6 6 6 6M16 6l6 6-6 6",
  link: "M10 14a4 4 0 0 0 6 0l4-4a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-4 4a4 4 0 0 0 6 6l1-1",
  bullets: "M9 6h12M9 12h12M9 18h12M4 6h.01M4 12h.01M4 18h.01",
  numbers: "M10 6h11M10 12h11M10 18h11M4 4v4M3 14h3l-3 4h3",
  quote: "M4 5v14M9 7h11M9 12h11M9 17h7",
  calendar: "M4 6h16v15H4zM4 10h16M8 3v4M16 3v4",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
};

export function icon(name, label = null) {
  const attributes = { class: "icon", viewBox: "0 0 24 24", role: label ? "img" : null, "aria-label": label };
  if (!label) attributes["aria-hidden"] = "true";
  return svg("svg", attributes, svg("path", { d: PATHS[name] ?? PATHS.bolt }));
}

// Put exactly these children into the parent, in this order, without touching those that already stand right.
export function arrange(parent, wanted) {
  const staying = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) child.remove();
  wanted.forEach((node, index) => {
    const standing = parent.childNodes[index];
    if (standing !== node) parent.insertBefore(node, standing ?? null);
  });
}

// Draw a list by key: an item whose signature is unchanged keeps its node, and with it its focus.
export function drawList(parent, items, { key, signature, draw }) {
  const before = new Map([...parent.children].map((node) => [node.listKey, node]));
  const nodes = items.map((item, index) => {
    const name = key(item, index);
    const mark = signature(item, index);
    const old = before.get(name);
    if (old && old.listMark === mark) return old;
    const node = draw(item, index, old ?? null);
    node.listKey = name;
    node.listMark = mark;
    return node;
  });
  arrange(parent, nodes);
}

// Redraw without losing where the person is writing.
export function keepingFocus(redraw) {
  const active = document.activeElement;
  const place = active && active !== document.body ? whereIn(active) : null;
  redraw();
  if (!place || document.activeElement === active) return;
  const again = active.isConnected ? active : document.querySelector(place.selector ?? "#-");
  if (!again) return;
  again.focus({ preventScroll: true });
  if (place.range && active.isConnected) restoreRange(place.range);
  else if (place.start !== null && "setSelectionRange" in again) trySelection(again, place.start, place.end);
}

function whereIn(active) {
  const typing = active.matches("input, textarea");
  return {
    selector: active.id ? `#${CSS.escape(active.id)}` : null,
    start: typing ? active.selectionStart : null,
    end: typing ? active.selectionEnd : null,
    range: active.isContentEditable ? currentRange() : null,
  };
}

function currentRange() {
  const selection = document.getSelection();
  if (!selection || !selection.rangeCount) return null;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  return { startContainer, startOffset, endContainer, endOffset };
}

function restoreRange({ startContainer, startOffset, endContainer, endOffset }) {
  document.getSelection().setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
}

function trySelection(input, start, end) {
  try {
    input.setSelectionRange(start, end);
  } catch {
    // number and email fields have no selection to restore
  }
}

let counter = 0;

export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

// Only addresses that cannot run anything become links.
export function safeUrl(text) {
  try {
    const url = new URL(text, location.href);
    return ["http:", "https:", "mailto:", "tel:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

export function outerLink(url, ...children) {
  const href = safeUrl(url);
  if (!href) return el("span", {}, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}
