import {
  concat,
  defer,
  map,
  type Observable,
  reduce,
  filter,
  takeWhile,
  catchError,
  of,
  type OperatorFunction,
  throwError,
} from 'rxjs';
import {
  commands,
  type Command,
  dBmOf,
  identify,
  type Identity,
  type Modem,
  printable,
  isRegistered,
  ModemError,
  type Reason,
} from 'rxmodem';

const REFUSALS: readonly Reason['kind'][] = ['refused', 'cme', 'cms', 'ended', 'unreadable', 'unsupported'];

/** Turns a refusal into `undefined`. Other failures (silence, a closed port) pass. */
const orUndefined = <T>(): OperatorFunction<T, T | undefined> =>
  catchError((error: unknown): Observable<undefined> => {
    const refused = error instanceof ModemError && REFUSALS.includes(error.reason.kind);
    return refused ? of(undefined) : throwError(() => error);
  });

const WORDS = ['not registered', 'home', 'searching', 'denied', 'unknown', 'roaming'] as const;

/** A registration status (27.007 § 7.2) in words. */
const registrationWords = (status: number): string => WORDS[status] ?? `status ${status}`;

/**
 * Asks for the registration in the packet network, on LTE, and for calls, until one is registered. Emits its status; if
 * none is registered, the first status; `undefined` if the modem answers none of them.
 */
const registrationOf = (modem: Modem): Observable<number | undefined> => {
  const asked = [commands.packetRegistration(), commands.lteRegistration(), commands.circuitRegistration()];
  const statuses = asked.map((command) =>
    modem.send(command).pipe(
      map(({ value }) => value.status),
      orUndefined(),
    ),
  );
  return concat(...statuses).pipe(
    filter((status) => status !== undefined),
    takeWhile((status) => !isRegistered(status), true),
    reduce(
      (first: number | undefined, status) => (isRegistered(status) ? status : (first ?? status)),
      undefined,
    ),
  );
};

/** What `info` shows; `null` if the modem refuses or does not know. */
export interface ModemInfo extends Identity {
  readonly sim: string | null;
  readonly signal: { readonly rssi: number | null; readonly dBm: number | null };
  readonly registration: string | null;
  readonly bearer: string | null;
  readonly address: string | null;
}

const CID = 1;

const signalOf = (rssi: number | undefined): ModemInfo['signal'] => {
  const dBm = rssi === undefined ? undefined : dBmOf(rssi);
  return rssi === undefined || dBm === undefined ? { rssi: null, dBm: null } : { rssi, dBm };
};

const real = (address: string | undefined): string | null =>
  address === undefined || address === '' || address === '0.0.0.0' ? null : address;

const asked = <A, T>(
  modem: Modem,
  command: Command<A>,
  read: (answer: A | undefined, all: readonly A[]) => T,
) =>
  modem.send(command).pipe(
    orUndefined(),
    map((response) => read(response?.value, response?.values ?? [])),
  );

type Network = Pick<ModemInfo, 'bearer' | 'address'>;

/** The bearer, if the family has bearers. */
const bearer = (modem: Modem): Observable<Network> =>
  asked(modem, commands.bearerState({ cid: CID }), (answer) => ({
    bearer: answer?.status ?? null,
    address: real(answer?.address),
  }));

/** The PDP context, if the family has no bearers. */
const context = (modem: Modem): Observable<Partial<Network>> =>
  concat(
    asked(modem, commands.contextActive(), (answer, all) => {
      const found = all.find(({ cid }) => cid === CID);
      const isUnknown = answer === undefined || (found && found.on === undefined);
      return { bearer: isUnknown ? null : found?.on ? 'active' : 'inactive' };
    }),
    asked(modem, commands.contextAddress({ cid: CID }), (answer) => ({ address: real(answer?.address) })),
  );

const network = (modem: Modem): Observable<Partial<Network>> =>
  modem.profile.vocabulary.commands.includes(commands.bearerState) ? bearer(modem) : context(modem);

/** Asks a modem for its identity and its state. What it refuses is `null`. */
export const modemInfo = (modem: Modem): Observable<ModemInfo> =>
  defer(() =>
    concat<Partial<ModemInfo>[]>(
      identify(modem),
      asked(modem, commands.simState(), (answer) => ({ sim: answer?.state ?? null })),
      asked(modem, commands.signal(), (answer) => ({ signal: signalOf(answer?.rssi) })),
      registrationOf(modem).pipe(
        map((status) => ({ registration: status === undefined ? null : registrationWords(status) })),
      ),
      network(modem),
    ).pipe(reduce((all, part) => ({ ...all, ...part }), NOTHING)),
  );

const NOTHING: ModemInfo = {
  manufacturer: null,
  model: null,
  revision: null,
  imei: null,
  imsi: null,
  iccid: null,
  sim: null,
  signal: { rssi: null, dBm: null },
  registration: null,
  bearer: null,
  address: null,
};

const signalText = ({ rssi, dBm }: ModemInfo['signal']): string | null =>
  rssi === null ? null : `${dBm} dBm (${rssi} of 31)`;

/** The known facts about a modem, one a line. */
export const infoText = (info: ModemInfo): string =>
  Object.entries({ ...info, signal: signalText(info.signal) })
    .map(([name, value]) => `${name.padEnd(14)}${value === null ? 'unknown' : printable(value)}`)
    .join('\n');
