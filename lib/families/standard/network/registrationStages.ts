import { catchError, defer, filter, map, merge, mergeMap, type Observable, of } from 'rxjs';
import { ofUrc } from '../../../../operators/ofUrc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import {
  stageResult,
  type StageResult,
  type Stage,
  type ReadyRequest,
  type ReadyStep,
} from '../../../dialects/networkDialect';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import type { NetworkDetails } from '../../../grammar/errors/reason';
import { isRegistered } from '../../../grammar/isRegistered';
import { registered, type Registered, type RegistrationDomain, registrationDomains } from './registered';

const { circuit } = registrationDomains;

const DENIED = 3;
const ROAMING = 5;
/** 27.007 § 7.2. */
const WORDS: Readonly<Record<number, string>> = {
  0: 'not registered, and not searching',
  2: 'searching',
  3: 'denied by the network',
  4: 'unknown',
  6: 'registered for SMS only',
  7: 'registered for SMS only',
  8: 'emergency calls only',
};
const seen = (status: number): string => `${WORDS[status] ?? 'not registered'} (${status})`;

/** Statuses of a modem that has a network, though not for this. */
const LIMITED: ReadonlySet<number> = new Set([4, 6, 7, 8]);
const causeOf = (status: number): NetworkDetails => {
  if (status === DENIED) return { cause: 'denied' };
  return LIMITED.has(status) ? {} : { cause: 'searching' };
};

const circuitStep = (status: number): ReadyStep => ({
  step: 'circuit',
  status,
  isRegistered: isRegistered(status),
  isRoaming: status === ROAMING,
});

const packetStep = (domain: 'packet' | 'lte', status: number): ReadyStep => ({
  step: 'packet',
  domain,
  status,
  isRoaming: status === ROAMING,
});

/** The status that says most if no network is registered: a denial, or the first known one. */
const worst = (all: readonly Registered[]): number | undefined => {
  const known = all.flatMap(({ status }) => (status === undefined ? [] : [status]));
  return known.includes(DENIED) ? DENIED : known[0];
};

/** The modem does not answer, and is believed. */
const UNTOLD: StageResult = { kind: 'untold' };

const notRegistered = (all: readonly Registered[]): StageResult => {
  const status = worst(all);
  if (status === undefined) return UNTOLD;
  const hasUrc = all.every((one) => one.hasUrc || one.status === undefined);
  return stageResult[hasUrc ? 'urcExpected' : 'notYet'](seen(status), causeOf(status));
};

const packetFound = (all: readonly Registered[]): StageResult => {
  const last = all.at(-1);
  return last?.status !== undefined && isRegistered(last.status) && last.domain !== 'circuit'
    ? stageResult.passed(packetStep(last.domain, last.status))
    : notRegistered(all);
};

/** Without need for calls, registration for data is enough: a SIM for data, or a modem for LTE alone, may never register for calls. */
const circuitFound = (
  channel: CommandChannel,
  packets: readonly RegistrationDomain[],
  wanted: ReadyRequest,
): Observable<StageResult> => {
  const forData = (): Observable<readonly Registered[]> =>
    wanted.needsCalls ? of([]) : registered(channel, packets, wanted).pipe(onRefusal(() => of([])));
  const hasData = (all: readonly Registered[]): boolean => isRegistered(all.at(-1)?.status);
  return registered(channel, [circuit], wanted).pipe(
    mergeMap((all) => {
      const status = worst(all);
      if (status === undefined) return of(UNTOLD);
      const passed = stageResult.passed(circuitStep(status));
      if (isRegistered(status)) return of(passed);
      return forData().pipe(map((others) => (hasData(others) ? passed : notRegistered(all))));
    }),
    onRefusal((error) =>
      forData().pipe(
        map((others) => {
          if (worst(others) === undefined) throw error;
          return hasData(others) ? UNTOLD : notRegistered(others);
        }),
      ),
    ),
  );
};

const changes = ({ urcs }: CommandChannel, { changed }: RegistrationDomain): Observable<number> =>
  urcs.pipe(
    ofUrc(changed),
    map(({ status }) => status),
  );

type PacketDomain = RegistrationDomain & { readonly name: 'packet' | 'lte' };

const advice = (command: string) => (): Observable<string> =>
  of(`check SIM, antenna and subscription (${command}), or restart the module`);

const heard = (status: number, step: (status: number) => ReadyStep): StageResult =>
  isRegistered(status) ? stageResult.passed(step(status)) : stageResult.urcExpected(seen(status));

const circuitStage = (domains: readonly PacketDomain[]): Stage => ({
  name: 'circuit',
  limit: 'registration',
  look: (channel, wanted) => circuitFound(channel, domains, wanted),
  news: (channel, { needsCalls }) => {
    const others = needsCalls ? [] : domains.map((domain) => changes(channel, domain));
    const hints = merge(...others).pipe(
      filter(isRegistered),
      map(() => 'look' as const),
    );
    return merge(changes(channel, circuit).pipe(map((status) => heard(status, circuitStep))), hints);
  },
  advice: advice('AT+CREG?'),
});

const packetStage = (domains: readonly PacketDomain[]): Stage => ({
  name: 'packet',
  limit: 'registration',
  look: (channel, wanted) => registered(channel, domains, wanted).pipe(map(packetFound)),
  news: (channel) =>
    merge(
      ...domains.map((domain) =>
        changes(channel, domain).pipe(map((status) => heard(status, (is) => packetStep(domain.name, is)))),
      ),
    ),
  advice: advice('AT+CGREG?'),
});

/**
 * Registration by the chart: for calls first (`CREG`), then for data (`CGREG`, `CEREG`); 1 at home and 5 roaming will do.
 *
 *     > AT+CREG?  < +CREG: 0,2  < OK    > AT+CREG=1  < OK    > AT+CREG?  < +CREG: 1,2  < OK   …   < +CREG: 3   …   < +CREG: 5
 *
 * A denial is waited out, too: the next network may take the modem. Source: A7600 HTTP(S) note § 1.4; 27.007 § 7.2.
 */
export const registrationStages = (...domains: readonly PacketDomain[]): readonly Stage[] => [
  circuitStage(domains),
  packetStage(domains),
];

/**
 * What to do where a bearer can't be had: register first (`AT+CGREG?`), and else as `otherwise` says. A modem that does not
 * answer is not asked more.
 *
 * Source: A7600 HTTP(S) note § 1.5.2.
 */
export const registrationAdvice = (
  channel: CommandChannel,
  domains: readonly RegistrationDomain[],
  wanted: ReadyRequest,
  otherwise: Observable<string>,
): Observable<string> =>
  defer(() => registered(channel, domains, wanted)).pipe(
    map(worst),
    mergeMap((status) =>
      status === undefined || isRegistered(status)
        ? otherwise
        : of('it is not registered for data any more (AT+CGREG?), check signal and subscription'),
    ),
    catchError(() => of('check registration (AT+CGREG?) and APN, then restart the module')),
  );
