import { defer, mergeMap, type Observable, of, type OperatorFunction, share, Subject } from 'rxjs';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { Flows } from '../../flows/flows';
import type { FtpFlows } from '../../flows/ftp/ftpFlows';
import type { FtpEntry } from '../../flows/ftp/ftpEntries';
import { base64 } from '../link/wireReason';
import { link } from '../link/link';
import type { MqttClient } from '../link/mqttClient';
import { validMessages } from '../link/message';
import type { SendEvent } from '../../flows/messages/sending/sendEvent';
import type { UssdAnswer } from '../../flows/ussd/ussdAnswer';
import { smsMessage, type SmsMessage } from '../schema/smsMessage';
import { type RemoteSms, type RemoteUssdOptions, smsRequest, ussdRequest, sendEventOf } from './smsRequest';
import { modemState, type ModemState } from '../schema/modemState';
import { presence } from '../schema/presence';
import { urcMessage, type UrcMessage } from '../schema/urcMessage';
import { topics } from '../link/topics';
import { accepting } from './accepting';
import type { RemoteRequest, RemoteEvent } from './remoteRequest';
import { ftpRemoteRequest, type FtpAsked } from './ftpRemoteRequest';
import { httpRemoteRequest } from './httpRemoteRequest';
import { inbox } from './inbox';
import type { LeftJob, RemoteContext } from './remoteContext';
import { RemoteJob } from './remoteJob';
import { type RemoteOptions, remoteOptions } from './remoteOptions';
import { type RemoteTarget, targetOf } from './remoteTarget';

/** The answer to a raw command. */
export interface RemoteAnswer {
  readonly lines: readonly string[];
  readonly payload: readonly Uint8Array[];
  readonly result: string;
}

/** Modems behind a broker: a target of flows, `http.get(far, url)`. */
export interface Remote extends Flows {
  /** Sends a raw command, where the gateway allows it; emits the answer once. */
  readonly send: (line: string) => Observable<RemoteAnswer>;
  /** Short messages, where the gateway allows them. */
  readonly sms: {
    /** Sends a message; emits what happens to its parts. It is never sent twice. */
    readonly send: (message: RemoteSms) => Observable<SendEvent>;
  };
  /** USSD codes, where the gateway allows them. */
  readonly ussd: {
    /** Sends a code, and replies in turn to what the network asks; emits each answer. */
    readonly ask: (code: string, options?: RemoteUssdOptions) => Observable<UssdAnswer>;
  };
  /** Messages that the target's modem, or all modems, receive. */
  readonly messages: Observable<SmsMessage>;
  /** Emits, once for each flow that was left before its end, what became of it. Hot. */
  readonly left: Observable<LeftJob>;
  /** States of the target's modem, or of all modems. */
  readonly states: Observable<ModemState>;
  /** URCs of the target's modem, or of all modems. */
  readonly urcs: Observable<UrcMessage>;
}

const values = <T>(read: (value: never) => T): OperatorFunction<RemoteEvent, T> =>
  mergeMap((event) => (event.kind === 'value' ? [read(event.value as never)] : []));

/** A date is text in JSON. */
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

/** A raw command is never sent twice. */
const sendRequest = (line: string): RemoteRequest => ({
  job: () => ({ flow: 'send', line }),
  answers: 'values',
  mayGoOn: false,
});

type Ask = (request: () => Observable<RemoteRequest>) => Observable<RemoteEvent>;

const ftpBy = (ask: Ask): FtpFlows => {
  const operation = (what: FtpAsked): Observable<RemoteEvent> => ask(() => ftpRemoteRequest(what));
  const same = <T>(value: T): T => value;
  const question =
    <T>(verb: FtpAsked['verb'], read: (value: never) => T) =>
    (server: FtpAsked['server'], path: string, options: FtpAsked['options'] = {}): Observable<T> =>
      operation({ verb, server, path, options }).pipe(values(read));
  const transfer = <T>(what: FtpAsked): Observable<T> => operation(what) as Observable<T>;
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
 *     jobs         j                                      published; shared among the gateways
 *     messages       t-h-c-c-c-…                          taken, head, pieces of the body within the credit
 *     events           h-c-c-c-…
 *     cancel                                      c       the gateway ends the modem's session
 *     left                                          l     { outcome: 'cancelled', gateway, modem }
 *
 * A job that no modem has taken is published again. Where its gateway goes offline, it continues at another one from the bytes
 * that came, or fails with `interrupted` where it may not be repeated. `deadlineMs` limits the whole flow. Flows fail as on a
 * local modem, with `not-allowed` where the gateway does not allow the job, with `closed` where the client ends.
 */
export const remote = (client: MqttClient, target: RemoteTarget, given: RemoteOptions = {}): Remote => {
  const options = remoteOptions(given);
  const line = link(client);
  const tree = topics(options.root);
  const { jobs, states, urcs, messages } = targetOf(tree, target);
  const left = new Subject<LeftJob>();
  const context: RemoteContext = {
    ...{ link: line, topics: tree, jobs, options, left },
    inbox: inbox(line, tree.client(options.client)),
    presences: line.listen(tree.gateway('+'), { qos: 0 }).pipe(
      mergeMap((message) =>
        validMessages(presence, message).map((one) => ({ ...one, isRetained: message.isRetained })),
      ),
      share(),
    ),
  };
  const ask: Ask = (request) => defer(request).pipe(mergeMap((made) => new RemoteJob(context, made).run()));
  const request: Flows['http']['request'] = (asked) => {
    const events = ask(() => httpRemoteRequest(asked)) as Observable<TransferEvent>;
    return asked.accepts ? events.pipe(accepting(asked.accepts)) : events;
  };
  return Object.freeze({
    http: Object.freeze({ request }),
    ftp: ftpBy(ask),
    send: (text) => ask(() => of(sendRequest(text))).pipe(values(answerOf)),
    sms: Object.freeze({
      send: (message: RemoteSms) => ask(() => of(smsRequest(message))).pipe(values(sendEventOf)),
    }),
    ussd: Object.freeze({
      ask: (code: string, more: RemoteUssdOptions = {}) =>
        ask(() => of(ussdRequest(code, more))).pipe(values((answer: UssdAnswer) => answer)),
    }),
    messages: line.listen(messages).pipe(mergeMap((message) => validMessages(smsMessage, message))),
    left: left.asObservable(),
    states: line.listen(states).pipe(mergeMap((message) => validMessages(modemState, message))),
    urcs: line.listen(urcs).pipe(mergeMap((message) => validMessages(urcMessage, message))),
  } satisfies Remote);
};
