// @ts-check
// How long a toast stays: as long as its style says, not counting the time in which somebody points at it, has the focus in it or looks elsewhere.

const beat = 250;

/** Milliseconds left. @type {WeakMap<Element, number>} */
const left = new WeakMap();

setInterval(() => {
  for (const box of document.querySelectorAll(".rz-notification[aria-live=assertive]")) {
    // Said by the polite line below, once.
    box.setAttribute("aria-live", "off");
  }
  for (const toast of document.querySelectorAll(".rz-notification-item-wrapper")) {
    const rest = left.get(toast) ?? begin(toast);
    if (toast.querySelector(".offer") || document.hidden || toast.matches(":hover, :focus-within")) {
      continue;
    }
    left.set(toast, rest - beat);
    if (rest <= 0) {
      /** @type {HTMLElement | null} */ (toast.querySelector(".rz-notification-close"))?.click();
    }
  }
}, beat);

/** @param {Element} toast */
function begin(toast) {
  const time = parseInt(getComputedStyle(toast).getPropertyValue("--toast-time"), 10) || 6000;
  left.set(toast, time);
  say(toast.querySelector(".offer-text")?.textContent ?? toast.querySelector(".rz-notification-message")?.textContent ?? "");
  return time;
}

/** Says a text to whoever listens instead of looking.
 * @param {string} text */
export function say(text) {
  const line = document.getElementById("said");
  if (line) {
    line.textContent = line.textContent === text ? `${text}\u00a0` : text;
  }
}
