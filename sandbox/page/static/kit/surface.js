// One place where blocks stand: a message, a modal or the Home tab. It knows the values, keeps the
// controls alive through redraws, and carries what a person does to the server.

const PATIENCE = 250; // milliseconds of silence after which typing is sent

const INITIAL = /^initial_/;
const FIELDS = {
  plain_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  rich_text_input: ["rich_text_value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  users_select: ["selected_user", "initial_user"],
  multi_users_select: ["selected_users", "initial_users"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  multi_conversations_select: ["selected_conversations", "initial_conversations"],
  channels_select: ["selected_channel", "initial_channel"],
  multi_channels_select: ["selected_channels", "initial_channels"],
  checkboxes: ["selected_options", "initial_options"],
  radio_buttons: ["selected_option", "initial_option"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
  file_input: ["files", null],
};

export function stateOf(element, value) {
  return { type: element.type, [FIELDS[element.type][0]]: value };
}

// A text that reaches the app on Enter only is not sent while it is being written.
function holds(block, element, how) {
  if (!block.dispatch_action || how === "enter" || !/text_input$|^number_input$/.test(element.type)) return false;
  return element.type !== "rich_text_input" && !element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");
}

export class Surface {
  constructor(session, where) {
    this.session = session;
    this.where = where;
    this.name = where.view_id ?? `${where.channel}-${where.ts}`;
    this.values = {};
    this.errors = {};
    this.controls = new Map();
    this.waiting = new Map();
    this.flying = new Set();
    this.line = Promise.resolve();
  }

  now() { return this.session.now(); }
  get zone() { return this.session.zone; }
  nameOf(id) { return this.session.nameOf(id); }
  channelName(id) { return this.session.channelName(id); }
  idOf(block, element) { return `in-${this.name}-${block.block_id}-${element.action_id}`; }

  // The value to show: what the server keeps, else what the element starts with.
  valueOf(block, element) {
    const [field, initial] = FIELDS[element.type];
    const kept = this.values[block.block_id]?.[element.action_id];
    if (kept && kept[field] !== undefined) return kept[field];
    return (initial && element[initial]) ?? null;
  }

  // Give the control of this element: the one that stands already where nothing but its initial value differs.
  control(block, element, make) {
    const key = `${block.block_id}/${element.action_id}`;
    const signature = JSON.stringify(element, (name, value) => (INITIAL.test(name) ? undefined : value));
    const kept = this.controls.get(key);
    if (kept && kept.signature === signature) return kept.node;
    const control = { key, signature, block, element, make, known: this.#kept(key) };
    control.node = make(this.valueOf(block, element));
    this.controls.set(key, control);
    return control.node;
  }

  // Redraw the controls whose value changed on the server while nobody here was writing in them.
  syncControls() {
    for (const control of this.controls.values()) {
      const kept = this.#kept(control.key);
      const busy = this.waiting.has(control.key) || this.flying.size || control.node.contains(document.activeElement);
      if (kept === control.known || busy || !control.node.isConnected) continue;
      control.known = kept;
      const fresh = control.make(this.valueOf(control.block, control.element));
      control.node.replaceWith(fresh);
      control.node = fresh;
    }
  }

  #kept(key) {
    const slash = key.lastIndexOf("/");
    return JSON.stringify(this.values[key.slice(0, slash)]?.[key.slice(slash + 1)] ?? null);
  }

  dropControls(blocks) {
    const alive = new Set(blocks.map((block) => block.block_id));
    for (const [key, control] of this.controls) if (!alive.has(control.block.block_id) && !control.node.isConnected) this.controls.delete(key);
  }

  // Note what was typed; it is sent after a short silence, or before the next click. `how` tells Enter from a character.
  typed(block, element, state, how = "character") {
    const key = `${block.block_id}/${element.action_id}`;
    clearTimeout(this.waiting.get(key)?.timer);
    const body = { block_id: block.block_id, action_id: element.action_id, state, trigger: how };
    const control = this.controls.get(key);
    if (control) control.known = JSON.stringify(state);
    const timer = holds(block, element, how) ? null : setTimeout(() => this.#sendTyped(key), how === "enter" ? 0 : PATIENCE);
    this.waiting.set(key, { body, timer });
  }

  #sendTyped(key) {
    const { body, timer } = this.waiting.get(key);
    clearTimeout(timer);
    this.waiting.delete(key);
    const flight = this.line.then(() => this.session.type({ ...this.where, ...body }));
    this.line = flight; // one after the other: an older word must not overtake a newer one
    this.flying.add(flight);
    flight.finally(() => this.flying.delete(flight));
  }

  async flush() {
    for (const key of [...this.waiting.keys()]) this.#sendTyped(key);
    await Promise.allSettled([...this.flying]);
  }

  async act(block, element, state = {}) {
    await this.flush();
    await this.session.act({ ...this.where, block_id: block.block_id, action_id: element.action_id, state });
  }

  options(block, element, query) {
    return this.session.options({ ...this.where, block_id: block.block_id, action_id: element.action_id, query });
  }

  async upload(block, element, file) {
    await this.session.upload({ ...this.where, block_id: block.block_id, action_id: element.action_id }, file);
  }
}
