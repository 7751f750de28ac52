// @ts-check
// The one button of a page for paper.
document.addEventListener("click", event => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) {
    window.print();
  }
});
