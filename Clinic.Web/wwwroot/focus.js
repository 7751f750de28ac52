// @ts-check
// The focus comes to what has just opened only from nowhere: the word of the server may be late, and whoever writes elsewhere by then goes on.

/** @param {HTMLElement | null} there */
export function begin(there) {
  if (!document.activeElement || document.activeElement.matches("body, h1, main")) {
    there?.focus();
  }
}
