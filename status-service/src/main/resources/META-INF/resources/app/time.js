// Times that stay true while the page stands open: every <time data-as> is said again each second.
import { el } from './dom.js';
import { clock, fullTime, relative } from './words.js';

const next = instant => (Date.parse(instant) <= Date.now() ? 'any moment' : relative(instant));
const WAYS = { relative, clock, next };

/** A time, said as "relative", "clock" or "next"; the whole of it on hover. */
export function time(instant, as = 'relative') {
  return el('time', { dateTime: instant, title: fullTime(instant), data: { as } }, WAYS[as](instant));
}

export function keepTimesTrue() {
  setInterval(() => {
    for (const element of document.querySelectorAll('time[data-as]')) {
      const words = WAYS[element.dataset.as](element.dateTime);
      if (element.textContent !== words) element.textContent = words;
    }
  }, 1000);
}
