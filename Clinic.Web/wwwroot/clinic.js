// @ts-check
// The shell's own behaviour; works with and without a circuit.

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
  closeMenus(event.target);
  if (event.target instanceof Element && event.target.closest("[data-reload]")) {
    location.reload();
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
  }
});
