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

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    const open = document.querySelector("details[data-menu][open]");
    closeMenus(null);
    open?.querySelector("summary")?.focus();
  }
});
