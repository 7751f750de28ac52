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

// "/" leads to the search from anywhere, with any layout of the keyboard, except where letters are typed.
document.addEventListener("keydown", event => {
  const typing = event.target instanceof HTMLElement && (event.target.isContentEditable || event.target.matches("input, textarea, select"));
  if (typing || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || (event.key !== "/" && event.code !== "Slash")) {
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
