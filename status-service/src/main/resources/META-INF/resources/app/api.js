// The REST API, with the session cookie that the browser sends by itself.

/** An answer that was not a success, in the API's own words. */
export class Refused extends Error {
  constructor(status, problem) {
    const members = (problem.errors ?? []).map(error => `${error.field} ${error.message}`);
    super([problem.detail ?? 'The request failed.', ...members].join(' '));
    this.status = status;
  }
}

async function call(path, options) {
  const answer = await fetch(`/api/v1/${path}`, { headers: { Accept: 'application/json' }, ...options });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

export const get = path => call(path);

export const post = (path, body) => call(path, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
  body: JSON.stringify(body),
});
