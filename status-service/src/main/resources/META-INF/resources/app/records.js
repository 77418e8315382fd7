// The table of records: which are in sync, which are not, and why.
import { get } from './api.js';
import { refreshConflicts } from './conflicts.js';
import { byId, cell, el, fill, toast } from './dom.js';
import { time } from './time.js';
import { NOT_IN_SYNC, RECORD_STATES, label, number, plural, tone } from './words.js';

const PAGE = 50;
const MOST = 1000;
const ATTENTION = NOT_IN_SYNC.join(',');

const form = byId('filter');
let wanted = PAGE;
let connections = [];
let asked = 0;

/** Fits the choices to the connections that there are. */
export function offer(found) {
  connections = found;
  byId('connection-choice').hidden = found.length < 2;
  options(form.connection, found.map(connection => [connection.id, connection.name]));
  const objects = chosen()?.objects.map(object => [object.object, plural(object.object)]) ?? [];
  options(form.object, [['', 'All'], ...objects]);
  options(form.state, [[ATTENTION, 'Not in sync'], ['', 'All'], ...Object.keys(RECORD_STATES).map(state => [state, label(RECORD_STATES, state)])]);
}

/** Shows the records of a card's number. */
export function showRecords(connection, object, state) {
  form.connection.value = connection;
  offer(connections);
  form.object.value = object;
  form.state.value = state;
  form.q.value = '';
  changed();
  byId('records').scrollIntoView({ block: 'start' });
  form.state.focus({ preventScroll: true });
}

async function refreshRecords() {
  const connection = chosen();
  if (!connection) {
    fill(byId('record-rows'), nothing('No records yet.'));
    byId('records-count').textContent = '';
    byId('more').hidden = true;
    return;
  }
  const question = ++asked;
  const query = new URLSearchParams({
    object: form.object.value, state: form.state.value, q: form.q.value.trim(), limit: wanted,
  });
  const records = await get(`connections/${connection.id}/records?${query}`);
  // An answer that a newer question has overtaken is not shown.
  if (question !== asked) return;
  fill(byId('record-rows'), records.length === 0 ? nothing(noneLike(connection)) : records.map(row));
  byId('records-count').textContent = records.length === wanted ? `the first ${number(wanted)}` : `${number(records.length)} shown`;
  byId('more').hidden = records.length < wanted || wanted >= MOST;
}

function noneLike(connection) {
  if (Object.keys(connection.counts).length === 0) return 'No records yet.';
  const onlyAttention = form.state.value === ATTENTION && !form.object.value && !form.q.value.trim();
  return onlyAttention ? 'Every record is in sync.' : 'No record is like that.';
}

export function listenToFilter() {
  let typing;
  form.addEventListener('input', event => {
    clearTimeout(typing);
    typing = setTimeout(changed, event.target === form.q ? 250 : 0);
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    changed();
  });
  byId('more').addEventListener('click', () => {
    wanted = Math.min(MOST, wanted * 2);
    ask();
  });
}

function changed() {
  wanted = PAGE;
  offer(connections);
  ask();
}

/** Asks for what is told of the chosen connection: its records and its conflicts. */
export const refreshChosen = () => Promise.all([refreshRecords(), refreshConflicts(chosen())]);

const ask = () => refreshChosen().catch(refused => toast(refused.message, true));

const chosen = () => connections.find(connection => connection.id === form.connection.value) ?? connections[0];

function options(select, choices) {
  // A select that is still empty has the value '', which is a choice of its own.
  const before = select.options.length === 0 ? null : select.value;
  fill(select, choices.map(([value, words]) => el('option', { value }, words)));
  if (choices.some(([value]) => value === before)) select.value = before;
}

const nothing = words => el('tr', null, el('td', { colSpan: 5, className: 'empty' }, words));

function row(record) {
  return el('tr', null,
    cell('Record', { className: 'title' },
      el('span', null, record.title || '(no name)', el('span', { className: 'second' }, plural(record.object)))),
    cell('State', null, el('span', { className: `chip ${tone(RECORD_STATES, record.state)}` }, label(RECORD_STATES, record.state))),
    cell('Reason', { className: record.reasons.length || record.waiting.length ? 'reason' : 'reason blank' },
      el('div', null, record.reasons.map(reason), record.waiting.map(nextTry))),
    cell('Ids', null, el('span', null, side('A', record.id_a), side('B', record.id_b))),
    cell('Since', { className: 'when' }, time(record.updated_at)));
}

const side = (name, id) => el('span', { className: 'second' }, `${name} ${id ?? '–'}`);

function nextTry(write) {
  const times = write.attempts === 1 ? 'once' : `${number(write.attempts)} times`;
  return el('div', { className: 'reason' }, `Writing side ${write.side} was tried ${times}, next try `,
    time(write.next_try, 'next'), `: ${write.message}`);
}

function reason(found) {
  return el('div', { className: 'reason' },
    found.field ? `${found.field}: ` : '', found.message,
    found.app_message ? el('span', { className: 'app-words' }, `The app says: ${found.app_message}`) : null);
}
