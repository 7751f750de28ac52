// @ts-check
// The language of the sample site and of the visit page: ?lang=, else the browser's. Both pages are written in Russian;
// data-en and data-fr beside a text hold its translations. Switching keeps the page, the widget's state and the #token.
const languages = ['ru', 'en', 'fr'];
const asked = new URLSearchParams(location.search).get('lang');
const original = new Map();

/** @param {string} lang */
function speak(lang) {
  document.documentElement.lang = lang;
  for (const element of document.querySelectorAll('[data-en]')) {
    if (!original.has(element)) original.set(element, element.textContent);
    element.textContent = lang === 'ru' ? original.get(element) : element.getAttribute('data-' + lang);
  }
  for (const element of document.querySelectorAll('clinic-booking, clinic-visit')) element.setAttribute('lang', lang);
  for (const link of document.querySelectorAll('a[hreflang]')) {
    link.toggleAttribute('aria-current', link.getAttribute('hreflang') === lang);
    if (link.hasAttribute('aria-current')) link.setAttribute('aria-current', 'true');
  }
}

for (const link of document.querySelectorAll('a[hreflang]')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const lang = link.getAttribute('hreflang') ?? 'ru';
    history.replaceState(null, '', `?lang=${lang}${location.hash}`);
    speak(lang);
  });
}
speak([asked, ...navigator.languages].map((lang) => (lang ?? '').slice(0, 2)).find((lang) => languages.includes(lang)) ?? 'en');
