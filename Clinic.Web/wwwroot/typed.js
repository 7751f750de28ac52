// @ts-check
// What was typed outlives the page: a server that was started anew, a change of the language. It is kept in this tab alone, for a quarter of an hour.

const shelf = "clinic-typed";
const longest = 15 * 60 * 1000;
const fields = "input:not([type=hidden], [type=password], [type=file], [type=submit], [type=button]), textarea, select";

/** Fields that somebody typed in, and what stood there before. @type {Map<Field, string>} */
const typed = new Map();

/** What is still to be put back. @type {Map<string, string>} */
let waiting = new Map();
let leaving = false;

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

document.addEventListener("focusin", (event) => isField(event.target) && before.set(event.target, valueOf(event.target)));
document.addEventListener("input", (event) => {
  if (isField(event.target) && event.isTrusted && !typed.has(event.target)) {
    typed.set(event.target, before.get(event.target) ?? "");
    keys.set(event.target, keyOf(event.target));
  }
  if (event.target instanceof HTMLElement) {
    const form = event.target.closest("form");
    form?.removeAttribute("data-sent");
    form?.removeAttribute("data-dropped");
  }
});
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-drops]")) {
    event.target.closest("form")?.setAttribute("data-dropped", "");
  }
}, true);
document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement) {
    event.target.setAttribute("data-sent", "");
  }
});
addEventListener("beforeunload", (event) => {
  if (!leaving && unsaved()) {
    event.preventDefault();
  }
});

/** @type {WeakMap<Field, string>} */
const before = new WeakMap();

/** Of fields that were typed in, for they may be gone by the time it is asked for. @type {WeakMap<Field, string>} */
const keys = new WeakMap();

/** Keeps what was typed for the page that comes next at the same address. */
export function keep() {
  leaving = true;
  const texts = [...typed.keys()].filter((f) => f.isConnected).map((f) => [keyOf(f), valueOf(f)]);
  for (const [key, text] of waiting) {
    texts.push([key, text]);
  }
  try {
    sessionStorage.setItem(shelf, JSON.stringify({ path: location.pathname, at: Date.now(), scroll: scrollY, texts }));
  } catch {
    // A browser that keeps nothing.
  }
}

/** Puts back what was kept; to be called once the page is alive. Forms that are not open yet get theirs when they open. */
export function giveBack() {
  // The page that was made beforehand has given way to the live one, with new fields in place of those that somebody was quick to type in.
  waiting = new Map([...typed.keys()].filter((f) => !f.isConnected && keys.has(f)).map((f) => [keys.get(f) ?? "", valueOf(f)]));
  fill(true);
  waiting.clear();
  const kept = take();
  if (!kept) {
    return;
  }
  scrollTo(0, kept.scroll);
  waiting = new Map(kept.texts);
  const here = fill(false);
  if (here > 0 || waiting.size > 0) {
    tell(here > 0 && waiting.size === 0);
  }
  if (waiting.size > 0) {
    const watch = new MutationObserver(() => {
      if (fill(true) > 0) {
        tell(true);
      }
      if (waiting.size === 0) {
        watch.disconnect();
      }
    });
    watch.observe(document.body, { childList: true, subtree: true });
    setTimeout(forget, longest / 3);
  }
}

/** What was typed while nobody listened is told again. */
export function repeat() {
  for (const field of typed.keys()) {
    if (field.isConnected) {
      tellPage(field);
    }
  }
}

/** Whether a form holds something that would be lost. */
export function unsaved() {
  return [...typed].some(([field, was]) => {
    const form = field.isConnected ? field.closest("form") : null;
    return form && !form.matches(".top-bar form, [data-dropped]") && valueOf(field) !== was && (!form.hasAttribute("data-sent") || form.querySelector(".form-refusal, .form-fault") !== null);
  });
}

/** Whether a page may be left: nothing is typed, or the reader says so.
 * @param {string} question */
export function mayLeave(question) {
  return !unsaved() || confirm(question);
}

function take() {
  try {
    const text = sessionStorage.getItem(shelf);
    sessionStorage.removeItem(shelf);
    const kept = text ? JSON.parse(text) : null;
    return kept && kept.path === location.pathname && Date.now() - kept.at < longest ? kept : null;
  } catch {
    return null;
  }
}

/** @param {boolean} onlyEmpty */
function fill(onlyEmpty) {
  let count = 0;
  if (waiting.size > 0) {
    for (const field of /** @type {NodeListOf<Field>} */ (document.querySelectorAll(fields))) {
      const key = keyOf(field);
      const text = waiting.get(key);
      if (text !== undefined && (!onlyEmpty || valueOf(field) === "")) {
        waiting.delete(key);
        typed.set(field, valueOf(field));
        if (valueOf(field) !== text) {
          put(field, text);
          tellPage(field);
          count++;
        }
      }
    }
  }
  return count;
}

/** @param {boolean} back */
function tell(back) {
  const note = document.getElementById("typed-note");
  if (note) {
    note.dataset.state = back ? "back" : "waits";
    note.hidden = false;
    note.querySelector("button")?.addEventListener("click", forget, { once: true });
    if (back) {
      setTimeout(() => (note.hidden = true), 20000);
    }
  }
}

function forget() {
  waiting.clear();
  document.getElementById("typed-note")?.setAttribute("hidden", "");
}

/** The same for the same field of the same form in any language.
 * @param {Field} field */
function keyOf(field) {
  if (/^[a-z][a-z-]*$/.test(field.id)) {
    return `#${field.id}`;
  }
  const region = field.closest("form, [role=dialog], main") ?? document.body;
  const alike = [...region.querySelectorAll(fields)].filter((f) => f.tagName === field.tagName && f.getAttribute("name") === field.getAttribute("name"));
  return [region.tagName, region.id, field.tagName, field.getAttribute("name"), alike.indexOf(field)].join("|");
}

/** @param {EventTarget | null} target
 * @returns {target is Field} */
function isField(target) {
  return target instanceof Element && target.matches(fields) && !target.closest(".top-bar, [data-own-draft]");
}

/** @param {Field} field */
function valueOf(field) {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio") ? String(field.checked) : field.value;
}

/** @param {Field} field
 * @param {string} text */
function put(field, text) {
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    field.checked = text === "true";
  } else {
    field.value = text;
  }
}

/** @param {Field} field */
function tellPage(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
