// @ts-check
// Keys and focus of the board. One cell or card takes part in the Tab order; arrow keys go from one to the next, which needs no word with the server.

/**
 * Prepares the board: keys, and the present hour in view.
 * @param {HTMLElement} board
 */
export function arrange(board) {
  if (!board.dataset.keys) {
    board.dataset.keys = "on";
    board.addEventListener("keydown", (event) => step(board, event));
    board.addEventListener("focusin", (event) => adopt(board, event.target));
    new MutationObserver(() => ensureOne(board)).observe(board, { childList: true, subtree: true });
  }
  ensureOne(board);
  showNow(board);
}

/**
 * Focuses a cell or card, if it is there.
 * @param {HTMLElement} board
 * @param {string} key
 */
export async function focusKey(board, key) {
  // The panel gives the focus back by itself when it has faded out.
  for (const wait of [0, 120, 400]) {
    await new Promise((done) => setTimeout(done, wait));
    const there = /** @type {HTMLElement | null} */ (board?.querySelector?.(`[data-key="${CSS.escape(key)}"]`));
    if (there && document.activeElement !== there) {
      there.focus({ preventScroll: wait > 0 });
    }
  }
}

/** @param {HTMLElement} board */
export async function focusFirstFree(board) {
  await new Promise((done) => setTimeout(done, 450));
  const frees = /** @type {HTMLElement[]} */ ([...(board?.querySelectorAll?.(".free") ?? [])]);
  (frees.find((f) => f.getBoundingClientRect().top > board.getBoundingClientRect().top + 80) ?? frees[0])?.focus();
}

/** @param {HTMLElement} board */
function stops(board) {
  return /** @type {HTMLElement[]} */ ([...board.querySelectorAll(".free, .visit-card")]);
}

/** @param {HTMLElement} board */
function ensureOne(board) {
  if (!board.querySelector('.column [tabindex="0"]')) {
    const first = board.querySelector(".free") ?? board.querySelector(".visit-card");
    first?.setAttribute("tabindex", "0");
  }
}

/**
 * @param {HTMLElement} board
 * @param {EventTarget | null} target
 */
function adopt(board, target) {
  if (target instanceof HTMLElement && target.matches(".free, .visit-card")) {
    for (const other of board.querySelectorAll('.column [tabindex="0"]')) {
      other.setAttribute("tabindex", "-1");
    }
    target.setAttribute("tabindex", "0");
  }
}

/**
 * @param {HTMLElement} board
 * @param {KeyboardEvent} event
 */
function step(board, event) {
  const from = event.target;
  if (!(from instanceof HTMLElement) || !from.matches(".free, .visit-card") || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  const to = next(board, from, event.key);
  if (to) {
    event.preventDefault();
    to.focus();
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/**
 * @param {HTMLElement} board
 * @param {HTMLElement} from
 * @param {string} key
 * @returns {HTMLElement | undefined}
 */
function next(board, from, key) {
  const column = from.closest(".column");
  const top = (/** @type {Element} */ e) => e.getBoundingClientRect().top;
  const inColumn = stops(board).filter((e) => e.closest(".column") === column).sort((a, b) => top(a) - top(b));
  const at = inColumn.indexOf(from);
  switch (key) {
    case "ArrowDown":
      return inColumn[at + 1];
    case "ArrowUp":
      return inColumn[at - 1];
    case "Home":
      return inColumn[0];
    case "End":
      return inColumn[inColumn.length - 1];
    case "ArrowLeft":
    case "ArrowRight": {
      const columns = [...board.querySelectorAll(".column")].filter((c) => c.querySelector(".free, .visit-card"));
      const beside = columns[columns.indexOf(/** @type {Element} */ (column)) + (key === "ArrowRight" ? 1 : -1)];
      return stops(board)
        .filter((e) => e.closest(".column") === beside)
        .sort((a, b) => Math.abs(top(a) - top(from)) - Math.abs(top(b) - top(from)))[0];
    }
    default:
      return undefined;
  }
}

/**
 * The present hour a third from the top; on other days the beginning.
 * @param {HTMLElement} board
 */
function showNow(board) {
  const now = board.querySelector(".now");
  board.scrollTop = now instanceof HTMLElement ? Math.max(0, now.offsetTop - board.clientHeight / 3) : 0;
}
