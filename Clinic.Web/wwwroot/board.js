// @ts-check
// Keys, focus, states and clocks of the board. What each of a thousand cells would have to repeat, the server does not write and this script sets. One cell or card takes part in the Tab order; arrow keys go from one to the next, which needs no word with the server.

const cells = ".free, .visit-card, .held, .gap";
/** What stands before the board and gives the focus back. */
const windows = "dialog, [role=dialog]";
/** Those of them that are there to stay for a while. */
const open = "dialog[open], .rz-dialog-wrapper, .rz-dialog-side:not(.rz-close)";
const peekDelay = 250;
const hideDelay = 180;

/** @typedef {{ invokeMethodAsync(name: string, ...args: unknown[]): Promise<any> }} Server */
/** @typedef {{ cell: HTMLElement, column: string, index: number, y: number }} Place */

/** @type {HTMLElement} */
let root;
/** Nobody where the board only shows the past. @type {Server | null} */
let server = null;
/** By how many milliseconds the server's clock is ahead. */
let ahead = 0;
/** @type {AbortController | undefined} */
let life;
/** Where the focus is: to bring it back when what had it is drawn anew or gone. @type {Place | null} */
let place = null;
/** Where it was when it last left the cells. @type {Place | null} */
let former = null;
/** The height at which the focus goes from column to column. */
let row = 0;
/** @type {AbortController | undefined} */
let giving;

/**
 * Listens to a page with a board. What the server draws meanwhile needs no listeners of its own.
 * @param {HTMLElement} page
 * @param {Server | null} dotnet
 * @param {string} now
 */
export function start(page, dotnet, now) {
  stop();
  [root, server, ahead] = [page, dotnet, Number(now) - Date.now()];
  life = new AbortController();
  const { signal } = life;
  root.addEventListener("keydown", step, { signal });
  root.addEventListener("focusin", (event) => adopt(event.target), { signal });
  root.addEventListener("focusout", leave, { signal });
  root.addEventListener("click", (event) => ask(event, ".gap, .held"), { signal });
  root.addEventListener("contextmenu", askMenu, { signal });
  root.addEventListener("pointerover", hover, { signal });
  root.addEventListener("pointerleave", hideLater, { signal });
  root.addEventListener("pointerdown", hidePeek, { signal });
  root.addEventListener("scroll", hidePeek, { signal, capture: true });
  document.addEventListener("keydown", turn, { signal });
  document.addEventListener("close", restore, { signal, capture: true });
  const observer = new MutationObserver(drawn);
  observer.observe(root, { childList: true, subtree: true });
  const looks = new MutationObserver((changes) => changes.forEach(({ target }) => target instanceof Element && target.matches(".visit-card") && describe(target)));
  looks.observe(root, { attributeFilter: ["class"], subtree: true });
  const clock = setInterval(tick, 1000);
  signal.addEventListener("abort", () => {
    observer.disconnect();
    looks.disconnect();
    clearInterval(clock);
  });
  drawn();
}

export function stop() {
  life?.abort();
  life = undefined;
  place = former = null;
}

/**
 * A day is shown that was not before: its present hour comes in view.
 * @param {HTMLElement | null} board Gone, where the filter left nothing meanwhile.
 */
export function arrange(board) {
  if (!board) {
    return;
  }
  if (!life || !root.contains(board)) {
    start(board.parentElement ?? board, null, String(Date.now()));
  }
  drawn();
  const now = board.querySelector(".now, .now-mark");
  board.scrollTop = now instanceof HTMLElement ? Math.max(0, now.offsetTop - board.clientHeight / 3) : 0;
  place?.cell.isConnected && document.activeElement === place.cell && place.cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/**
 * Focuses a cell or card, if it is there; else what is nearest to where the focus was. Nobody waits for it.
 * @param {HTMLElement} board
 * @param {string} key
 */
export function focusKey(board, key) {
  giving?.abort();
  giving = new AbortController();
  give(board, key, giving);
}

/**
 * @param {HTMLElement} board
 * @param {string} key
 * @param {AbortController} hands
 */
async function give(board, key, hands) {
  const opener = place?.cell;
  let moved = false;
  let given = false;
  for (const type of ["keydown", "pointerdown"]) {
    document.addEventListener(type, () => (moved = true), { signal: hands.signal, capture: true });
  }

  // The panel gives the focus back by itself when it has faded out. Whoever went on meanwhile is left where they are.
  for (const wait of [0, 120, 400]) {
    await new Promise((done) => setTimeout(done, wait));
    const now = document.activeElement;
    const there = /** @type {HTMLElement | null} */ (board?.querySelector?.(`[data-key="${CSS.escape(key)}"]`));
    if (hands.signal.aborted) {
      return;
    }
    if (moved || (given && now !== there && now !== opener && now?.matches(cells))) {
      break;
    }
    if (there && now !== there && !document.querySelector(open)) {
      there.focus({ preventScroll: wait > 0 });
    }
    given ||= there !== null && document.activeElement === there;
  }
  hands.abort();
  if (!document.querySelector(open)) {
    place ??= moved ? null : former;
    restore();
  }
}

/** @param {HTMLElement} board */
export async function focusFirstFree(board) {
  await new Promise((done) => setTimeout(done, 450));
  const frees = /** @type {HTMLElement[]} */ ([...(board?.querySelectorAll?.(".free") ?? [])]);
  (frees.find((f) => f.getBoundingClientRect().top > board.getBoundingClientRect().top + 80) ?? frees[0])?.focus();
}

// Focus.

function drawn() {
  for (const cell of root.querySelectorAll(`:is(${cells}):not([tabindex])`)) {
    cell.setAttribute("tabindex", "-1");
    describe(cell);
  }
  ensureOne();
  tick();
  if (place && !place.cell.isConnected) {
    if (nowhere()) {
      restore();
    } else if (!document.activeElement?.closest(windows)) {
      place = null;
    }
  }
}

/** What its look says of a free time or a visit is said by a word of the page, unless the card beside it says it all. @param {Element} cell */
function describe(cell) {
  const state = cell.matches(".free") ? "free" : /(?:^| )status-([\w-]+)/.exec(cell.className)?.[1];
  if (state && cell.getAttribute("aria-describedby") !== "peek") {
    cell.setAttribute("aria-describedby", `is-${state}`);
  }
}

function nowhere() {
  return !document.activeElement || document.activeElement === document.body;
}

/** The focus is where it was or, what had it being gone, as near as can be. */
function restore() {
  if (place && nowhere()) {
    const columns = [...root.querySelectorAll(".column")];
    const column = columns.find((c) => c.getAttribute("data-col") === place?.column) ?? columns[Math.min(place.index, columns.length - 1)];
    (place.cell.isConnected ? place.cell : nearest(column, place.y))?.focus();
  }
}

function ensureOne() {
  if (!root.querySelector('.column [tabindex="0"]')) {
    const first = root.querySelector(".free") ?? root.querySelector(".visit-card") ?? root.querySelector(".gap");
    first?.setAttribute("tabindex", "0");
  }
}

/** @param {EventTarget | null} target */
function adopt(target) {
  if (!(target instanceof HTMLElement) || !target.matches(cells)) {
    if (target instanceof Element && !target.closest(windows)) {
      place = null;
    }
    return;
  }
  for (const other of root.querySelectorAll('.column [tabindex="0"]')) {
    other.setAttribute("tabindex", "-1");
  }
  target.setAttribute("tabindex", "0");
  const column = /** @type {Element} */ (target.closest(".column"));
  if (row < target.offsetTop || row >= target.offsetTop + target.offsetHeight) {
    row = target.offsetTop;
  }
  place = former = { cell: target, column: column.getAttribute("data-col") ?? "", index: [...root.querySelectorAll(".column")].indexOf(column), y: row };
  if (target.matches(".visit-card:focus-visible")) {
    wantPeek(target);
  }
}

/** @param {FocusEvent} event */
function leave({ target, relatedTarget }) {
  hidePeek();

  // What is taken away loses the focus, too, and that is no wish of anybody's; a window gives it back.
  queueMicrotask(() => {
    const to = relatedTarget instanceof Element ? relatedTarget : document.activeElement;
    if (place && place.cell === target && place.cell.isConnected && document.hasFocus() && !to?.closest(windows)) {
      place = null;
    }
  });
}

/** @param {KeyboardEvent} event */
function step(event) {
  const from = event.target;
  if (event.key === "Escape") {
    hidePeek();
  }
  if (!(from instanceof HTMLElement) || !from.matches(cells) || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
    ask(event, ".gap, .held, .visit-card");
    return;
  }
  if (event.shiftKey) {
    return;
  }
  const to = next(from, event.key);
  if (to) {
    event.preventDefault();
    to.focus();
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/**
 * @param {HTMLElement} from
 * @param {string} key
 * @returns {HTMLElement | undefined}
 */
function next(from, key) {
  const column = /** @type {Element} */ (from.closest(".column"));
  const inColumn = stops(column);
  const at = inColumn.indexOf(from);
  switch (key) {
    case "ArrowDown":
      return down(inColumn[at + 1]);
    case "ArrowUp":
      return down(inColumn[at - 1]);
    case "Home":
      return down(inColumn[0]);
    case "End":
      return down(inColumn[inColumn.length - 1]);
    case "ArrowLeft":
    case "ArrowRight": {
      const columns = [...root.querySelectorAll(".column")];
      return nearest(columns[columns.indexOf(column) + (key === "ArrowRight" ? 1 : -1)], row);
    }
    default:
      return undefined;
  }
}

/** @param {HTMLElement | undefined} to */
function down(to) {
  row = to?.offsetTop ?? row;
  return to;
}

/** From the earliest to the latest. @param {Element} column */
function stops(column) {
  return /** @type {HTMLElement[]} */ ([...column.querySelectorAll(cells)]).sort((a, b) => a.offsetTop - b.offsetTop || a.offsetLeft - b.offsetLeft);
}

/**
 * The cell at the height, else the one that comes nearest.
 * @param {Element | undefined} column
 * @param {number} y
 */
function nearest(column, y) {
  const away = (/** @type {HTMLElement} */ e) => Math.max(e.offsetTop - y, 0, y - (e.offsetTop + e.offsetHeight - 1));
  return column && stops(column).sort((a, b) => away(a) - away(b))[0];
}

/** Keys of the whole page: another day. @param {KeyboardEvent} event */
function turn(event) {
  const active = document.activeElement;
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
    || (active && active !== document.body && !root.contains(active))
    || active?.matches("input, select, textarea, [contenteditable]")
    || document.querySelector(".rz-dialog-wrapper, .rz-dialog-side, dialog[open]")) {
    return;
  }
  const days = event.key === "PageDown" ? 1 : event.key === "PageUp" ? -1 : event.code === "KeyT" ? 0 : undefined;
  const link = days === undefined ? null : root.querySelector(`[data-go="${days}"]`);
  if (link instanceof HTMLElement) {
    event.preventDefault();
    link.click();
  }
}

// Why a time is not free.

/**
 * @param {Event} event
 * @param {string} which
 */
function ask(event, which) {
  const cell = event.target instanceof Element ? event.target.closest(which) : null;
  const key = cell?.getAttribute("data-key");
  if (key) {
    event.preventDefault();
    hidePeek();
    server?.invokeMethodAsync("Why", key);
  }
}

/** @param {MouseEvent} event */
function askMenu(event) {
  // A long press on a card is a finger that wants to move it.
  const finger = event instanceof PointerEvent && event.pointerType === "touch";
  ask(event, finger ? ".gap, .held" : ".gap, .held, .visit-card");
}

// The card beside the pointer.

/** @type {Element | null} */
let wanted = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

/** @param {PointerEvent} event */
function hover(event) {
  if (event.pointerType !== "mouse" || !(event.target instanceof Element)) {
    return;
  }
  const card = event.target.closest(".visit-card, .peek");
  if (!card) {
    hideLater();
  } else if (card.matches(".peek") || card === wanted) {
    clearTimeout(later);
  } else if (event.buttons === 0) {
    wantPeek(card);
  }
}

/** @param {Element} card */
function wantPeek(card) {
  hidePeek();
  wanted = card;
  later = setTimeout(() => showPeek(card), peekDelay);
}

/** @param {Element} card */
async function showPeek(card) {
  const known = await server?.invokeMethodAsync("Peek", card.getAttribute("data-key"));
  const peek = root.querySelector(".peek");
  if (known && wanted === card && card.isConnected && peek instanceof HTMLElement) {
    peek.hidden = false;
    card.setAttribute("aria-describedby", "peek");
    const [at, width, height] = [card.getBoundingClientRect(), peek.offsetWidth, peek.offsetHeight];
    const beside = at.right + 8 + width <= innerWidth ? at.right + 8 : at.left - 8 - width;
    const narrow = beside < 0;
    const under = at.bottom + 6 + height <= innerHeight ? at.bottom + 6 : at.top - 6 - height;
    peek.style.left = `${narrow ? Math.max(8, Math.min(at.left, innerWidth - width - 8)) : beside}px`;
    peek.style.top = `${narrow ? under : Math.max(8, Math.min(at.top, innerHeight - height - 8))}px`;
  }
}

function hideLater() {
  clearTimeout(later);
  later = setTimeout(hidePeek, hideDelay);
}

function hidePeek() {
  clearTimeout(later);
  wanted?.removeAttribute("aria-describedby");
  wanted && describe(wanted);
  wanted = null;
  const peek = root.querySelector(".peek");
  if (peek instanceof HTMLElement) {
    peek.hidden = true;
  }
}

// Clocks.

function tick() {
  const now = Date.now() + ahead;
  for (const hold of root.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.round((Number(hold.getAttribute("data-until")) - now) / 1000));
    write(hold, `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`);
  }
  const words = root.querySelector("[data-minutes]")?.getAttribute("data-minutes") ?? "{0}";
  for (const wait of root.querySelectorAll("[data-since]")) {
    const minutes = Math.max(0, Math.floor((now - Number(wait.getAttribute("data-since"))) / 60000));
    write(wait, minutes < 60 ? words.replace("{0}", String(minutes)) : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`);
    wait.toggleAttribute("data-long", minutes >= 20 && wait.hasAttribute("data-waits"));
  }
}

/**
 * @param {Element} place
 * @param {string} text
 */
function write(place, text) {
  if (!(place.firstChild instanceof Text)) {
    place.append(document.createTextNode(text));
  } else if (place.firstChild.data !== text) {
    place.firstChild.data = text;
  }
}
