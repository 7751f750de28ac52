// @ts-check
// The public booking widget, two lines on any page:
//   <script src="https://clinic.example/w/booking.js" async></script><clinic-booking></clinic-booking>
// Attributes, all optional: lang doctor specialty visit-type site slot source theme server; the page's own address may carry
// ?doctor=&specialty=&visitType=&site=&slot=&source= for its first widget. Style, tools, the stream of news, what the elements share, the
// day and time picker, the element. Runs as a classic script and as a module; needs no inline style or script on the host page.
// The server takes comments and indentation away before it sends the file.
(() => {
  'use strict';
  if (customElements.get('clinic-booking')) return;

  const script = /** @type {HTMLScriptElement | null} */ (
    document.currentScript ?? document.querySelector('script[src*="booking.js"]'));
  const home = script?.src ? /^(.*?)\/w\/[^?#]*booking\.js/.exec(script.src)?.[1] ?? new URL(script.src).origin : location.origin;

  // What is said before the server has given its texts.
  /** @type {Record<string, Record<string, string>>} */
  const words = {
    ru: { retry: 'Повторить', network: 'Нет связи с клиникой.' },
    en: { retry: 'Try again', network: 'The clinic cannot be reached.' },
    fr: { retry: 'Réessayer', network: 'La clinique est injoignable.' },
  };

  // Colours a host may set: --clinic-accent, --clinic-on-accent, --clinic-text, --clinic-surface; also --clinic-radius, --clinic-font.
  const dark = `color-scheme:dark;--ink:var(--clinic-text,#e4ecea);--bg:var(--clinic-surface,#14201e);--mute:#a3b4b0;--line:#2d3d3a;--edge:#73857f;--p:24%;--q:55%;--bad:#ffb4ab;--warn:#3b1f1c`;
  const style = new CSSStyleSheet();
  style.replaceSync(`
:host{display:block;width:100%;container-type:inline-size;contain-intrinsic-inline-size:17em;max-width:46em}
:host([hidden]),[hidden]{display:none!important}
.card{all:initial;display:block;font-family:var(--clinic-font,inherit);font-size:inherit;line-height:1.5;text-align:start;color:var(--ink);background:var(--bg);border:1px solid var(--line);border-radius:calc(var(--r)*1.5);padding:1.25em 1.125em;
font-variant-numeric:tabular-nums;--accent:var(--clinic-accent,#0f766e);--on:var(--clinic-on-accent,#fff);--r:var(--clinic-radius,12px);
--soft:color-mix(in srgb,var(--accent) var(--p),var(--bg));--link:color-mix(in srgb,var(--accent) var(--q),#fff);
color-scheme:light;--ink:var(--clinic-text,#13211f);--bg:var(--clinic-surface,#fff);--mute:#566764;--line:#dbe4e2;--edge:#788884;
--p:9%;--q:100%;--bad:#b3261e;--warn:#fdf1f0}
@media (prefers-color-scheme:dark){:host(:not([theme=light])) .card{${dark}}}
:host([theme=dark]) .card{${dark}}
*,::before{box-sizing:border-box}
h2,h3,h4,p,dl,dd,ul,fieldset,legend{margin:0;padding:0;border:0}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.mute,h4,dt,th,small{color:var(--mute);font-weight:400} .small,h4,dt,.near,.error,.foot{font-size:.875em}
h2{font-size:1.5em;line-height:1.25;font-weight:650}
h3{font-size:1.0625em;font-weight:600}
h2:focus,h3:focus,.alert:focus{outline:0}
.stack{display:grid;gap:1.25em;margin-top:1em}.stack>*,form>*{min-width:0}
button,input,textarea{font:inherit;color:inherit;border:1px solid var(--line);border-radius:var(--r);background:var(--bg);min-height:44px}
button{padding:.5em 1em;cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
button[disabled],button[aria-disabled]{cursor:default;opacity:.5}
.go{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:600;padding:.7em 1.75em}
.plain{border-color:transparent;color:var(--link);font-weight:500;padding-inline:.5em;margin-inline-start:-.5em}
.chev::before{content:"";display:inline-block;width:.5em;height:.5em;border:solid;border-width:0 0 2px 2px;transform:rotate(45deg);margin:0 .5em 1px .15em}
.to::before{transform:rotate(225deg)}
a{color:var(--link);text-underline-offset:.2em}
.tel{display:inline-block;padding-block:.25em;font-weight:600}
.row{display:flex;flex-wrap:wrap;gap:.5em}
.chip{border-radius:2em;padding:.4em 1.1em;white-space:nowrap}
.list{display:grid;grid-template-columns:minmax(0,1fr);gap:.75em;list-style:none}
.pick{width:100%;display:flex;gap:.9em;align-items:center;text-align:start}
button.pick{padding:.9em}
.pick>:not(.face,.price){flex:1;min-width:0}
.pick b,h3{display:block;font-weight:600;line-height:1.35;overflow-wrap:anywhere}
.doc{border:1px solid var(--line);border-radius:var(--r);padding:.9em .9em .4em;display:flex;flex-direction:column;gap:.6em}
.doc>.plain{margin-top:auto;align-self:start}
.near{display:grid;grid-template-columns:repeat(auto-fill,minmax(3.5em,1fr));gap:.4em}.near .time{padding:.1em}
.near>:not(.time){grid-column:1/-1}.day{color:var(--link);font-weight:500}
.pick>.price{font-weight:600;white-space:nowrap}
.face{flex:none;width:40px;height:40px;object-fit:cover;border-radius:50%;background:var(--soft);color:var(--link);font-weight:600;display:grid;place-items:center}
.bar{display:flex;align-items:center;justify-content:space-between}
.days h3::first-letter,b::first-letter,dd::first-letter,.note::first-letter,.day::first-letter{text-transform:uppercase}
.bar button{width:44px;margin:0;padding:0}.bar .chev::before{margin:0}
table{width:100%;table-layout:fixed;border-spacing:2px}
th{font-size:.8125em;padding:.25em 0}
td{height:3.125em;min-height:44px;padding:0;text-align:center;line-height:1.15;border-radius:calc(var(--r)*.8);border:1px solid transparent}
td[data-date]{cursor:pointer;background:var(--soft);font-weight:600}
small{display:block;font-size:.6875em}
td[aria-disabled]{background:none;color:var(--mute);font-weight:400;cursor:default;opacity:.75}
td[aria-current]>span{text-decoration:underline 2px;text-underline-offset:.25em}
.chip[aria-pressed=true],td[aria-selected=true],[aria-selected=true] small{background:var(--accent);border-color:var(--accent);color:var(--on)}
[aria-busy]{opacity:.55}
.days{display:grid;gap:1.5em}
.times{display:grid;gap:1em;align-content:start;scroll-margin:1em}
.times h3{line-height:44px}.times h3+*{margin-top:-.75em}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(5em,1fr));gap:.5em;margin-top:.4em}
.time{padding:.4em;font-weight:500;border-color:var(--edge)}
.time[aria-disabled]{text-decoration:line-through}
.time small{font-size:.75em;overflow:hidden;text-overflow:ellipsis}
.ticket{background:var(--soft);border-radius:var(--r);padding:1em 1.125em}
.ticket b{display:block;font-size:1.125em;font-weight:650}
.clock{margin-top:.6em}
.clock button{margin-top:.5em;display:block}
form{display:grid;gap:1.125em}
.field{display:grid;gap:.35em;align-content:start}
label,legend{font-weight:500}.consent label,.radio,label span{font-weight:400}
input,textarea{width:100%;min-height:48px;padding:.6em .8em;border-color:var(--edge);font-size:max(16px,1em)}
::placeholder{color:var(--mute);opacity:1}
textarea{min-height:5.5em;resize:vertical;display:block}
[aria-invalid=true]{border-color:var(--bad);box-shadow:inset 0 0 0 1px var(--bad)}
.error{color:var(--bad)} .error:empty,.note:empty{display:none}
.consent{display:grid;grid-template-columns:auto 1fr;gap:.1em .75em}
[type=checkbox],[type=radio]{width:24px;height:24px;min-height:0;margin:0;accent-color:var(--accent)}
.consent>:nth-child(n+3){grid-column:2;justify-self:start}
.consent a{padding-block:.3em}
.alert{background:var(--warn);border:solid var(--bad);border-width:1px 1px 1px 4px;border-radius:var(--r);padding:1em 1.125em;display:grid;gap:.75em;justify-items:start}
.alert button:not(.plain){border-color:var(--edge)} .alert .plain{background:none;margin:0}
.tick{width:3.5em;height:3.5em;border-radius:50%;background:var(--soft);color:var(--link);display:grid;place-items:center;margin-bottom:1em}
.tick::before{content:"";width:.65em;height:1.2em;border:solid;border-width:0 3px 3px 0;transform:translateY(-.15em) rotate(45deg)}
dl{display:grid;gap:1em} dd{font-weight:500;overflow-wrap:anywhere}
.code{font-size:1.5em;font-weight:650;letter-spacing:.06em}
.foot{border-top:1px solid var(--line);margin-top:.5em;padding-top:.6em;color:var(--mute);display:flex;flex-wrap:wrap;gap:0 1.5em;align-items:center}
legend{margin-bottom:.35em}
.radio{display:flex;align-items:center;gap:.5em;border:1px solid var(--edge);border-radius:var(--r);padding:.5em .9em}
.radio:has(:checked){border-color:var(--link);background:var(--soft)}
.cover{display:grid;gap:1.125em}.cover:empty{display:none}
@media (hover:hover){button:not(.go,[aria-disabled],[aria-pressed=true]):hover,td[data-date]:not([aria-disabled],[aria-selected=true]):hover{border-color:var(--link);background:var(--soft)}}
@media (prefers-reduced-motion:no-preference){button,[aria-busy]{transition:opacity .2s .1s}}
@media (forced-colors:active){[aria-pressed=true],[aria-selected=true],[aria-selected=true] small{forced-color-adjust:none;background:Highlight!important;color:HighlightText!important}
td:not([data-date]),td[aria-disabled]{border-color:Canvas}}
@container (max-width:19em){.face{display:none}}
@container (max-width:36em){.row[role]{flex-wrap:nowrap;overflow-x:auto;margin:-.25em -1.125em;padding:.25em 1.125em .5em}}
@container (min-width:36em){.card{padding:1.75em 2em}
.two,form,.cover,.days,dl{grid-template-columns:1fr 1fr} form{column-gap:1em} .days{grid-template-columns:1.12fr 1fr;gap:2.25em}
.wide{grid-column:1/-1} dl{gap:1.1em 1.5em}}
  `);

  /** One element with attributes, listeners (values that are functions) and children; no markup is ever parsed.
   * @param {string} tag @param {Props | null} [props] @param {...Kid} kids @returns {any} */
  const h = (tag, props, ...kids) => {
    const el = document.createElement(tag);
    for (const [name, value] of Object.entries(props ?? {})) {
      if (typeof value === 'function') el.addEventListener(name, value);
      else if (value || value === '') el.setAttribute(name, `${value}`);
    }
    return fill(el, ...kids);
  };
  /** Puts the kids in place of what was there; a number is never parted from the words beside it. Node's own methods only: some host pages replace those of Element.
   * @param {any} el @param {...Kid} kids */
  const fill = (el, ...kids) => {
    el.textContent = '';
    for (const kid of kids.flat()) if (kid) el.appendChild(kid.nodeType ? kid : document.createTextNode(`${kid}`.replace(/(\d) | (?=\d)/g, '$1\xa0')));
    return el;
  };

  // Calendar dates are plain "2026-12-01" strings, counted in UTC so that no zone can shift them.
  /** @param {string} date */
  const utc = (date) => new Date(date + 'T00:00Z');
  /** @param {string} date @param {number} n */
  const addDays = (date, n) => new Date(+utc(date) + n * 864e5).toISOString().slice(0, 10);
  /** @param {string} date @param {number} n */
  const addMonths = (date, n) => {
    const first = utc(date.slice(0, 8) + '01');
    first.setUTCMonth(first.getUTCMonth() + n);
    const start = addDays(first.toISOString().slice(0, 10), 0), same = addDays(start, +date.slice(8) - 1);
    return same.slice(0, 7) === start.slice(0, 7) ? same : addDays(same, -same.slice(8));
  };
  /** Monday is 0. @param {string} date */
  const weekday = (date) => (utc(date).getUTCDay() + 6) % 7;
  const week = [0, 1, 2, 3, 4, 5, 6];

  /** The date in the clinic. @param {Site} [site] */
  const today = (site) => new Intl.DateTimeFormat('sv-SE', { timeZone: site?.timeZone }).format(new Date());

  // randomUUID is missing on pages served without https.
  const uuid = () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-');

  const foreign = 'idempotency-mismatch';

  /** Under which key something was sent that nobody has answered; outlives a reload, says nothing of anybody.
   * @param {string} path @param {string} [key] empty to forget it @returns {string | undefined} */
  const kept = (path, key) => {
    try {
      if (key) sessionStorage['clinic-' + path] = key;
      if (key === '') delete sessionStorage['clinic-' + path];
      return sessionStorage['clinic-' + path];
    } catch { return; /* a page that may keep nothing */ }
  };

  // Known to this page alone, and gone with it: a visitor holds one time.
  const visitor = uuid();

  /** @param {Record<string, string | number | null | undefined>} parts */
  const query = (parts) => new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => value ? [[name, `${value}`]] : []));

  /** What is wrong with what was typed; what country a number is of the server knows. @param {string} typed */
  const needed = (typed) => !typed && 'required', badPhone = (/** @type {string} */ typed) => needed(typed) || typed.replace(/\D/g, '').length < 10 && 'badPhone';

  /** "1980-01-31", or what is wrong: how it is written, or that there was no such day. @param {string} typed */
  const parseDate = (typed) => {
    const parts = typed.split(/\D+/), date = (parts[0].length > 2 ? parts : parts.reverse()).map((part) => part.padStart(2, '0')).join('-');
    return !/^(19|20)\d\d-\d\d-\d\d$/.test(date) || +utc(date) > Date.now() ? 'badDate' : utc(date).toJSON()?.startsWith(date) ? date : 'noDate';
  };

  // What is taken or freed anywhere fades in every widget of the page: one stream for each server, closed while nobody looks (a browser
  // keeps few connections to one server); where streams do not pass, the widgets ask from time to time.
  /** @type {Set<ClinicElement>} */ const listeners = new Set();
  /** How each is closed. @type {Map<string, () => void>} */ const streams = new Map();
  const tune = (/** @type {any} */ back) => {
    const wanted = document.hidden ? [] : [...listeners].map((one) => one.stream);
    for (const [url, close] of streams) {
      if (wanted.includes(url)) continue;
      close();
      streams.delete(url);
    }
    for (const url of wanted) {
      if (streams.has(url)) continue;
      const tell = (/** @type {News} */ news) => { for (const one of listeners) if (one.stream === url) one.hear(news); }, all = () => tell(null);
      /** @type {EventSource} */ let source;
      const open = (/** @type {any} */ back) => {
        source = new EventSource(url);
        source.addEventListener('slots', ({ data }) => tell(JSON.parse(data)));
        source.addEventListener('reset', all);
        if (back) source.onopen = all;
      };
      open(back);
      const timer = setInterval(() => {
        if (source.readyState !== 1) all();
        if (source.readyState > 1) open(1);
      }, 15000);
      streams.set(url, () => { source.close(); clearInterval(timer); });
    }
  };
  document.addEventListener('visibilitychange', tune);

  class ClinicElement extends HTMLElement {
    /** For visit.js. */
    static h = h;
    view = h('div');
    status = h('p', { class: 'sr', role: 'status' });
    card = h('div', { class: 'card', part: 'card' }, this.view, this.status);
    alertBox = h('div');
    root = this.attachShadow({ mode: 'open' });
    live = false;
    /** @type {Record<string, string>} */ texts = {};
    /** @type {ClinicCard} */ clinic = { name: '', languages: [], consent: { version: '', url: '' }, sites: [] };
    /** @type {Map<string, Specialty>} */ specialties = new Map();
    /** @type {Map<string, Doctor>} */ doctors = new Map();
    /** @type {Map<string, VisitType>} */ visitTypes = new Map();
    /** The nearest free times of each doctor. @type {Map<string, Slot[]>} */ times = new Map();
    /** @type {Picker | null} */ picker = null;
    stream = '';
    spoken = '';
    ear = 0;

    connectedCallback() {
      this.root.adoptedStyleSheets = [style];
      this.root.appendChild(this.card);
      this.live = true;
      this.start();
      this.stream = this.url('/api/v1/stream');
      listeners.add(this);
      tune(0);
    }

    disconnectedCallback() {
      this.live = false;
      clearTimeout(this.ear);
      this.ear = 0;
      listeners.delete(this);
      tune(0);
    }

    /** Times have changed: null when it is not known which. News that come together are answered by one question. @param {News} news */
    hear(news) {
      if (this.concerns(news)) this.ear ||= setTimeout(() => { this.ear = 0; this.refresh().catch(() => {}); }, 150);
    }

    /** @param {News} news */
    concerns(news) {
      const { picker } = this;
      return Boolean(picker?.node.isConnected && (!news || !picker.filter.doctor || picker.filter.doctor === news.doctor));
    }

    async refresh() {
      await this.picker?.refresh();
    }

    /** Taken times fade where they stand, so that nothing moves under a finger. @param {(time: DOMStringMap) => boolean} free */
    fade(free) {
      for (const button of this.view.querySelectorAll('[data-slot]')) {
        button.ariaDisabled = free(button.dataset) ? null : 'true';
      }
    }

    /** Names come from the server in the reader's language, so a new language fetches them again.
     * @param {string} name @param {string | null} before @param {string | null} after */
    async attributeChangedCallback(name, before, after) {
      if (!this.live || before === after || name === 'lang' && this.spoken === this.tongue) return;
      if (name !== 'lang' || !this.clinic.name) return this.start();
      await this.load().catch(() => {});
      this.render();
    }

    start(_focus = false) {}
    render(_focus = false) {}

    get tongue() {
      return [this.lang, document.documentElement.lang, ...navigator.languages].map((lang) => lang.slice(0, 2).toLowerCase()).find((lang) => lang in words) ?? 'en';
    }

    get locale() {
      return this.tongue.replace('en', 'en-GB');
    }

    /** @param {string} path */
    url(path) {
      return (this.getAttribute('server') ?? home).replace(/\/$/, '') + path;
    }

    /** @param {string} key @param {...any} args what stands for {0}, {1}…; the first one decides on the plural */
    t(key, ...args) {
      const { texts, tongue } = this;
      const text = texts[key] ?? texts[`${key}.${new Intl.PluralRules(tongue).select(+args[0])}`] ?? texts[key + '.other'] ?? words[tongue][key] ?? key;
      return text.replace(/\{(\d)\}/g, (_, n) => args[n]);
    }

    /** @param {string} path @param {string} [method] @param {object} [body] @param {Record<string, string>} [headers] @returns {Promise<any>} */
    async api(path, method = 'GET', body, headers) {
      /** @type {Problem} */ let problem = { code: 'network' };
      try {
        const answer = await fetch(this.url(path[0] === '/' ? path : '/api/v1/' + path), {
          method, credentials: 'omit', signal: AbortSignal.timeout?.(20000), keepalive: /release$/.test(path),
          headers: { 'Accept-Language': this.tongue, ...(body && { 'Content-Type': 'application/json' }), ...headers },
          body: body && JSON.stringify(body),
        });
        const data = await answer.json().catch(() => null);
        if (answer.ok && (data || answer.status === 204)) return data;
        if (!answer.ok) problem = { ...data, status: answer.status };
      } catch { /* no answer: the code stays "network" */ }
      const { challenge, code } = problem, more = { ...headers, Altcha: '' }, lend = (/** @type {string} */ name) => import(this.url(`/w/${name}.js`));
      // The server takes us for a robot: some work shows that it is worth our while.
      if (challenge && !headers?.Altcha) return this.api(path, method, body, { ...more, Altcha: await (await lend('solve')).solve(this, challenge) });
      // The clinic wants to know that the address is the visitor's.
      if (/^code-/.test(code)) return this.api(path, method, { ...body, contactCode: await (await lend('prove')).prove(this, body, problem) }, more);
      throw problem;
    }

    /** What the element asks for at its start. @type {Record<string, string>} */
    get terms() {
      return { site: this.getAttribute('site') ?? '' };
    }

    /** One request brings the texts, the directory and the nearest free times. */
    async load() {
      const tongue = this.spoken = this.tongue;
      const { texts, clinic, times, ...lists } = await this.api('/w/start?' + query({ lang: tongue, of: this.localName, ...this.terms }));
      for (const name of /** @type {const} */ (['specialties', 'doctors', 'visitTypes'])) this[name] = new Map(lists[name].map((/** @type {any} */ item) => [item.id, item]));
      this.texts = texts;
      this.clinic = clinic;
      this.near(times);
      if (tongue !== this.tongue) await this.load();
    }

    /** @param {Slot[]} slots */
    near(slots) {
      this.times = new Map();
      for (const slot of slots) this.times.set(slot.doctor, [...this.times.get(slot.doctor) ?? [], slot]);
    }

    /** @param {Date | string} date @param {Intl.DateTimeFormatOptions} how */
    date(date, how) {
      return new Intl.DateTimeFormat(this.locale, how).format(new Date(date));
    }

    /** @param {string} date @param {'long' | 'short'} [how] */
    day(date, how = 'long') {
      return this.date(utc(date), { weekday: how, day: 'numeric', month: how, timeZone: 'UTC' });
    }

    /** @param {Slot} slot */
    site(slot) {
      return this.clinic.sites.find((site) => site.id === slot.site) ?? this.clinic.sites[0];
    }

    /** A slot's time is always the clinic's. @param {Slot} slot @param {'long' | 'short' | ''} [name] @param {string | undefined} [timeZone] */
    when(slot, name = 'short', timeZone = this.site(slot)?.timeZone) {
      return this.date(slot.start, { timeZone, hour: '2-digit', minute: '2-digit', ...(name && { weekday: name, day: 'numeric', month: name }) });
    }

    /** The zone's name, and the visitor's own time where it differs. @param {Slot} slot */
    zone(slot) {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions(), y = this.when(slot, 'short', timeZone);
      const x = /** @type {const} */ (['long', 'shortOffset']).map((timeZoneName) => new Intl.DateTimeFormat(this.locale, { timeZone: this.site(slot)?.timeZone, timeZoneName })
        .formatToParts(new Date(slot.start)).find(({ type }) => type === 'timeZoneName')?.value.split(', ')[0]).join(', ');
      return h('p', { class: 'mute small' }, this.t(y === this.when(slot) ? 'zone' : 'zoneDiff', x, this.when(slot, ''), y));
    }

    /** @param {string} id */
    doctorName(id) {
      const { family, given, middle } = this.doctors.get(id)?.name ?? {};
      return (this.tongue === 'ru' ? [family, given, middle] : [given, family]).filter(Boolean).join(' ');
    }

    /** @param {Price} [price] */
    price(price) {
      return price && new Intl.NumberFormat(this.locale,
        { style: 'currency', currency: price.currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: price.amount % 1 ? 2 : 0 }).format(price.amount);
    }

    /** How long a visit lasts: as the slot says, else as its type says, else (it follows the roster) nothing. @param {number} [minutes] @param {Slot} [slot] */
    length(minutes, slot) {
      const n = slot ? (Date.parse(slot.end) - Date.parse(slot.start)) / 6e4 : minutes;
      return n ? this.t('minutes', n) : '';
    }

    /** Visit type, minutes, price in one line. @param {string} id @param {Slot} [slot] */
    kind(id, slot) {
      const kind = this.visitTypes.get(id);
      return kind && [kind.name, this.length(kind.minutes, slot), this.price(slot?.price ?? kind.price)].filter(Boolean).join(' · ');
    }

    /** @param {string} [key] @param {Slot} [slot] */
    phone(key = 'call', slot) {
      const phone = (slot && this.site(slot)?.phone) ?? this.clinic.phone ?? this.clinic.sites.find((site) => site.phone)?.phone;
      return phone && h('p', null, this.t(key) + ' ', h('a', { class: 'tel', href: 'tel:' + phone.replace(/[^\d+]/g, '') }, phone.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7 $1 $2-$3-$4')));
    }

    /** Under each step: how a person can help. @returns {Kid} */
    foot() {
      const phone = this.phone('help');
      return phone && h('div', { class: 'foot' }, phone);
    }

    /** Where nothing is free. @returns {Kid} */
    rescue() {}

    /** The visit's entry for a calendar of the visitor's own. @param {string} token */
    calendar(token) {
      return h('a', { class: 'tel', href: this.url(`/api/v1/bookings/${token}/calendar.ics`), download: 'visit.ics' }, this.t('calendar'));
    }

    /** @param {Slot} slot */
    facts(slot) {
      const { name, address } = this.site(slot) ?? {};
      /** @type {[string, string | undefined][]} */ const rows = [['when', this.when(slot, 'long')], ['doctor', this.doctorName(slot.doctor)],
        ['visitType', this.kind(slot.visitType, slot)], ['where', [name, address].filter(Boolean).join(', ')]];
      return h('dl', null, ...rows.map(([key, value]) => value &&
        h('div', null, h('dt', null, this.t(key)), h('dd', null, value, key === 'when' && this.zone(slot)))));
    }

    /** @param {string} text @param {() => unknown} click @param {string} [kind] @param {Props} [props] @param {...Kid} more */
    button(text, click, kind = '', props, ...more) {
      return h('button', { type: 'button', class: kind, part: 'button ' + kind, click, ...props }, text, ...more);
    }

    /** A free time to tap; one that has been taken meanwhile is only seen. @param {Slot} slot @param {() => unknown} pick @param {...Kid} more @returns {any} */
    slotButton(slot, pick, ...more) {
      const button = this.button(this.when(slot, ''), () => button.ariaDisabled || pick(), 'time', { part: 'button time', 'data-slot': slot.id, 'data-start': slot.start, 'data-doctor': slot.doctor }, ...more);
      return button;
    }

    /** Shows one step; focus goes to its heading, except on the first paint of the host's page.
     * @param {Frame} frame @param {...Kid} body */
    show({ title, back, focus }, ...body) {
      this.alertBox = h('div', { class: 'alert wide', role: 'alert', tabindex: -1, hidden: '' });
      const heading = h('h2', { tabindex: -1, part: 'heading' }, title);
      this.card.lang = this.tongue;
      this.status.textContent = '';
      fill(this.view, back && this.button(this.t('back'), back, 'plain chev back'), heading, h('div', { class: 'stack' }, this.alertBox, ...body));
      if (!focus) return;
      heading.focus({ preventScroll: true });
      if (this.getBoundingClientRect().top < 0) this.scrollIntoView();
    }

    /** Says what went wrong in place, with the ways on: other times, another try.
     * @param {any} problem @param {{ retry?: () => unknown, pick?: (slot: Slot) => unknown, more?: Kid[] }} ways */
    alert(problem, { retry, pick, more = [] }) {
      const { code, status, detail, alternatives = [], secondsUntilRelease: wait } = problem, lost = code === 'network';
      fill(this.alertBox, h('p', null, detail ?? this.t(this.texts.failed && !lost ? 'failed' : 'network')),
        wait > 0 ? h('p', null, this.t('release', Math.ceil(wait / 60))) : '',
        ...(pick && alternatives.length ? [h('h3', null, this.t('instead')), h('div', { class: 'row' }, ...alternatives.map((/** @type {Slot} */ slot) =>
          this.button(this.when(slot), () => pick(slot), '', null, slot.doctor !== alternatives[0].doctor && ' · ' + this.doctorName(slot.doctor))))] : []),
        retry && (lost || status >= 500 || status === 429) ? this.button(this.t('retry'), retry) : '', ...more);
      this.alertBox.hidden = false;
      this.alertBox.focus();
    }

    /** Nothing could be loaded: no dead end, a button and the phone if it is known. @param {unknown} problem @param {() => void} retry */
    broken(problem, retry) {
      this.show({ title: this.clinic.name || '…' }, this.phone());
      this.alert(problem, { retry });
    }

    /** One request at a time: a second click while one is under way does nothing. @param {() => Promise<unknown>} action */
    async once(action) {
      if (this.card.ariaBusy) return;
      this.card.ariaBusy = 'true';
      try { await action(); } finally { this.card.ariaBusy = null; }
    }

    /** The day and time step, the same for a first choice and for a move. @param {Frame} frame @param {Kid} note
     * @param {Picker | null} old @param {Record<string, string | null>} filter @param {(slot: Slot) => unknown} pick */
    pickTime(frame, note, old, filter, pick) {
      const picker = old ?? new Picker(this, filter, pick), paint = () => this.show(frame, note, picker.build(), this.foot());
      const open = () => picker.open().then((some) => !some && this.view.contains(picker.node) && this.show(frame, note, h('p', null, this.t('none')), this.rescue(), this.phone()),
        (problem) => this.alert(problem, { retry: () => { paint(); open(); } }));
      paint();
      if (!picker.slots) open();
      return picker;
    }
  }

  /** The month of days (WAI-ARIA date grid) with the times of the chosen day beside it. */
  class Picker {
    node = h('div');
    title = h('h3');
    prev = this.node;
    next = this.node;
    body = this.node;
    note = this.node;
    times = this.node;
    /** @type {Map<string, number>} */ days = new Map();
    /** @type {Slot[] | null} */ slots = null;
    chosen = '';

    /** @param {ClinicElement} owner @param {Record<string, string | null>} filter @param {(slot: Slot) => unknown} pick */
    constructor(owner, filter, pick) {
      this.owner = owner;
      this.filter = filter;
      this.pick = pick;
      const { sites } = owner.clinic;
      this.today = this.focused = today(sites.find((site) => site.id === filter.site) ?? sites[0]);
      this.known = addDays(this.today, -1);
    }

    /** New nodes in the owner's language, the same state. */
    build() {
      const { owner } = this, id = uuid();
      const turn = (/** @type {number} */ n, /** @type {string} */ key) =>
        owner.button('', () => this.go(addMonths(this.focused, n)), 'plain chev ' + key, { 'aria-label': owner.t(n < 0 ? 'prev' : 'next') });
      const name = (/** @type {number} */ i, /** @type {'short' | 'long'} */ weekday) => owner.date(addDays('2024-01-01', i), { weekday, timeZone: 'UTC' });
      this.title = h('h3', { id, 'aria-live': 'polite' });
      this.prev = turn(-1, 'fro');
      this.next = turn(1, 'to');
      this.body = h('tbody', { keydown: (event) => this.key(event), click: (event) => this.choose(event.target.closest('td').dataset.date, true) });
      this.note = h('p', { class: 'mute note' });
      this.times = h('div', { class: 'times' });
      this.node = h('div', { class: 'days' }, h('div', null, h('div', { class: 'bar' }, this.prev, this.title, this.next),
        h('table', { role: 'grid', 'aria-labelledby': id, part: 'calendar' }, h('thead', null, h('tr', null, ...week.map((i) =>
          h('th', { scope: 'col', abbr: name(i, 'long') }, name(i, 'short').replace('.', ''))))), this.body), this.note), this.times);
      this.paint();
      this.paintTimes();
      return this.node;
    }

    /** Asks for days in long strides, so that turning pages seldom waits. @param {string} until */
    async ensure(until) {
      while (this.known < until) {
        const from = addDays(this.known, 1), to = addDays(from, 91);
        const { items } = await this.owner.api('slots/days?' + query({ ...this.filter, from, to }));
        for (const { date, count } of items) this.days.set(date, count);
        this.known = to;
      }
    }

    /** Shows the nearest free day, unless the visitor has turned to another one meanwhile; false when there is nothing to offer. */
    async open() {
      await this.ensure(this.today);
      const first = [...this.days.keys()].sort()[0];
      if (first && this.focused === this.today) await this.choose(first);
      else this.paint(this.body.contains(this.owner.root.activeElement));
      return Boolean(first);
    }

    paint(focus = false) {
      const { owner, today, focused } = this, month = focused.slice(0, 7), first = month + '-01', end = addMonths(first, 1), rows = [];
      const title = `${owner.date(utc(first), { month: 'long', timeZone: 'UTC' })} ${month.slice(0, 4)}`;
      if (this.title.textContent !== title) this.title.textContent = title;
      this.prev.ariaDisabled = month <= today.slice(0, 7) || null;
      this.next.ariaDisabled = month >= addMonths(today, 12).slice(0, 7) || null;
      // Weeks that are over are left out.
      const start = today > first ? today : first;
      for (let date = addDays(start, -weekday(start)); date < end; date = addDays(date, 7)) {
        rows.push(h('tr', null, ...week.map((i) => this.cell(addDays(date, i), month))));
      }
      fill(this.body, ...rows);
      this.note.textContent = this.known < addDays(end, -1) || this.body.querySelector('small') ? '' : owner.t('busy');
      if (focus) this.body.querySelector('[tabindex="0"]').focus();
    }

    /** @param {string} date @param {string} month */
    cell(date, month) {
      if (!date.startsWith(month)) return h('td');
      const { owner } = this, n = this.days.get(date);
      return h('td', {
        'data-date': date, part: 'day', tabindex: date === this.focused ? '0' : -1, 'aria-selected': String(date === this.chosen),
        'aria-disabled': !n && 'true', 'aria-current': date === this.today && 'date',
      }, h('span', { 'aria-hidden': 'true' }, +date.slice(8)), n && h('small', { 'aria-hidden': 'true' }, n), h('span', { class: 'sr' }, `${owner.day(date)}, ${owner.t(n ? 'free' : 'busy', n)}`));
    }

    /** @param {string} date @param {boolean} [focus] @returns {Promise<void>} */
    async go(date, focus) {
      const { today } = this, last = addMonths(today, 12);
      this.focused = date < today ? today : date > last ? last : date;
      this.paint(focus);
      const end = addDays(addMonths(this.focused.slice(0, 8) + '01', 1), -1);
      if (this.known >= end) return;
      try { await this.ensure(end); } catch (problem) { return this.owner.alert(problem, { retry: () => this.go(date, true) }); }
      this.paint(this.body.contains(this.owner.root.activeElement));
    }

    /** @param {KeyboardEvent} event */
    key(event) {
      const { key } = event, at = this.focused, day = weekday(at);
      /** @type {Record<string, number>} */ const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -day, End: 6 - day };
      if (key === 'Enter' || key === ' ') this.choose(at, true);
      else if (key in steps) this.go(addDays(at, steps[key]), true);
      else if (/^Page(Up|Down)$/.test(key)) this.go(addMonths(at, key === 'PageUp' ? -1 : 1), true);
      else return;
      event.preventDefault();
    }

    /** @param {string} [date] @param {boolean} [byHand] @returns {Promise<void>} */
    async choose(date, byHand) {
      if (!date) return;
      this.focused = date;
      if (this.days.get(date)) this.chosen = date;
      this.paint(byHand);
      if (this.chosen !== date) return;
      this.times.ariaBusy = 'true';
      try {
        const { items } = await this.owner.api('slots?' + query({ ...this.filter, from: date, to: date, limit: 500 }));
        if (this.chosen !== date) return;
        this.slots = items;
        this.days.set(date, items.length);
      } catch (problem) {
        if (!byHand) throw problem;
        return this.owner.alert(problem, { retry: () => this.choose(date, true) });
      }
      this.paint();
      this.paintTimes();
      if (!byHand) return;
      this.times.firstChild.focus({ preventScroll: true });
      this.times.scrollIntoView({ block: 'nearest' });
    }

    /** Somebody booked or cancelled: the month's counts follow, the times of the day fade or come back where they stand. */
    async refresh() {
      const { owner, filter, chosen, focused, today } = this, first = focused.slice(0, 8) + '01', from = first < today ? today : first, to = addDays(addMonths(first, 1), -1);
      const [{ items: days }, { items: slots }] = await Promise.all([
        owner.api('slots/days?' + query({ ...filter, from, to })),
        chosen ? owner.api('slots?' + query({ ...filter, from: chosen, to: chosen, limit: 500 })) : { items: [] }]);
      for (const date of [...this.days.keys()]) if (date >= from && date <= to) this.days.delete(date);
      for (const { date, count } of days) this.days.set(date, count);
      if (chosen !== this.chosen || !this.node.isConnected) return;
      this.paint(this.body.contains(owner.root.activeElement));
      const moments = new Set(slots.map((/** @type {Slot} */ { start }) => start));
      this.slots = slots;
      owner.fade(({ start }) => moments.has(start));
    }

    paintTimes() {
      const { owner, slots, times, filter } = this, seen = new Set();
      times.ariaBusy = null;
      if (!slots) return;
      const several = slots.some((slot) => slot.site !== slots[0].site);
      // Where any doctor will do, one button per moment is enough.
      const own = slots.filter(({ start, site }) => !seen.has(start + site) && seen.add(start + site));
      fill(times, h('h3', { tabindex: -1 }, owner.day(this.chosen), h('span', { class: 'sr' }, ', ' + owner.t(own.length ? 'free' : 'busy', own.length))),
        own.length ? '' : h('p', { class: 'note' }, owner.t('busy')),
        ...['morning', 'afternoon', 'evening'].map((part, i) => {
          const list = own.filter(({ start }) => { const hour = +start.slice(11, 13); return i === (hour < 12 ? 0 : hour < 17 ? 1 : 2); }), id = part + uuid();
          return list.length ? h('div', { role: 'group', 'aria-labelledby': id }, h('h4', { id }, owner.t(part)), h('div', { class: 'grid' }, ...list.map((slot) => {
            const extra = [!filter.doctor && owner.doctors.get(slot.doctor)?.name.family, several && owner.site(slot)?.name].filter(Boolean).join(', ');
            return owner.slotButton(slot, () => this.pick(slot), extra && h('small', null, extra));
          }))) : '';
        }), own.length ? owner.zone(own[0]) : '');
    }
  }

  class ClinicBooking extends ClinicElement {
    static observedAttributes = ['lang', 'doctor', 'specialty', 'visit-type', 'site', 'server'];
    /** One of who, type, time, form, wish, done; empty before the first. */
    step = '';
    /** Where the form was opened from. */
    from = '';
    doctor = '';
    specialty = '';
    visitType = '';
    place = '';
    everyone = false;
    /** @type {Hold | null} */ hold = null;
    /** @type {any} the slot being booked */ wanted = null;
    /** What was typed; in memory only. @type {Record<string, string>} */ draft = {};
    /** What was sent and not answered yet, by its path. @type {Record<string, { key: string, sent: object[] }>} */ open = {};
    /** @type {any} the answer to the booking */ booked = null;
    /** Whether it answers what was sent before the visitor changed something. */ stale = false;
    /** The path of the wish: callbacks or waiting-list. */
    wishing = '';
    submitButton = h('button');
    started = {};
    linked = false;

    connectedCallback() {
      super.connectedCallback();
      addEventListener('pagehide', this.release);
    }

    disconnectedCallback() {
      super.disconnectedCallback();
      removeEventListener('pagehide', this.release);
      this.release();
    }

    async start(focus = false) {
      // A host page that sets an attribute right after the element woke starts it twice: the later start counts, the earlier stops.
      const started = this.started = {};
      this.release();
      this.step = this.place = '';
      this.show({ title: '…' });
      try { await this.load(); } catch (problem) { return started === this.started && this.broken(problem, () => this.start(true)); }
      if (started !== this.started) return;
      this.reset(focus);
      const id = this.getAttribute('book-slot') ?? this.link('slot');
      if (id && !this.linked) this.take({ id });
      this.linked = true;
    }

    /** What the address of the page asks of its first widget. @param {string} name */
    link(name) {
      return document.querySelector(this.localName) === this && new URLSearchParams(location.search).get(name) || '';
    }

    /** What the host page fixed by an attribute or the link by its address. @param {string} name */
    asked(name) {
      return this.getAttribute(name) ?? this.link(name.replace('-t', 'T'));
    }

    get source() {
      return this.asked('source').slice(0, 200) || 'widget';
    }

    get terms() {
      return { site: this.place || this.fixedSite, specialty: this.asked('specialty'), visitType: this.asked('visit-type') };
    }

    /** The same, when the server knows it. @param {string} name @param {Map<string, unknown>} known */
    fixed(name, known) {
      const id = this.asked(name);
      return known.has(id) ? id : '';
    }

    reset(focus = false) {
      this.specialty = this.fixed('specialty', this.specialties);
      this.wanted = this.picker = null;
      this.turn('who', focus);
    }

    get fixedSite() {
      const { name, sites } = this.clinic;
      return name && !sites.some(({ id }) => id === this.asked('site')) ? '' : this.asked('site');
    }

    get fixedKind() {
      return this.fixed('visit-type', this.visitTypes);
    }

    get choices() {
      const kind = this.fixedKind, own = this.fixed('doctor', this.doctors);
      return [...this.doctors.values()].filter((doctor) => own ? doctor.id === own
        : (!this.specialty || doctor.specialties.includes(this.specialty)) && (!kind || doctor.visitTypes.includes(kind)));
    }

    get kinds() {
      const doctor = this.doctors.get(this.doctor), ids = (doctor ? [doctor] : this.choices).flatMap((each) => each.visitTypes);
      return [...this.visitTypes.values()].filter((kind) => ids.includes(kind.id) && (!this.specialty || !kind.specialty || kind.specialty === this.specialty));
    }

    get asksKind() {
      return !this.fixedKind && this.kinds.length > 1;
    }

    /** All times of one doctor, or of any of the specialty; what leaves no choice is not asked. @param {string} doctor */
    more(doctor) {
      this.doctor = doctor;
      this.picker = null;
      this.visitType = this.fixedKind || this.kinds[0]?.id;
      this.turn(this.asksKind ? 'type' : 'time');
    }

    /** @param {string} step */
    turn(step, focus = true) {
      this.step = step;
      this.render(focus);
    }

    back() {
      const { step } = this;
      this.release();
      this.turn(step === 'time' && this.asksKind ? 'type' : /form|wish/.test(step) ? this.from : 'who');
    }

    render(focus = false) {
      /** @type {any} */ (this)[this.step || 'start'](focus);
    }

    /** @param {string} title @param {boolean} focus @returns {Frame} */
    frame(title, focus) {
      return { title: this.t(title), focus, back: this.step === 'who' ? undefined : () => this.back() };
    }

    /** @param {News} news */
    concerns(news) {
      return this.step === 'who' ? !news || this.doctors.has(news.doctor) : super.concerns(news);
    }

    async refresh() {
      if (this.step !== 'who') return super.refresh();
      this.near((await this.api('/w/times?' + query(this.terms))).items);
      // Four of each doctor are told; what is later than the fourth may be free all the same.
      this.fade(({ slot, start = '', doctor = '' }) => {
        const own = this.times.get(doctor) ?? [];
        return own.some(({ id }) => id === slot) || Boolean(own[3]) && Date.parse(own[3].start) < Date.parse(start);
      });
    }

    /** The doctors, the nearest first, each with times that one tap takes. */
    who(focus = false) {
      const kept = this.root.activeElement?.getAttribute('data-key'), { specialty, times, place, clinic: { sites } } = this;
      const start = (/** @type {Doctor} */ { id }) => Date.parse(times.get(id)?.[0].start ?? '9999-01-01');
      const doctors = this.choices.sort((a, b) => start(a) - start(b)), shown = this.everyone ? doctors : doctors.slice(0, 6), one = doctors.length === 1;
      const several = sites.length > 1 && !this.fixedSite;
      /** @param {string} label @param {{ id: string, name: string }[]} all @param {string} chosen @param {(id: string) => unknown} choose */
      const chips = (label, all, chosen, choose) => all.length > 1 && h('div', { class: 'row', role: 'group', 'aria-label': this.t(label) },
        ...[{ id: '', name: this.t('all') }, ...all].map(({ id, name }) => this.button(name, () => choose(id), 'chip', { 'aria-pressed': String(chosen === id), 'data-key': label + id })));
      const card = (/** @type {Doctor} */ { id, name, specialties, photo }) => {
        const own = times.get(id) ?? [], face = h('span', { class: 'face', 'aria-hidden': 'true' }, name.given[0] + name.family[0]);
        let before = '';
        return h('li', { class: 'doc', part: 'doctor' },
          h('div', { class: 'pick' }, photo ? h('img', { class: 'face', loading: 'lazy', alt: '', src: this.url(photo), error: (event) => event.target.replaceWith(face) }) : face,
            h('div', null, h('h3', null, this.doctorName(id)), h('p', { class: 'mute small' }, specialties.map((each) => this.specialties.get(each)?.name).filter(Boolean).join(', ')))),
          own[0] && h('p', { class: 'mute small' }, this.kind(own[0].visitType, own[0]), several && ', ' + this.site(own[0])?.name),
          h('div', { class: 'near' }, ...own.flatMap((slot) => {
            const day = this.soon(slot), first = day !== before;
            before = day;
            return [first && h('span', { class: 'day' }, day), this.slotButton(slot, () => this.take(slot), h('span', { class: 'sr' }, `, ${day}, ${this.doctorName(id)}`))];
          }), !own[0] && h('p', { class: 'mute small note' }, this.t('busy'))),
          this.button(this.t('more'), () => this.more(id), 'plain chev to', { 'data-key': id }, h('span', { class: 'sr' }, ', ' + this.doctorName(id))));
      };
      this.show(this.frame(one ? 'time' : 'who', focus),
        several && chips('where', sites, place, (id) => this.once(async () => {
          this.place = id;
          await this.load().catch((problem) => this.alert(problem, {}));
          this.who();
        })),
        !this.asked('doctor') && !this.fixed('specialty', this.specialties) && chips('who', [...this.specialties.values()], specialty, (id) => { this.specialty = id; this.who(); }),
        h('ul', { class: one ? 'list' : 'list two', role: 'list' }, ...shown.map(card)),
        shown.length < doctors.length && this.button(this.t('rest', doctors.length - shown.length), () => { this.everyone = true; this.who(); }, '', { 'data-key': '+' }),
        specialty && !one && doctors.length && this.button(this.t('any'), () => this.more(''), 'plain chev to', { 'data-key': 'any' }),
        !doctors.some(({ id }) => times.has(id)) && [h('p', null, this.t('none')), this.rescue()],
        this.foot());
      if (kept) this.view.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.focus();
    }

    /** "today", "tomorrow", "Tue 2 Dec". @param {Slot} slot */
    soon(slot) {
      const days = Math.round((+utc(slot.start.slice(0, 10)) - +utc(today(this.site(slot)))) / 864e5);
      return days < 2 ? new Intl.RelativeTimeFormat(this.tongue, { numeric: 'auto' }).format(days, 'day') : this.day(slot.start.slice(0, 10), 'short');
    }

    type(focus = false) {
      this.show(this.frame('type', focus), this.chosen(), h('ul', { class: 'list', role: 'list' }, ...this.kinds.map(({ id, name, minutes, price }) =>
        h('li', null, this.button('', () => { this.visitType = id; this.picker = null; this.turn('time'); }, 'pick', null,
          h('span', null, h('b', null, name), h('span', { class: 'mute small' }, this.length(minutes))), price && h('span', { class: 'price' }, this.price(price)))))),
        this.foot());
    }

    /** What has been chosen so far, in one line. */
    chosen() {
      return h('p', { class: 'mute' }, [this.doctorName(this.doctor) || this.specialties.get(this.specialty)?.name, this.step === 'time' && this.kind(this.visitType)].filter(Boolean).join(' · '));
    }

    time(focus = false) {
      const { doctor, visitType } = this;
      this.picker = this.pickTime(this.frame('time', focus), this.chosen(), this.picker,
        { visitType, doctor, specialty: doctor ? '' : this.specialty, site: this.terms.site }, (slot) => this.take(slot));
    }

    /** Choosing a time holds it while the patient types, instead of what this page held before. @param {{ id: string }} slot */
    take(slot) {
      return this.once(async () => {
        try {
          this.hold = await this.api('holds', 'POST', { slot: slot.id, visitor });
          for (const one of listeners) if (one !== this && one.stream === this.stream) /** @type {ClinicBooking} */ (one).hold = null;
          this.wanted = this.hold?.slot;
          if (this.step !== 'form') this.from = this.step;
          this.turn('form');
        } catch (problem) {
          this.refused(problem, () => this.take(slot));
        }
      });
    }

    /** @param {any} problem @param {() => unknown} retry */
    refused(problem, retry) {
      const { code, status } = problem, form = this.step === 'form';
      this.alert(problem, { retry, pick: (slot) => this.take(slot), more: [
        code === 'hold-expired' && form && this.again(), form && status === 409 && this.button(this.t('other'), () => this.back(), 'plain')] });
      if (status === 409) this.refresh().catch(() => {});
    }

    again() {
      return this.button(this.t('hold'), () => this.take(this.wanted));
    }

    /** Gives the time back at once; the answer does not matter, a hold expires by itself. Not by DELETE: a page that is going away does not
     * wait for leave to ask. */
    release = async () => {
      const { hold } = this;
      this.hold = null;
      if (hold) await this.api(`holds/${hold.id}/release`, 'POST').catch(() => {});
    };

    /** The quiet countdown; in its last minute it offers to keep the time once more. An unbelievable remainder (the visitor's clock is
     * wrong) is not shown: the server decides anyway. */
    clock() {
      const { hold } = this, node = h('div', { class: 'clock mute small' }), end = Date.parse(hold?.expiresAt ?? ''), begun = end - Date.now();
      let before = Infinity;
      const extend = () => this.once(async () => {
        try {
          this.hold = await this.api(`holds/${hold?.id}/extend`, 'POST');
          node.replaceWith(this.clock());
          this.view.querySelector('h2').focus({ preventScroll: true });
        } catch (problem) { this.refused(problem, extend); }
      });
      const tick = () => {
        const left = Math.ceil((end - Date.now()) / 1000), lapsed = left <= 0 || !this.hold;
        if (!node.isConnected || lapsed) clearInterval(timer);
        if (!node.isConnected) return;
        if (lapsed) this.hold = null;
        const text = lapsed ? this.t('lapsed') : `${this.t('held')} ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
        if (lapsed || left <= 60 && before > 60) {
          this.status.textContent = text;
          fill(node, text, lapsed ? this.again() : hold?.extendable && this.button(this.t('extend'), extend));
        } else (node.firstChild ?? node).textContent = text;
        before = left;
      };
      const timer = setInterval(tick, 1000);
      if (hold && begun > 0 && begun < 36e5) queueMicrotask(tick);
      else if (hold) clearInterval(timer);
      return node;
    }

    /** @param {string} name @param {Props} [props] @param {string} [label] */
    field(name, props, label = name) {
      const long = name === 'comment', must = name in this.must, input = h(long ? 'textarea' : 'input', {
        id: name, part: 'input', 'aria-describedby': name + '-error', 'aria-required': must && 'true', ...props,
        input: (event) => {
          // The separators of a date come by themselves while digits are typed.
          if (name === 'birthDate' && event.data) {
            input.value = input.value.replace(/^(\d\d)(?=\d)/, '$1' + this.t('dateMask')[2]).replace(/^(\d+([./])\d\d)(?=\d)/, '$1$2');
          }
          this.draft[name] = input.value;
          this.mark(name);
        },
      });
      input.value = this.draft[name] ?? '';
      return h('div', { class: long ? 'field wide' : 'field' }, h('label', { for: name }, this.t(label), !must && h('span', { class: 'mute' }, ', ' + this.t('optional'))),
        input, h('p', { class: 'error', id: name + '-error' }));
    }

    /** One of a few. @param {string} name @param {string[]} values @param {(value: string) => unknown} pick @param {(value: string) => string} text */
    radios(name, values, pick, text) {
      return h('fieldset', { class: 'wide' }, h('legend', null, this.t(name)), h('div', { class: 'row' }, ...values.map((value) => h('label', { class: 'radio' },
        h('input', { type: 'radio', name, value, checked: value === this.draft[name], change: () => pick(value) }), text(value)))));
    }

    /** @param {string} name @param {string} [text] */
    mark(name, text = '') {
      this.root.getElementById(name)?.setAttribute('aria-invalid', String(text !== ''));
      const error = this.root.getElementById(name + '-error');
      if (error) error.textContent = text;
    }

    /** A box to tick, never ticked beforehand, with the text that is agreed to. @param {string} name @param {string} url */
    box(name, url) {
      return h('div', { class: 'consent wide' },
        h('input', { type: 'checkbox', id: name, checked: this.draft[name] || false, 'aria-describedby': name + '-error', 'aria-required': name in this.must && 'true',
          change: (event) => { this.draft[name] = event.target.checked ? name : ''; this.mark(name); } }),
        h('label', { for: name }, this.t(name)),
        h('a', { class: 'small', href: `${this.url(url)}?lang=${this.tongue}`, target: '_blank', rel: 'noopener' },
          this.t('consentLink'), h('span', { class: 'sr' }, ', ' + this.t('newTab'))),
        h('p', { class: 'error', id: name + '-error' }));
    }

    /** A form of the visitor's own data with consent and one button. @param {Frame} frame @param {Kid} top @param {string} text @param {() => unknown} send @param {...Kid} fields */
    sheet(frame, top, text, send, ...fields) {
      const { consent, marketing } = this.clinic;
      this.show(frame, top, h('form', { novalidate: '', submit: (event) => { event.preventDefault(); send(); } }, ...fields,
        this.box('consent', consent.url), marketing && this.step === 'form' && this.box('marketing', marketing.url),
        h('div', { class: 'wide' }, this.submitButton = h('button', { class: 'go', part: 'button go' }, this.t(text)))), this.foot());
    }

    form(focus = false) {
      const { wanted: slot } = this, { payments = [], referral } = this.visitTypes.get(slot.visitType) ?? {};
      const cover = h('div', { class: 'cover wide' }), pay = (/** @type {string} */ kind) => {
        this.draft.payment = kind;
        fill(cover, kind === 'vhi' && this.field('insurer'), /vhi|oms/.test(kind) && this.field('policy', null, 'policy-' + kind));
      };
      // Whoever books for somebody else says who they are besides the patient.
      const by = h('div', { class: 'cover wide' }), another = () => {
        const on = this.draft.another;
        fill(by, h('div', { class: 'wide' }, this.button(this.t('another'), () => {
          this.draft.another = on ? '' : 'on';
          another();
          by.querySelector('button').focus();
        }, 'plain', { 'aria-expanded': String(Boolean(on)) }), on && h('p', { class: 'mute small' }, this.t('anotherNote'))),
        on && ['given', 'phone', 'email', 'relation'].map((name) => this.field('by-' + name)));
      };
      if (this.clinic.contactProof) this.must.email = (typed) => !typed && !this.draft.another && 'required';
      another();
      pay(payments.find((kind) => kind === this.draft.payment) ?? payments[0] ?? '');
      this.sheet(this.frame('details', focus),
        h('div', { class: 'ticket', part: 'summary' }, h('b', null, this.when(slot, 'long')), h('p', null, this.doctorName(slot.doctor)),
          h('p', null, this.kind(slot.visitType, slot)), h('p', null, this.site(slot)?.address), this.zone(slot), this.clock()),
        'book', () => this.submit(),
        this.field('family', { autocomplete: 'family-name' }), this.field('given', { autocomplete: 'given-name' }),
        this.field('middle', { autocomplete: 'additional-name' }), this.field('birthDate', { autocomplete: 'bday', inputmode: 'numeric', placeholder: this.t('dateMask') }),
        this.field('phone', { type: 'tel', autocomplete: 'tel' }), this.field('email', { type: 'email', autocomplete: 'email' }),
        payments.length > 1 && this.radios('payment', payments, pay, (kind) => this.t('pay-' + kind) + (kind === 'self-pay' && slot.price ? ' · ' + this.price(slot.price) : '')),
        cover, referral && this.field('referral'), this.field('comment', { rows: 3, maxlength: 500 }), by);
    }

    /** What must be there before anything is sent; the server judges the rest and points at the field.
     * @type {Record<string, (typed: string) => string | false>} */
    must = {
      family: needed,
      given: needed,
      birthDate: (typed) => needed(typed) || parseDate(typed).replace(/.+\d/, ''),
      phone: (typed) => !typed && this.draft.another ? '' : badPhone(typed),
      insurer: needed,
      policy: needed,
      referral: needed,
      'by-given': needed,
      'by-phone': badPhone,
      consent: (typed) => !typed && 'noConsent',
    };

    /** @param {string[][]} faults pairs of field and text */
    point(faults) {
      for (const [name, text] of faults) this.mark(name, text);
      /** @type {HTMLElement | null} */ (this.root.querySelector('[aria-invalid=true]'))?.focus();
    }

    /** @param {string} name */
    typed(name) {
      return this.root.getElementById(name) && this.draft[name]?.trim() || undefined;
    }

    /** The visitor as the server wants it, or nothing once what is missing has been pointed at. @returns {any} */
    visitor() {
      const text = (/** @type {string} */ name) => this.typed(name), born = text('birthDate');
      const missing = Object.entries(this.must).flatMap(([name, test]) => {
        const key = this.root.getElementById(name) && test(text(name) ?? '');
        return key ? [[name, this.t(key)]] : [];
      });
      if (missing.length) return this.point(missing);
      return {
        patient: { name: { family: text('family'), given: text('given'), middle: text('middle') },
          birthDate: born && parseDate(born), phone: text('phone'), email: text('email') },
        consent: { version: this.clinic.consent.version }, comment: text('comment'),
      };
    }

    /** What was sent and not answered keeps its key: sent once more, changed or not, it is never done twice.
     * @param {string} path @param {object} data @param {() => unknown} retry @param {(answer: any) => unknown} done @param {{ id: string }} [slot] */
    send(path, data, retry, done, slot) {
      const { submitButton: button, draft, hold } = this, text = button.textContent, body = { ...(hold ? { hold: hold.id } : { slot: slot?.id }), ...data };
      const { key, sent } = this.open[path] ??= { key: kept(path) ?? uuid(), sent: [] };
      const post = (/** @type {object} */ what) => this.api(path, 'POST', what, { 'Idempotency-Key': `"${key}"` });
      const solved = () => {
        delete this.open[path];
        kept(path, '');
      };
      return this.once(async () => {
        button.disabled = true;
        button.textContent = this.t('sending');
        this.stale = false;
        kept(path, key);
        sent.push(body);
        try {
          const answer = await post(body).catch(async (problem) => {
            // One of those before has arrived, only its answer was lost: here it is.
            for (const before of problem.code === foreign ? sent : []) {
              const found = await post(before).catch((lost) => lost.code !== foreign && Promise.reject(lost));
              if (this.stale = !!found) return found;
            }
            throw problem;
          });
          solved();
          this.hold = null;
          this.draft = {};
          done(answer);
        } catch (error) {
          const problem = /** @type {Problem} */ (error), { status = 500, code } = problem;
          button.disabled = false;
          button.textContent = text;
          if (status < 500) sent.pop();
          if (code === foreign) {
            solved();
            problem.detail = this.t('sentBefore');
          }
          if (/^(slot|hold)-/.test(code)) this.hold = null;
          if (/^consent/.test(code)) {
            // The text may have changed meanwhile: the new one is to be agreed to.
            this.clinic = await this.api('clinic').catch(() => this.clinic);
            draft.consent = draft.marketing = '';
            this.render();
          }
          const known = (problem.errors ?? []).map(({ pointer, detail }) => [pointer.replace(/.bookedBy.(name.)?/, '/by-').split('/').reverse().find((part) => part && this.root.getElementById(part)) ?? '', detail]);
          if (known.length && known.every(([name]) => name)) this.point(known);
          else this.refused(problem, retry);
        }
      });
    }

    /** @returns {Promise<void> | undefined} */
    submit() {
      const { wanted: slot, draft } = this, visitor = this.visitor(), text = (/** @type {string} */ name) => this.typed(name);
      if (!visitor) return;
      const booking = { ...visitor, marketing: text('marketing') && { version: this.clinic.marketing?.version },
        bookedBy: text('by-given') && { name: { given: text('by-given') }, phone: text('by-phone'), email: text('by-email'), relation: text('by-relation') }, payment: draft.payment ? { kind: draft.payment, insurer: text('insurer'), policy: text('policy') } : undefined, referral: text('referral'),
        source: this.source };
      return this.send('bookings', booking, () => this.submit(), (booked) => {
        this.booked = booked;
        this.turn('done');
        this.dispatchEvent(new CustomEvent('booking:completed', { detail: { id: booked.id, start: booked.slot.start }, bubbles: true, composed: true }));
      }, slot);
    }

    done(focus = false) {
      const { slot, code, token, status } = this.booked, pending = status === 'pending';
      this.show({ title: this.t(pending ? 'wished' : 'done'), focus }, pending && h('p', null, this.t('pending')), this.stale && h('p', null, this.t('asSent')),
        h('div', { class: 'ticket', part: 'summary' }, h('p', { class: 'mute small' }, this.t('code')), h('p', { class: 'code', part: 'code' }, code)), this.facts(slot), this.calendar(token),
        h('div', null, h('a', { class: 'tel', href: this.url(`/visit?lang=${this.tongue}#${token}`), rel: 'noreferrer' }, this.t('manage')), h('p', { class: 'mute small' }, this.t('manageNote'))),
        h('div', null, this.button(this.t('again'), () => this.start(true))));
      this.view.insertBefore(h('div', { class: 'tick' }), this.view.firstChild);
    }

    foot() {
      return h('div', { class: 'foot' }, this.phone('help'), this.step !== 'wish' && this.button(this.t('callMe'), () => this.ask('callbacks'), 'plain'));
    }

    rescue() {
      return h('div', { class: 'row' }, this.button(this.t('wait'), () => this.ask('waiting-list'), 'go'), this.button(this.t('callMe'), () => this.ask('callbacks')));
    }

    /** @param {string} wishing */
    ask(wishing) {
      if (this.step !== 'form') this.from = this.step;
      this.release();
      this.wishing = wishing;
      this.turn('wish');
    }

    /** No time that suits: the clinic calls, or tells when one becomes free. */
    wish(focus = false) {
      this.draft.callTime ??= 'any';
      const { wishing, doctor, specialty, visitType } = this, wait = wishing === 'waiting-list', place = this.terms.site;
      const about = this.from === 'who' ? this.fixed('doctor', this.doctors) : doctor;
      const send = /** @returns {Promise<void> | undefined} */ () => {
        const visitor = this.visitor();
        return visitor && this.send(wishing, { ...visitor, doctor: about || undefined, specialty: specialty || undefined, site: place || undefined,
          visitType: this.from === 'who' ? undefined : visitType || undefined, callTime: wait ? undefined : this.draft.callTime, source: wait ? undefined : this.source }, send, () => {
          this.step = '';
          this.show({ title: this.t('wished'), focus: true }, h('p', null, this.t(wait ? 'waitDone' : 'callDone')), h('div', null, this.button(this.t('again'), () => this.start(true))));
        });
      };
      this.sheet(this.frame(wait ? 'wait' : 'callMe', focus),
        h('p', { class: 'mute' }, [this.doctorName(about), this.specialties.get(specialty)?.name].filter(Boolean).join(' · ') || this.t(wait ? 'waitNote' : 'callNote')),
        wait ? 'waitSend' : 'callSend', send,
        wait && this.field('family', { autocomplete: 'family-name' }), this.field('given', { autocomplete: 'given-name' }), this.field('phone', { type: 'tel', autocomplete: 'tel' }),
        !wait && this.radios('callTime', ['any', 'morning', 'afternoon', 'evening'], (value) => { this.draft.callTime = value; }, (value) => this.t(value === 'any' ? 'anyTime' : value)), !wait && this.field('comment', { rows: 3, maxlength: 500 }));
    }
  }

  customElements.define('clinic-booking', ClinicBooking);
})();
