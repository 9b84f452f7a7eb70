import {
  asyncScheduler,
  auditTime,
  catchError,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  map,
  merge,
  type Observable,
  startWith,
  switchMap,
  timer,
} from 'rxjs';
import { commands, identify, type Modem } from 'rxmodem';
import type { IdentityFace } from '../model/board';
import type { About, News } from '../model/news';
import { networkOf } from './networkOf';

/** How long after a start the modem is asked who it is: bring-up and first questions have the line before. */
const ASK_AFTER_MS = 1_500;
/** How often it is asked which network it is in, besides when its registration changes. */
const NETWORK_EVERY_MS = 300_000;
/** How often the queue is looked at. */
const QUEUE_EVERY_MS = 500;
/** How much of a number is shown. */
const END_DIGITS = 5;

/** Who a modem is, which network it is in, and how long its queue is. A question that it refuses is left out. */
export const aboutNews = (id: string, modem: Modem): Observable<News> =>
  merge(identities(modem), networks(modem), queues(modem)).pipe(
    map((about): News => ({ kind: 'about', modem: id, about })),
  );

const quietly = <T>(question: Observable<T>): Observable<T> => question.pipe(catchError(() => EMPTY));

const identities = (modem: Modem): Observable<About> =>
  modem.state.connection.pipe(
    map(({ starts }) => starts),
    distinctUntilChanged(),
    switchMap(() => timer(ASK_AFTER_MS)),
    switchMap(() => quietly(defer(() => identify(modem)))),
    map(({ model, revision, imei, iccid }) => ({
      identity: identityOf({ model, revision, imeiEnd: endOf(imei), iccidEnd: endOf(iccid) }),
    })),
  );

const endOf = (digits: string | null): string | null => (digits === null ? null : digits.slice(-END_DIGITS));

const identityOf = (all: { readonly [K in keyof IdentityFace]: string | null }): IdentityFace =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));

const networks = (modem: Modem): Observable<About> =>
  modem.state.registration.pipe(
    map(({ status, lte }) => `${status} ${lte ?? ''}`),
    distinctUntilChanged(),
    auditTime(ASK_AFTER_MS, asyncScheduler),
    switchMap(() => timer(0, NETWORK_EVERY_MS)),
    switchMap(() => networkAsked(modem)),
    map((network) => ({ network })),
  );

/** Asks what the family knows of: `+CPSI?` has the band, `+COPS?` has every modem. */
const networkAsked = (modem: Modem): Observable<NonNullable<About['network']>> =>
  defer(() => {
    let known: NonNullable<About['network']> = {};
    const knowsSystem = modem.profile.vocabulary.commands.some(
      ({ head }) => head === commands.systemInformation.head,
    );
    const operator = quietly(modem.send(commands.operator())).pipe(
      map(({ value }) => (known = { ...known, ...networkOf.operator(value) })),
    );
    const system = knowsSystem
      ? quietly(modem.send(commands.systemInformation())).pipe(
          map(({ value }) => (known = { ...known, ...networkOf.system(value.system) })),
        )
      : EMPTY;
    return concat(operator, system);
  });

/** What waits, without the inbox of the board itself. */
const queues = (modem: Modem): Observable<About> =>
  modem.pending.pipe(
    map((count) => Math.max(0, modem.profile.messages ? count - 1 : count)),
    auditTime(QUEUE_EVERY_MS, asyncScheduler),
    startWith(0),
    distinctUntilChanged(),
    map((queue) => ({ queue })),
  );
