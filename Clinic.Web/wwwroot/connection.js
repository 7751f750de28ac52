// @ts-check
// A connection that is lost says so and comes back by itself; a server that was started anew gives the page anew, with what was typed.
import { giveBack, keep, repeat } from "./typed.js";
import { say } from "./toasts.js";

const pause = 2000;
/** How often in a row this tab has loaded a page anew because its circuit did not start. */
const tries = "clinic-starts";
const most = 3;
const box = document.getElementById("components-reconnect-modal");
let lost = false;

if (box) {
  new MutationObserver(() => look(box)).observe(box, { attributes: true, attributeFilter: ["class"] });
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-reload]")) {
    reload();
  }
});

// The tab is left while nobody listens: what was typed waits for the next page here.
addEventListener("pagehide", () => lost && keep());
addEventListener("popstate", stepEarly);
addEventListener("unhandledrejection", startFailed);
whenAlive(giveBack);
whenAlive(started);
whenAsked();

/** @param {HTMLElement} box */
function look(box) {
  if (box.classList.contains("components-reconnect-rejected")) {
    reload();
  } else if (box.classList.contains("components-reconnect-failed")) {
    reload();
  } else if (box.classList.contains("components-reconnect-show")) {
    lost = true;
    say(box.querySelector(".lost-trying")?.textContent ?? "");
  } else if (lost && box.classList.contains("components-reconnect-hide")) {
    lost = false;
    repeat();
    say(box.dataset.back ?? "");
  }
}

let reloading = false;

/** The page anew, as soon as there is a server that gives it. */
async function reload() {
  if (reloading) {
    return;
  }
  reloading = true;
  while (!(await answers("/health/live"))) {
    await new Promise((done) => setTimeout(done, pause));
  }
  keep();
  loadAnew();
}

/** A step back or forth that comes meanwhile puts an end to the loading: it is begun again until there is another page.
 * @param {number} [wait] */
function loadAnew(wait = 1000) {
  location.reload();
  setTimeout(() => loadAnew(2 * wait), wait);
}

/** A page that could not be made asks by itself until it can. */
async function whenAsked() {
  for (;;) {
    await new Promise((done) => setTimeout(done, pause));
    if (document.querySelector("[data-await-database]") && (await answers("/health/ready"))) {
      reload();
      return;
    }
  }
}

/** @param {string} path */
async function answers(path) {
  try {
    return (await fetch(path, { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** Where the page was loaded. */
const loaded = location.pathname + location.search;
let stepped = false;

/** A step back or forth before the circuit has the page would change the address alone. */
function stepEarly() {
  if (!isAlive() && !stepped && location.pathname + location.search !== loaded) {
    stepped = true;
    loadAnew();
  }
}

/** A circuit that cannot start says so by an error alone, e.g. where a step back and forth cut its requests off. */
function startFailed() {
  if (isAlive() || stepped) {
    return;
  }
  try {
    const tried = Number(sessionStorage.getItem(tries));
    if (tried < most) {
      sessionStorage.setItem(tries, String(tried + 1));
      reload();
    }
  } catch {
    // A browser that keeps nothing could not tell when it is enough.
  }
}

function started() {
  try {
    sessionStorage.removeItem(tries);
  } catch {
    // Nor was anything kept.
  }
}

function isAlive() {
  return !document.querySelector('script[src*="blazor.web"]') || document.querySelector("[data-live]") !== null;
}

/** Calls once the circuit has taken the page over; at once on a page without one.
 * @param {() => void} then */
function whenAlive(then) {
  if (isAlive()) {
    then();
  } else {
    const watch = new MutationObserver(() => {
      if (isAlive()) {
        watch.disconnect();
        then();
      }
    });
    watch.observe(document.body, { childList: true, subtree: true });
  }
}
