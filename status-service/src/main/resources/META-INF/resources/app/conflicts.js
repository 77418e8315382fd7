// The table of decided conflicts: whose value stands, which one lost, and the way to put it back.
import { get, post } from './api.js';
import { ask, byId, cell, el, fill, toast } from './dom.js';
import { time } from './time.js';
import { CONFLICT_STATES, label, number, plural, tone } from './words.js';

const SHOWN = 50;

let asked = 0;

/** Shows the newest conflicts of a connection; without one, none. */
export async function refreshConflicts(connection) {
  const question = ++asked;
  const conflicts = connection ? await get(`connections/${connection.id}/conflicts?limit=${SHOWN}`) : [];
  // An answer that a newer question has overtaken is not shown.
  if (question !== asked) return;
  byId('conflicts').hidden = conflicts.length === 0;
  byId('conflicts-count').textContent = conflicts.length === SHOWN
    ? `the last ${number(SHOWN)}` : `${number(conflicts.length)} shown`;
  fill(byId('conflict-rows'), conflicts.map(conflict => row(connection, conflict)));
}

function row(connection, conflict) {
  const [winner, loser] = conflict.winner === 'A' ? [connection.a, connection.b] : [connection.b, connection.a];
  // Rows that look the same are left as they are: what a button is for has to be seen in it.
  return el('tr', { data: { conflict: `${connection.id} ${conflict.id}` } },
    cell('Record', { className: 'title' },
      el('span', null, conflict.title || '(no name)', el('span', { className: 'second' }, plural(conflict.object)))),
    cell('Field', null, el('span', null, conflict.mapping)),
    cell('Stands', { className: 'value' }, held(winner, conflict.winning_value)),
    cell('Lost', { className: 'value' }, held(loser, conflict.losing_value)),
    cell('Decided', { className: 'when' }, time(conflict.decided_at)),
    cell('Decision', null, conflict.state === 'DECIDED' ? putBack(connection, conflict)
      : el('span', { className: `chip ${tone(CONFLICT_STATES, conflict.state)}` }, label(CONFLICT_STATES, conflict.state))));
}

const held = (end, value) => el('span', null, words(value), el('span', { className: 'second' }, end.name));

/** A value says its type beside it: {"text": "…"}; null is an empty field. */
function words(value) {
  if (value === null) return '(empty)';
  return [Object.values(value)[0]].flat().map(one => (typeof one === 'object' ? one.id : String(one))).join(', ');
}

function putBack(connection, conflict) {
  const button = el('button', {
    type: 'button', className: 'quiet', ariaLabel: `Put back ${conflict.mapping} of ${conflict.title || conflict.link}`,
  }, 'Put back');
  button.addEventListener('click', async () => {
    const question = `Writes “${words(conflict.losing_value)}” to both apps again.`
      + ' Where somebody has edited the field since, that edit stays.';
    if (!await ask(`Put back ${conflict.mapping}: ${conflict.title || '(no name)'}`, question, 'Put back')) return;
    button.disabled = true;
    try {
      const [object, link, mapping] = [conflict.object, conflict.link, conflict.mapping].map(encodeURIComponent);
      const path = `connections/${connection.id}/records/${object}/${link}/fields/${mapping}/decision`;
      toast((await post(path, { choice: 'put_back' })).message);
      document.dispatchEvent(new CustomEvent('stale'));
    } catch (refused) {
      toast(refused.message, true);
      button.disabled = false;
    }
  });
  return button;
}
