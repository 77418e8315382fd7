// How states, numbers and times are said.

/** States of a record, in the order in which they are shown: label and tone. */
export const RECORD_STATES = {
  IN_SYNC: ['In sync', 'ok'],
  PENDING: ['Pending', 'info'],
  WAITING: ['Waiting', 'warn'],
  CONFLICT: ['Conflict', 'warn'],
  REVIEW: ['Review', 'warn'],
  FAILING: ['Failing', 'bad'],
  EXCLUDED: ['Excluded', 'calm'],
  ENDED: ['Ended', 'calm'],
};

/** States that want somebody's attention, or some time. */
export const NOT_IN_SYNC = ['PENDING', 'WAITING', 'CONFLICT', 'REVIEW', 'FAILING'];

export const CONNECTION_STATES = {
  INDEXING: ['Indexing', 'info'],
  LIVE: ['Live', 'ok'],
  NEEDS_RECONNECT: ['Needs reconnect', 'bad'],
  PAUSED: ['Paused', 'calm'],
};

export const ACCOUNT_STATES = {
  CONNECTING: ['Connecting', 'info'],
  CONNECTED: ['Connected', 'ok'],
  NEEDS_RECONNECT: ['Needs reconnect', 'bad'],
  PAUSED: ['Paused', 'calm'],
};

export const CONFLICT_STATES = {
  DECIDED: ['Decided', 'calm'],
  PUT_BACK_ASKED: ['Put back asked', 'info'],
  PUT_BACK: ['Put back', 'ok'],
  EDITED_SINCE: ['Edited since: that edit stays', 'calm'],
  NOT_WRITABLE: ['Cannot be written', 'calm'],
  NOT_KEPT: ['Not kept any more', 'calm'],
};

export const RUN_STATES = {
  QUEUED: ['Queued', 'calm'],
  RUNNING: ['Running', 'info'],
  DONE: ['Done', 'ok'],
  FAILED: ['Failed', 'bad'],
};

export const RUN_KINDS = { LISTING: 'Full listing', POLL: 'Poll', WINDOW: 'Window sync' };

/** Tones of the live list's kinds. */
export const KIND_TONES = {
  write: 'ok', gate: 'ok', account: 'ok', poll: 'info', run: 'info', attention: 'warn', parked: 'warn', failure: 'bad',
  dead_letter: 'bad',
};

export const label = (states, state) => (states[state] ?? [state])[0];
export const tone = (states, state) => `tone-${(states[state] ?? ['', 'calm'])[1]}`;

const whole = new Intl.NumberFormat('en');
export const number = value => whole.format(value);

/** A length of time: 240 ms, 3.2 s, 4 min. */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${Number((ms / 1000).toFixed(1))} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} days`;
}

/** Milliseconds of an ISO duration of days, hours, minutes and seconds. */
export function milliseconds(iso) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(iso);
  if (!parts) return 0;
  const [days, hours, minutes, seconds] = parts.slice(1).map(part => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** "12 s ago" or "in 3 s", as of now. */
export function relative(instant) {
  const ms = Date.now() - Date.parse(instant);
  if (Math.abs(ms) < 1000) return 'just now';
  return ms > 0 ? `${rough(ms)} ago` : `in ${rough(-ms)}`;
}

const rough = ms => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : duration(ms));

const clockTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
export const clock = instant => clockTime.format(new Date(instant));
export const fullTime = instant => dayAndTime.format(new Date(instant));
/** "company" → "Companies", "contact" → "Contacts". */
export function plural(object) {
  const word = object.charAt(0).toUpperCase() + object.slice(1);
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
