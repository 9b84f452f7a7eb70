import { concat, defer, map, mergeMap, type Observable, of, reduce, takeWhile, tap } from 'rxjs';
import type { ModemError } from '../../../grammar/errors/modemError';
import { isRegistered } from '../../../grammar/isRegistered';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { ReadyRequest } from '../../../dialects/networkDialect';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { circuitRegistration, lteRegistration, packetRegistration } from '../networkCommands';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
} from '../networkUrcs';
import {
  lteRegistrationReports,
  circuitRegistrationReports,
  packetRegistrationReports,
} from '../reportCommands';

/** How a modem is registered with one network. */
export interface Registered {
  readonly domain: RegistrationDomain['name'];
  /** 27.007 § 7.2; `undefined` where the modem does not answer the question. */
  readonly status: number | undefined;
  /** What it said instead, where that may change: a CME code. */
  readonly error?: unknown;
  /** Whether a URC reports changes. */
  readonly hasUrc: boolean;
}

/** A plain ERROR: the modem does not know the command. A CME code: it can't answer now, or never. */
const isUnknown = ({ reason }: ModemError): boolean => reason.kind === 'refused';

const asked = (
  channel: CommandChannel,
  domain: RegistrationDomain,
  { undo }: Pick<ReadyRequest, 'undo'>,
): Observable<Registered> => {
  const { name, state, reports } = domain;
  const once = channel.send(state()).pipe(map(({ value }) => value));
  const settled = (status: number | undefined, hasUrc: boolean): Registered => ({
    domain: name,
    status,
    hasUrc,
  });
  return once.pipe(
    mergeMap(({ status, report }) => {
      const hasUrc = report !== undefined && report > 0;
      // A setting that is not known could not be put back.
      if (isRegistered(status) || hasUrc || report === undefined) return of(settled(status, hasUrc));
      undo(reports({ mode: 0 }));
      return channel.send(reports({ mode: 1 })).pipe(
        mergeMap(() => once),
        map((now) => settled(now.status, true)),
        onRefusal(() => of(settled(status, false))),
      );
    }),
    onRefusal((error) => of({ ...settled(undefined, false), ...(!isUnknown(error) && { error }) })),
  );
};

/**
 * Asks how the modem is registered, network after network up to the first that has it. If none has, the URCs that report
 * the change are turned on until the chart is left; it is asked once more then, since the change may have come in between.
 *
 *     > AT+CGREG?  < +CGREG: 0,2  < OK    > AT+CGREG=1  < OK    > AT+CGREG?  < +CGREG: 1,2  < OK   …   < +CGREG: 5
 *
 * A modem for LTE alone may refuse `AT+CGREG?` with a CME code; its answer to `AT+CEREG?` counts then. Fails with the code where it
 * answers for no network.
 */
export const registered = (
  channel: CommandChannel,
  domains: readonly RegistrationDomain[],
  wanted: Pick<ReadyRequest, 'undo'>,
): Observable<readonly Registered[]> =>
  concat(...domains.map((domain) => defer(() => asked(channel, domain, wanted)))).pipe(
    takeWhile(({ status }) => !isRegistered(status), true),
    reduce((all: readonly Registered[], one) => [...all, one], []),
    tap((all) => {
      const refused = all.find(({ error }) => error !== undefined);
      if (refused && all.every(({ status }) => status === undefined)) throw refused.error;
    }),
  );

/** A network that a modem registers with: the question, the command that turns its URC on, and the URC. */
export interface RegistrationDomain {
  readonly name: 'circuit' | 'packet' | 'lte';
  readonly state: typeof circuitRegistration;
  readonly reports: typeof circuitRegistrationReports;
  readonly changed: typeof circuitRegistrationChanged;
}

/** The networks of 27.007 § 7.2, § 10.1.20 and § 10.1.22: calls and SMS, GPRS, LTE. */
export const registrationDomains = {
  circuit: {
    name: 'circuit',
    state: circuitRegistration,
    reports: circuitRegistrationReports,
    changed: circuitRegistrationChanged,
  },
  packet: {
    name: 'packet',
    state: packetRegistration,
    reports: packetRegistrationReports,
    changed: packetRegistrationChanged,
  },
  lte: {
    name: 'lte',
    state: lteRegistration,
    reports: lteRegistrationReports,
    changed: lteRegistrationChanged,
  },
} as const satisfies Readonly<Record<string, RegistrationDomain>>;
