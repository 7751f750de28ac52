// @ts-check
// Shows the OpenAPI document. Every text is written as text: nothing of it is taken for markup.

/** @typedef {{ [name: string]: any }} Node */

/** @type {Node} */
const spec = await (await fetch('/openapi/v1.json')).json();

/**
 * An element; what stands between backticks in a text is code.
 * @param {string} name
 * @param {...(string | globalThis.Node)} children
 * @returns {HTMLElement}
 */
function element(name, ...children) {
  const made = document.createElement(name);
  const verbatim = name === 'pre' || name === 'code';
  made.append(...children.flatMap((child) => (typeof child === 'string' && !verbatim ? child.split('`').map((part, i) => (i % 2 ? element('code', part) : part)) : [child])));
  return made;
}

/** @param {Node} node */
function resolve(node) {
  return node?.$ref ? node.$ref.slice(2).split('/').reduce((/** @type {Node} */ at, /** @type {string} */ part) => at[part], spec) : node;
}

/** @param {Node} schema @returns {string} */
function typeOf(schema) {
  const name = schema?.$ref?.split('/').pop();
  const found = resolve(schema ?? {});
  if (found.enum) return found.enum.map((/** @type {unknown} */ v) => JSON.stringify(v)).join(' | ');
  if (found.oneOf) return found.oneOf.map(typeOf).join(' | ');
  if (found.type === 'array') return `${typeOf(found.items)}[]`;
  return name && found.type === 'object' ? name : [found.type].flat().join(' | ') + (found.format ? ` (${found.format})` : '');
}

/** @param {string[]} heads @param {(string | globalThis.Node)[][]} rows */
function table(heads, rows) {
  const body = element('tbody', ...rows.map((row) => element('tr', ...row.map((cell, i) => element(i ? 'td' : 'th', cell)))));
  return element('table', element('thead', element('tr', ...heads.map((h) => element('th', h)))), body);
}

/** @param {Node} schema */
function members(schema) {
  const found = resolve(schema);
  const required = new Set(found.required ?? []);
  return table(
    ['Member', 'Type', ''],
    Object.entries(found.properties ?? {}).map(([name, member]) => [
      element('code', name + (required.has(name) ? ' *' : '')),
      element('code', typeOf(member)),
      member.description ?? resolve(member).description ?? '',
    ]));
}

/** @param {Node} content */
function example(content) {
  const first = Object.values(content ?? {})[0];
  if (first?.example === undefined) return '';
  return element('pre', typeof first.example === 'string' ? first.example : JSON.stringify(first.example, null, 2));
}

/** @param {string} path @param {string} method @param {Node} operation */
function describe(path, method, operation) {
  const section = element(
    'section',
    element('h3', operation.summary),
    element('p', Object.assign(element('code', method.toUpperCase()), { className: 'method' }), element('code', path)),
    element('p', operation.description ?? ''));
  section.id = operation.operationId;
  const parameters = (operation.parameters ?? []).map(resolve);
  if (parameters.length) {
    section.append(table(['Parameter', 'In', ''], parameters.map((/** @type {Node} */ p) => [element('code', p.name + (p.required ? ' *' : '')), p.in, p.description])));
  }
  if (operation.requestBody) {
    const content = operation.requestBody.content;
    section.append(element('h4', 'Body'), members(content['application/json'].schema), example(content));
  }
  for (const [status, answer] of Object.entries(operation.responses)) {
    const found = resolve(answer);
    const details = element('details', element('summary', element('code', status), ` ${found.description}`), example(found.content));
    details.toggleAttribute('open', status.startsWith('20'));
    section.append(details);
  }
  return section;
}

const main = /** @type {HTMLElement} */ (document.getElementById('document'));
const contents = /** @type {HTMLElement} */ (document.getElementById('contents'));
main.replaceChildren(element('p', spec.info.description));
for (const tag of spec.tags) {
  const list = element('ul');
  main.append(element('h2', tag.name), element('p', tag.description));
  for (const [path, operations] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(/** @type {Node} */ (operations))) {
      if (!operation.tags.includes(tag.name)) continue;
      main.append(describe(path, method, operation));
      list.append(element('li', Object.assign(element('a', operation.summary), { href: `#${operation.operationId}` })));
    }
  }
  contents.append(element('strong', tag.name), list);
}
main.append(element('h2', 'Shapes'));
for (const [name, schema] of Object.entries(spec.components.schemas)) {
  if (schema.type !== 'object') continue;
  main.append(element('section', element('h3', name), element('p', schema.description ?? ''), members(schema)));
}
