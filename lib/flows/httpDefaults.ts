import { exponential } from '../../operators/exponential';
import type { HttpRequest } from './httpRequest';

/** What a request means where it says nothing. */
export const httpDefaults = Object.freeze({
  method: 'GET',
  headers: {},
  redirect: 'manual',
  tls: {},
  access: {},
  retry: { attempts: 3, delay: exponential({ fromMs: 500, upToMs: 10_000 }) },
  resume: true,
  timeout: {},
  resultMs: 125_000,
  inputMs: 120_000,
  windowBytes: 4_096,
  accepts: (status: number) => status < 400,
} satisfies Partial<HttpRequest>);

/** A request with nothing missing that has a default. */
export type SettledRequest = HttpRequest & Required<Pick<HttpRequest, keyof typeof httpDefaults>>;
