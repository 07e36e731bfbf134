/** One answer that something of the product gave over HTTP. */
export interface Exchange {
  method: string;
  url: string;
  status: number;
  location: string;
  /** As text; empty when it is a file. */
  body: string;
}

const readable = /^(?:text\/html|application\/(?:json|problem\+json|xml))/;

/** Every exchange of this process's `fetch` from now on, until `stop`. The callers' own answers are not touched. */
export function recordFetch(): { exchanges: Exchange[]; stop: () => void } {
  const real = globalThis.fetch;
  const exchanges: Exchange[] = [];
  globalThis.fetch = async (input, init) => {
    const response = await real(input, init);
    const type = response.headers.get('content-type') ?? '';
    exchanges.push({
      method: init?.method ?? 'GET',
      url: input instanceof Request ? input.url : input.toString(),
      status: response.status,
      location: response.headers.get('location') ?? '',
      body: readable.test(type) ? await response.clone().text() : '',
    });
    return response;
  };
  return {
    exchanges,
    stop: () => {
      globalThis.fetch = real;
    },
  };
}

/** The addresses that an answer gives out: where it leads, and the links, forms and addresses in what it says. */
export function addressesOf({ location, body }: Exchange): string[] {
  const attributes = [...body.matchAll(/\s(?:href|action|src|formaction)="([^"]*)"/g)].map(
    ([, address = '']) => address,
  );
  const values = [...body.matchAll(/"(https?:\/\/[^"]*)"/g)].map(([, address = '']) => address);
  return [location, ...attributes, ...values].filter((address) => address !== '');
}
