// @ts-check
// Hands on the board: cards are dragged by mouse, pen or finger, cut and pasted by keyboard, and selected; a selected card takes the others along. The page is told "this card to that doctor
// at that time"; what becomes of it is decided there.

/** @typedef {{ invokeMethodAsync(name: string, ...args: unknown[]): Promise<any> }} Page */
/** @typedef {{ doctor: number, cell: number, row: number, box: { left: number, top: number, width: number, height: number }, zone: string, free: boolean, name: string }} Target */

const HOLD = 380; // Milliseconds until a finger lifts a card.
const SLOP = 6; // Pixels a hand may tremble.
const EDGE = 56; // Pixels from an edge within which the board scrolls.
const MAGNET = 3; // Rows within which a free time attracts.
const CELL = 5 * 60 * 1000;

/** @type {Desk | null} */
let current = null;
/** @type {ResizeObserver | undefined} */
let growing;

/**
 * Makes the cards of a board movable; again for the same board it does nothing.
 * @param {HTMLElement | null} board Gone, where the filter left nothing meanwhile.
 * @param {Page} page
 */
export function watch(board, page) {
  if (board && current?.board !== board) {
    const kept = current?.selected;
    current?.leave();
    current = new Desk(board, page, kept);
  }
}

export function forget() {
  current?.leave();
  current = null;
}

/**
 * @param {string[]} ids
 */
export function select(ids) {
  current?.select(ids);
}

/**
 * Puts a small window where something was dropped, else beside the cell, within the screen; phones show it at the bottom.
 * @param {HTMLElement | null} box Gone, where it was closed before this was called.
 * @param {number | null} x
 * @param {number | null} y
 * @param {string} key
 */
export function place(box, x, y, key) {
  if (!box) {
    return;
  }
  const cell = document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.getBoundingClientRect();
  const left = x ?? cell?.right ?? innerWidth / 2;
  const top = y ?? cell?.top ?? innerHeight / 3;
  const fit = () => {
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(left + 8, innerWidth - width - 8))}px`;
    box.style.top = `${Math.max(8, Math.min(top + 8, innerHeight - height - 8))}px`;
  };
  fit();
  box.dataset.placed = "";

  // It grows when somebody wants to give a reason.
  growing?.disconnect();
  growing = new ResizeObserver(fit);
  growing.observe(box);
}

class Desk {
  /** @type {Set<string>} */
  selected;
  /** @type {string | null} */
  anchor = null;
  /** @type {{ id: string, card: HTMLElement, x: number, y: number, pointer: number, touch: boolean, grab: number, timer: number } | null} */
  press = null;
  /** @type {{ id: string, ghost: HTMLElement, marks: { box: HTMLElement, by: number, rows: number }[], clock: HTMLElement, x: number, y: number, grab: number, moved: boolean, touch: boolean, ready: Promise<boolean>, frame: number } | null} */
  drag = null;
  suppress = false;
  releasing = false;
  touching = false;
  ends = new AbortController();

  /**
   * @param {HTMLElement} board
   * @param {Page} page
   * @param {Set<string>} [kept] What was selected on another day.
   */
  constructor(board, page, kept) {
    this.board = board;
    this.page = page;
    this.selected = kept ?? new Set();
    const { signal } = this.ends;
    board.addEventListener("pointerdown", (e) => this.down(e), { signal });
    board.addEventListener("click", (e) => this.click(e), { signal, capture: true });
    board.addEventListener("keydown", (e) => this.key(e), { signal, capture: true });
    board.addEventListener("keyup", (e) => this.keyUp(e), { signal, capture: true });
    board.addEventListener("contextmenu", (e) => (this.press?.touch || this.drag) && e.preventDefault(), { signal });
    addEventListener("pointermove", (e) => this.move(e), { signal });
    addEventListener("pointerup", (e) => this.up(e), { signal });
    addEventListener("pointercancel", () => this.stop(), { signal });
    addEventListener("blur", () => this.stop(), { signal });
    addEventListener("touchmove", (e) => this.drag && e.cancelable && e.preventDefault(), { signal, passive: false });
    document.addEventListener("keydown", (e) => this.anywhere(e), { signal, capture: true });
    this.watcher = new MutationObserver(() => this.paint());
    this.watcher.observe(board, { childList: true, subtree: true });
    this.paint();
  }

  leave() {
    this.stop();
    this.watcher.disconnect();
    this.ends.abort();
  }

  // Selecting.

  /** @param {Iterable<string>} ids */
  select(ids) {
    this.selected = new Set(ids);
    this.paint();
  }

  /** @param {string} id */
  toggle(id) {
    if (!this.selected.delete(id)) {
      this.selected.add(id);
    }
    this.anchor = id;
    this.tell();
  }

  /** @param {HTMLElement} card */
  extend(card) {
    const cards = this.cards().filter((c) => c.closest(".lane") === card.closest(".lane")).sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    const from = cards.findIndex((c) => idOf(c) === this.anchor);
    const to = cards.indexOf(card);
    const range = from < 0 ? [card] : cards.slice(Math.min(from, to), Math.max(from, to) + 1);
    range.forEach((c) => this.selected.add(idOf(c)));
    this.anchor ??= idOf(card);
    this.tell();
  }

  tell() {
    this.paint();
    this.page.invokeMethodAsync("Select", [...this.selected]);
  }

  paint() {
    for (const card of this.cards()) {
      const pressed = this.selected.has(idOf(card));
      if (pressed !== (card.getAttribute("aria-pressed") === "true")) {
        pressed ? card.setAttribute("aria-pressed", "true") : card.removeAttribute("aria-pressed");
      }
    }
  }

  cards() {
    return /** @type {HTMLElement[]} */ ([...this.board.querySelectorAll(".visit-card")]);
  }

  // Pointers.

  /** @param {PointerEvent} e */
  down(e) {
    const card = cardOf(e.target);
    this.touching = e.pointerType === "touch";
    if (!card || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || this.drag) {
      return;
    }
    this.drop(this.press);
    const touch = e.pointerType === "touch";
    this.press = {
      id: idOf(card), card, x: e.clientX, y: e.clientY, pointer: e.pointerId, touch,
      grab: e.clientY - card.getBoundingClientRect().top,
      timer: touch ? window.setTimeout(() => this.lift(), HOLD) : 0,
    };
  }

  /** @param {PointerEvent} e */
  move(e) {
    if (this.drag) {
      const { drag } = this;
      drag.moved ||= Math.hypot(e.clientX - drag.x, e.clientY - drag.y) > SLOP;
      if (drag.moved) {
        [drag.x, drag.y] = [e.clientX, e.clientY];
        this.show();
      }
    } else if (this.press && Math.hypot(e.clientX - this.press.x, e.clientY - this.press.y) > SLOP) {
      if (this.press.touch) {
        // The finger scrolls.
        this.drop(this.press);
      } else {
        this.lift();
        this.move(e);
      }
    }
  }

  /** @param {PointerEvent} e */
  async up(e) {
    this.drop(this.press);
    const { drag } = this;
    if (!drag || this.releasing) {
      return;
    }
    this.suppress = true;
    setTimeout(() => (this.suppress = false));
    if (!drag.moved) {
      this.stop();
      if (drag.touch) {
        this.toggle(drag.id);
      }
      return;
    }
    const target = this.target();
    if (!target) {
      this.stop();
      return;
    }
    // The card stays in the air until the page has answered, so that nothing jumps back and forth.
    this.releasing = true;
    cancelAnimationFrame(drag.frame);
    drag.ghost.classList.add("waiting");
    try {
      if (await drag.ready) {
        await this.page.invokeMethodAsync("Drop", target.doctor, target.cell, e.clientX, e.clientY);
      }
    } finally {
      this.releasing = false;
      this.land();
    }
  }

  /** @param {Desk["press"]} press */
  drop(press) {
    if (press) {
      clearTimeout(press.timer);
      this.press = null;
    }
  }

  lift() {
    const { press } = this;
    if (!press) {
      return;
    }
    this.drop(press);
    const box = press.card.getBoundingClientRect();
    const ghost = document.createElement("div");
    ghost.className = "board-ghost";
    ghost.setAttribute("aria-hidden", "true");
    const copy = /** @type {HTMLElement} */ (press.card.cloneNode(true));
    for (const name of ["data-key", "title", "style", "tabindex", "aria-pressed"]) {
      copy.removeAttribute(name);
    }
    copy.classList.remove("moving");
    copy.inert = true;
    copy.style.height = `${box.height}px`;
    const clock = document.createElement("p");
    ghost.append(clock, copy);
    ghost.style.width = `${Math.min(box.width, 240)}px`;
    const many = this.selected.size > 1 && this.selected.has(press.id);
    if (many) {
      ghost.dataset.count = String(this.selected.size);
    }
    // Those of other columns go along unmarked.
    const lane = /** @type {HTMLElement} */ (press.card.closest(".lane"));
    const others = many ? this.cards().filter((c) => c !== press.card && c.closest(".lane") === lane && this.selected.has(idOf(c))) : [];
    const row = rowHeight(lane);
    const marks = [press.card, ...others].map((card) => {
      const mark = document.createElement("div");
      const at = card.getBoundingClientRect();
      mark.className = "board-mark";
      return { box: mark, by: Math.round((at.top - box.top) / row), rows: Math.round(at.height / row) };
    });
    document.body.append(...marks.map((m) => m.box), ghost);
    this.drag = {
      id: press.id, ghost, marks, clock, x: press.x, y: press.y, grab: press.grab, moved: false, touch: press.touch,
      ready: this.page.invokeMethodAsync("Lift", press.id).then((ok) => {
        if (!ok) {
          this.land();
        }
        return ok;
      }),
      frame: 0,
    };
    this.board.dataset.lifted = many ? "many" : "";
    try {
      // Also when the card is drawn anew under the hand.
      this.board.setPointerCapture(press.pointer);
    } catch {
      // The pointer is gone already.
    }
    if (press.touch) {
      navigator.vibrate?.(12);
    }
    this.show();
    this.scroll();
  }

  /** Puts the card back where it was. */
  stop() {
    this.drop(this.press);
    if (this.drag && !this.releasing) {
      const { ready } = this.drag;
      this.land();
      ready.then((ok) => ok && this.page.invokeMethodAsync("Release"));
    }
  }

  land() {
    if (this.drag) {
      cancelAnimationFrame(this.drag.frame);
      this.drag.ghost.remove();
      this.drag.marks.forEach((m) => m.box.remove());
      this.drag = null;
      delete this.board.dataset.lifted;
    }
  }

  /** The ghost under the hand, and where it would stand. */
  show() {
    const { drag } = this;
    if (!drag) {
      return;
    }
    drag.ghost.style.transform = `translate(${drag.x - drag.ghost.offsetWidth / 2}px, ${drag.y - drag.grab - drag.clock.offsetHeight}px)`;
    const target = drag.moved ? this.target() : null;
    drag.clock.textContent = target ? `${clockOf(target)} · ${target.name}` : "";
    drag.clock.hidden = !target;
    for (const [index, { box, by, rows }] of drag.marks.entries()) {
      box.hidden = !target;
      if (target) {
        box.classList.toggle("taken", !target.free);
        Object.assign(box.style, {
          left: `${target.box.left}px`, top: `${target.box.top + by * target.row}px`, width: `${target.box.width}px`,
          height: `${index === 0 ? target.box.height : rows * target.row}px`,
        });
      }
    }
  }

  /** @returns {Target | null} */
  target() {
    const { drag } = this;
    if (!drag) {
      return null;
    }
    const under = document.elementsFromPoint(drag.x, drag.y);
    if (!under.includes(this.board) || under.some((e) => e.closest(".doctor, .ruler"))) {
      return null;
    }
    const lane = /** @type {HTMLElement | undefined} */ (under.map((e) => e.closest(".lane[data-doctor]")).find(Boolean));
    if (!lane) {
      return null;
    }
    const box = lane.getBoundingClientRect();
    const row = rowHeight(lane);
    const first = Number(lane.dataset.first);
    let cell = first + Math.max(0, Math.round((drag.y - drag.grab - box.top) / row));
    let { rows } = drag.marks[0];
    let doctor = Number(lane.dataset.doctor);
    const frees = [...lane.querySelectorAll(".free")].map(keyOf).filter((f) => f !== null);
    const near = frees.reduce((/** @type {typeof frees[0] | null} */ best, f) =>
      Math.abs(f.cell - cell) <= MAGNET && (!best || Math.abs(f.cell - cell) < Math.abs(best.cell - cell)) ? f : best, null);
    if (near) {
      ({ cell, doctor } = near);
      rows = Math.round(near.height / row) || rows;
    }
    return {
      doctor, cell, row, free: near !== null, zone: lane.dataset.zone ?? "UTC",
      name: lane.closest(".column")?.querySelector("h2")?.textContent ?? "",
      box: { left: box.left + 2, top: box.top + (cell - first) * row, width: box.width - 5, height: rows * row },
    };
  }

  /** Near an edge the board goes on under the hand. */
  scroll() {
    const { drag, board } = this;
    if (!drag) {
      return;
    }
    const box = board.getBoundingClientRect();
    const pull = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to) =>
      at < from + EDGE ? -Math.ceil((from + EDGE - at) / 4) : at > to - EDGE ? Math.ceil((at - to + EDGE) / 4) : 0;
    if (drag.moved) {
      const head = board.querySelector(".doctor")?.clientHeight ?? 0;
      const ruler = board.querySelector(".ruler")?.clientWidth ?? 0;
      const [left, top] = [board.scrollLeft, board.scrollTop];
      board.scrollBy(pull(drag.x, box.left + ruler, box.right), pull(drag.y, box.top + head, box.bottom));
      if (left !== board.scrollLeft || top !== board.scrollTop) {
        this.show();
      }
    }
    drag.frame = requestAnimationFrame(() => this.scroll());
  }

  /** @param {MouseEvent} e */
  click(e) {
    const card = cardOf(e.target);
    const chosen = card && (e.ctrlKey || e.metaKey || (this.touching && this.selected.size > 0));
    if (!this.suppress && !chosen && !(card && e.shiftKey)) {
      return;
    }
    e.preventDefault();
    e.stopPropagation();
    if (this.suppress || !card) {
      this.suppress = false;
    } else if (e.shiftKey) {
      this.extend(card);
    } else {
      this.toggle(idOf(card));
    }
  }

  // Keys.

  /** @param {KeyboardEvent} e */
  key(e) {
    const at = e.target instanceof HTMLElement ? e.target : null;
    const card = at?.matches(".visit-card") ? at : null;
    const control = (e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey;
    if (card && e.code === "Space" && !control) {
      this.take(e);
      this.toggle(idOf(card));
    } else if (card && control && e.code === "KeyX") {
      this.take(e);
      this.page.invokeMethodAsync("Cut", idOf(card));
    } else if (at && control && e.code === "KeyV" && (card || at.matches(".free"))) {
      const to = card ? placeOf(card) : keyOf(at);
      const box = at.getBoundingClientRect();
      if (to) {
        this.take(e);
        this.page.invokeMethodAsync("Paste", to.doctor, to.cell, box.right, box.top);
      }
    } else if (e.key === "Escape" && this.selected.size > 0 && !document.querySelector(".moving-note")) {
      this.take(e);
      this.select([]);
      this.tell();
    }
  }

  /** The space bar presses a button when it is let go. @param {KeyboardEvent} e */
  keyUp(e) {
    if (e.code === "Space" && cardOf(e.target)) {
      e.preventDefault();
    }
  }

  /** @param {KeyboardEvent} e */
  anywhere(e) {
    const typing = e.target instanceof Element && e.target.closest("input, textarea, select, [contenteditable]");
    if (this.drag && e.key === "Escape") {
      this.take(e);
      this.stop();
    } else if (!typing && (e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.code === "KeyZ") {
      this.take(e);
      this.page.invokeMethodAsync("UndoLast");
    } else if (e.key === "F8") {
      const offer = /** @type {HTMLElement | null} */ (document.querySelector(".offer-do"));
      if (offer) {
        this.take(e);
        offer.focus();
      }
    }
  }

  /** @param {KeyboardEvent} e */
  take(e) {
    e.preventDefault();
    e.stopPropagation();
  }
}

/** @param {EventTarget | null} target */
function cardOf(target) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(".visit-card[data-key]")) : null;
}

/** @param {Element} card */
function idOf(card) {
  return (card.getAttribute("data-key") ?? "").replace(/^v-/, "");
}

/** Doctor and time of a free cell. @param {Element} free */
function keyOf(free) {
  const parts = /^f-(\d+)-(\d+)$/.exec(free.getAttribute("data-key") ?? "");
  return parts && { doctor: Number(parts[1]), cell: Number(parts[2]), height: free.getBoundingClientRect().height };
}

/** Doctor and time of a card. @param {HTMLElement} card */
function placeOf(card) {
  const lane = /** @type {HTMLElement | null} */ (card.closest(".lane[data-doctor]"));
  return lane && { doctor: Number(lane.dataset.doctor), cell: Number(lane.dataset.first) + Number.parseInt(card.style.gridRowStart, 10) - 1 };
}

/** @param {HTMLElement} lane */
function rowHeight(lane) {
  return Number.parseFloat(getComputedStyle(lane).gridTemplateRows) || 10;
}

/** @param {Target} target */
function clockOf(target) {
  return new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit", timeZone: target.zone }).format(target.cell * CELL);
}
