/* A family of somebody else's, made up: a modem that gets pages by `AT+WGET`, has no FTP and no files, and reports its door. */
import { at, collect, command, http, ModemError, ofUrc, openModem, type Profile, urc } from 'rxmodem';
import {
  type HttpDialect,
  inOrder,
  perTurn,
  readWindow,
  registerFamily,
  standardIdentity,
  standardProfile,
  vocabularyWith,
} from 'rxmodem/authors';
import {
  answerLine,
  emulator,
  type FamilyFacts,
  handle,
  type HandlerContext,
  makeFamily,
  ok,
  type OriginRequest,
  payload,
  refused,
  registerEmulatedFamily,
  simulatedWeb,
  standardFacts,
  standardHandlers,
} from 'rxmodem/emulator';
import { lateResult } from 'rxmodem/operators';
import { catchError, defer, EMPTY, map, merge, NEVER, of, switchMap, take } from 'rxjs';

/* The tables: what client and emulator share. */

export const webGet = command('+WGET=', {
  does: 'Gets a page; the result comes later.',
  source: 'ACME-1 manual § 7',
  takes: { url: at.text },
  timeoutMs: 5_000,
  example: `
    > AT+WGET="http://example.com/"
    < OK`,
});

export const webDone = urc('+WGET', {
  tells: 'Tells status and length of the page.',
  source: 'ACME-1 manual § 7',
  gives: { status: at.integer, length: at.integer },
  example: '+WGET: 200,5',
});

export const webRead = command('+WREAD=', {
  does: 'Reads a window of the page.',
  source: 'ACME-1 manual § 7',
  takes: { offset: at.integer, size: at.integer },
  answers: { length: at.integer },
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  timeoutMs: 5_000,
  example: `
    > AT+WREAD=0,5
    < +WREAD: 5
    << hello
    < OK`,
});

export const doorLock = command('+DOOR=', {
  does: 'Locks the door, or opens it.',
  source: 'ACME-1 manual § 9',
  takes: { locked: at.flag },
  timeoutMs: 5_000,
  example: `
    > AT+DOOR=1
    < OK`,
});

export const doorMoved = urc('+DOOR', {
  tells: 'Tells that the door was locked (1) or opened (0).',
  source: 'ACME-1 manual § 9',
  gives: { locked: at.flag },
  example: '+DOOR: 1',
});

const tables = { webGet, webDone, webRead, doorLock, doorMoved };

/* The dialect: how the family does HTTP. */

const memoryOf = perTurn(() => ({ url: '' }));
const NO_MEMORY = 1;

const acmeHttp: HttpDialect = {
  methods: ['GET'],
  unsupportedFeature: ({ url, headers }) => {
    if (url.startsWith('https:')) return 'HTTPS';
    return Object.keys(headers).length > 0 ? 'header fields' : undefined;
  },
  maxContentBytes: 0,
  canReread: () => true,
  maxWindowBytes: 1_024,
  tooLarge: { code: NO_MEMORY, isCertain: true, partBytes: 4_096 },
  open: () => of(null),
  prepare: () => [],
  configure: (channel, { url }) =>
    defer(() => {
      memoryOf(channel).url = url;
      return EMPTY;
    }),
  upload: () => EMPTY,
  sendRequest: (channel, { resultMs: withinMs }) =>
    lateResult(channel, webGet({ url: memoryOf(channel).url }), { urc: webDone, withinMs }).pipe(
      map(({ status, length }) => {
        if (status === 0) throw new ModemError({ kind: 'http', code: 2, row: UNREACHABLE });
        return { status, length, headers: {} };
      }),
    ),
  conflictingResult: () => NEVER,
  read: (channel, offset, size) => channel.send(webRead({ offset, size })).pipe(map(readWindow)),
  close: () => of(null),
};

const UNREACHABLE = {
  means: 'the server could not be reached',
  look: 'check the host',
  transient: true,
  cause: 'connection',
} as const;

/* The profile, and the virtual modem. */

export const acme: Profile = {
  ...standardProfile,
  name: 'acme',
  title: 'ACME',
  vocabulary: vocabularyWith(standardProfile.vocabulary, tables),
  identity: standardIdentity({ likely: /ACME/, revision: () => of('R1'), iccid: () => of(null) }),
  http: acmeHttp,
};

const pages = new WeakMap<object, Uint8Array>();

const getPage = (modem: HandlerContext, url: string) => {
  const request: OriginRequest = { method: 'GET', url, headers: [], body: new Uint8Array(0) };
  const later = (): void => {
    const answer = modem.origin(request).pipe(catchError(() => of({ status: 0, body: new Uint8Array(0) })));
    modem.inBackground(answer, ({ status, body }) => {
      pages.set(modem.state, body);
      modem.urc(webDone, { status, length: body.length }, 'result');
    });
  };
  return { ...ok(), later };
};

const facts: FamilyFacts = {
  ...standardFacts,
  name: 'acme',
  identity: { ...standardFacts.identity, manufacturer: 'ACME', model: 'ACME-1' },
};

export const acmeModem = makeFamily(facts, standardHandlers, [
  handle(webGet, ({ url }, modem) => getPage(modem, url)),
  handle(webRead, ({ offset, size }, { state }) => {
    const window = pages.get(state)?.subarray(offset, offset + size);
    return window ? ok(answerLine(webRead, { length: window.length }, 'header'), payload(window)) : refused();
  }),
  handle(doorLock, ({ locked }, modem) => ({ ...ok(), later: () => modem.urc(doorMoved, { locked }) })),
]);

registerFamily({ profile: acme, models: /^ACME/ });
registerEmulatedFamily(acmeModem);

/* What a program does with it. */

const url = 'http://example.com/';

export const getIt = () =>
  openModem(emulator({ family: 'acme', origin: simulatedWeb({ [url]: 'hello' }) }).transport, acme).pipe(
    take(1),
    switchMap((modem) => http.get(modem, url).pipe(collect())),
    map((page) => page.text()),
  );

export const lockIt = () =>
  openModem(emulator({ family: acmeModem, origin: simulatedWeb({}) }).transport, acme).pipe(
    take(1),
    switchMap((modem) =>
      modem.keepOpen(
        merge(modem.urcs.pipe(ofUrc(doorMoved)), inOrder(modem, doorLock({ locked: true }))).pipe(take(1)),
      ),
    ),
  );
