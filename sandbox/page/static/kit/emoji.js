// The shortcodes people use most; an unknown one stays as it was typed.

const NAMES = `smile 😄 smiley 😃 grinning 😀 slightly_smiling_face 🙂 wink 😉 blush 😊 joy 😂 heart_eyes 😍 thinking_face 🤔
neutral_face 😐 cry 😢 sob 😭 sweat_smile 😅 sunglasses 😎 wave 👋 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 clap 👏 pray 🙏 raised_hands 🙌
muscle 💪 handshake 🤝 point_right 👉 point_left 👈 point_up ☝️ point_down 👇 ok_hand 👌 eyes 👀 heart ❤️ tada 🎉 confetti_ball 🎊
sparkles ✨ star ⭐ fire 🔥 rocket 🚀 zap ⚡ bulb 💡 bell 🔔 no_bell 🔕 email 📧 envelope ✉️ incoming_envelope 📨 inbox_tray 📥 outbox_tray 📤
mailbox 📫 calendar 📅 date 📅 spiral_calendar_pad 🗓️ alarm_clock ⏰ hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ clock9 🕘
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ negative_squared_cross_mark ❎ no_entry ⛔ no_entry_sign 🚫
octagonal_sign 🛑 warning ⚠️ exclamation ❗ question ❓ grey_question ❔ information_source ℹ️ mag 🔍 lock 🔒 unlock 🔓 key 🔑 link 🔗
paperclip 📎 pushpin 📌 memo 📝 pencil ✏️ pencil2 ✏️ clipboard 📋 page_facing_up 📄 bookmark_tabs 📑 books 📚 bar_chart 📊
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 phone 📞 telephone_receiver 📞 iphone 📱 computer 💻 gear ⚙️ wrench 🔧 hammer 🔨
tools 🛠️ package 📦 gift 🎁 trophy 🏆 medal 🏅 briefcase 💼 office 🏢 house 🏠 globe_with_meridians 🌐 earth_africa 🌍 seedling 🌱
palm_tree 🌴 face_with_thermometer 🤒 bus 🚌 house_with_garden 🏡 sunny ☀️ cloud ☁️ umbrella ☔ snowflake ❄️ coffee ☕ beer 🍺 pizza 🍕 cake 🍰 musical_note 🎵 musical_score 🎼 violin 🎻
speech_balloon 💬 thought_balloon 💭 zzz 💤 dart 🎯 pause_button ⏸️ arrow_forward ▶️ double_vertical_bar ⏸️ black_square_for_stop ⏹️
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 repeat 🔁 leftwards_arrow_with_hook ↩️
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫
100 💯 robot_face 🤖 ghost 👻 wave_hand 👋 bust_in_silhouette 👤 busts_in_silhouette 👥 test_tube 🧪 bug 🐛 construction 🚧`;

const words = NAMES.split(/\s+/);
const BY_NAME = new Map();
const BY_SIGN = new Map();
for (let at = 0; at < words.length; at += 2) {
  BY_NAME.set(words[at], words[at + 1]);
  if (!BY_SIGN.has(words[at + 1])) BY_SIGN.set(words[at + 1], words[at]);
}

export function emoji(name) {
  return BY_NAME.get(name.split("::")[0]) ?? null;
}

export function emojiName(sign) {
  return BY_SIGN.get(sign) ?? null;
}

export function unicodeOf(sign) {
  return [...sign].map((point) => point.codePointAt(0).toString(16)).join("-");
}

// A sign from its hexadecimal code points, as Slack's rich text writes them.
export function fromUnicode(codes) {
  const points = codes.split("-").map((code) => parseInt(code, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}

export function emojified(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}

export const EMOJI_SIGNS = [...BY_SIGN.keys()].sort((one, other) => other.length - one.length);
