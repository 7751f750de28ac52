// @ts-check
// <clinic-visit>: the patient's own visit behind the private link. booking.js brings it in where a page uses the element.

const words = {
  ru: {
    visit: 'Ваш визит', move: 'Перенести', cancel: 'Отменить визит', until: 'Перенести или отменить можно до {x}.',
    late: 'Изменить визит онлайн уже нельзя. Позвоните в клинику:', moveTitle: 'Выберите новое время', moveAsk: 'Перенести визит?', was: 'Сейчас',
    now: 'Станет', cancelAsk: 'Отменить визит?', cancelNote: 'Время сразу станет доступно другим пациентам.', yesCancel: 'Да, отменить',
    keep: 'Оставить как есть', moved: 'Визит перенесён', cancelDone: 'Визит отменён', noVisit: 'Ссылка не действует. Проверьте, что она скопирована целиком.',
    booked: 'Запланирован', confirmed: 'Подтверждён', arrived: 'Вы в клинике', 'in-progress': 'Идёт приём',
    done_: 'Завершён', 'no-show': 'Визит не состоялся', cancelled: 'Отменён', state: 'Статус',
  },
  en: {
    visit: 'Your visit', move: 'Move', cancel: 'Cancel the visit', until: 'You can move or cancel until {x}.',
    late: 'The visit can no longer be changed online. Please call the clinic:', moveTitle: 'Choose a new time', moveAsk: 'Move the visit?', was: 'Now',
    now: 'New time', cancelAsk: 'Cancel the visit?', cancelNote: 'The time becomes free for other patients at once.', yesCancel: 'Yes, cancel',
    keep: 'Keep as it is', moved: 'The visit has been moved', cancelDone: 'The visit has been cancelled', noVisit: 'This link does not work. Please check that it was copied whole.',
    booked: 'Booked', confirmed: 'Confirmed', arrived: 'You are at the clinic', 'in-progress': 'In progress',
    done_: 'Completed', 'no-show': 'Missed', cancelled: 'Cancelled', state: 'Status',
  },
  fr: {
    visit: 'Votre rendez-vous', move: 'Déplacer', cancel: 'Annuler le rendez-vous', until: 'Modification ou annulation possible jusqu’au {x}.',
    late: 'Le rendez-vous ne peut plus être modifié en ligne. Appelez la clinique :', moveTitle: 'Choisissez un nouveau créneau', moveAsk: 'Déplacer le rendez-vous ?', was: 'Actuellement',
    now: 'Nouveau', cancelAsk: 'Annuler le rendez-vous ?', cancelNote: 'Le créneau sera aussitôt proposé à d’autres patients.', yesCancel: 'Oui, annuler',
    keep: 'Ne rien changer', moved: 'Le rendez-vous a été déplacé', cancelDone: 'Le rendez-vous a été annulé', noVisit: 'Ce lien ne fonctionne pas. Vérifiez qu’il a été copié en entier.',
    booked: 'Prévu', confirmed: 'Confirmé', arrived: 'Vous êtes à la clinique', 'in-progress': 'En cours',
    done_: 'Terminé', 'no-show': 'Manqué', cancelled: 'Annulé', state: 'État',
  },
};

/** @param {Shared} shared the parts of booking.js */
export function define({ ClinicElement, h, texts }) {
  for (const [lang, own] of Object.entries(words)) Object.assign(texts[lang], own);

  class ClinicVisit extends ClinicElement {
    static observedAttributes = ['lang', 'token', 'server'];
    /** @type {Visit | null} */ visit = null;
    /** @type {unknown} the days and times of a move under way */ picker = null;
    /** @type {Slot | null} */ target = null;
    /** '', 'move', 'moveTo' or 'cancel' */
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

    get path() {
      return 'bookings/' + encodeURIComponent(this.getAttribute('token') || location.hash.slice(1));
    }

    async start() {
      this.visit = this.picker = this.target = null;
      this.asking = this.news = '';
      this.show({ title: this.t('loading') });
      try {
        await this.load();
        this.visit = await this.api(this.path);
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

    /** @param {Visit} visit @param {boolean} focus */
    details({ slot, status, code, canMove, canCancel, changeUntil }, focus) {
      const open = ['booked', 'confirmed'].includes(status), may = open && (canMove || canCancel);
      this.show({ title: this.t(this.news || 'visit'), focus },
        h('div', { class: 'ticket' }, h('p', { class: 'mute small' }, this.t('code')), h('p', { class: 'code', part: 'code' }, code), h('p', null, this.t(status === 'done' ? 'done_' : status))),
        this.facts(slot),
        this.asking === 'cancel' ? h('div', { class: 'alert', role: 'group', 'aria-labelledby': 'ask' },
          h('h3', { id: 'ask', tabindex: -1 }, this.t('cancelAsk')), h('p', null, this.t('cancelNote')),
          h('div', { class: 'row' }, this.button(this.t('yesCancel'), () => this.change('cancel', {}, 'cancelDone')), this.button(this.t('keep'), () => this.ask(''))))
          : may && h('div', { class: 'row' }, canMove && this.button(this.t('move'), () => this.ask('move'), 'go'), canCancel && this.button(this.t('cancel'), () => this.ask('cancel'))),
        may && changeUntil && h('p', { class: 'mute small' }, this.t('until', { x: this.date(changeUntil, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: this.site(slot)?.timeZone }) })),
        this.phone(open && !may ? 'late' : 'call', slot));
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
          await this.api(`${this.path}/${verb}`, 'POST', body);
          this.visit = await this.api(this.path);
          this.picker = null;
          this.news = news;
          this.ask('');
        } catch (problem) {
          this.alert(problem, { retry: () => this.change(verb, body, news), pick: (slot) => this.choose(slot) });
        }
      });
    }
  }

  customElements.define('clinic-visit', ClinicVisit);
}
