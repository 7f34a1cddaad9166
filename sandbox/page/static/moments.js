// Dates and hours as a person in one time zone reads them.

const cache = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return cache.get(key);
}

export function time(instant, zone) {
  return format(zone, { hour: "2-digit", minute: "2-digit" }).format(instant);
}

export function day(instant, zone) {
  return format(zone, { weekday: "short", day: "numeric", month: "short" }).format(instant).replace(",", "");
}

export function full(instant, zone) {
  return `${day(instant, zone)} ${format(zone, { year: "numeric" }).format(instant)}, ${time(instant, zone)}`;
}

export function dayKey(instant, zone) {
  return format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).format(instant);
}

// "14:05" today, "Tue 3 Mar" this year, the year as well otherwise.
export function brief(instant, now, zone) {
  if (dayKey(instant, zone) === dayKey(now, zone)) return time(instant, zone);
  return day(instant, zone);
}

export function dayName(instant, now, zone) {
  const names = [[0, "Today"], [-1, "Yesterday"], [1, "Tomorrow"]];
  for (const [shift, name] of names) {
    if (dayKey(instant, zone) === dayKey(new Date(now.getTime() + shift * 86400000), zone)) return name;
  }
  return format(zone, { weekday: "long", day: "numeric", month: "long" }).format(instant);
}

const PARTS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};
const CALLED = { date_pretty: "date", date_short_pretty: "date_short", date_long_pretty: "date_long", day_divider_pretty: "date_long" };

// Fill Slack's date tokens, as in "{date_short_pretty} at {time}".
export function fill(pattern, unix, now, zone) {
  const instant = new Date(unix * 1000);
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => part(name, instant, now, zone) ?? whole);
}

function part(name, instant, now, zone) {
  if (name === "ago") return ago(instant, now);
  if (CALLED[name]) {
    const said = dayName(instant, now, zone);
    return ["Today", "Yesterday", "Tomorrow"].includes(said) ? said.toLowerCase() : part(CALLED[name], instant, now, zone);
  }
  if (!PARTS[name]) return null;
  const text = format(zone, PARTS[name]).format(instant);
  return name === "date_num" ? text.split("/").reverse().join("-") : text;
}

export function ago(instant, now) {
  const seconds = Math.round((instant - now) / 1000);
  const size = Math.abs(seconds);
  const [unit, length] = [["day", 86400], ["hour", 3600], ["minute", 60]].find(([, step]) => size >= step) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

function wallParts(instant, zone) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const parts = Object.fromEntries(format(zone, options).formatToParts(instant).map(({ type, value }) => [type, value]));
  return { date: `${parts.year}-${parts.month}-${parts.day}`, hour: `${parts.hour}:${parts.minute}`, second: parts.second };
}

// "2026-03-02T09:30", as a datetime-local field in that zone shows the instant.
export function toWall(unix, zone) {
  const { date, hour } = wallParts(new Date(unix * 1000), zone);
  return `${date}T${hour}`;
}

// The Unix time at which the zone's wall shows that text; in a gap, the hour after it.
export function fromWall(text, zone) {
  const wanted = Date.parse(`${text}:00Z`);
  let guess = wanted;
  for (let round = 0; round < 3; round += 1) {
    const { date, hour, second } = wallParts(new Date(guess), zone);
    guess += wanted - Date.parse(`${date}T${hour}:${second}Z`);
  }
  return Math.floor(guess / 1000);
}
