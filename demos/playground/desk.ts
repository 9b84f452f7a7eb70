import { BehaviorSubject, type Observable, Subject } from 'rxjs';
import { type Profile, profileNamed, profiles, type Transport } from 'rxmodem';
import { type Emulator, emulator, type Fault, simulatedFtp, simulatedWeb } from 'rxmodem/emulator';

/** The modem that the page has now. */
export interface DeskModem {
  readonly profile: Profile;
  readonly transport: Transport;
  /** Missing where it is a real one. */
  readonly virtual?: Emulator;
}

/** The modem of the page, which may be made anew. */
export interface Desk {
  readonly modem: Observable<DeskModem>;
  readonly now: () => DeskModem;
  /** Makes a virtual modem of a family, with faults. */
  readonly renew: (family: string, faults: readonly Fault[]) => void;
  /** Puts a real one in its place. */
  readonly use: (modem: DeskModem) => void;
  /** The number of its messages goes to itself, so that one modem can try both ends. */
  readonly number: string;
}

const NUMBER = '+491700000001';

/** The network behind the virtual modem: nothing leaves the page. */
const PAGES = {
  'http://example.com/': 'Hello from behind the virtual modem.\n',
  'http://example.com/reading.json': '{ "celsius": 21.5, "humidity": 48 }',
  'http://example.com/firmware.bin': new Uint8Array(20_000).map((_, n) => (n * 31) & 255),
  'http://example.com/slow': { body: 'This took its time.\n', delayMs: 4_000 },
  'http://example.com/broken': { status: 503, body: 'Come back later.\n' },
};

/** Makes the desk, with a virtual modem on it. */
export const desk = (family: string): Desk => {
  const modems = new BehaviorSubject(virtualModem(family, []));
  const changes = new Subject<DeskModem>();
  changes.subscribe(modems);
  return {
    modem: modems,
    now: () => modems.value,
    renew: (wanted, faults) => changes.next(virtualModem(wanted, faults)),
    use: (modem) => changes.next(modem),
    number: NUMBER,
  };
};

const virtualModem = (family: string, faults: readonly Fault[]): DeskModem => {
  const virtual = emulator({
    family,
    faults,
    origin: simulatedWeb(PAGES),
    ftp: simulatedFtp({ 'ftp.example.com': { files: { '/readme.txt': 'Hello by FTP.\n' } } }),
    number: NUMBER,
    baud: 115_200,
    ussd: {
      '*100#': 'Balance: 5.00',
      '*123#': { text: '1 Balance\n2 Data', replies: { '1': 'Balance: 5.00', '2': '80 MB are left' } },
    },
  });
  return { profile: profileNamed(family) ?? profiles.sim800, transport: virtual.transport, virtual };
};
