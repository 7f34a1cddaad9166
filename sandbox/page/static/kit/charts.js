// data_visualization: pie, bar, line and area, as SVG of ours, with the numbers beside it in words.

import { el, svg } from "../dom.js";

const COLOURS = ["#2f6f8f", "#e08a3c", "#5b8c5a", "#b5495b", "#7a6bb0", "#c9a227", "#3aa6a0", "#8c5a3c", "#5f7fd0", "#a0527f", "#7d8a2e", "#6b7280"];
const SIZE = { width: 520, height: 240, left: 44, right: 12, top: 12, bottom: 44 };

export function drawChart(block) {
  const chart = block.chart ?? {};
  const title = block.title?.text ?? block.title ?? "";
  const names = chart.type === "pie" ? (chart.segments ?? []).map((part) => part.label) : (chart.series ?? []).map((one) => one.name);
  const drawing = chart.type === "pie" ? pie(chart) : plot(chart);
  const label = `${title}. ${inWords(chart)}`;
  return el("figure", { class: `chart chart-${chart.type}`, data: { testid: "chart" } },
    el("figcaption", { class: "chart-title" }, title),
    el("div", { class: "chart-body" }, svg("svg", { viewBox: drawing.box, role: "img", "aria-label": label }, drawing.nodes), legend(names, chart)));
}

function inWords(chart) {
  if (chart.type === "pie") return (chart.segments ?? []).map((part) => `${part.label} ${part.value}`).join(", ");
  return (chart.series ?? []).map((one) => `${one.name}: ${(one.data ?? []).map((point) => `${point.label} ${point.value}`).join(", ")}`).join("; ");
}

function legend(names, chart) {
  const total = chart.type === "pie" ? (chart.segments ?? []).reduce((sum, part) => sum + part.value, 0) : 0;
  const note = (index) => total && ` ${chart.segments[index].value} (${Math.round((100 * chart.segments[index].value) / total)} %)`;
  return el("ul", { class: "legend" }, names.map((name, index) =>
    el("li", {}, swatch(index), el("span", {}, name), total ? el("span", { class: "note" }, note(index)) : null)));
}

function swatch(index) {
  return svg("svg", { class: "swatch", viewBox: "0 0 10 10", "aria-hidden": "true" }, svg("rect", { width: 10, height: 10, rx: 2, fill: colour(index) }));
}

function colour(index) {
  return COLOURS[index % COLOURS.length];
}

function pie(chart) {
  const segments = (chart.segments ?? []).filter((part) => part.value > 0);
  const total = segments.reduce((sum, part) => sum + part.value, 0) || 1;
  let from = -Math.PI / 2;
  const nodes = segments.map((part, index) => {
    const to = from + (2 * Math.PI * part.value) / total;
    const node = slice(from, to, colour(index), `${part.label}: ${part.value}`);
    from = to;
    return node;
  });
  return { box: "0 0 200 200", nodes };
}

function slice(from, to, fill, words) {
  const tip = svg("title", {}, words);
  if (to - from > 2 * Math.PI - 0.001) return svg("circle", { cx: 100, cy: 100, r: 70, fill: "none", stroke: fill, "stroke-width": 48 }, tip);
  const at = (angle, radius) => `${(100 + radius * Math.cos(angle)).toFixed(2)} ${(100 + radius * Math.sin(angle)).toFixed(2)}`;
  const large = to - from > Math.PI ? 1 : 0;
  const path = `M${at(from, 94)}A94 94 0 ${large} 1 ${at(to, 94)}L${at(to, 46)}A46 46 0 ${large} 0 ${at(from, 46)}Z`;
  return svg("path", { d: path, fill, stroke: "#fff", "stroke-width": 2 }, tip);
}

function plot(chart) {
  const series = chart.series ?? [];
  const categories = chart.axis_config?.categories ?? series[0]?.data?.map((point) => point.label) ?? [];
  const values = series.flatMap((one) => (one.data ?? []).map((point) => point.value));
  const least = values.every(Number.isInteger) ? 1 : 0; // nobody counts in halves of people
  const scale = scaleOf(Math.min(0, ...values), Math.max(0, ...values), least);
  const frame = { categories, scale, series, x: (at) => SIZE.left + at * inner().width, y: (value) => SIZE.top + inner().height * (1 - (value - scale.low) / (scale.high - scale.low)) };
  const draw = { bar: bars, line: curves, area: areas }[chart.type] ?? bars;
  return { box: `0 0 ${SIZE.width} ${SIZE.height}`, nodes: [...axes(frame, chart.axis_config ?? {}), ...draw(frame)] };
}

function inner() {
  return { width: SIZE.width - SIZE.left - SIZE.right, height: SIZE.height - SIZE.top - SIZE.bottom };
}

function scaleOf(low, high, least) {
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(least, [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough));
  const start = Math.floor(low / step) * step;
  const ticks = [];
  for (let tick = start; tick < high + step - 1e-9 || ticks.length < 2; tick += step) ticks.push(Number(tick.toFixed(6)));
  return { low: start, high: ticks.at(-1), ticks };
}

function axes({ categories, scale, x, y }, config) {
  const rows = scale.ticks.map((tick) => svg("g", {},
    svg("line", { class: "grid", x1: SIZE.left, x2: SIZE.width - SIZE.right, y1: y(tick), y2: y(tick) }),
    svg("text", { class: "tick", x: SIZE.left - 6, y: y(tick) + 4, "text-anchor": "end" }, String(tick))));
  const every = Math.ceil(categories.length / 10);
  const names = categories.map((name, at) => at % every === 0 &&
    svg("text", { class: "tick", x: x((at + 0.5) / categories.length), y: SIZE.height - SIZE.bottom + 16, "text-anchor": "middle" }, name));
  const under = config.x_label && svg("text", { class: "axis", x: x(0.5), y: SIZE.height - 6, "text-anchor": "middle" }, config.x_label);
  const beside = config.y_label && svg("text", { class: "axis", transform: `translate(11 ${SIZE.top + inner().height / 2}) rotate(-90)`, "text-anchor": "middle" }, config.y_label);
  return [...rows, ...names, under, beside];
}

function points(one, { categories, x, y }) {
  const found = new Map((one.data ?? []).map((point) => [point.label, point.value]));
  return categories.map((name, at) => ({ name, value: found.get(name) ?? 0, x: x((at + 0.5) / categories.length), y: y(found.get(name) ?? 0) }));
}

function bars(frame) {
  const { categories, series, y } = frame;
  const slot = inner().width / Math.max(1, categories.length);
  const width = Math.min(36, (slot * 0.72) / Math.max(1, series.length));
  return series.flatMap((one, index) => points(one, frame).map((point) => {
    const left = point.x - (width * series.length) / 2 + index * width;
    const top = Math.min(point.y, y(0));
    return svg("rect", { x: left + 1, y: top, width: Math.max(1, width - 2), height: Math.abs(y(0) - point.y), rx: 2, fill: colour(index) },
      svg("title", {}, `${one.name}, ${point.name}: ${point.value}`));
  }));
}

function curves(frame) {
  return frame.series.flatMap((one, index) => {
    const found = points(one, frame);
    const line = svg("polyline", { points: found.map((point) => `${point.x},${point.y}`).join(" "), fill: "none", stroke: colour(index), "stroke-width": 2.5, "stroke-linejoin": "round" });
    return [line, ...found.map((point) => svg("circle", { cx: point.x, cy: point.y, r: 3.5, fill: colour(index) }, svg("title", {}, `${one.name}, ${point.name}: ${point.value}`)))];
  });
}

function areas(frame) {
  const base = frame.y(0);
  const fills = frame.series.map((one, index) => {
    const found = points(one, frame);
    if (!found.length) return null;
    const corners = [`${found[0].x},${base}`, ...found.map((point) => `${point.x},${point.y}`), `${found.at(-1).x},${base}`];
    return svg("polygon", { points: corners.join(" "), fill: colour(index), opacity: 0.22 });
  });
  return [...fills, ...curves(frame)];
}
