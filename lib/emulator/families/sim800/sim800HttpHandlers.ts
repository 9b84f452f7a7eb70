import { defaultIfEmpty, map, of, type Observable } from 'rxjs';
import {
  httpAction,
  httpActionDone,
  httpContent,
  httpData,
  httpInit,
  httpParameter,
  httpTerm,
  httpUrl,
  httpUserData,
} from '../../../families/simcom/simcomHttpCommands';
import { httpCid, httpRead, httpReadAll } from '../../../families/sim800/http/sim800HttpCommands';
import { answerLine, payload, spokenLine, type Utterance } from '../../core/utterance';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { headText, httpExchange, type Outcome, rangeField, userDataFields } from '../standard/httpExchange';
import { verifiesServers } from './sim800TlsHandlers';
import type { OriginRequest } from '../../origins/origin';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../core/reply';
import { freshSession, type HttpSession, isAttached } from '../../core/state';

/** The SIM800's HTTP service: SIM800 AT manual V1.09 pages 250–265, IP note § 3, SSL note § 2. */

const MAX_BYTES = 319_488;
const NO_MEMORY = 602;
const NETWORK_ERROR = 601;
const NOTHING = new Uint8Array(0);

/** Which values each HTTPPARA tag takes (M800 pages 250–265). */
const TAGS: Readonly<Record<string, (value: string) => boolean>> = {
  CID: (value) => /^[1-3]$/.test(value),
  URL: (value) => value !== '',
  UA: () => true,
  PROIP: () => true,
  PROPORT: (value) => between(value, 1, 65_535),
  REDIR: (value) => /^[01]$/.test(value),
  BREAK: (value) => between(value, 0, Infinity),
  BREAKEND: (value) => between(value, 0, Infinity),
  TIMEOUT: (value) => between(value, 30, 1_000),
  CONTENT: () => true,
  USERDATA: () => true,
};

const between = (value: string, min: number, max: number): boolean =>
  /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;

/** Runs with the HTTP session; refused if none is open. */
export const withSession = (
  modem: HandlerContext,
  run: (session: HttpSession) => Reply | Observable<Reply>,
): Reply | Observable<Reply> => (modem.state.http ? run(modem.state.http) : refused(NOT_ALLOWED));

const setParameter = (modem: HandlerContext, tag: string, given: string): Reply | Observable<Reply> =>
  withSession(modem, ({ parameters }) => {
    const name = tag.toUpperCase();
    const value = given.trim().replace(/^"(.*)"$/s, '$1');
    if (!Object.hasOwn(TAGS, name) || !TAGS[name]?.(value)) return refused(NOT_ALLOWED);
    parameters.set(name, value);
    return ok();
  });

/** The proxy, if one is set: `0.0.0.0` is none. */
const proxyOf = ({ parameters }: HttpSession): Pick<OriginRequest, 'proxy'> => {
  const host = parameters.get('PROIP') ?? '0.0.0.0';
  return host === '0.0.0.0' ? {} : { proxy: { host, port: Number(parameters.get('PROPORT') ?? 80) } };
};

const requestOf = ({ state }: HandlerContext, session: HttpSession): OriginRequest => {
  const { parameters, method, data, tls } = session;
  const posts = method === 'POST';
  const url = `${tls ? 'https' : 'http'}://${(parameters.get('URL') ?? '').replace(/^https?:\/\//i, '')}`;
  const content = parameters.get('CONTENT');
  return {
    method,
    url: URL.canParse(url) ? new URL(url).href : url,
    headers: [
      ['User-Agent', parameters.get('UA') ?? 'SIMCom_MODULE'],
      ['Accept', '*/*'],
      ...(method === 'GET' ? rangeField(parameters) : []),
      ...(content === undefined ? [] : [['Content-Type', content] as const]),
      ...(posts ? [['Content-Length', String(data.length)] as const] : []),
      ...userDataFields([parameters.get('USERDATA') ?? '']),
    ],
    body: posts ? data : NOTHING,
    ...(tls && verifiesServers(state) ? { verifies: true } : {}),
    ...proxyOf(session),
  };
};

const finish = (modem: HandlerContext, session: HttpSession, outcome: Outcome): void => {
  session.running = undefined;
  const { method } = session;
  if ('code' in outcome)
    return modem.urc(httpActionDone, { method, status: outcome.code, length: 0 }, 'result');
  const head = headText(outcome.response);
  const body = method === 'HEAD' ? (session.getsHead ? head : NOTHING) : outcome.response.body;
  const fits = body.length <= MAX_BYTES;
  session.stored = fits ? { head, body } : undefined;
  const status = fits ? outcome.response.status : NO_MEMORY;
  modem.urc(httpActionDone, { method, status, length: fits ? body.length : 0 }, 'result');
};

/** OK comes at once; the request goes on beside the line, and its result comes as a URC (M800 pages 250–265). */
const act = (modem: HandlerContext, method: HttpSession['method']): Reply | Observable<Reply> =>
  withSession(modem, (session) => {
    const { parameters } = session;
    const known = method === 'GET' || method === 'POST' || method === 'HEAD';
    if (!known) return refused();
    if (session.running || !parameters.has('CID') || !parameters.has('URL')) return refused(NOT_ALLOWED);
    modem.counts.httpActions += 1;
    session.method = method;
    session.stored = undefined;
    const withinMs = Number(parameters.get('TIMEOUT') ?? 120) * 1_000;
    const open =
      isAttached(modem.state) && modem.state.bearers.get(Number(parameters.get('CID')))?.open === true;
    const exchange = open
      ? httpExchange(modem, requestOf(modem, session), { withinMs, follows: parameters.get('REDIR') === '1' })
      : of<Outcome>({ code: NETWORK_ERROR });
    const later = () => {
      const running = modem.inBackground(exchange, (outcome) => finish(modem, session, outcome));
      session.running = running.closed ? undefined : running;
    };
    return { ...ok(), later };
  });

const takeData = (modem: HandlerContext, size: number, time: number): Reply | Observable<Reply> =>
  withSession(modem, (session) => {
    if (size > MAX_BYTES || time < 1_000 || time > 120_000) return refused();
    session.data = NOTHING;
    if (size === 0) return ok();
    modem.say(spokenLine('DOWNLOAD', 'prompt'));
    return modem.input(size, time).pipe(
      map((bytes) => {
        session.data = bytes;
        return ok();
      }),
      defaultIfEmpty(refused()),
    );
  });

/** What can be read: the response, else what HTTPDATA took (M800 pages 250–265). OK alone if nothing is stored. */
const readWindow = (
  modem: HandlerContext,
  offset: number,
  size: number,
  show: (length: number) => Utterance,
) =>
  withSession(modem, ({ stored, data }) => {
    const source = stored?.body ?? data;
    const bytes = source.subarray(offset, offset + size);
    return source.length === 0 ? ok() : ok(show(bytes.length), payload(bytes));
  });

const header = (length: number) => answerLine(httpRead, { length }, 'header');

export const sim800HttpHandlers: readonly Handler[] = [
  handle(httpInit, (_, { state, counts, saved }) => {
    if (state.http) return refused(NOT_ALLOWED);
    state.http = { ...freshSession(), parameters: new Map(saved) };
    counts.httpInits += 1;
    return ok();
  }),
  handle(httpTerm, (_, modem) =>
    withSession(modem, ({ running }) => {
      running?.unsubscribe();
      modem.state.http = undefined;
      modem.counts.httpTerms += 1;
      return ok();
    }),
  ),
  handle(httpUrl, ({ url }, modem) => setParameter(modem, 'URL', url)),
  handle(httpCid, ({ cid }, modem) => setParameter(modem, 'CID', String(cid))),
  handle(httpContent, ({ type }, modem) => setParameter(modem, 'CONTENT', type)),
  handle(httpUserData, ({ field }, modem) => setParameter(modem, 'USERDATA', field)),
  handle(httpParameter, ({ tag, value }, modem) => setParameter(modem, tag, value)),
  handle(httpAction, ({ method }, modem) => act(modem, method)),
  handle(httpData, ({ size, time }, modem) => takeData(modem, size, time)),
  handle(httpReadAll, (_, modem) => readWindow(modem, 0, MAX_BYTES, header)),
  handle(httpRead, ({ offset, size }, modem) => readWindow(modem, offset, size, header)),
];
