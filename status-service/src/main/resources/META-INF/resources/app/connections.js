// Connections as cards, and the banners about them.
import { post } from './api.js';
import { ask, byId, cell, el, fill, toast } from './dom.js';
import { showRecords } from './records.js';
import { time } from './time.js';
import {
  ACCOUNT_STATES, CONNECTION_STATES, RECORD_STATES, duration, label, number, plural, tone,
} from './words.js';

const BOTH = 'M4 11h21m-6-6 6 6-6 6M26 21H5m6-6-6 6 6 6';

export function showConnections(connections, polls) {
  const cards = byId('cards');
  cards.setAttribute('aria-busy', 'false');
  fill(byId('banners'), connections.flatMap(banners));
  if (connections.length === 0) {
    fill(cards, el('p', { className: 'card empty' },
      'No connections yet. Connect two accounts with POST /api/v1/accounts, then join them with POST /api/v1/connections.'));
    return;
  }
  const shown = new Map([...cards.querySelectorAll('.card[data-id]')].map(card => [card.dataset.id, card]));
  const wanted = connections.map(connection => {
    const card = shown.get(connection.id) ?? emptyCard(connection.id);
    update(card, connection, polls);
    return card;
  });
  if (wanted.length !== cards.children.length || wanted.some((card, i) => cards.children[i] !== card)) {
    cards.replaceChildren(...wanted);
  }
}

function banners(connection) {
  const found = [];
  if (connection.state === 'INDEXING') {
    const steps = connection.objects.flatMap(object => object.indexing.map(side => step(connection, object, side)));
    found.push(el('div', { className: 'banner', data: { about: 'indexing' } },
      el('p', null, el('strong', null, 'Nothing is written until both sides are indexed.'), ` ${connection.name}`),
      el('ul', { className: 'steps' }, ...steps)));
  }
  if (connection.state === 'PAUSED') {
    found.push(el('div', { className: 'banner', data: { about: 'paused' } },
      el('p', null, el('strong', null, `${connection.name} is paused.`),
        ' Nothing is written until it is resumed; changes are kept and caught up then.')));
  }
  for (const end of [connection.a, connection.b]) {
    if (end.state === 'NEEDS_RECONNECT') {
      found.push(el('div', { className: 'banner', data: { about: 'reconnect' } },
        el('p', null, el('strong', null, `${end.name} needs to be reconnected.`), ` ${end.state_reason}`)));
    }
  }
  return found;
}

function step(connection, object, side) {
  const name = side.side === 'A' ? connection.a.app : connection.b.app;
  const type = side.side === 'A' ? object.type_a : object.type_b;
  const total = side.state === 'DONE' ? Math.max(1, side.records) : side.expected;
  const bar = el('progress', { max: total > 0 ? total : 1, ariaLabel: `${name} ${type}` });
  if (total > 0 || side.state === 'QUEUED') bar.value = Math.min(side.records, bar.max);
  const told = side.state === 'QUEUED' ? 'waits' : side.state === 'FAILED' ? 'failed, see the sync log'
    : number(side.records) + (side.state !== 'DONE' && total > 0 ? ` of ${number(total)}` : '');
  return el('li', null, bar, `${name} ${type}: ${told}`);
}

function emptyCard(id) {
  return el('article', { className: 'card', ariaLabel: 'Connection', data: { id } },
    ...['head', 'ends', 'figures', 'objects', 'actions'].map(part => el('div', { data: { part } })));
}

function update(card, connection, polls) {
  const part = name => card.querySelector(`[data-part=${name}]`);
  card.ariaLabel = `Connection ${connection.name}`;
  fill(part('head'), head(connection));
  fill(part('ends'), ends(connection, polls));
  fill(part('figures'), figures(connection));
  if (part('objects').dataset.told !== JSON.stringify(connection.objects)) {
    part('objects').dataset.told = JSON.stringify(connection.objects);
    part('objects').replaceChildren(objects(connection));
  }
  const wanted = JSON.stringify([connection.state === 'PAUSED', failing(connection)]);
  if (part('actions').dataset.wanted !== wanted) {
    part('actions').dataset.wanted = wanted;
    part('actions').replaceChildren(actions(connection));
  }
}

function chip(states, state) {
  return el('span', { className: `chip ${tone(states, state)}` }, label(states, state));
}

function head(connection) {
  return el('div', { className: 'card-head' },
    el('h3', null, connection.name), chip(CONNECTION_STATES, connection.state));
}

function ends(connection, polls) {
  const arrows = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  arrows.setAttribute('viewBox', '0 0 30 30');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', BOTH);
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '2');
  path.setAttribute('stroke-linecap', 'round');
  path.setAttribute('stroke-linejoin', 'round');
  arrows.append(path);
  return el('div', { className: 'ends' },
    end(connection, connection.a, 'type_a', polls),
    el('div', { className: 'both', role: 'img', ariaLabel: 'in step both ways with' }, arrows),
    end(connection, connection.b, 'type_b', polls));
}

function end(connection, account, type, polls) {
  const types = connection.objects.map(object => object[type]);
  const mine = polls.filter(poll => poll.account === account.account && types.includes(poll.type));
  return el('div', { className: 'end' },
    el('div', { className: 'app' }, account.app, chip(ACCOUNT_STATES, account.state)),
    el('div', { className: 'account' }, account.name),
    account.state_reason ? el('p', { className: 'why' }, account.state_reason) : null,
    el('ul', { className: 'polls', ariaLabel: `Polls of ${account.name}` }, mine.map(poll => el('li', null,
      el('b', null, poll.type), ' polled ', time(poll.polled_at), ', next ', time(poll.next_at, 'next'),
      poll.interval_reason ? ` (${poll.interval_reason})` : ''))));
}

function figures(connection) {
  const total = Object.values(connection.counts).reduce((sum, count) => sum + count, 0);
  const inSync = connection.counts.IN_SYNC ?? 0;
  const lag = connection.lag;
  return el('div', { className: 'figures' },
    figure('In sync', total === 0 ? 'none yet' : number(inSync), total === 0 ? '' : `of ${number(total)} records`),
    figure('Writes', number(connection.writes), connection.last_write_at
      ? [el('span', null, 'last '), time(connection.last_write_at)] : 'none yet'),
    figure('Change to visible', lag ? duration(lag.p50_ms) : 'not measured',
      lag ? `median of the last ${number(lag.writes)}; p95 ${duration(lag.p95_ms)}` : 'no writes yet'),
    figure('Last change took', connection.last_latency_ms == null ? 'not measured'
      : duration(connection.last_latency_ms), 'from noticed to written'));
}

function figure(name, value, more) {
  return el('dl', { className: 'figure' }, el('dt', null, name),
    el('dd', null, value, more ? el('span', { className: 'more' }, ...[more].flat()) : null));
}

function objects(connection) {
  return el('table', { className: 'objects', ariaLabel: `Objects of ${connection.name}` },
    el('thead', null, el('tr', null, ...['Object', 'Share', 'Records by state', 'Writes'].map(name =>
      el('th', { scope: 'col', className: name === 'Writes' ? 'number' : '' }, name)))),
    el('tbody', null, connection.objects.map(object => el('tr', null,
      cell('Object', { className: 'object' }, plural(object.object),
        object.indexed ? null : el('span', { className: 'second' }, 'indexing')),
      cell('Share', null, share(object.counts)),
      cell('By state', null, counts(connection, object)),
      cell('Writes', { className: 'number' }, number(writesOf(object)))))));
}

const writesOf = object => object.writes
  .filter(total => total.outcome === 'applied')
  .reduce((sum, total) => sum + total.writes, 0);

const inOrder = counts => Object.keys(RECORD_STATES).filter(state => counts[state]);

// A picture of what the numbers beside it say.
function share(counts) {
  return el('div', { className: 'bar', ariaHidden: 'true' }, inOrder(counts).map(state => {
    const part = el('i', { className: tone(RECORD_STATES, state) });
    part.style.flexGrow = counts[state];
    return part;
  }));
}

function counts(connection, object) {
  const states = inOrder(object.counts);
  if (states.length === 0) return el('span', { className: 'hint' }, 'none yet');
  return el('div', { className: 'counts' }, states.map(state => el('button', {
    type: 'button',
    className: tone(RECORD_STATES, state),
    ariaLabel: `Show ${number(object.counts[state])} ${plural(object.object).toLowerCase()}: ${label(RECORD_STATES, state)}`,
    on: { click: () => showRecords(connection.id, object.object, state) },
  }, `${label(RECORD_STATES, state)} ${number(object.counts[state])}`)));
}

const failing = connection => (connection.counts.FAILING ?? 0) > 0;

function actions(connection) {
  const types = connection.objects.map(object => plural(object.object).toLowerCase()).join(' and ');
  const between = `${connection.a.name} and ${connection.b.name}`;
  const own = path => `connections/${connection.id}/${path}`;
  return el('div', { className: 'actions' },
    failing(connection) ? action('Try failed writes again', connection,
      [[connection.a, connection.b].map(end => `accounts/${end.account}/retry`), {}],
      `Writes to ${between} what they have refused, and what waits for its next try. Mend the cause in the app first,`
      + ' or they refuse it again.') : null,
    action('Sync changes from last day', connection, [[own('sync')], { window: 'P1D' }, 'Start sync changes from last day'],
      `Reads ${types} of ${between} that were changed within the last day once more and writes what is missing.`
      + ' Nothing is overwritten that is in sync.'),
    action('Full sync', connection, [[own('sync')], { full: true }, 'Start full sync'],
      `Lists all ${types} of ${between} and compares each one. This uses more API calls; nothing is overwritten that is`
      + ' in sync.', 'quiet'),
    connection.state === 'PAUSED'
      ? action('Resume', connection, [[own('resume')], {}],
        `Writes to ${between} what has changed since the connection was paused.`, 'quiet')
      : action('Pause', connection, [[own('pause')], {}],
        `Writes nothing to ${between} until you resume. Changes are kept and caught up then.`, 'quiet'));
}

function action(title, connection, [paths, wish, yes = title], words, className = '') {
  const button = el('button', { type: 'button', className }, title);
  button.addEventListener('click', async () => {
    if (!await ask(`${title}: ${connection.name}`, words, yes)) return;
    button.disabled = true;
    try {
      const [answer] = await Promise.all(paths.map(path => post(path, wish)));
      toast(answer.message ?? `${connection.name}: ${answer.state ? label(CONNECTION_STATES, answer.state).toLowerCase() : 'asked for'}`);
      document.dispatchEvent(new CustomEvent('stale'));
    } catch (refused) {
      toast(refused.message, true);
    } finally {
      button.disabled = false;
    }
  });
  return button;
}
