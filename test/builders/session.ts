import { apiClient } from '../../tools/demo/client.ts';

/** What a browser held during and after a sign-in, for tests that send it again. */
export interface HeldSession {
  /** The Cookie header of a signed-in request. */
  cookie: string;
  /** The identity provider's way back to us, with its code, and the cookie that went with it. */
  completed: { url: string; cookie: string };
}

/** Signs in as a browser does and keeps what went over the wire. */
export async function holdSession(origin: string, subject: string): Promise<HeldSession> {
  const real = globalThis.fetch;
  const held: HeldSession = { cookie: '', completed: { url: '', cookie: '' } };
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    const cookie = new Headers(init?.headers).get('cookie') ?? '';
    if (url.startsWith(`${origin}/sign-in/complete`)) held.completed = { url, cookie };
    else if (url.startsWith(origin)) held.cookie = cookie;
    return real(input, init);
  };
  try {
    const person = apiClient(origin);
    await person.signIn(subject);
    await person.get('/');
  } finally {
    globalThis.fetch = real;
  }
  return held;
}
