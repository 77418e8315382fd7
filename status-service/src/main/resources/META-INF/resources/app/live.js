// The live list: an event stream that comes back by itself, and a pause for whoever reads slowly.
import { byId, el } from './dom.js';
import { time } from './time.js';
import { KIND_TONES } from './words.js';

const KEPT = 200;
const RETRY_MS = 3000;

const list = byId('entries');
const pause = byId('pause');
const waiting = [];
let paused = false;
let newest = 0;

/**
 * Opens the stream and keeps it open.
 *
 * @param nameOf the name of an account's id
 * @param heard is called with the entries of each event
 */
export function listen(nameOf, heard) {
  list.replaceChildren(el('li', { className: 'empty' }, 'Nothing has happened yet.'));
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    if (!paused) show(waiting.splice(0), nameOf);
    sayPause();
  });
  open(nameOf, heard);
}

function open(nameOf, heard) {
  const stream = new EventSource(`/api/v1/activity/stream?after=${newest}`);
  stream.addEventListener('open', () => say('live', 'Live'));
  stream.addEventListener('error', () => {
    say('lost', 'Reconnecting');
    // The browser itself tries again where the connection broke, but not where it was refused.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => open(nameOf, heard), RETRY_MS);
  });
  stream.addEventListener('message', event => {
    // An entry that comes again after a reconnect is not shown twice.
    const entries = JSON.parse(event.data).filter(entry => entry.id > newest);
    if (entries.length === 0) return;
    newest = entries.at(-1).id;
    if (paused) {
      waiting.push(...entries);
      waiting.splice(0, Math.max(0, waiting.length - KEPT));
    } else {
      show(entries, nameOf);
    }
    sayPause();
    heard(entries);
  });
}

function show(entries, nameOf) {
  list.querySelector('.empty')?.remove();
  const first = list.childElementCount === 0;
  list.prepend(...entries.toReversed().map(entry => item(entry, nameOf, first)));
  while (list.childElementCount > KEPT) list.lastElementChild.remove();
}

function item(entry, nameOf, first) {
  const about = [nameOf(entry.account), entry.detail].filter(Boolean).join(' · ');
  const tone = KIND_TONES[entry.kind] ?? 'calm';
  return el('li', { className: `tone-${tone}${first ? '' : ' fresh'}`, data: { kind: entry.kind } },
    el('span', { className: 'words' }, entry.words),
    el('span', { className: 'detail' }, time(entry.at, 'clock'), about ? ` · ${about}` : ''));
}

function sayPause() {
  pause.textContent = !paused ? 'Pause' : waiting.length === 0 ? 'Go on' : `Go on (${waiting.length} new)`;
}

function say(state, words) {
  const place = byId('stream');
  place.dataset.state = state;
  if (place.textContent !== words) place.textContent = words;
}
