// @ts-check
// The public booking widget, two lines on any page:
//   <script src="https://clinic.example/w/booking.js" async></script><clinic-booking></clinic-booking>
// Attributes, all optional: lang doctor specialty visit-type site theme server. Texts, style, tools, what the elements share, the day
// and time picker, the element. Runs as a classic script and as a module; needs no inline style or script on the host page.
(() => {
  'use strict';
  if (customElements.get('clinic-booking')) return;

  const script = /** @type {HTMLScriptElement | null} */ (
    document.currentScript ?? document.querySelector('script[src*="booking.js"]'));
  const home = script?.src ? /^(.*?)\/w\/[^?#]*booking\.js/.exec(script.src)?.[1] ?? new URL(script.src).origin : location.origin;

  /** @type {Record<string, Record<string, any>>} */
  const texts = {
    ru: {
      loading: 'Загружаем…', back: 'Назад', step: 'Шаг {n} из {of}', retry: 'Повторить',
      who: 'К кому вы хотите записаться?', all: 'Все', any: 'Любой врач',
      nearest: 'Ближайшее: {x}', more: 'Показать ещё {n}',
      type: 'Выберите вид приёма', minutes: '{n} мин', time: 'Выберите день и время',
      prev: 'Предыдущий месяц', next: 'Следующий месяц',
      free: { one: '{n} свободное окно', few: '{n} свободных окна', other: '{n} свободных окон' },
      busy: 'нет свободного времени',
      none: 'Сейчас свободного времени для онлайн-записи нет.',
      call: 'Позвоните нам, мы поможем:', help: 'Можно записаться и по телефону:',
      morning: 'Утро', afternoon: 'День', evening: 'Вечер',
      zone: 'Время клиники: {x}', zoneDiff: 'Время клиники: {x}. {c} в клинике — это {y} у вас.',
      details: 'Ваши данные', family: 'Фамилия', given: 'Имя', middle: 'Отчество', optional: 'необязательно',
      phone: 'Телефон', birthDate: 'Дата рождения', dateMask: 'ДД.ММ.ГГГГ', email: 'Электронная почта', comment: 'Комментарий для клиники',
      held: 'Время закреплено за вами ещё',
      lapsed: 'Время больше не закреплено за вами. Введённые данные на месте.', hold: 'Закрепить снова',
      consent: 'Я даю согласие на обработку персональных данных', consentLink: 'Прочитать текст согласия', newTab: 'откроется в новой вкладке',
      book: 'Записаться', sending: 'Записываем…',
      required: 'Заполните это поле.', badPhone: 'Укажите номер полностью, с кодом.', badDate: 'Укажите дату в виде 31.01.1980.',
      noConsent: 'Без согласия записать вас онлайн нельзя.',
      network: 'Нет связи с клиникой. Проверьте интернет и повторите: ничего из введённого не пропало.',
      failed: 'Не получилось. Повторите чуть позже.', release: 'Это время может освободиться через {n} мин.',
      instead: 'Другое свободное время', other: 'Выбрать другое время',
      done: 'Вы записаны', code: 'Код визита', when: 'Когда', doctor: 'Врач', visitType: 'Приём', where: 'Где',
      manage: 'Посмотреть, перенести или отменить', manageNote: 'Сохраните эту ссылку: по ней визит можно перенести или отменить без звонка.', again: 'Записаться ещё',
    },
    en: {
      loading: 'Loading…', back: 'Back', step: 'Step {n} of {of}', retry: 'Try again',
      who: 'Who would you like to see?', all: 'All', any: 'Any doctor',
      nearest: 'Next free: {x}', more: 'Show {n} more',
      type: 'Choose a type of visit', minutes: '{n} min', time: 'Choose a day and time',
      prev: 'Previous month', next: 'Next month',
      free: { one: '{n} free time', other: '{n} free times' },
      busy: 'no free times',
      none: 'There are no free times to book online right now.',
      call: 'Call us and we will help:', help: 'You can also book by phone:',
      morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening',
      zone: 'Clinic time: {x}', zoneDiff: 'Clinic time: {x}. {c} at the clinic is {y} for you.',
      details: 'Your details', family: 'Last name', given: 'First name', middle: 'Middle name', optional: 'optional',
      phone: 'Phone', birthDate: 'Date of birth', dateMask: 'DD/MM/YYYY', email: 'E-mail', comment: 'Comment for the clinic',
      held: 'This time is held for you for',
      lapsed: 'The time is no longer held for you. What you typed is still here.', hold: 'Hold it again',
      consent: 'I consent to the processing of my personal data', consentLink: 'Read the consent text', newTab: 'opens in a new tab',
      book: 'Book the visit', sending: 'Booking…',
      required: 'Please fill in this field.', badPhone: 'Enter the full number with its code.', badDate: 'Enter the date like 31/01/1980.',
      noConsent: 'We cannot book you online without consent.',
      network: 'The clinic cannot be reached. Check your connection and try again: nothing you typed is lost.',
      failed: 'That did not work. Please try again a little later.', release: 'This time may become free in {n} min.',
      instead: 'Other free times', other: 'Choose another time',
      done: 'You are booked', code: 'Visit code', when: 'When', doctor: 'Doctor', visitType: 'Visit', where: 'Where',
      manage: 'See, move or cancel', manageNote: 'Keep this link: it lets you move or cancel the visit without a call.', again: 'Book another visit',
    },
    fr: {
      loading: 'Chargement…', back: 'Retour', step: 'Étape {n} sur {of}', retry: 'Réessayer',
      who: 'Qui souhaitez-vous consulter ?', all: 'Toutes', any: 'N’importe quel médecin',
      nearest: 'Dès le {x}', more: 'En afficher {n} de plus',
      type: 'Choisissez le type de consultation', minutes: '{n} min', time: 'Choisissez le jour et l’heure',
      prev: 'Mois précédent', next: 'Mois suivant',
      free: { one: '{n} créneau libre', other: '{n} créneaux libres' },
      busy: 'aucun créneau libre',
      none: 'Aucun créneau n’est disponible en ligne pour le moment.',
      call: 'Appelez-nous, nous vous aiderons :', help: 'Vous pouvez aussi prendre rendez-vous par téléphone :',
      morning: 'Matin', afternoon: 'Après-midi', evening: 'Soir',
      zone: 'Heure de la clinique : {x}', zoneDiff: 'Heure de la clinique : {x}. {c} à la clinique correspond à {y} chez vous.',
      details: 'Vos coordonnées', family: 'Nom', given: 'Prénom', middle: 'Deuxième prénom', optional: 'facultatif',
      phone: 'Téléphone', birthDate: 'Date de naissance', dateMask: 'JJ/MM/AAAA', email: 'E-mail', comment: 'Commentaire pour la clinique',
      held: 'Ce créneau vous est réservé encore',
      lapsed: 'Le créneau ne vous est plus réservé. Votre saisie est conservée.', hold: 'Réserver de nouveau',
      consent: 'J’accepte le traitement de mes données personnelles', consentLink: 'Lire le texte du consentement', newTab: 's’ouvre dans un nouvel onglet',
      book: 'Prendre rendez-vous', sending: 'Envoi…',
      required: 'Remplissez ce champ.', badPhone: 'Indiquez le numéro complet avec son indicatif.', badDate: 'Indiquez la date sous la forme 31/01/1980.',
      noConsent: 'Sans votre accord, la réservation en ligne est impossible.',
      network: 'La clinique est injoignable. Vérifiez votre connexion et réessayez : votre saisie est conservée.',
      failed: 'Cela n’a pas fonctionné. Réessayez un peu plus tard.', release: 'Ce créneau se libérera peut-être dans {n} min.',
      instead: 'Autres créneaux libres', other: 'Choisir un autre créneau',
      done: 'Votre rendez-vous est pris', code: 'Code du rendez-vous', when: 'Quand', doctor: 'Médecin', visitType: 'Consultation', where: 'Lieu',
      manage: 'Consulter, déplacer ou annuler', manageNote: 'Conservez ce lien : il permet de déplacer ou d’annuler le rendez-vous sans appeler.', again: 'Prendre un autre rendez-vous',
    },
  };
  /** @type {Record<string, string>} */
  const locales = { ru: 'ru-RU', en: 'en-GB', fr: 'fr-FR' };

  // Colours a host may set: --clinic-accent, --clinic-on-accent, --clinic-text, --clinic-surface; also --clinic-radius, --clinic-font.
  const dark = `color-scheme:dark;--ink:var(--clinic-text,#e4ecea);--bg:var(--clinic-surface,#14201e);--mute:#a3b4b0;--line:#2d3d3a;--edge:#73857f;
    --soft0:#173430;--link0:#5eead4;--p:24%;--q:55%;--bad:#ffb4ab;--warn:#3b1f1c`;
  const style = new CSSStyleSheet();
  style.replaceSync(`
  :host{display:block;container-type:inline-size;max-width:46em}
  :host([hidden]),[hidden]{display:none!important}
  .card{font-family:var(--clinic-font,inherit);font-weight:400;font-style:normal;line-height:1.5;letter-spacing:normal;text-align:start;text-transform:none;
    text-indent:0;white-space:normal;color:var(--ink);background:var(--bg);border:1px solid var(--line);border-radius:calc(var(--r)*1.5);padding:1.25em 1.125em;
    --accent:var(--clinic-accent,#0f766e);--on:var(--clinic-on-accent,#fff);--r:var(--clinic-radius,12px);--soft:var(--soft0);--link:var(--link0);
    color-scheme:light;--ink:var(--clinic-text,#13211f);--bg:var(--clinic-surface,#fff);--mute:#566764;--line:#dbe4e2;--edge:#788884;
    --soft0:#e9f4f2;--link0:var(--accent);--p:9%;--q:100%;--bad:#b3261e;--warn:#fdf1f0}
  @media (prefers-color-scheme:dark){:host(:not([theme=light])) .card{${dark}}}
  :host([theme=dark]) .card{${dark}}
  @supports (color:color-mix(in srgb,red,red)){.card{--soft:color-mix(in srgb,var(--accent) var(--p),var(--bg));--link:color-mix(in srgb,var(--accent) var(--q),#fff)}}
  *,::before{box-sizing:border-box}
  h2,h3,h4,p,dl,dd,ul{margin:0;padding:0}
  .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
  .mute,h4,dt,th,small{color:var(--mute);font-weight:400} .small,h4,dt,.near,.error,.foot{font-size:.875em}
  .head{display:flex;align-items:center;justify-content:space-between;min-height:2em;color:var(--mute);margin-bottom:.25em}
  h2{font-size:1.5em;line-height:1.25;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
  h3{font-size:1.0625em;font-weight:600}
  h2:focus,h3:focus,.alert:focus{outline:0}
  .stack{display:grid;gap:1.25em;margin-top:1em}.stack>*,form>*{min-width:0}
  button,input,textarea{font:inherit;color:inherit;border:1px solid var(--line);border-radius:var(--r);background:var(--bg);min-height:44px}
  button{padding:.5em 1em;cursor:pointer;text-align:start}
  :focus-visible{outline:3px solid var(--link);outline-offset:2px}
  button[disabled],button[aria-disabled]{cursor:default;opacity:.5}
  .go{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:600;padding:.7em 1.75em}
  .plain{border-color:transparent;color:var(--link);font-weight:500;padding-inline:.5em;margin-inline-start:-.5em}
  .chev::before{content:"";display:inline-block;width:.5em;height:.5em;border:solid;border-width:0 0 2px 2px;transform:rotate(45deg);margin:0 .5em 1px .15em}
  .to::before{transform:rotate(225deg)}
  a{color:var(--link);text-underline-offset:.2em}.manage{font-weight:600}
  .tel{display:inline-block;padding-block:.25em;font-weight:600;white-space:nowrap}
  .row{display:flex;flex-wrap:wrap;gap:.5em}
  .chip{border-radius:2em;padding:.4em 1.1em}
  .list{display:grid;grid-template-columns:minmax(0,1fr);gap:.75em;list-style:none}
  .pick{width:100%;height:100%;display:flex;gap:.9em;align-items:center;padding:.9em}
  .pick>:nth-child(2){flex:1;min-width:0}
  .pick b{display:block;font-weight:600;line-height:1.35;overflow-wrap:anywhere}
  .near{display:block;color:var(--link);font-weight:500}
  .pick>.price{font-weight:600;white-space:nowrap}
  .face{flex:none;width:3em;height:3em;border-radius:50%;background:var(--soft);color:var(--link);font-weight:600;display:grid;place-items:center;overflow:hidden;position:relative}
  .face:empty{display:none}
  .face img{position:absolute;width:100%;height:100%;object-fit:cover}
  .bar{display:flex;align-items:center;justify-content:space-between}
  .days h3::first-letter,b::first-letter,dd::first-letter,.note::first-letter{text-transform:uppercase}
  .bar button{width:44px;margin:0;padding:0;text-align:center}.bar .chev::before{margin:0}
  table{width:100%;table-layout:fixed;border-spacing:2px}
  th{font-size:.8125em;padding:.25em 0}
  td{height:3.125em;min-height:44px;padding:0;text-align:center;line-height:1.15;border-radius:calc(var(--r)*.8);border:1px solid transparent;font-variant-numeric:tabular-nums}
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
  .time{padding:.4em;text-align:center;font-weight:500;font-variant-numeric:tabular-nums;border-color:var(--edge)}
  .time small{font-size:.75em;overflow:hidden;text-overflow:ellipsis}
  .ticket{background:var(--soft);border-radius:var(--r);padding:1em 1.125em}
  .ticket b{display:block;font-size:1.125em;font-weight:650}
  .clock{font-variant-numeric:tabular-nums;margin-top:.6em}
  .clock button{margin-top:.5em;display:block}
  form{display:grid;gap:1.125em}
  .field{display:grid;gap:.35em;align-content:start}
  label{font-weight:500}.consent label,label span{font-weight:400}
  input,textarea{width:100%;min-height:48px;padding:.6em .8em;border-color:var(--edge);font-size:max(16px,1em)}
  ::placeholder{color:var(--mute);opacity:1}
  textarea{min-height:5.5em;resize:vertical;display:block}
  [aria-invalid=true]{border-color:var(--bad);box-shadow:inset 0 0 0 1px var(--bad)}
  .error{color:var(--bad)} .error:empty,.note:empty{display:none}
  .consent{display:grid;grid-template-columns:auto 1fr;gap:.1em .75em}
  .consent input{width:24px;height:24px;min-height:0;margin:0;accent-color:var(--accent)}
  .consent>:nth-child(n+3){grid-column:2;justify-self:start}
  .consent a{padding-block:.3em}
  .alert{background:var(--warn);border:solid var(--bad);border-width:1px 1px 1px 4px;border-radius:var(--r);padding:1em 1.125em;display:grid;gap:.75em;justify-items:start}
  .alert button:not(.plain){border-color:var(--edge)} .alert .plain{background:none;margin:0}
  .tick{width:3.5em;height:3.5em;border-radius:50%;background:var(--soft);color:var(--link);display:grid;place-items:center;margin-bottom:1em}
  .tick::before{content:"";width:.65em;height:1.2em;border:solid;border-width:0 3px 3px 0;transform:translateY(-.15em) rotate(45deg)}
  dl{display:grid;gap:1em} dd{font-weight:500;overflow-wrap:anywhere}
  .code{font-size:1.5em;font-weight:650;letter-spacing:.06em;line-height:1.2}
  .foot{border-top:1px solid var(--line);margin-top:.5em;padding-top:.9em;color:var(--mute)}
  @media (hover:hover){button:not(.go,[aria-disabled],[aria-pressed=true]):hover,td[data-date]:not([aria-disabled],[aria-selected=true]):hover{border-color:var(--link);background:var(--soft)}
    .go:hover{filter:brightness(1.12)}}
  @media (prefers-reduced-motion:no-preference){button,td{transition:background-color .12s,border-color .12s}[aria-busy]{transition:opacity .2s .15s}}
  @media (forced-colors:active){[aria-pressed=true],[aria-selected=true],[aria-selected=true] small{forced-color-adjust:none;background:Highlight!important;color:HighlightText!important}
    td:not([data-date]),td[aria-disabled]{border-color:Canvas}}
  @container (max-width:19em){.face{display:none}}
  @container (min-width:36em){.card{padding:1.75em 2em}
    .two,form,.days,dl{grid-template-columns:1fr 1fr} form{column-gap:1em} .days{grid-template-columns:1.12fr 1fr;gap:2.25em}
    .wide{grid-column:1/-1} dl{gap:1.1em 1.5em}}
  `);

  /** One element with attributes, listeners (values that are functions) and children; no markup is ever parsed.
   * @param {string} tag @param {Props | null} [props] @param {...Kid} kids @returns {any} */
  const h = (tag, props, ...kids) => {
    const el = document.createElement(tag);
    for (const [name, value] of Object.entries(props ?? {})) {
      if (typeof value === 'function') el.addEventListener(name, value);
      else if (value || value === 0 || value === '') el.setAttribute(name, String(value));
    }
    el.append(...kids.map((kid) => kid || ''));
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

  // randomUUID is missing on pages served without https.
  const uuid = () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-');

  /** @param {Record<string, string | number | null | undefined>} parts */
  const query = (parts) => new URLSearchParams(Object.entries(parts).flatMap(([name, value]) => value ? [[name, `${value}`]] : []));

  /** As a person types it: 8 (916) 123-45-67, 916 123 45 67, +33 6 12 34 56 78. @param {string} typed */
  const phoneDigits = (typed) => {
    const digits = typed.replace(/\D/g, '');
    return '+' + (typed.includes('+') ? digits : digits.replace(/^8(?=\d{10}$)|^(?=9\d{9}$)/, '7').replace(/^00/, '').replace(/^0(?=\d{9}$)/, '33'));
  };

  /** "1980-01-31", or empty when there was no such day. @param {string} typed */
  const parseDate = (typed) => {
    const parts = typed.split(/\D+/), date = (parts[0].length > 2 ? parts : parts.reverse()).map((part) => part.padStart(2, '0')).join('-');
    return /^(19|20)\d\d-\d\d-\d\d$/.test(date) && +utc(date) < Date.now() && addDays(date, 0) === date ? date : '';
  };

  class ClinicElement extends HTMLElement {
    view = h('div');
    status = h('p', { class: 'sr', role: 'status' });
    card = h('div', { class: 'card', part: 'card' }, this.view, this.status);
    alertBox = h('div');
    root = this.attachShadow({ mode: 'open' });
    live = false;
    /** @type {ClinicCard} */ clinic = { name: '', languages: [], consent: { version: '', url: '' }, sites: [] };
    /** @type {Map<string, Specialty>} */ specialties = new Map();
    /** @type {Map<string, Doctor>} */ doctors = new Map();
    /** @type {Map<string, VisitType>} */ visitTypes = new Map();

    connectedCallback() {
      this.root.adoptedStyleSheets = [style];
      this.root.append(this.card);
      this.live = true;
      this.start();
    }

    disconnectedCallback() {
      this.live = false;
    }

    /** Names come from the server in the reader's language, so a new language fetches them again.
     * @param {string} name @param {string | null} before @param {string | null} after */
    async attributeChangedCallback(name, before, after) {
      if (!this.live || before === after) return;
      if (name !== 'lang' || !this.clinic.name) return this.start();
      await this.load().catch(() => {});
      this.render();
    }

    start(_focus = false) {}
    render(_focus = false) {}

    get tongue() {
      return [this.lang, document.documentElement.lang, ...navigator.languages].map((lang) => lang.slice(0, 2).toLowerCase()).find((lang) => lang in texts) ?? 'en';
    }

    /** @param {string} path */
    url(path) {
      return (this.getAttribute('server') ?? home).replace(/\/$/, '') + path;
    }

    /** @param {string} key @param {Record<string, any>} [vars] */
    t(key, vars = {}) {
      let text = texts[this.tongue][key] ?? key;
      if (text.other) text = text[new Intl.PluralRules(this.tongue).select(vars.n)] ?? text.other;
      return /** @type {string} */ (text).replace(/\{(\w+)\}/g, (_, name) => vars[name]);
    }

    /** @param {string} path @param {string} [method] @param {object} [body] @param {Record<string, string>} [headers] */
    async api(path, method = 'GET', body, headers) {
      let problem = { code: 'network' };
      try {
        const answer = await fetch(this.url('/api/v1/' + path), {
          method, credentials: 'omit', signal: AbortSignal.timeout?.(20000), keepalive: method === 'DELETE',
          headers: { 'Accept-Language': this.tongue, ...(body && { 'Content-Type': 'application/json' }), ...headers },
          body: body && JSON.stringify(body),
        });
        const data = await answer.json().catch(() => null);
        if (answer.ok && (data || answer.status === 204)) return data;
        if (!answer.ok) problem = { ...data, status: answer.status };
      } catch { /* no answer: the code stays "network" */ }
      throw problem;
    }

    async load() {
      const site = query({ site: this.getAttribute('site') }), { tongue } = this;
      const [clinic, ...lists] = await Promise.all(['clinic', 'specialties?' + site, 'doctors?' + site, 'visit-types'].map((path) => this.api(path)));
      const [specialties, doctors, visitTypes] = lists.map(({ items }) => new Map(items.map((/** @type {any} */ item) => [item.id, item])));
      Object.assign(this, { clinic, specialties, doctors, visitTypes });
      if (tongue !== this.tongue) await this.load();
    }

    /** @param {Date | string} date @param {Intl.DateTimeFormatOptions} how */
    date(date, how) {
      return new Intl.DateTimeFormat(locales[this.tongue], how).format(new Date(date));
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
      const x = /** @type {const} */ (['long', 'shortOffset']).map((timeZoneName) => new Intl.DateTimeFormat(locales[this.tongue], { timeZone: this.site(slot)?.timeZone, timeZoneName })
        .formatToParts(new Date(slot.start)).find((part) => part.type === 'timeZoneName')?.value.replace(', стандартное время', '')).join(', ');
      return h('p', { class: 'mute small' }, this.t(y === this.when(slot) ? 'zone' : 'zoneDiff', { x, y, c: this.when(slot, '') }));
    }

    /** @param {string} id */
    doctorName(id) {
      const { family, given, middle } = this.doctors.get(id)?.name ?? {};
      return (this.tongue === 'ru' ? [family, given, middle] : [given, family]).filter(Boolean).join(' ');
    }

    /** @param {Price} [price] */
    price(price) {
      return price && new Intl.NumberFormat(locales[this.tongue],
        { style: 'currency', currency: price.currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: price.amount % 1 ? 2 : 0 }).format(price.amount);
    }

    /** How long a visit lasts: as the slot says, else as its type says, else (it follows the roster) nothing. @param {number} [minutes] @param {Slot} [slot] */
    length(minutes, slot) {
      const n = slot ? (Date.parse(slot.end) - Date.parse(slot.start)) / 6e4 : minutes;
      return n ? this.t('minutes', { n }) : '';
    }

    /** Visit type, minutes, price in one line. @param {string} id @param {Slot} [slot] */
    kind(id, slot) {
      const kind = this.visitTypes.get(id);
      return kind && [kind.name, this.length(kind.minutes, slot), this.price(slot?.price ?? kind.price)].filter(Boolean).join(' · ');
    }

    /** @param {string} [key] @param {Slot} [slot] */
    phone(key = 'call', slot) {
      const phone = (slot && this.site(slot)?.phone) ?? this.clinic.phone ?? this.clinic.sites.find((site) => site.phone)?.phone;
      return phone && h('p', { class: key === 'help' && 'foot' }, this.t(key) + ' ', h('a', { class: 'tel', href: 'tel:' + phone.replace(/[^\d+]/g, '') }, phone.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7\xa0$1\xa0$2-$3-$4')));
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

    /** Shows one step; focus goes to its heading, except on the first paint of the host's page.
     * @param {Frame} frame @param {...Kid} body */
    show({ title, back, step, focus }, ...body) {
      this.alertBox = h('div', { class: 'alert wide', role: 'alert', tabindex: -1, hidden: '' });
      const heading = h('h2', { tabindex: -1, part: 'heading' }, title);
      this.card.lang = this.tongue;
      this.status.textContent = '';
      this.view.replaceChildren(
        back || step ? h('div', { class: 'head' }, back ? this.button(this.t('back'), back, 'plain chev') : h('span'), step) : '',
        heading, h('div', { class: 'stack' }, this.alertBox, ...body));
      if (!focus) return;
      heading.focus({ preventScroll: true });
      if (this.getBoundingClientRect().top < 0) this.scrollIntoView();
    }

    /** Says what went wrong in place, with the ways on: other times, another try.
     * @param {any} problem @param {{ retry?: () => unknown, pick?: (slot: Slot) => unknown, more?: Kid[] }} ways */
    alert(problem, { retry, pick, more = [] }) {
      const { code, status, detail, alternatives = [], secondsUntilRelease: wait } = problem, lost = code === 'network';
      this.alertBox.replaceChildren(h('p', null, lost ? this.t('network') : detail ?? this.t('failed')),
        wait > 0 ? h('p', null, this.t('release', { n: Math.ceil(wait / 60) })) : '',
        ...(pick && alternatives.length ? [h('h3', null, this.t('instead')), h('div', { class: 'row' }, ...alternatives.map((/** @type {Slot} */ slot) =>
          this.button(this.when(slot), () => pick(slot), '', null, slot.doctor !== alternatives[0].doctor && ' · ' + this.doctorName(slot.doctor))))] : []),
        retry && (lost || status >= 500 || status === 429) ? this.button(this.t('retry'), retry) : '', ...more.map((kid) => kid || ''));
      this.alertBox.hidden = false;
      this.alertBox.focus();
    }

    /** Nothing could be loaded: no dead end, a button and the phone if it is known. @param {unknown} problem @param {() => void} retry */
    broken(problem, retry) {
      this.show({ title: this.t('failed') }, this.phone());
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
      const picker = old ?? new Picker(this, filter, pick), paint = () => this.show(frame, note, picker.build(), this.phone('help'));
      const open = () => picker.open().then((some) => !some && this.view.contains(picker.node) && this.show(frame, note, h('p', null, this.t('none')), this.phone()),
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
      const { timeZone } = owner.clinic.sites.find((site) => site.id === filter.site) ?? owner.clinic.sites[0] ?? {};
      this.today = this.focused = new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date());
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
        const from = addDays(this.known, 1), to = addDays(from, 92);
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
      this.body.replaceChildren(...rows);
      this.note.textContent = this.known < addDays(end, -1) || this.body.querySelector('small') ? '' : owner.t('busy');
      if (focus) this.body.querySelector('[tabindex="0"]').focus();
    }

    /** @param {string} date @param {string} month */
    cell(date, month) {
      if (!date.startsWith(month)) return h('td');
      const { owner } = this, n = this.days.get(date);
      return h('td', {
        'data-date': date, part: 'day', tabindex: date === this.focused ? 0 : -1, 'aria-selected': String(date === this.chosen),
        'aria-disabled': !n && 'true', 'aria-current': date === this.today && 'date',
      }, h('span', { 'aria-hidden': 'true' }, +date.slice(8)), n && h('small', { 'aria-hidden': 'true' }, n), h('span', { class: 'sr' }, `${owner.day(date)}, ${owner.t(n ? 'free' : 'busy', { n })}`));
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
      const { key, shiftKey } = event, at = this.focused, day = weekday(at), months = shiftKey ? 12 : 1;
      /** @type {Record<string, number>} */ const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, Home: -day, End: 6 - day };
      if (key === 'Enter' || key === ' ') this.choose(at, true);
      else if (key in steps) this.go(addDays(at, steps[key]), true);
      else if (/^Page(Up|Down)$/.test(key)) this.go(addMonths(at, key === 'PageUp' ? -months : months), true);
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

    paintTimes() {
      const { owner, slots, times, filter } = this, seen = new Set();
      times.ariaBusy = null;
      if (!slots) return;
      const several = slots.some((slot) => slot.site !== slots[0].site);
      // Where any doctor will do, one button per moment is enough.
      const own = slots.filter(({ start, site }) => !seen.has(start + site) && seen.add(start + site));
      times.replaceChildren(h('h3', { tabindex: -1 }, owner.day(this.chosen), h('span', { class: 'sr' }, ', ' + owner.t(own.length ? 'free' : 'busy', { n: own.length }))),
        own.length ? '' : h('p', { class: 'note' }, owner.t('busy')),
        ...['morning', 'afternoon', 'evening'].map((part, i) => {
          const list = own.filter(({ start }) => { const hour = +start.slice(11, 13); return i === (hour < 12 ? 0 : hour < 17 ? 1 : 2); }), id = part + uuid();
          return list.length ? h('div', { role: 'group', 'aria-labelledby': id }, h('h4', { id }, owner.t(part)), h('div', { class: 'grid' }, ...list.map((slot) => {
            const extra = [!filter.doctor && owner.doctors.get(slot.doctor)?.name.family, several && owner.site(slot)?.name].filter(Boolean).join(', ');
            return owner.button(owner.when(slot, ''), () => this.pick(slot), 'time', null, extra && h('small', null, extra));
          }))) : '';
        }), own.length ? owner.zone(own[0]) : '');
    }
  }

  class ClinicBooking extends ClinicElement {
    static observedAttributes = ['lang', 'doctor', 'specialty', 'visit-type', 'site', 'server'];
    step = '';
    doctor = '';
    specialty = '';
    visitType = '';
    everyone = false;
    /** @type {Map<string, Slot>} */ nearest = new Map();
    /** @type {Picker | null} */ picker = null;
    /** @type {Hold | null} */ hold = null;
    /** @type {any} the slot being booked */ wanted = null;
    /** What was typed; in memory only. @type {Record<string, string>} */ draft = {};
    /** @type {{ print: string, key: string, body: object } | null} */ attempt = null;
    /** @type {any} the answer to the booking */ booked = null;
    submitButton = h('button');
    started = {};

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
      this.step = '';
      this.show({ title: this.t('loading') });
      const seek = this.getAttribute('doctor') ? null : this.seek();
      try { await this.load(); } catch (problem) { return started === this.started && this.broken(problem, () => this.start(true)); }
      await Promise.race([seek, new Promise((late) => setTimeout(late, 600))]);
      if (started === this.started) this.reset(focus);
    }

    /** What the host page fixed by an attribute, when the server knows it. @param {string} name @param {Map<string, unknown>} known */
    fixed(name, known) {
      const id = this.getAttribute(name) ?? '';
      return known.has(id) ? id : '';
    }

    reset(focus = false) {
      this.doctor = this.fixed('doctor', this.doctors) || (this.doctors.size === 1 ? [...this.doctors.keys()][0] : '');
      this.specialty = this.fixed('specialty', this.specialties);
      this.visitType = this.fixedKind;
      this.wanted = this.attempt = null;
      this.asksDoctor = !this.doctor;
      this.forward(focus);
    }

    get fixedKind() {
      return this.fixed('visit-type', this.visitTypes);
    }

    get choices() {
      const kind = this.fixedKind;
      return [...this.doctors.values()].filter((doctor) => (!this.specialty || doctor.specialties.includes(this.specialty)) && (!kind || doctor.visitTypes.includes(kind)));
    }

    get kinds() {
      const doctor = this.doctors.get(this.doctor), ids = (doctor ? [doctor] : this.choices).flatMap((each) => each.visitTypes);
      return [...this.visitTypes.values()].filter((kind) => ids.includes(kind.id) && (!this.specialty || !kind.specialty || kind.specialty === this.specialty));
    }

    /** The steps of this visitor; what leaves no choice is not asked. */
    get steps() {
      return ['', this.asksDoctor && 'who', !this.fixedKind && this.kinds.length > 1 && 'type', 'time', 'form'].filter((step) => typeof step === 'string');
    }

    forward(focus = true) {
      const { steps } = this, next = steps[steps.indexOf(this.step) + 1];
      this.picker = null;
      if (next === 'time' && !steps.includes('type')) this.visitType = this.fixedKind || this.kinds[0]?.id;
      this.turn(next, focus);
    }

    /** @param {string} step */
    turn(step, focus = true) {
      this.step = step;
      this.render(focus);
    }

    back() {
      const { steps } = this;
      this.release();
      this.turn(steps[steps.indexOf(this.step) - 1]);
    }

    render(focus = false) {
      const { who, type, time, form, done, start } = this;
      (/** @type {Record<string, (focus: boolean) => unknown>} */ ({ who, type, time, form, done })[this.step] ?? start).call(this, focus);
    }

    /** @param {string} title @param {boolean} focus @returns {Frame} */
    frame(title, focus) {
      const { steps } = this, n = steps.indexOf(this.step);
      return { title: this.t(title), focus, back: n > 1 ? () => this.back() : undefined, step: this.t('step', { n, of: steps.length - 1 }) };
    }

    /** One request gives the nearest time of each doctor; the list hardly waits for it. */
    async seek() {
      const [visitType, specialty, site] = ['visit-type', 'specialty', 'site'].map((name) => this.getAttribute(name));
      const { items } = await this.api('slots?' + query({ visitType, specialty, site, limit: 500 })).catch(() => ({ items: [] }));
      this.nearest = new Map(items.reverse().map((/** @type {Slot} */ slot) => [slot.doctor, slot]));
      if (this.step === 'who') this.who();
    }

    who(focus = false) {
      const kept = this.root.activeElement?.getAttribute('data-key'), { specialty, nearest } = this;
      const start = (/** @type {Doctor} */ { id }) => nearest.get(id)?.start ?? '~';
      const doctors = this.choices.sort((a, b) => start(a) < start(b) ? -1 : +(start(a) > start(b))), shown = this.everyone ? doctors : doctors.slice(0, 8);
      const chip = (/** @type {string} */ id, /** @type {string} */ name) =>
        this.button(name, () => { this.specialty = id; this.who(); }, 'chip', { 'aria-pressed': String(specialty === id), 'data-key': id + '#' });
      /** @param {string} id @param {string} face @param {string} name @param {string} note @param {Slot} [slot] @param {string} [photo] */
      const option = (id, face, name, note, slot, photo) => h('li', null, this.button('', () => { this.doctor = id; this.forward(); }, 'pick', { 'data-key': id },
        h('span', { class: 'face', 'aria-hidden': 'true' }, face, photo && h('img', { src: this.url(photo), alt: '', error: (event) => event.target.remove() })),
        h('span', null, h('b', null, name), h('span', { class: 'mute small' }, note),
          slot && h('span', { class: 'near' }, this.t('nearest', { x: this.date(slot.start, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: this.site(slot)?.timeZone }).replace(/ /g, '\xa0') })))));
      this.show(this.frame('who', focus),
        this.specialties.size > 1 && !this.fixed('specialty', this.specialties) && h('div', { class: 'row', role: 'group', 'aria-label': this.t('who') }, chip('', this.t('all')),
          ...[...this.specialties.values()].map(({ id, name }) => chip(id, name))),
        h('ul', { class: 'list two', role: 'list' },
          specialty && doctors.length > 1 && option('', '+' + doctors.length, this.t('any'), this.specialties.get(specialty)?.name ?? '', nearest.get(doctors[0].id)),
          ...shown.map(({ id, name, specialties, photo }) => option(id, name.given[0] + name.family[0], this.doctorName(id),
            specialties.map((each) => this.specialties.get(each)?.name).filter(Boolean).join(', '), nearest.get(id), photo))),
        shown.length < doctors.length && this.button(this.t('more', { n: doctors.length - shown.length }), () => { this.everyone = true; this.who(); }, 'plain', { 'data-key': '+' }),
        !doctors.length && h('p', null, this.t('none')), this.phone('help'));
      if (kept) this.view.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.focus();
    }

    type(focus = false) {
      this.show(this.frame('type', focus), this.chosen(), h('ul', { class: 'list', role: 'list' }, ...this.kinds.map(({ id, name, minutes, price }) =>
        h('li', null, this.button('', () => { this.visitType = id; this.forward(); }, 'pick', null, h('span', { class: 'face' }),
          h('span', null, h('b', null, name), h('span', { class: 'mute small' }, this.length(minutes))), price && h('span', { class: 'price' }, this.price(price)))))),
        this.phone('help'));
    }

    /** What has been chosen so far, in one line. */
    chosen() {
      return h('p', { class: 'mute' }, [this.doctorName(this.doctor) || this.specialties.get(this.specialty)?.name, this.step === 'time' && this.kind(this.visitType)].filter(Boolean).join(' · '));
    }

    time(focus = false) {
      const { doctor, visitType } = this;
      this.picker = this.pickTime(this.frame('time', focus), this.chosen(), this.picker,
        { visitType, doctor, specialty: doctor ? '' : this.specialty, site: this.getAttribute('site') }, (slot) => this.take(slot));
    }

    /** Choosing a time holds it while the patient types. @param {Slot} slot */
    take(slot) {
      return this.once(async () => {
        await this.release();
        try {
          this.hold = await this.api('holds', 'POST', { slot: slot.id });
          this.wanted = this.hold?.slot;
          this.turn('form');
        } catch (problem) {
          this.refused(problem, () => this.take(slot));
        }
      });
    }

    /** @param {any} problem @param {() => unknown} retry */
    refused(problem, retry) {
      const { code, status } = problem;
      this.alert(problem, { retry, pick: (slot) => this.take(slot), more: [
        code === 'hold-expired' && this.again(), this.step === 'form' && status === 409 && this.button(this.t('other'), () => this.back(), 'plain')] });
      if (status === 409) this.picker?.choose(this.picker.chosen).catch(() => {});
    }

    again() {
      return this.button(this.t('hold'), () => this.take(this.wanted));
    }

    /** Gives the time back at once; the answer does not matter, a hold expires by itself. */
    release = async () => {
      const { hold } = this;
      this.hold = null;
      if (hold) await this.api('holds/' + hold.id, 'DELETE').catch(() => {});
    };

    /** The quiet countdown. An unbelievable remainder (the visitor's clock is wrong) is not shown: the server decides anyway. */
    clock() {
      const { hold } = this, node = h('div', { class: 'clock mute small' }), end = Date.parse(hold?.expiresAt ?? ''), begun = end - Date.now();
      let before = Infinity;
      const tick = () => {
        const left = Math.ceil((end - Date.now()) / 1000), lapsed = left <= 0 || !this.hold;
        if (!node.isConnected || lapsed) clearInterval(timer);
        if (!node.isConnected) return;
        if (lapsed) this.hold = null;
        const text = lapsed ? this.t('lapsed') : `${this.t('held')} ${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
        if (lapsed || left <= 60 && before > 60) {
          this.status.textContent = text;
          node.replaceChildren(text, lapsed || hold?.extendable ? this.again() : '');
        } else (node.firstChild ?? node).textContent = text;
        before = left;
      };
      const timer = setInterval(tick, 1000);
      if (hold && begun > 0 && begun < 36e5) queueMicrotask(tick);
      else if (hold) clearInterval(timer);
      return node;
    }

    /** @param {string} name @param {Props} props */
    field(name, props) {
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
      return h('div', { class: long ? 'field wide' : 'field' }, h('label', { for: name }, this.t(name), !must && h('span', { class: 'mute' }, ', ' + this.t('optional'))),
        input, h('p', { class: 'error', id: name + '-error' }));
    }

    /** @param {string} name @param {string} [text] */
    mark(name, text = '') {
      this.root.getElementById(name)?.setAttribute('aria-invalid', String(text !== ''));
      const error = this.root.getElementById(name + '-error');
      if (error) error.textContent = text;
    }

    form(focus = false) {
      const { wanted: slot, clinic: { consent } } = this;
      this.submitButton = h('button', { class: 'go', part: 'button go' }, this.t('book'));
      this.show(this.frame('details', focus),
        h('div', { class: 'ticket', part: 'summary' }, h('b', null, this.when(slot, 'long')), h('p', null, this.doctorName(slot.doctor)),
          h('p', null, this.kind(slot.visitType, slot)), h('p', null, this.site(slot)?.address), this.zone(slot), this.clock()),
        h('form', { novalidate: '', submit: (event) => { event.preventDefault(); this.submit(); } },
          this.field('family', { autocomplete: 'family-name' }), this.field('given', { autocomplete: 'given-name' }),
          this.field('middle', { autocomplete: 'additional-name' }), this.field('birthDate', { autocomplete: 'bday', inputmode: 'numeric', placeholder: this.t('dateMask') }),
          this.field('phone', { type: 'tel', autocomplete: 'tel' }), this.field('email', { type: 'email', autocomplete: 'email' }),
          this.field('comment', { rows: 3, maxlength: 500 }),
          h('div', { class: 'consent wide' },
            h('input', { type: 'checkbox', id: 'consent', checked: this.draft.consent || false, 'aria-describedby': 'consent-error', 'aria-required': 'true',
              change: (event) => { this.draft.consent = event.target.checked || ''; this.mark('consent'); } }),
            h('label', { for: 'consent' }, this.t('consent')),
            h('a', { class: 'small', href: `${this.url(consent.url)}?lang=${this.tongue}`, target: '_blank', rel: 'noopener' },
              this.t('consentLink'), h('span', { class: 'sr' }, ', ' + this.t('newTab'))),
            h('p', { class: 'error', id: 'consent-error' })),
          h('div', { class: 'wide' }, this.submitButton)), this.phone('help'));
    }

    /** What must be there before anything is sent; the server judges the rest and points at the field.
     * @type {Record<string, (typed: string) => string | boolean>} */
    must = {
      family: (typed) => !typed && 'required',
      given: (typed) => !typed && 'required',
      birthDate: (typed) => typed ? !parseDate(typed) && 'badDate' : 'required',
      phone: (typed) => typed ? phoneDigits(typed).length < 11 && 'badPhone' : 'required',
    };

    /** @param {string[][]} faults pairs of field and text */
    point(faults) {
      for (const [name, text] of faults) this.mark(name, text);
      /** @type {HTMLElement | null} */ (this.root.querySelector('[aria-invalid=true]'))?.focus();
    }

    submit() {
      const { draft, wanted: slot, clinic, submitButton: button } = this;
      const text = (/** @type {string} */ name) => draft[name]?.trim() || undefined;
      const faults = Object.entries(this.must).map(([name, test]) => [name, test(text(name) ?? '')]);
      const missing = [...faults, ['consent', !draft.consent && 'noConsent']].flatMap(([name, key]) => key ? [[`${name}`, this.t(`${key}`)]] : []);
      if (missing.length) return this.point(missing);
      const booking = {
        patient: { name: { family: text('family'), given: text('given'), middle: text('middle') },
          birthDate: parseDate(draft.birthDate.trim()), phone: phoneDigits(draft.phone), email: text('email') },
        consent: { version: clinic.consent.version }, comment: text('comment'), source: 'widget',
      };
      // The same data keeps the same key and body, so a repeat after a lost answer can never book twice.
      const print = JSON.stringify([slot.id, booking]);
      if (this.attempt?.print !== print) this.attempt = { print, key: uuid(), body: { ...(this.hold ? { hold: this.hold.id } : { slot: slot.id }), ...booking } };
      const { key, body } = this.attempt;
      return this.once(async () => {
        button.disabled = true;
        button.textContent = this.t('sending');
        try {
          const { id, slot: { start } } = this.booked = await this.api('bookings', 'POST', body, { 'Idempotency-Key': `"${key}"` });
          this.hold = null;
          this.draft = {};
          this.turn('done');
          this.dispatchEvent(new CustomEvent('booking:completed', { detail: { id, start }, bubbles: true, composed: true }));
        } catch (error) {
          const problem = /** @type {Problem} */ (error), { status = 500, code } = problem;
          button.disabled = false;
          button.textContent = this.t('book');
          if (status < 500 && status !== 429) this.attempt = null;
          if (/^(slot|hold)-/.test(code)) this.hold = null;
          if (code === 'consent-missing') {
            // The text may have changed meanwhile: the new one is to be agreed to.
            this.clinic = await this.api('clinic').catch(() => clinic);
            draft.consent = '';
            this.form(false);
          }
          const known = (problem.errors ?? []).map(({ pointer, detail }) => [pointer.split('/').reverse().find((part) => part && this.root.getElementById(part)) ?? '', detail]);
          if (known.length && known.every(([name]) => name)) this.point(known);
          else this.refused(problem, () => this.submit());
        }
      });
    }

    done(focus = false) {
      const { slot, code, token } = this.booked;
      this.show({ title: this.t('done'), focus },
        h('div', { class: 'ticket', part: 'summary' }, h('p', { class: 'mute small' }, this.t('code')), h('p', { class: 'code', part: 'code' }, code)), this.facts(slot),
        h('div', null, h('a', { class: 'manage', href: this.url(`/visit?lang=${this.tongue}#${token}`), rel: 'noreferrer' }, this.t('manage')), h('p', { class: 'mute small' }, this.t('manageNote'))),
        h('div', null, this.button(this.t('again'), () => this.start(true))));
      this.view.prepend(h('div', { class: 'tick' }));
    }
  }

  customElements.define('clinic-booking', ClinicBooking);

  // The visit page is rarer than the booking page: its part comes only where <clinic-visit> is used.
  const visit = () => document.querySelector('clinic-visit') && import(home + '/w/visit.js').then((part) => part.define({ ClinicElement, h, texts }));
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', visit);
  else visit();
})();
