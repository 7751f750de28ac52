// @ts-check
// The shell's own behaviour; works with and without a circuit.
import "./connection.js";
import "./photos.js";
import "./toasts.js";
import { keep } from "./typed.js";

/** Not there on pages without a circuit. @type {any} */
const blazor = /** @type {any} */ (globalThis).Blazor;
blazor?.registerCustomEventType("cell", {
  browserEventName: "click",
  createEventArgs: (/** @type {Event} */ event) => ({
    key: event.target instanceof Element ? event.target.closest(".free, .visit-card")?.getAttribute("data-key") ?? null : null,
  }),
});

// Before its circuit runs, a page leads to others as any page does: the framework's own way of merging them would leave them without one.
blazor?.start({ ssr: { disableDomPreservation: true } });

/** Closes open menus, except the one the event came from.
 * @param {EventTarget | null} target */
function closeMenus(target) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!(target instanceof Node && menu.contains(target))) {
      menu.removeAttribute("open");
    }
  }
}

document.addEventListener("click", event => {
  closeMenus(event.target instanceof Element && event.target.closest("[data-menu] a") ? null : event.target);
  if (event.target instanceof Element && event.target.closest("[data-keys]")) {
    closeMenus(null);
    showKeys();
  }
});

/** Opens the map of the keys; the browser closes it with Esc and gives the focus back. */
function showKeys() {
  const map = document.getElementById("key-map");
  if (map instanceof HTMLDialogElement && !map.open) {
    map.showModal();
  }
}

/** Whether a key is a character of what somebody types.
 * @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

// Escape shuts the calendar that is open, wherever the focus is, and not the panel beneath it as well.
document.addEventListener("keydown", event => {
  const calendar = event.isTrusted && event.key === "Escape" && [...document.querySelectorAll(".rz-datepicker-popup-container")].find(p => p.checkVisibility());
  if (calendar) {
    event.preventDefault();
    event.stopImmediatePropagation();
    calendar.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  }
}, true);

// Escape shuts the refusal of a move, or the panel at the side, also before the focus is in it.
document.addEventListener("keydown", event => {
  const side = document.querySelector(".drop-refusal") ?? document.querySelector("aside.board-panel");
  if (event.key === "Escape" && !event.defaultPrevented && side && !(event.target instanceof Node && side.contains(event.target))) {
    const shut = side.querySelector("[data-cancel]") ?? side.querySelector(".rz-dialog-side-titlebar-close");
    if (shut instanceof HTMLElement) {
      shut.click();
    }
  }
});

document.addEventListener("keydown", event => {
  if (event.key === "?" && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event.target)) {
    event.preventDefault();
    showKeys();
  }
});

/** Lists to pick from: down from the field into the list, up and down in it, a digit takes that line.
 * @param {HTMLElement} box
 * @param {KeyboardEvent} event */
function pick(box, event) {
  const lines = /** @type {HTMLElement[]} */ ([...box.querySelectorAll("li > button")]);
  const at = lines.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (lines.length === 0 || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }

  if (step !== 0 && (at >= 0 || step > 0)) {
    event.preventDefault();
    (lines[at + step] ?? (step < 0 ? /** @type {HTMLElement | null} */ (box.querySelector("input")) : null))?.focus();
  } else if (at >= 0 && /^[1-9]$/.test(event.key) && lines[Number(event.key) - 1]) {
    event.preventDefault();
    lines[Number(event.key) - 1].click();
  }
}

document.addEventListener("keydown", event => {
  const list = event.target instanceof Element ? event.target.closest("[data-pick]") : null;
  if (list instanceof HTMLElement) {
    pick(list, event);
  }
  if (event.key === "Escape") {
    const open = document.querySelector("details[data-menu][open]");
    closeMenus(null);
    open?.querySelector("summary")?.focus();
    // A panel that is ready hears it by itself, with the focus inside; it may have opened just now.
    if (!open && !event.defaultPrevented && event.target instanceof Element && !event.target.closest(".rz-dialog-side [data-watched]")) {
      /** @type {HTMLElement | null} */ (document.querySelector(".rz-dialog-side .rz-dialog-side-titlebar-close"))?.click();
    }
  }
});

// Language and colours change the page in place: the address as it now is, what was typed, and where it was scrolled to.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form instanceof HTMLFormElement && form.closest(".top-bar")) {
    const here = form.querySelector("input[name=returnUrl]");
    if (here instanceof HTMLInputElement) {
      here.value = location.pathname + location.search + location.hash;
      keep();
    }
  }
});

/** When each line that counts time was last set by the server. @type {WeakMap<Element, { said: string, at: number }>} */
const counted = new WeakMap();

/** Time that passes: nobody is asked for it. */
function count() {
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-elapsed]"))) {
    const said = line.dataset.elapsed ?? "0";
    let since = counted.get(line);
    if (since?.said !== said) {
      counted.set(line, since = { said, at: Date.now() });
    }
    const minutes = Math.floor((Number(said) + (Date.now() - since.at) / 1000) / 60);
    const text = minutes < 1 ? line.dataset.now
      : minutes < 60 ? line.dataset.minutes?.replace("{0}", String(minutes))
      : line.dataset.hours?.replace("{0}", String(Math.floor(minutes / 60))).replace("{1}", String(minutes % 60));
    // The very text node that the circuit knows.
    if (line.firstChild && line.firstChild.nodeValue !== text) {
      line.firstChild.nodeValue = text ?? "";
    }
  }
}

setInterval(count, 1000);

// "/" leads to the search from anywhere, with any layout of the keyboard, except where letters are typed.
document.addEventListener("keydown", event => {
  if (isTyping(event.target) || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || (event.key !== "/" && event.code !== "Slash")) {
    return;
  }
  const box = document.querySelector("#wish");
  const link = document.querySelector('.places a[href$="/find"], .places a[href="find"]');
  if (box instanceof HTMLInputElement) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if (link instanceof HTMLElement) {
    event.preventDefault();
    link.click();
  }
});
