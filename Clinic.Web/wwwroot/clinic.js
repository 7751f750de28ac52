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

document.addEventListener("keydown", event => {
  if (event.key === "?" && !event.ctrlKey && !event.altKey && !event.metaKey && !isTyping(event.target)) {
    event.preventDefault();
    showKeys();
  }
});

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    const open = document.querySelector("details[data-menu][open]");
    closeMenus(null);
    open?.querySelector("summary")?.focus();
  }
});
