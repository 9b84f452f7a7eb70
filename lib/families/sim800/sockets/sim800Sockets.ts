import {
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  range,
  concatMap,
  timer,
} from 'rxjs';
import { ipPing, ipResolve, ipServer } from './sim800SocketCommands';
import { ipClientArrived, ipNotResolved, ipResolved } from './sim800SocketUrcs';
import { sim800Links } from './sim800Links';
import type { ListenDialect, PingTry, SocketsDialect } from '../../../dialects/socketsDialect';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { optionally } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
import type { Token } from '../../../wire/token';
import { lateResult } from '../../../../operators/lateResult';
import { ofUrc } from '../../../../operators/ofUrc';

/** What a name resolves to, or the code that says that it does not. */
type Resolved = { readonly addresses: readonly string[] } | { readonly code: number };

/** The code of a name server that can't be reached; 8 says that there is no such name. */
const NO_NETWORK = 3;

const resolvedIn =
  (asked: string) =>
  (urcs: Observable<Token>): Observable<Resolved> =>
    merge(
      urcs.pipe(
        ofUrc(ipResolved),
        // The late answer to another question.
        filter(({ host }) => host.toLowerCase() === asked.toLowerCase()),
        map(({ address, other }): Resolved => ({
          addresses: [address, ...(other === undefined || other === '' ? [] : [other])],
        })),
      ),
      urcs.pipe(ofUrc(ipNotResolved)),
    );

/** The question may be asked again: its answer names the host. A modem that is still at work refuses it. */
const resolve: SocketsDialect['resolve'] = (channel, host, withinMs) =>
  lateResult<Resolved>(channel, ipResolve({ host }), {
    ...{ urc: resolvedIn(host), withinMs },
    recall: () =>
      optionally(channel, ipResolve({ host })).pipe(map((asked) => (asked ? 'running' : 'unknown'))),
  }).pipe(
    map((found) => {
      if ('addresses' in found) return found.addresses;
      const seen = ipNotResolved.form.write(found);
      if (found.code === NO_NETWORK) throw new ModemError({ kind: 'network', step: 'name server', seen });
      throw new ModemError({ kind: 'socket', where: host, problem: 'name', seen });
    }),
  );

/** `CIPPING` counts the time in steps of this length. */
const STEP_MS = 100;
const MAX_STEPS = 600;
const PING_BYTES = 32;

/** One try: a command of its own, so that others come in between. */
const tryOf = (sequence: number, took: number | undefined, address: string | undefined): PingTry =>
  Object.freeze({ sequence, tookMs: took, ...(address === undefined ? {} : { address }) });

const ping: SocketsDialect['ping'] = (channel, host, { count, eachMs }) => {
  const steps = Math.max(1, Math.min(MAX_STEPS, Math.ceil(eachMs / STEP_MS)));
  const once = (sequence: number): Observable<PingTry> =>
    channel.send(ipPing({ host, retries: 1, size: PING_BYTES, timeout: steps })).pipe(
      map(({ values }) => {
        const answer = values.at(-1);
        const isLost = answer === undefined || answer.time >= steps;
        return tryOf(sequence, isLost ? undefined : answer.time * STEP_MS, answer?.address);
      }),
    );
  return range(1, count).pipe(
    concatMap((sequence) =>
      concat(
        sequence === 1 ? EMPTY : timer(eachMs).pipe(ignoreElements()),
        defer(() => once(sequence)),
      ),
    ),
  );
};

const listen: ListenDialect = {
  clients: (channel, port) =>
    merge(
      channel.urcs.pipe(
        ofUrc(ipClientArrived),
        mergeMap(({ link, address }) => (link === undefined ? EMPTY : [{ link, address }])),
      ),
      inOrder(channel, ipServer({ on: true, port })),
    ),
  stop: (channel) => inOrder(channel, ipServer({ on: false })).pipe(onRefusal(() => EMPTY)),
};

/**
 * Sockets of a SIM800: six, with TLS that it can't verify.
 *
 * Source: SIM800 AT manual V1.09 pages 221–248; TCPIP note V1.00 pages 6–29; SSL note V1.05 pages 9–13.
 */
export const sim800Sockets: SocketsDialect = {
  lacks: ({ protocol, tls }) => {
    if (!tls) return undefined;
    if (protocol === 'udp') return 'TLS over UDP';
    const { verify, ca, clientCertificate } = tls;
    if (verify === true || ca !== undefined)
      return 'verification of TLS servers (use TLS of Node: modemAgent, duplexOf)';
    return clientCertificate === undefined ? undefined : 'certificates of TLS clients';
  },
  linksFor: () => sim800Links,
  resolve,
  ping,
  listen,
};
