// @ts-check
// Keys of "Find a time": from the box to the times and among them. One time takes part in the Tab order; nothing of it needs a word with the server.

/** Milliseconds for a panel to fade out. */
const patience = 5000;

/**
 * Prepares the page: keys, and the focus in the box.
 * @param {HTMLElement} root
 */
export function arrange(root) {
  if (!root.dataset.arranged) {
    root.dataset.arranged = "on";
    root.addEventListener("keydown", (event) => step(root, event));
    root.addEventListener("focusin", (event) => adopt(root, event.target));
    root.addEventListener("focusout", (event) => leave(root, event.target));
    new MutationObserver(() => ensureOne(root)).observe(root, { childList: true, subtree: true });
  }
  ensureOne(root);
  // A new page puts the focus on its heading; here the work begins in the box.
  if (!document.activeElement || document.activeElement.matches("body, h1, main")) {
    box(root)?.focus();
  }
}

/**
 * Writes into the box what was chosen from a menu; what was typed meanwhile goes before.
 * @param {HTMLInputElement} input
 * @param {string} text
 */
export function write(input, text) {
  if (input && input.value !== text) {
    input.value = text;
  }
}

/** @param {HTMLElement} root */
export function focusFirst(root) {
  times(root)[0]?.focus();
}

/**
 * Back to where the panel was opened from: the time, or the one after it where it is taken now.
 * @param {HTMLElement} root
 * @param {string} key
 */
export async function focusKey(root, key) {
  const life = new AbortController();
  for (const kind of ["keydown", "pointerdown"]) {
    // Whoever works on already is not called back.
    document.addEventListener(kind, () => life.abort(), { signal: life.signal });
  }
  for (const end = Date.now() + patience; document.querySelector(".board-panel") && Date.now() < end && !life.signal.aborted; ) {
    await new Promise((done) => setTimeout(done, 40));
  }
  // The panel gives the focus back by itself when it has faded out, and the time that it kept comes back.
  for (const wait of [0, 120, 400, 1000, 2000, 3000]) {
    await new Promise((done) => setTimeout(done, wait));
    if (life.signal.aborted) {
      return;
    }
    const there = key === "box" ? box(root) : (timeOf(root, key) ?? following(root, key) ?? box(root));
    if (there && document.activeElement !== there) {
      there.focus({ preventScroll: wait > 0 });
    }
  }
  life.abort();
}

/**
 * @param {HTMLElement} root
 * @param {string} key
 */
function timeOf(root, key) {
  return /** @type {HTMLElement | null} */ (root?.querySelector?.(`[data-key="${CSS.escape(key)}"]`) ?? null);
}

/** @param {HTMLElement} root */
function box(root) {
  return /** @type {HTMLInputElement | null} */ (root?.querySelector?.("#wish"));
}

/** @param {HTMLElement} root */
function times(root) {
  return /** @type {HTMLElement[]} */ ([...(root?.querySelectorAll?.(".time") ?? [])]);
}

/**
 * The next time of the same doctor and visit.
 * @param {HTMLElement} root
 * @param {string} key
 */
function following(root, key) {
  const [doctor, type, cell] = key.split("-");
  return times(root).find((time) => {
    const [d, t, c] = (time.dataset.key ?? "").split("-");
    return d === doctor && t === type && Number(c) > Number(cell);
  });
}

/**
 * A time that was left by whoever works here is forgotten; one that was taken away from under the focus is not.
 * @param {HTMLElement} root
 * @param {EventTarget | null} target
 */
function leave(root, target) {
  setTimeout(() => {
    if (target instanceof HTMLElement && target.isConnected && root.dataset.last === target.dataset.key) {
      delete root.dataset.last;
    }
  });
}

/** @param {HTMLElement} root */
function ensureOne(root) {
  const last = root.dataset.last;
  if (last && document.activeElement === document.body && !document.querySelector(".board-panel")) {
    (timeOf(root, last) ?? following(root, last) ?? times(root)[0] ?? box(root))?.focus({ preventScroll: true });
  }
  if (!root.querySelector('.time[tabindex="0"]')) {
    times(root)[0]?.setAttribute("tabindex", "0");
  }
}

/**
 * @param {HTMLElement} root
 * @param {EventTarget | null} target
 */
function adopt(root, target) {
  if (target instanceof HTMLElement && target.matches(".time")) {
    for (const other of root.querySelectorAll('.time[tabindex="0"]')) {
      other.setAttribute("tabindex", "-1");
    }
    target.setAttribute("tabindex", "0");
    root.dataset.last = target.dataset.key ?? "";
  }
}

/**
 * @param {HTMLElement} root
 * @param {KeyboardEvent} event
 */
function step(root, event) {
  const from = event.target;
  if (!(from instanceof HTMLElement) || event.altKey || event.metaKey) {
    return;
  }
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (root.querySelector("[data-wait]"))?.click();
    return;
  }
  if (event.ctrlKey || event.shiftKey) {
    return;
  }
  const to = from.id === "wish" ? (event.key === "ArrowDown" ? times(root)[0] : undefined) : from.matches(".time") ? next(root, from, event.key) : undefined;
  if (to) {
    event.preventDefault();
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} from
 * @param {string} key
 * @returns {HTMLElement | null | undefined}
 */
function next(root, from, key) {
  const all = times(root);
  const at = all.indexOf(from);
  const row = all.filter((time) => time.closest(".found-row") === from.closest(".found-row"));
  switch (key) {
    case "ArrowRight":
      return all[at + 1];
    case "ArrowLeft":
      return all[at - 1] ?? box(root);
    case "Home":
      return row[0];
    case "End":
      return row[row.length - 1];
    case "ArrowDown":
      return line(all, from, 1);
    case "ArrowUp":
      return line(all, from, -1) ?? box(root);
    default:
      return undefined;
  }
}

/**
 * The nearest time of the next line that is seen, whether of the same doctor or another.
 * @param {HTMLElement[]} all
 * @param {HTMLElement} from
 * @param {number} direction
 */
function line(all, from, direction) {
  const place = (/** @type {Element} */ e) => e.getBoundingClientRect();
  const here = place(from);
  const beyond = all.filter((time) => (direction > 0 ? place(time).top > here.top + 2 : place(time).top < here.top - 2));
  const top = direction > 0 ? Math.min(...beyond.map((t) => place(t).top)) : Math.max(...beyond.map((t) => place(t).top));
  return beyond.filter((time) => Math.abs(place(time).top - top) < 3).sort((a, b) => Math.abs(place(a).left - here.left) - Math.abs(place(b).left - here.left))[0];
}
