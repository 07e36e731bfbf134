import { Agent, request } from 'node:http';

export interface Target {
  name: string;
  url: string;
  method?: 'GET' | 'PUT';
  headers?: Record<string, string>;
  /** Made anew for each request. */
  body?: () => string;
}

export interface Load {
  /** Milliseconds of each request, in order of size. */
  times: number[];
  failed: number;
  seconds: number;
}

/** One request over a kept connection, to its last byte. */
function send(agent: Agent, target: Target): Promise<number> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {} } = target;
    const sent = request(target.url, { agent, method, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(target.body?.());
  });
}

/** So many clients, each sending its next request when the last is answered, until the time or the number is reached. */
export async function drive(target: Target, clients: number, limit: { ms?: number; requests?: number }): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const start = performance.now();
  const end = start + (limit.ms ?? Number.POSITIVE_INFINITY);
  let left = limit.requests ?? Number.POSITIVE_INFINITY;
  const times: number[] = [];
  let failed = 0;
  const client = async () => {
    while (left > 0 && performance.now() < end) {
      left -= 1;
      const began = performance.now();
      const status = await send(agent, target);
      times.push(performance.now() - began);
      if (status !== 200) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return { times: times.sort((a, b) => a - b), failed, seconds: (performance.now() - start) / 1000 };
}

/** The value below which the given share of the sorted times lies. */
export function quantile(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
