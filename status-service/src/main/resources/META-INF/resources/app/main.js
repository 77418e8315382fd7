// The dashboard: asks when something has happened, and now and then in case it was not told.
import { Refused, get } from './api.js';
import { showConnections } from './connections.js';
import { byId, el, fill } from './dom.js';
import { refreshHeldDeletes } from './held.js';
import { listen } from './live.js';
import { showLog } from './log.js';
import { listenToFilter, offer, refreshChosen } from './records.js';
import { keepTimesTrue } from './time.js';
import { duration, milliseconds } from './words.js';

/** Not more often than this, however much happens. */
const SHORTEST_MS = 1000;
/** So often without being told: polls that found nothing are not told. */
const LONGEST_MS = 5000;

const accounts = new Map();
let refreshing = false;
let stale = false;
let lastAt = 0;
let timer = 0;

async function refresh() {
  if (refreshing) {
    stale = true;
    return;
  }
  refreshing = true;
  stale = false;
  lastAt = Date.now();
  try {
    const [connections, polls, runs, found] = await Promise.all(
      [get('connections'), get('polls'), get('sync-log?limit=30'), get('accounts')]);
    found.forEach(account => accounts.set(account.id, account));
    showConnections(connections, polls);
    offer(connections);
    showLog(runs, accounts);
    await Promise.all([refreshChosen(), refreshHeldDeletes(connections)]);
    byId('lost')?.remove();
  } catch (failed) {
    lost(failed);
  } finally {
    refreshing = false;
    plan(stale ? SHORTEST_MS : LONGEST_MS);
  }
}

function plan(ms) {
  clearTimeout(timer);
  timer = setTimeout(() => (document.hidden ? plan(LONGEST_MS) : refresh()), ms);
}

/** Something has changed: look soon, but not too often. */
function lookSoon() {
  if (refreshing) stale = true;
  else plan(Math.max(0, lastAt + SHORTEST_MS - Date.now()));
}

function lost(failed) {
  const over = failed instanceof Refused && failed.status === 401;
  const words = over ? 'The session is over. Run ./bothways status for a new link.'
    : 'status-service does not answer. What you see is what it told last; trying again.';
  byId('lost')?.remove();
  byId('banners').append(el('div', { id: 'lost', className: 'banner' }, el('strong', null, words)));
  if (!over && !(failed instanceof TypeError)) console.error(failed);
}

async function sayPace() {
  try {
    const settings = await get('settings');
    const settle = milliseconds(settings.settle_delay);
    fill(byId('pace'), `Polls at most every ${duration(milliseconds(settings.poll_floor))} · settle delay `
      + (settle === 0 ? 'none' : duration(settle)));
  } catch {
    setTimeout(sayPace, LONGEST_MS);
  }
}

document.addEventListener('visibilitychange', () => document.hidden || lookSoon());
document.addEventListener('stale', lookSoon);
listenToFilter();
keepTimesTrue();
sayPace();
// The names of accounts come first: the live list says them.
refresh().finally(() => listen(id => accounts.get(id)?.name ?? '', lookSoon));
