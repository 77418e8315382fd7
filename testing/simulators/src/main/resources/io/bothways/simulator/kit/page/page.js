'use strict';
const PAGE = 50;
const byId = id => document.getElementById(id);
const state = { app: null, type: null, record: null, offset: 0, lastChange: 0, dirty: false };

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

async function call(path, method = 'GET', body) {
  const response = await fetch('/_simulator/' + path, {
    method, headers: body ? { 'Content-Type': 'application/json' } : {}, body: body && JSON.stringify(body) });
  const content = await response.json();
  if (!response.ok) throw new Error(content.error || response.statusText);
  return content;
}

function notice(text) {
  byId('notice').textContent = text;
  byId('notice').classList.add('shown');
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => byId('notice').classList.remove('shown'), 3500);
}

const attempt = action => action().catch(error => notice(error.message));

function columns() {
  if (state.type.kind === 'other') return state.type.fields.filter(field => field.editable).slice(0, 6);
  const wanted = state.type.kind === 'person'
    ? ['first_name', 'last_name', 'email', 'phone', 'title', 'city'] : ['name', 'domain', 'website', 'phone', 'city'];
  return wanted.map(trait => state.type.fields.find(field => field.trait === trait)).filter(Boolean);
}

async function showList() {
  const query = new URLSearchParams({ q: byId('search').value, limit: PAGE, offset: state.offset });
  const type = state.type;
  const found = await call(`records/${type.name}?${query}`);
  if (type !== state.type) return;
  byId('head').replaceChildren(make('tr', {}, ...columns().map(field => make('th', { textContent: field.label }))));
  byId('rows').replaceChildren(...found.records.map(record => {
    const row = make('tr', { tabIndex: 0, className: record.deleted ? 'deleted' : '' },
      ...columns().map(field => make('td', { textContent: record.fields[field.name] ?? '' })));
    row.dataset.id = record.id;
    row.setAttribute('aria-selected', state.record?.id === record.id);
    row.onclick = () => attempt(() => open(type.name, record.id));
    row.onkeydown = event => { if (event.key === 'Enter') row.onclick(); };
    return row;
  }));
  const end = Math.min(state.offset + PAGE, found.total);
  byId('range').textContent = found.total ? `${state.offset + 1}–${end} of ${found.total}` : 'No records';
  byId('earlier').disabled = state.offset === 0;
  byId('later').disabled = end >= found.total;
}

function choose(name) {
  state.type = state.app.types.find(type => type.name === name) ?? state.app.types[0];
  state.offset = 0;
  for (const button of byId('types').children) button.setAttribute('aria-current', button.dataset.type === state.type.name);
}

async function open(typeName, id, remember = true) {
  if (state.type.name !== typeName) choose(typeName);
  state.record = await call(`records/${typeName}/${encodeURIComponent(id)}`);
  if (remember) history.pushState(null, '', `/records/${typeName}/${encodeURIComponent(id)}`);
  showEditor();
  for (const row of byId('rows').children) row.setAttribute('aria-selected', row.dataset.id === id);
}

function input(field, value) {
  if (field.kind === 'option') {
    const select = make('select', { name: field.name }, make('option', { value: '', textContent: '—' }),
      ...field.options.map(option => make('option', { value: option, textContent: option })));
    select.value = value ?? '';
    return select;
  }
  if (field.kind === 'long_text') return make('textarea', { name: field.name, value: value ?? '', rows: 2 });
  const types = { number: 'number', date: 'date' };
  return make('input', { name: field.name, value: value ?? '', type: types[field.kind] ?? 'text', step: 'any',
    autocomplete: 'off' });
}

function showEditor() {
  const record = state.record;
  const fields = record?.fields ?? {};
  const form = make('form', { autocomplete: 'off' });
  form.append(make('h2', { textContent: record ? record.name : 'New ' + state.type.label.toLowerCase() }));
  if (record) {
    const stamp = `id ${record.id} · modified ${new Date(record.modified_at).toLocaleString()} by ${record.modified_by}`;
    form.append(make('p', { className: 'stamp', textContent: record.deleted ? stamp + ' · deleted' : stamp }));
  }
  for (const field of state.type.fields.filter(field => field.editable)) {
    form.append(make('label', {}, make('span', { textContent: field.label + (field.required ? ' *' : '') }),
      input(field, fields[field.name])));
  }
  if (state.type.kind === 'person') {
    const company = make('input', { name: '@company', value: record?.associations?.company ?? '' });
    form.append(make('label', {}, make('span', { textContent: 'Company (id)' }), company));
  }
  form.oninput = () => { state.dirty = true; };
  form.onsubmit = event => { event.preventDefault(); attempt(() => save(form)); };
  if (!record?.deleted) {
    const actions = make('div', { className: 'actions' }, make('button', { textContent: record ? 'Save' : 'Create' }));
    if (record) {
      const remove = make('button', { type: 'button', className: 'danger', textContent: 'Delete' });
      remove.onclick = () => attempt(async () => {
        if (!confirm(`Delete ${record.name}?`)) return;
        await call(`records/${state.type.name}/${record.id}`, 'DELETE');
        notice('Deleted');
        await open(state.type.name, record.id, false);
        await showList();
      });
      actions.append(remove);
    }
    form.append(actions);
  }
  state.dirty = false;
  byId('editor').replaceChildren(form);
}

/** Sends only what differs from what was shown, as a vendor's own page does, so that two people do not undo each other. */
async function save(form) {
  const shown = state.record?.fields ?? {};
  const body = { fields: {} };
  for (const field of state.type.fields.filter(field => field.editable)) {
    const value = form.elements[field.name].value;
    if (value !== String(shown[field.name] ?? '')) body.fields[field.name] = value === '' ? null : value;
  }
  const company = form.elements['@company']?.value.trim();
  if (company !== undefined && company !== (state.record?.associations?.company ?? '')) {
    body.associations = { company: company || null };
  }
  const saved = state.record
    ? await call(`records/${state.type.name}/${state.record.id}`, 'PATCH', body)
    : await call(`records/${state.type.name}`, 'POST', body);
  notice('Saved');
  await open(state.type.name, saved.id);
  await showList();
}

function describe(change) {
  const label = state.app.types.find(type => type.name === change.type).label;
  const link = make('a', { href: `/records/${change.type}/${change.id}`, textContent: change.name });
  link.onclick = event => { event.preventDefault(); attempt(() => open(change.type, change.id)); };
  const words = { created: 'created', deleted: 'deleted', restored: 'restored', combined: 'merged away', updated: '' };
  const details = change.kind === 'updated'
    ? change.fields.map(field => `${field.label}: ${field.before ?? '∅'} → ${field.after ?? '∅'}`).join(' · ')
    : words[change.kind];
  return make('li', { className: 'fresh' },
    make('span', { className: 'who ' + change.by, textContent: change.by === 'api' ? 'API' : change.by }), ' ',
    make('span', { className: 'stamp', textContent: `${new Date(change.at).toLocaleTimeString()} ${label}` }),
    make('br'), link, ' ', details);
}

async function follow() {
  try {
    const news = await call('changes?since=' + state.lastChange);
    state.lastChange = news.last;
    if (news.changes.length) {
      byId('changes').prepend(...news.changes.map(describe).reverse());
      while (byId('changes').children.length > 60) byId('changes').lastChild.remove();
      await showList();
      const touched = state.record && news.changes.some(change => change.id === state.record.id);
      if (touched && !state.dirty) await open(state.type.name, state.record.id, false);
    }
    showPeople(await call('people'));
  } catch (error) {
    notice('The simulator does not answer.');
  }
  setTimeout(follow, 1000);
}

function showPeople(people) {
  const button = byId('people');
  button.hidden = false;
  button.textContent = people.running ? `Pause people (${people.edits_per_minute}/min)` : 'Let people edit';
  button.onclick = () => attempt(async () => showPeople(await call('people', 'PUT', { running: !people.running })));
}

async function goToAddress() {
  const [, page, type, id] = location.pathname.split('/');
  if (page === 'records') {
    choose(type);
    await attempt(() => open(state.type.name, decodeURIComponent(id), false));
  }
  await showList();
}

async function start() {
  state.app = await call('app');
  document.title = `${state.app.title} (simulated)`;
  document.documentElement.style.setProperty('--app', state.app.color);
  byId('title').textContent = state.app.title;
  for (const type of state.app.types) {
    const button = make('button', { type: 'button', textContent: type.label });
    button.dataset.type = type.name;
    button.onclick = () => {
      choose(type.name);
      byId('search').value = '';
      byId('editor').replaceChildren(make('p', { className: 'empty', textContent: 'Choose a record, or make a new one.' }));
      state.record = null;
      state.dirty = false;
      attempt(showList);
    };
    byId('types').append(button);
  }
  choose(state.app.types[0].name);
  byId('search').oninput = () => { state.offset = 0; attempt(showList); };
  byId('earlier').onclick = () => { state.offset = Math.max(0, state.offset - PAGE); attempt(showList); };
  byId('later').onclick = () => { state.offset += PAGE; attempt(showList); };
  byId('create').onclick = () => { state.record = null; showEditor(); byId('editor').querySelector('input')?.focus(); };
  window.onpopstate = () => attempt(goToAddress);
  await goToAddress();
  follow();
}

attempt(start);
