import { concat, defer, map, type Observable, reduce } from 'rxjs';
import { commands, type Command, dBmOf, identity, type Identity, type Modem } from 'rxmodem';
import { orUndefined } from './orUndefined';
import { registrationOf } from './registrationOf';
import { registrationWords } from './registrationWords';

/** What `info` tells; `null` where the modem refuses to, or does not know. */
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

/** The bearer where the family has bearers. */
const bearer = (modem: Modem): Observable<Network> =>
  asked(modem, commands.bearerState({ cid: CID }), (told) => ({
    bearer: told?.status ?? null,
    address: real(told?.address),
  }));

/** The PDP context where the family has no bearers of its own. */
const context = (modem: Modem): Observable<Partial<Network>> =>
  concat(
    asked(modem, commands.contextActive(), (told, all) => {
      const on = all.find(({ cid }) => cid === CID)?.on;
      return { bearer: told === undefined ? null : on ? 'active' : 'inactive' };
    }),
    asked(modem, commands.contextAddress({ cid: CID }), (told) => ({ address: real(told?.address) })),
  );

const network = (modem: Modem): Observable<Partial<Network>> =>
  modem.profile.vocabulary.commands.includes(commands.bearerState) ? bearer(modem) : context(modem);

/** Asks a modem who it is and how it is. What it refuses is `null`, and no failure. */
export const modemInfo = (modem: Modem): Observable<ModemInfo> =>
  defer(() =>
    concat<Partial<ModemInfo>[]>(
      identity(modem),
      asked(modem, commands.simState(), (told) => ({ sim: told?.state ?? null })),
      asked(modem, commands.signal(), (told) => ({ signal: signalOf(told?.rssi) })),
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
