/** A person at the HTTP API: a browser's cookies and redirects, without a browser. */
export interface ApiClient {
  signIn(subject: string): Promise<void>;
  /** A JSON call under /api/v1. Throws `ApiRefusal` for anything but success. */
  call<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  /** Posts a body as it is, such as a CSV. */
  send<T>(path: string, body: Uint8Array, contentType: string): Promise<T>;
  /** Follows our link to the object store. */
  download(path: string): Promise<Uint8Array>;
  /** The bare answer of a path, redirects not followed. */
  get(path: string): Promise<Response>;
}

interface ProblemDetails {
  title?: string;
  detail?: string;
  code?: string;
  details?: { where: string; message: string }[];
}

/** What the API answered instead: RFC 9457 problem details. */
export class ApiRefusal extends Error {
  override name = 'ApiRefusal';
  readonly status: number;
  readonly problem: ProblemDetails;

  constructor(status: number, problem: ProblemDetails) {
    super(`${status} ${problem.code ?? ''}: ${problem.detail ?? problem.title ?? 'no reason given'}`);
    this.status = status;
    this.problem = problem;
  }
}

const mostRedirects = 12;

export function apiClient(origin: string): ApiClient {
  const jar = cookieJar();

  const request = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    const cookies = jar.header(url);
    if (cookies) headers.set('cookie', cookies);
    if (init.method && init.method !== 'GET') headers.set('origin', new URL(url).origin);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    jar.keep(url, response);
    return response;
  };

  const follow = async (url: string, init: RequestInit = {}): Promise<{ url: string; response: Response }> => {
    let [next, options] = [url, init];
    for (let count = 0; count < mostRedirects; count += 1) {
      const response = await request(next, options);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || !location) return { url: next, response };
      [next, options] = [new URL(location, next).href, {}];
    }
    throw new Error(`More than ${mostRedirects} redirects from ${url}`);
  };

  const answer = async <T>(response: Response): Promise<T> => {
    const body: unknown = await response.json();
    if (response.status >= 400) throw new ApiRefusal(response.status, body as ProblemDetails);
    return body as T;
  };

  return {
    async signIn(subject) {
      const page = await follow(`${origin}/sign-in`);
      const html = await page.response.text();
      const { action, fields } = loginForm(html, subject);
      const signedIn = await follow(new URL(action, page.url).href, {
        method: 'POST',
        body: new URLSearchParams(fields),
      });
      if (signedIn.response.status !== 200)
        throw new Error(`Signing in as ${subject} ended at ${signedIn.url} with ${signedIn.response.status}`);
    },
    async call(method, path, body, headers = {}) {
      const init =
        body === undefined
          ? { method, headers }
          : { method, body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
      return answer(await request(`${origin}/api/v1${path}`, init));
    },
    async send(path, body, contentType) {
      const init = { method: 'POST', body: Buffer.from(body), headers: { 'content-type': contentType } };
      return answer(await request(`${origin}/api/v1${path}`, init));
    },
    async download(path) {
      const { response } = await follow(`${origin}/api/v1${path}`);
      if (response.status !== 200)
        throw new ApiRefusal(response.status, { detail: `The download of ${path} was refused.` });
      return new Uint8Array(await response.arrayBuffer());
    },
    get: (path) => request(`${origin}${path}`),
  };
}

/** Posts a file to the object store as the browser's form would: the fields first, the file last. */
export async function postForm(
  form: { url: string; fields: Record<string, string> },
  fileName: string,
  bytes: Uint8Array,
): Promise<Response> {
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.append(name, value);
  data.append('file', new File([Buffer.from(bytes)], fileName, { type: 'application/pdf' }));
  return fetch(form.url, { method: 'POST', body: data, redirect: 'manual' });
}

/** Cookies by origin. Every service of the embedded run is on this machine, so no more of RFC 6265 is needed. */
function cookieJar() {
  const byOrigin = new Map<string, Map<string, string>>();
  return {
    header(url: string): string {
      const cookies = byOrigin.get(new URL(url).origin) ?? new Map<string, string>();
      return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    keep(url: string, response: Response): void {
      const { origin } = new URL(url);
      const cookies = byOrigin.get(origin) ?? new Map<string, string>();
      byOrigin.set(origin, cookies);
      for (const line of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split(';');
        const at = pair.indexOf('=');
        const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
        const gone = value === '' || attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
        if (gone) cookies.delete(name);
        else cookies.set(name, value);
      }
    },
  };
}

/** The login page's form, filled for one person. */
function loginForm(html: string, subject: string): { action: string; fields: Record<string, string> } {
  const action = /<form[^>]*\saction="([^"]+)"/.exec(html)?.[1];
  const choice = [...html.matchAll(/<(?:input|button)[^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`value="${subject}"`));
  const name = choice && /\sname="([^"]+)"/.exec(choice)?.[1];
  if (!action || !name) throw new Error(`The sign-in page does not offer ${subject}`);
  const hidden = [...html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
    /\sname="([^"]*)"/.exec(tag)?.[1] ?? '',
    /\svalue="([^"]*)"/.exec(tag)?.[1] ?? '',
  ]);
  return { action: action.replaceAll('&amp;', '&'), fields: { ...Object.fromEntries(hidden), [name]: subject } };
}
