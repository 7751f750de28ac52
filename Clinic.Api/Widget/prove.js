// @ts-check
// Asks the visitor for the code that the clinic sent to their address; a module that booking.js loads only when a booking is refused for the want of one.

const pause = 60; // seconds until the code may be sent once more

const style = new CSSStyleSheet();
style.replaceSync(`dialog{width:min(26em,calc(100vw - 2em));padding:1.5em 1.25em;color:var(--ink);background:var(--bg);border:1px solid var(--line);border-radius:calc(var(--r)*1.5);box-shadow:0 0 0 100vmax rgb(0 0 0/.45)}
dialog::backdrop{background:none}
.card.proof{display:contents}
dialog form{grid-template-columns:minmax(0,1fr);margin:0}
dialog p{overflow-wrap:anywhere}
dialog .plain{justify-self:start}
#one-time-code{font-size:1.5em;letter-spacing:.3em}`);

/** The last code of each element: a wrong answer is corrected, and no second letter sent. @type {WeakMap<SharedElement, { id: string, email: string, pointer: string }>} */
const sent = new WeakMap();

/** What the booking lacked, once the visitor has typed it. Whoever would rather change the address gets the refusal back, which leads to its field.
 * @param {SharedElement} host @param {any} booking @param {Problem} problem */
export async function prove(host, booking, problem) {
  const { code, errors = [], detail } = problem, pointer = code === 'code-required' ? errors[0]?.pointer : sent.get(host)?.pointer;
  const email = pointer === '/bookedBy/email' ? booking.bookedBy?.email : booking.patient?.email;
  if (!pointer || !email) throw problem;
  const send = async () => {
    const { id } = await host.api('codes', 'POST', { email });
    sent.set(host, { id, email, pointer });
  };
  if (code !== 'code-wrong' || sent.get(host)?.email !== email) await send();
  const typed = await ask(host, email, code === 'code-wrong' ? detail ?? '' : code === 'code-expired' ? host.t('codeNew') : '', send);
  if (!typed) throw { code: 'code-required', status: 428, errors: [{ pointer, detail: host.t('codeTitle') }] };
  return { id: sent.get(host)?.id, code: typed };
}

/** What was typed, or nothing. @param {SharedElement} host @param {string} email @param {string} fault @param {() => Promise<void>} send @returns {Promise<string>} */
function ask(host, email, fault, send) {
  const { h } = /** @type {typeof SharedElement} */ (host.constructor);
  return new Promise((resolve) => {
    const error = h('p', { class: 'error', id: 'code-error' }, fault);
    const input = h('input', { id: 'one-time-code', inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 20, 'aria-describedby': 'code-error', 'aria-invalid': String(fault !== ''), 'aria-required': 'true' });
    const again = host.button(host.t('codeAgain'), async () => {
      again.disabled = true;
      try {
        await send();
        error.textContent = '';
        host.status.textContent = host.t('codeSent', email);
      } catch (problem) {
        error.textContent = /** @type {Problem} */ (problem).detail ?? host.t('network');
      }
      input.focus();
      rest();
    }, 'plain');
    const rest = () => {
      again.disabled = true;
      setTimeout(() => { again.disabled = false; }, pause * 1000);
    };
    const dialog = h('dialog', { part: 'dialog', 'aria-labelledby': 'code-title', close: () => { place.remove(); resolve(dialog.returnValue); } },
      h('form', { class: 'stack', novalidate: '', submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        const digits = input.value.replace(/\D/g, '');
        if (digits.length === 6) return dialog.close(digits);
        error.textContent = host.t('codeShort');
        input.setAttribute('aria-invalid', 'true');
        input.focus();
      } },
      h('h2', { id: 'code-title' }, host.t('codeTitle')), h('p', null, host.t('codeSent', email)),
      h('div', { class: 'field' }, h('label', { for: 'one-time-code' }, host.t('codeLabel')), input, error),
      h('div', { class: 'row' }, h('button', { class: 'go' }, host.t('book')), host.button(host.t('codeOther'), () => dialog.close(''), '')), again));
    rest();
    if (!host.root.adoptedStyleSheets.includes(style)) host.root.adoptedStyleSheets = [...host.root.adoptedStyleSheets, style];
    // Beside the card, which is busy meanwhile, and with its colours.
    const place = h('div', { class: 'card proof' }, dialog);
    host.root.appendChild(place);
    dialog.showModal();
    input.focus();
  });
}
