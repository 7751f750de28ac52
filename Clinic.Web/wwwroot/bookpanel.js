// @ts-check
// What is typed into the panel of a new booking outlives the page: in this tab alone, and only until the panel is closed.

const place = "clinic-draft";
const longest = 15 * 60 * 1000;

/** @typedef {{ place: string, user: string, at: number, state: object, fields: Record<string, string | boolean> }} Draft */

/** @returns {Draft | null} */
function stored() {
  try {
    const draft = /** @type {Draft | null} */ (JSON.parse(sessionStorage.getItem(place) ?? "null"));
    return draft && Date.now() - draft.at < longest ? draft : null;
  } catch {
    return null;
  }
}

/** @param {Draft} draft */
function store(draft) {
  sessionStorage.setItem(place, JSON.stringify({ ...draft, at: Date.now() }));
}

/**
 * What was left open by this user, if anything.
 * @param {string} user
 */
export function pending(user) {
  const draft = stored();
  if (draft?.user !== user) {
    forget();
    return null;
  }
  return draft.state;
}

/**
 * Keeps what the server knows of the panel.
 * @param {string} where
 * @param {string} user
 * @param {object} state
 */
export function keep(where, user, state) {
  const before = stored();
  const same = before?.place === where && before.user === user;
  store({ place: where, user, at: 0, state, fields: same ? before.fields : {} });
}

/**
 * Keeps what is typed, with or without a connection; and puts back what was typed before.
 * @param {HTMLElement} panel
 */
export function watch(panel) {
  if (!(panel instanceof HTMLElement) || panel.dataset.watched) {
    // It was shut before it was drawn, or is watched already.
    return;
  }
  panel.dataset.watched = "on";
  const typed = stored()?.fields ?? {};
  for (const kind of ["input", "change", "focusin"]) {
    panel.addEventListener(kind, event => note(panel, event.type === "focusin" ? null : event.target));
  }
  panel.addEventListener("keydown", event => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && (event.target.type === "search" || event.target.role === "combobox")) {
      // There it takes the patient; it never sends the form as well.
      event.preventDefault();
    }
    if (event.key === "Escape" && !event.defaultPrevented) {
      /** @type {HTMLElement | null} */ (panel.querySelector("[data-cancel]"))?.click();
    }
  });
  for (const [id, value] of Object.entries(typed)) {
    refill(document.getElementById(id), value);
  }
}

/**
 * What somebody typed, and what stands in the other fields because the words of the search were put there.
 * @param {HTMLElement} panel
 * @param {EventTarget | null} typed
 */
function note(panel, typed) {
  const draft = stored();
  if (draft) {
    for (const field of panel.querySelectorAll("input[id], textarea[id]")) {
      if (isField(field) && (field === typed || (field.type !== "checkbox" && field.value !== ""))) {
        draft.fields[field.id] = field instanceof HTMLInputElement && field.type === "checkbox" ? field.checked : field.value;
      }
    }
    store(draft);
  }
}

/**
 * @param {Element} field
 * @returns {field is HTMLInputElement | HTMLTextAreaElement}
 */
function isField(field) {
  return field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type !== "radio");
}

/**
 * @param {HTMLElement | null} field
 * @param {string | boolean} value
 */
function refill(field, value) {
  if (!field || !isField(field)) {
    return;
  }
  if (field instanceof HTMLInputElement && field.type === "checkbox") {
    if (field.checked !== value) {
      field.click();
    }
  } else if (field.value !== value) {
    field.value = String(value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** The panel is closed: nothing of it stays behind. */
export function forget() {
  sessionStorage.removeItem(place);
}

/** @param {string} id */
export function focusField(id) {
  document.getElementById(id)?.focus();
}

/**
 * Counts down; the server tells when it is over.
 * @param {HTMLElement | null} clock
 * @param {number} seconds
 */
export function countDown(clock, seconds) {
  if (!clock) {
    return;
  }
  const end = Date.now() + seconds * 1000;
  const run = String(end);
  clock.dataset.run = run;
  const show = () => {
    if (!clock.isConnected || clock.dataset.run !== run) {
      return;
    }
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) {
      setTimeout(show, 1000);
    }
  };
  show();
}
