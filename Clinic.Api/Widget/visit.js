// @ts-check
// <clinic-visit>: the patient's own visit behind the private link; a module beside booking.js, of whose parts it is made.

/** @type {Shared} */
const ClinicElement = Object.getPrototypeOf(await customElements.whenDefined('clinic-booking'));
const { h } = ClinicElement;

class ClinicVisit extends ClinicElement {
  static observedAttributes = ['lang', 'token', 'server'];
  /** @type {Visit | null} */ visit = null;
  /** @type {Slot | null} */ target = null;
  /** '', 'move', 'moveTo', 'cancel', or the kind of consent to take back */
  asking = '';
  news = '';

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.onHash);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.onHash);
  }

  onHash = () => this.start();

  get token() {
    return encodeURIComponent(this.getAttribute('token') || location.hash.slice(1));
  }

  get path() {
    return 'bookings/' + this.token;
  }

  /** Where the visitor's language looks at maps; asked only when the visitor goes there. @param {Slot} slot */
  route(slot) {
    const address = this.site(slot)?.address;
    return address && h('a', { class: 'tel', target: '_blank', rel: 'noopener noreferrer',
      href: (this.tongue === 'ru' ? 'https://yandex.ru/maps/?text=' : 'https://www.openstreetmap.org/search?query=') + encodeURIComponent(address) },
    this.t('route'), h('span', { class: 'sr' }, ', ' + this.t('newTab')));
  }

  async start() {
    this.visit = this.target = this.picker = null;
    this.asking = this.news = '';
    this.show({ title: '…' });
    try {
      await this.load();
      if (this.token) this.visit = await this.api(this.path);
    } catch (e) {
      const problem = /** @type {Problem} */ (e);
      if (problem.status !== 404) return this.broken(problem, () => this.start());
    }
    this.render();
  }

  /** @param {string} asking */
  ask(asking) {
    if (asking) this.news = '';
    this.asking = asking;
    this.render(true);
  }

  render(focus = false) {
    const { visit, target, asking } = this;
    this.toggleAttribute('unknown', !visit);
    if (!visit) return this.show({ title: this.t('visit') }, h('p', null, this.t('noVisit')), this.phone());
    const back = () => this.ask('');
    if (asking === 'move') {
      this.picker = this.pickTime({ title: this.t('moveTitle'), focus, back }, h('p', { class: 'mute' }, `${this.t('was')}: ${this.when(visit.slot)} · ${this.doctorName(visit.slot.doctor)}`),
        this.picker, { visitType: visit.slot.visitType, doctor: visit.slot.doctor }, (slot) => this.choose(slot));
    } else if (asking === 'moveTo' && target) {
      this.show({ title: this.t('moveAsk'), focus, back: () => this.ask('move') },
        h('div', { class: 'list two' }, ...[visit.slot, target].map((slot, i) => h('div', { class: 'ticket' }, h('p', { class: 'mute small' }, this.t(i ? 'now' : 'was')),
          h('b', null, this.when(slot, 'long')), h('p', null, this.doctorName(slot.doctor)), h('p', { class: 'mute small' }, this.site(slot)?.address)))),
        this.zone(target),
        h('div', { class: 'row' }, this.button(this.t('move'), () => this.change('move', { slot: target.id }, 'moved'), 'go'), this.button(this.t('keep'), back)));
    } else this.details(visit, focus);
  }

  /** @param {string} text @param {Kid[]} body */
  question(text, ...body) {
    return h('div', { class: 'alert', role: 'group', 'aria-labelledby': 'ask' }, h('h3', { id: 'ask', tabindex: -1 }, this.t(text)), ...body);
  }

  /** What was agreed to with the booking, and the way to take it back. @param {Visit} visit @param {boolean} open @param {boolean} may */
  consents({ slot, consents = [] }, open, may) {
    const stamp = (/** @type {string} */ at) => this.date(at, { dateStyle: 'long', timeStyle: 'short', timeZone: this.site(slot)?.timeZone });
    return consents.length && h('div', null, h('h3', null, this.t('consents')), h('ul', { class: 'list', role: 'list' }, ...consents.map(({ kind, url, givenAt, withdrawnAt }) =>
      h('li', null, h('p', null, this.t('consent-' + kind)),
        h('p', { class: 'mute small' }, this.t(withdrawnAt ? 'withdrawnOn' : 'givenOn', stamp(withdrawnAt ?? givenAt)), h('br'),
          h('a', { href: `${this.url(url)}?lang=${this.tongue}`, target: '_blank', rel: 'noopener' }, this.t('consentLink'), h('span', { class: 'sr' }, ', ' + this.t('newTab')))),
        this.asking === kind ? this.withdrawal(kind, kind === 'processing' && open, may)
          : !withdrawnAt && this.button(this.t('withdraw'), () => this.ask(kind), 'plain', null, h('span', { class: 'sr' }, ': ' + this.t('consent-' + kind)))))),
      h('p', { class: 'mute small' }, this.t('paperNote')));
  }

  /** Where the visit is still ahead, the patient says what becomes of it. @param {string} kind @param {boolean} asks @param {boolean} may */
  withdrawal(kind, asks, may) {
    const yes = (/** @type {string} */ text, /** @type {boolean} */ cancel) => this.button(this.t(text), () => this.change('withdraw', { consent: kind, cancel }, 'withdrawDone'));
    return this.question('withdrawAsk-' + kind, h('p', null, this.t('withdrawNote-' + kind)), asks && h('p', null, this.t(may ? 'withdrawVisit' : 'withdrawLate')),
      h('div', { class: 'row' }, ...asks && may ? [yes('withdrawCancel', true), yes('withdrawKeep', false)] : [yes('yesWithdraw', false)], this.button(this.t('keep'), () => this.ask(''))));
  }

  /** Text with its line breaks. @param {string} text */
  lines(text) {
    return text.split('\n').flatMap((line, i) => [i && h('br'), line]);
  }

  /** @param {Visit} visit @param {boolean} focus */
  details(visit, focus) {
    const { slot, status, code, confirmAsked, canMove, canCancel, changeUntil, preparation, directions } = visit;
    const open = ['pending', 'booked', 'confirmed'].includes(status), may = open && (canMove || canCancel);
    const facts = this.facts(slot);
    if (open && directions) facts.appendChild(h('div', { class: 'wide' }, h('dt', null, this.t('directions')), h('dd', null, ...this.lines(directions))));
    this.show({ title: this.t(this.news || 'visit'), focus },
      h('div', { class: 'ticket' }, h('p', { class: 'mute small' }, this.t('code')), h('p', { class: 'code', part: 'code' }, code), h('p', null, this.t('status-' + status))),
      facts,
      open && preparation && h('div', { class: 'ticket', part: 'preparation' }, h('h3', null, this.t('preparation')), h('p', null, ...this.lines(preparation))),
      open && h('div', { class: 'row' }, this.calendar(this.token), this.route(slot)),
      this.asking === 'cancel' ? this.question('cancelAsk', h('p', null, this.t('cancelNote')),
        h('div', { class: 'row' }, this.button(this.t('yesCancel'), () => this.change('cancel', {}, 'cancelDone')), this.button(this.t('keep'), () => this.ask(''))))
        : (may || confirmAsked) && h('div', { class: 'row' }, confirmAsked && this.button(this.t('confirm'), () => this.change('confirm', {}, 'confirmed'), 'go'), may && canMove && this.button(this.t('move'), () => this.ask('move'), confirmAsked ? '' : 'go'), may && canCancel && this.button(this.t('cancel'), () => this.ask('cancel'))),
      may && changeUntil && h('p', { class: 'mute small' }, this.t('until', this.date(changeUntil, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: this.site(slot)?.timeZone }))),
      this.consents(visit, open, may), this.phone(open && !may ? 'late' : 'call', slot));
    if (this.asking) this.root.getElementById('ask')?.focus();
  }

  /** @param {Slot} slot */
  choose(slot) {
    this.target = slot;
    this.ask('moveTo');
  }

  /** @param {string} verb @param {object} body @param {string} news @returns {Promise<void>} */
  change(verb, body, news) {
    return this.once(async () => {
      try {
        await this.api(`${this.path}/${verb}`, 'POST', body, { 'If-Match': `"${this.visit?.version}"` });
        this.visit = await this.api(this.path);
        this.picker = null;
        this.news = news;
        this.ask('');
      } catch (problem) {
        // Another tab or the clinic may have been there before: the refusal stands above the visit as it is now.
        const now = await this.api(this.path).catch(() => null);
        if (now && JSON.stringify(now) !== JSON.stringify(this.visit)) {
          this.visit = now;
          this.picker = null;
          this.news = '';
          this.ask('');
        }
        this.alert(problem, { retry: () => this.change(verb, body, news), pick: (slot) => this.choose(slot) });
      }
    });
  }
}

customElements.define('clinic-visit', ClinicVisit);

export {};
