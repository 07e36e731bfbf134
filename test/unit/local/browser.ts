const mostRedirects = 10;

/** Cookies and redirects, as a browser keeps and follows them; stops where an address leads to the portal. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #stopAt: string;

  constructor(stopAt: string) {
    this.#stopAt = stopAt;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** The page that redirects lead to, or the address in the portal. */
  async follow(start: string): Promise<{ url: string; text: string }> {
    let url = start;
    for (let count = 0; count < mostRedirects; count += 1) {
      if (url.startsWith(this.#stopAt)) return { url, text: '' };
      const response = await this.#fetch(url, {});
      const location = response.headers.get('location');
      if (location === null) return { url, text: await response.text() };
      url = new URL(location, url).href;
    }
    throw new Error('Too many redirects.');
  }

  send(url: string, form: Record<string, string>): Promise<Response> {
    return this.#fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Where a form's answer leads. */
  async post(url: string, form: Record<string, string>): Promise<string> {
    const location = (await this.send(url, form)).headers.get('location');
    if (location === null) throw new Error('The form was not accepted.');
    return new URL(location, url).href;
  }
}
