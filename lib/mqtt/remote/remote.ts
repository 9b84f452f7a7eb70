import { defer, mergeMap, type Observable, of, type OperatorFunction, share, Subject } from 'rxjs';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { Flows, FtpFlows } from '../../flows/flows';
import type { FtpEntry } from '../../flows/ftp/ftpEntries';
import { base64 } from '../link/wireReason';
import { link } from '../link/link';
import type { MqttClient } from '../link/mqttClient';
import { heardMessage } from '../link/message';
import { modemState, type ModemState } from '../schema/modemState';
import { presence } from '../schema/presence';
import { urcMessage, type UrcMessage } from '../schema/urcMessage';
import { topics } from '../link/topics';
import { accepting } from './accepting';
import type { RemoteRequest, RemoteEvent } from './remoteRequest';
import { ftpRemoteRequest, type FtpAsked } from './ftpRemoteRequest';
import { httpRemoteRequest } from './httpRemoteRequest';
import { inbox } from './inbox';
import type { LeftJob, RemoteDesk } from './remoteDesk';
import { RemoteJob } from './remoteJob';
import { type RemoteOptions, remoteOptions } from './remoteOptions';
import { type RemoteTarget, targetOf } from './remoteTarget';

/** What a raw command was answered with. */
export interface RemoteAnswer {
  readonly lines: readonly string[];
  readonly payload: readonly Uint8Array[];
  readonly result: string;
}

/** Modems behind a broker: a target of flows, `http.get(far, url)`. */
export interface Remote extends Flows {
  /** Sends a raw command, where the gateway allows it; emits its answer once. */
  readonly send: (line: string) => Observable<RemoteAnswer>;
  /** Tells, once, what became of each flow that was left before its end. Hot. */
  readonly left: Observable<LeftJob>;
  /** How the modems are, as it becomes known: of one the one, of any all. */
  readonly states: Observable<ModemState>;
  /** What they say on their own. */
  readonly urcs: Observable<UrcMessage>;
}

const values = <T>(read: (value: never) => T): OperatorFunction<RemoteEvent, T> =>
  mergeMap((told) => (told.kind === 'value' ? [read(told.value as never)] : []));

/** What JSON makes of a date is read back. */
const entryOf = ({ modifiedAt, ...entry }: FtpEntry & { readonly modifiedAt?: string }): FtpEntry =>
  Object.freeze({ ...entry, modifiedAt: modifiedAt === undefined ? undefined : new Date(modifiedAt) });

const answerOf = ({
  lines,
  payload = [],
  result,
}: Omit<RemoteAnswer, 'payload'> & { readonly payload?: readonly string[] }): RemoteAnswer =>
  Object.freeze({
    lines,
    result,
    payload: payload.map((slice) => base64.read(slice) ?? new Uint8Array(0)),
  });

/** A raw command is never said twice. */
const sendErrand = (line: string): RemoteRequest => ({
  job: () => ({ flow: 'send', line }),
  tells: 'values',
  mayGoOn: false,
});

type Ask = (errand: () => Observable<RemoteRequest>) => Observable<RemoteEvent>;

const ftpBy = (ask: Ask): FtpFlows => {
  const asked = (what: FtpAsked): Observable<RemoteEvent> => ask(() => ftpRemoteRequest(what));
  const same = <T>(value: T): T => value;
  const question =
    <T>(verb: FtpAsked['verb'], read: (value: never) => T) =>
    (server: FtpAsked['server'], path: string, options: FtpAsked['options'] = {}): Observable<T> =>
      asked({ verb, server, path, options }).pipe(values(read));
  const transfer = <T>(what: FtpAsked): Observable<T> => asked(what) as Observable<T>;
  return Object.freeze({
    get: (server, path, options = {}) => transfer({ verb: 'get', server, path, options }),
    put: (server, path, body, options = {}) => transfer({ verb: 'put', server, path, body, options }),
    append: (server, path, body, options = {}) => transfer({ verb: 'append', server, path, body, options }),
    list: question('list', entryOf),
    listText: question('listText', same<string>),
    size: question('size', same<number>),
    remove: question('remove', same<never>),
    mkdir: question('mkdir', same<never>),
    rmdir: question('rmdir', same<never>),
  } satisfies FtpFlows);
};

/**
 * Modems behind an MQTT 5 broker, as Observables: `client` is one of the `mqtt` package, connected with `protocolVersion: 5`.
 *
 *     const far = remote(connect('mqtt://127.0.0.1', { protocolVersion: 5 }), { any: true });
 *     http.get(far, 'http://example.com/').pipe(collect())
 *
 *     subscribe    s                              !
 *     jobs         j                                      asked for; shared among the gateways
 *     told           t-h-c-c-c-…                          taken, head, pieces of the body as credit is given
 *     events           h-c-c-c-…
 *     cancel                                      c       HTTPTERM is said and heard
 *     left                                          l     { outcome: 'cancelled', gateway, modem }
 *
 * A flow that nobody has taken is asked for again; one whose gateway is gone goes on at another where it may be repeated, behind
 * the bytes that came, or fails with `interrupted`. `deadlineMs` holds whoever is there. Fails as flows do on a modem, with
 * `not-allowed` where the gateway does not let it, with `closed` where the client ends.
 */
export const remote = (client: MqttClient, target: RemoteTarget, given: RemoteOptions = {}): Remote => {
  const options = remoteOptions(given);
  const line = link(client);
  const tree = topics(options.root);
  const { jobs, states, urcs } = targetOf(tree, target);
  const left = new Subject<LeftJob>();
  const desk: RemoteDesk = {
    ...{ link: line, topics: tree, jobs, options, left },
    inbox: inbox(line, tree.client(options.client)),
    presences: line.hear(tree.gateway('+'), { qos: 0 }).pipe(
      mergeMap((message) =>
        heardMessage(presence, message).map((told) => ({ ...told, isRetained: message.isRetained })),
      ),
      share(),
    ),
  };
  const ask: Ask = (errand) => defer(errand).pipe(mergeMap((made) => new RemoteJob(desk, made).run()));
  const request: Flows['http']['request'] = (asked) => {
    const events = ask(() => httpRemoteRequest(asked)) as Observable<TransferEvent>;
    return asked.accepts ? events.pipe(accepting(asked.accepts)) : events;
  };
  return Object.freeze({
    http: Object.freeze({ request }),
    ftp: ftpBy(ask),
    send: (text) => ask(() => of(sendErrand(text))).pipe(values(answerOf)),
    left: left.asObservable(),
    states: line.hear(states).pipe(mergeMap((message) => heardMessage(modemState, message))),
    urcs: line.hear(urcs).pipe(mergeMap((message) => heardMessage(urcMessage, message))),
  } satisfies Remote);
};
