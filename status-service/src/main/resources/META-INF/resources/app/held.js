// Banners about deletes that wait for a person.
import { get, post } from './api.js';
import { ask, byId, el, fill, toast } from './dom.js';
import { number, plural } from './words.js';

export async function refreshHeldDeletes(connections) {
  const found = await Promise.all(connections.map(async connection => {
    const batches = await get(`connections/${connection.id}/held-deletes`);
    return batches.map(batch => banner(connection, batch));
  }));
  fill(byId('held'), found.flat());
}

function banner(connection, batch) {
  const app = (batch.side === 'A' ? connection.a : connection.b).name;
  const records = plural(batch.object).toLowerCase();
  const title = `${number(batch.deletes)} of ${number(batch.records)} ${records} would be deleted in ${app}.`;
  return el('div', { className: 'banner', data: { about: 'deletes', batch: batch.batch } },
    el('p', null, el('strong', null, title), ` They were deleted on the other side of ${connection.name}.`
      + ' Nothing is deleted until you decide.'),
    el('div', { className: 'actions' },
      answer('Approve', 'approve', connection, batch, `${title} This cannot be undone here.`),
      answer('Decline', 'decline', connection, batch,
        `The ${records} stay in ${app} and are not made again on the other side.`, 'quiet')));
}

function answer(title, decision, connection, batch, words, className = '') {
  const button = el('button', { type: 'button', className }, title);
  button.addEventListener('click', async () => {
    if (!await ask(`${title} the deletes: ${connection.name}`, words, `${title} the deletes`)) return;
    button.disabled = true;
    try {
      const asked = await post(`connections/${connection.id}/held-deletes/${encodeURIComponent(batch.batch)}`, { decision });
      toast(asked.message);
      document.dispatchEvent(new CustomEvent('stale'));
    } catch (refused) {
      toast(refused.message, true);
      button.disabled = false;
    }
  });
  return button;
}
