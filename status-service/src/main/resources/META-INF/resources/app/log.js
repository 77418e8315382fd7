// The sync log.
import { byId, cell, el, fill } from './dom.js';
import { time } from './time.js';
import { RUN_KINDS, RUN_STATES, duration, label, number, tone } from './words.js';

export function showLog(runs, accounts) {
  fill(byId('log-rows'), runs.length === 0
    ? el('tr', null, el('td', { colSpan: 8, className: 'empty' }, 'Nothing has run yet.'))
    : runs.map(run => row(run, accounts)));
}

function row(run, accounts) {
  const account = accounts.get(run.account);
  const calls = Object.values(run.calls).reduce((sum, count) => sum + count, 0);
  const took = run.finished_at ? Date.parse(run.finished_at) - Date.parse(run.started_at) : null;
  const expected = run.expected > 0 && run.state === 'RUNNING' ? ` of ${number(run.expected)}` : '';
  return el('tr', null,
    cell('Started', { className: 'when' }, time(run.started_at)),
    cell('Account', null, el('span', null, account?.name ?? run.account,
      account ? el('span', { className: 'second' }, account.app) : null)),
    cell('What', null, el('span', null, `${RUN_KINDS[run.kind] ?? run.kind} of ${run.type}`,
      el('span', { className: 'second' }, `${run.trigger} · ${run.run}`), run.failures.map(failure))),
    cell('State', null, el('span', { className: `chip ${tone(RUN_STATES, run.state)}` }, label(RUN_STATES, run.state))),
    cell('Records', { className: 'number' }, number(run.records) + expected),
    cell('Published', { className: 'number' }, number(run.published)),
    cell('Calls', { className: 'number', title: Object.entries(run.calls).map(([name, count]) => `${name} ${count}`).join(', ') },
      number(calls)),
    cell('Took', { className: 'number' }, took === null ? '–' : duration(took)));
}

function failure(found) {
  return el('span', { className: 'app-words' }, found.message, found.app_message ? ` The app says: ${found.app_message}` : '');
}
