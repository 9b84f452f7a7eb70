import * as http from 'node:http';
import * as https from 'node:https';
import { Observable } from 'rxjs';
import {
  type Origin,
  type OriginRequest,
  type OriginResponse,
  OriginFailure,
  type OriginFailureKind,
} from '../origins/origin';

/** Limits of the real network. */
export interface HttpOriginOptions {
  /** Longest body in bytes. A longer one fails with `network`. Default 64 MiB. */
  readonly maxBytes?: number | undefined;
}

const MAX_BYTES = 64 * 1_024 * 1_024;

/** Node's error codes that say more than that the network failed. */
const KINDS: readonly (readonly [RegExp, OriginFailureKind])[] = [
  [/^(?:ENOTFOUND|EAI_|ERR_INVALID_URL)/, 'dns'],
  [/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/, 'connect'],
  [/^ETIMEDOUT/, 'timeout'],
  [/^(?:ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO)/, 'tls'],
  [/^(?:ECONNRESET|EPIPE|HPE_|ERR_STREAM)/, 'closed'],
];

const failureOf = (error: unknown): OriginFailure => {
  if (error instanceof OriginFailure) return error;
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  return new OriginFailure(KINDS.find(([known]) => known.test(code))?.[1] ?? 'network');
};

const pairs = (raw: readonly string[]): OriginResponse['headers'] =>
  raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));

const pem = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && Buffer.from(bytes).toString('latin1');

/** TLS options, as the modem was configured. */
const tlsOf = ({
  verifies,
  authority,
  clientCertificate,
  clientKey,
  namesServer,
}: OriginRequest): https.RequestOptions => ({
  rejectUnauthorized: verifies ?? false,
  ...(authority && { ca: pem(authority) }),
  ...(clientCertificate && { cert: pem(clientCertificate) }),
  ...(clientKey && { key: pem(clientKey) }),
  ...(namesServer === false && { servername: '' }),
});

const begin = (request: OriginRequest): http.ClientRequest => {
  const { url, method, proxy } = request;
  if (/^https:/i.test(url)) return https.request(url, { method, agent: false, ...tlsOf(request) });
  if (!proxy) return http.request(url, { method, agent: false });
  // The request line to a proxy has the whole URL (RFC 9112 § 3.2.2).
  const { host } = new URL(url);
  return http.request({ ...proxy, method, path: url, headers: { Host: host }, agent: false });
};

const send = (request: OriginRequest): http.ClientRequest => {
  const sent = begin(request);
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  for (const name of names) {
    const values = request.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
    const spelled = request.headers.find(([key]) => key.toLowerCase() === name)?.[0] ?? name;
    sent.setHeader(spelled, values.length === 1 ? (values[0] ?? '') : values);
  }
  return sent.end(request.body);
};

/**
 * Connects a virtual modem to the real network. Redirects are not followed here: the modem follows them or not.
 * Certificates are verified only if the modem is configured so (`AT+CSSLCFG="authmode"`). Unsubscribing aborts.
 */
export const httpOrigin =
  ({ maxBytes = MAX_BYTES }: HttpOriginOptions = {}): Origin =>
  (request) =>
    new Observable((out) => {
      const fail = (error: unknown) => out.error(failureOf(error));
      const sent = send(request);
      sent.on('error', fail);
      sent.on('response', (incoming) => {
        const parts: Buffer[] = [];
        let size = 0;
        incoming.on('error', fail);
        incoming.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size > maxBytes) fail(new OriginFailure('network'));
        });
        incoming.on('end', () => {
          out.next({
            status: incoming.statusCode ?? 0,
            ...(incoming.statusMessage ? { reason: incoming.statusMessage } : {}),
            headers: pairs(incoming.rawHeaders),
            body: new Uint8Array(Buffer.concat(parts)),
          });
          out.complete();
        });
      });
      return () => {
        sent.on('error', () => undefined);
        sent.destroy();
      };
    });
