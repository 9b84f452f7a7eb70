import { defaultIfEmpty, map, of, type Observable } from 'rxjs';
import {
  httpAction,
  httpActionDone,
  httpData,
  httpInit,
  httpParameter,
  httpTerm,
} from '../../../families/simcom/simcomHttpCommands';
import { httpPeerClosed, httpStored } from '../../../families/a7600/http/a7600HttpCommands';
import { answerLine, payload, spokenLine, type Utterance } from '../../core/utterance';
import { refusedLate, takesApn } from '../standard/takesApn';
import { tlsOf } from './tlsOf';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { headText, httpExchange, type Outcome, rangeField, userDataFields } from '../standard/httpExchange';
import type { OriginRequest } from '../../origins/origin';
import { ok, refused, type Reply } from '../../core/reply';
import { freshSession, type HttpSession, isAttached } from '../../core/state';

/** The A76XX's HTTP(S) service: A76XX AT manual V1.09 pages 354–368, HTTP(S) note § 3. Refusals are plain `ERROR` (observed). */

const MAX_DATA = 153_600;
const NOTHING = new Uint8Array(0);

const between = (value: string, min: number, max: number): boolean =>
  /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;

/** Which values each HTTPPARA tag takes. */
type HttpTags = Readonly<Record<string, (value: string) => boolean>>;

/** MA76 pages 354–368. */
const A7600_TAGS: HttpTags = {
  URL: (value) => /^https?:\/\/./i.test(value),
  CONNECTTO: (value) => between(value, 20, 120),
  RECVTO: (value) => between(value, 2, 120),
  CONTENT: (value) => value.length <= 256,
  ACCEPT: (value) => value.length <= 256,
  SSLCFG: (value) => between(value, 0, 9),
  USERDATA: (value) => value.length <= 256,
  READMODE: (value) => /^[01]$/.test(value),
};

/** SIM7500/7600 AT manual V3.00 page 328. */
export const SIM7600_TAGS: HttpTags = {
  ...A7600_TAGS,
  RESPTO: (value) => between(value, 20, 120),
  UA: () => true,
  BREAK: (value) => between(value, 0, Infinity),
  BREAKEND: (value) => between(value, 0, Infinity),
  USERDATA: (value) => value.length <= 512,
};

/** Runs with the HTTP session; refused if none is open. */
export const withHttp = (modem: HandlerContext, run: (session: HttpSession) => Reply | Observable<Reply>) =>
  modem.state.http ? run(modem.state.http) : refused();

/** Sets a parameter; USERDATA is added to what is there (observed). */
const setParameter = (
  modem: HandlerContext,
  tags: HttpTags,
  tag: string,
  given: string,
): Reply | Observable<Reply> =>
  withHttp(modem, (session) => {
    const name = tag.toUpperCase();
    const value = given.trim().replace(/^"(.*)"$/s, '$1');
    if (!Object.hasOwn(tags, name) || !tags[name]?.(value)) return refused();
    if (name === 'USERDATA') session.userData.push(value);
    else session.parameters.set(name, value);
    return ok();
  });

const agentField = (parameters: ReadonlyMap<string, string>): (readonly [string, string])[] => {
  const agent = parameters.get('UA');
  return agent === undefined ? [] : [['User-Agent', agent]];
};

/** The request that a session was set up for. */
export const requestOf = (modem: HandlerContext, session: HttpSession): OriginRequest => {
  const { parameters, method, data, userData } = session;
  const given = parameters.get('URL') ?? '';
  const sends = method === 'POST' || method === 'PUT';
  return {
    method,
    url: URL.canParse(given) ? new URL(given).href : given,
    headers: [
      ...agentField(parameters),
      ['Accept', parameters.get('ACCEPT') ?? '*/*'],
      ['Content-Type', parameters.get('CONTENT') ?? 'text/plain'],
      ...(method === 'GET' ? rangeField(parameters) : []),
      ...(sends ? [['Content-Length', String(data.length)] as const] : []),
      ...userDataFields(userData),
    ],
    body: sends ? data : NOTHING,
    ...tlsOf(modem, Number(parameters.get('SSLCFG') ?? 0)),
  };
};

/** How long the server may take: RESPTO on a SIM7600, else RECVTO. */
export const limitMs = ({ parameters }: HttpSession): number =>
  Number(parameters.get('RESPTO') ?? parameters.get('RECVTO') ?? 20) * 1_000;

/** A HEAD's length is the header's (manual's example `2,200,387`). */
const finish = (modem: HandlerContext, session: HttpSession, outcome: Outcome): void => {
  session.running = undefined;
  const { method } = session;
  if ('code' in outcome)
    return modem.urc(httpActionDone, { method, status: outcome.code, length: 0 }, 'result');
  const { status, body } = outcome.response;
  const head = headText(outcome.response);
  session.stored = { head, body: method === 'HEAD' ? NOTHING : body };
  const length = method === 'HEAD' ? head.length : body.length;
  modem.urc(httpActionDone, { method, status, length }, 'result');
  if (modem.settings.peerClosed) modem.urc(httpPeerClosed, {});
};

/** OK comes at once; the request goes on beside the line, and its result comes as a URC (MA76 pages 354–368). */
const act = (modem: HandlerContext, method: HttpSession['method']): Reply | Observable<Reply> =>
  withHttp(modem, (session) => {
    if (session.running || !session.parameters.has('URL')) return refused();
    modem.counts.httpActions += 1;
    Object.assign(session, { method, stored: undefined, at: 0 });
    const withinMs = limitMs(session);
    const online = isAttached(modem.state) && modem.state.contexts.get(1)?.active === true;
    const exchange = online
      ? httpExchange(modem, requestOf(modem, session), { withinMs })
      : of<Outcome>({ code: modem.family.failureCodes.network });
    const later = () => {
      const running = modem.inBackground(exchange, (outcome) => finish(modem, session, outcome));
      session.running = running.closed ? undefined : running;
    };
    return { ...ok(), later };
  });

const takeData = (modem: HandlerContext, size: number, seconds: number): Reply | Observable<Reply> =>
  withHttp(modem, (session) => {
    if (size < 1 || size > MAX_DATA || seconds < 10 || seconds > 65_535) return refused();
    modem.say(spokenLine('DOWNLOAD', 'prompt'));
    return modem.input(size, seconds * 1_000).pipe(
      map((bytes) => {
        session.data = bytes;
        return ok();
      }),
      defaultIfEmpty(refused()),
    );
  });

/** How a family prints the header of counted bytes: `+HTTPREAD: 5`, `+HTTPREAD: DATA,5`. */
export type BlockHeader = (length: number) => Utterance;

/**
 * Reads a window: OK, then blocks, then a bare `+HTTPREAD: 0` with no OK after it (§ 16.2.7, note § 3.1). With READMODE 0
 * what was read is gone.
 */
export const readBlocks = (
  modem: HandlerContext,
  offset: number | undefined,
  size: number,
  header: BlockHeader,
) =>
  withHttp(modem, (session) => {
    const { stored, at, parameters } = session;
    const from = offset ?? at;
    const again = parameters.get('READMODE') === '1';
    if (!stored || (from < at && !again)) return refused();
    const window = stored.body.subarray(from, from + size);
    if (!again || offset === undefined) session.at = Math.max(at, from + window.length);
    const stream: Utterance[] = [];
    for (let start = 0; start < window.length; start += modem.settings.blockBytes) {
      const block = window.subarray(start, start + modem.settings.blockBytes);
      stream.push(header(block.length), payload(block));
    }
    return { ...ok(), stream: [...stream, spokenLine('+HTTPREAD: 0', 'last')] };
  });

/** Reads the header, empty line included; refused after a request that failed (MA76 pages 354–368). */
export const readHead = (modem: HandlerContext, header: BlockHeader) =>
  withHttp(modem, ({ stored }) =>
    stored ? ok(header(stored.head.length), payload(stored.head)) : refused(),
  );

const begin = (modem: HandlerContext): Reply | Observable<Reply> => {
  const { state, counts } = modem;
  if (state.http || !isAttached(state)) return refused();
  const context = state.contexts.get(1);
  if (context?.active === false && !takesApn(modem, context.apn)) return refusedLate();
  state.http = { ...freshSession(), activated: context?.active === false };
  if (context) context.active = true;
  counts.httpInits += 1;
  return ok();
};

/** HTTPPARA with the tags of a family. */
export const httpParameterHandler = (tags: HttpTags = A7600_TAGS): Handler =>
  handle(httpParameter, ({ tag, value }, modem) => setParameter(modem, tags, tag, value));

export const a7600HttpHandlers: readonly Handler[] = [
  handle(httpInit, (_, modem) => begin(modem)),
  handle(httpTerm, (_, modem) =>
    withHttp(modem, ({ running, activated }) => {
      running?.unsubscribe();
      const context = modem.state.contexts.get(1);
      if (context && activated) context.active = false;
      modem.state.http = undefined;
      modem.counts.httpTerms += 1;
      return ok();
    }),
  ),
  handle(httpAction, ({ method }, modem) => act(modem, method)),
  handle(httpData, ({ size, time }, modem) => takeData(modem, size, time)),
  handle(httpStored, (_, modem) =>
    withHttp(modem, ({ stored, at }) =>
      stored ? ok(answerLine(httpStored, { length: stored.body.length - at })) : refused(),
    ),
  ),
];
