// Talking to the sandbox's control API.

export class Refused extends Error {}

export async function get(path) {
  return answer(await reach(path, {}));
}

export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answer(await reach(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

export async function send(path, form) {
  return answer(await reach(path, { method: "POST", body: form }));
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refused("The sandbox does not answer. Is it still running?");
  }
}

async function answer(response) {
  const content = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(content.error ?? `The sandbox answered ${response.status}.`);
  return content;
}

// Call back at each change, one call at a time; changes that come meanwhile are answered by one more.
export function follow(changed, connection) {
  const look = coalesced(changed);
  const stream = new EventSource("/sandbox/stream");
  stream.addEventListener("open", () => connection(true));
  stream.addEventListener("error", () => connection(false));
  stream.addEventListener("message", look);
  return look;
}

function coalesced(work) {
  let running = null;
  let again = false;
  return function run() {
    again = true;
    running ??= (async () => {
      while (again) {
        again = false;
        await work();
      }
      running = null;
    })();
    return running;
  };
}
