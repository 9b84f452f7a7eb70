import { of } from 'rxjs';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Transport } from '../../lib';
import {
  emulator,
  type EmulatorOptions,
  type Emulator,
  faults,
  impostors,
  simulatedWeb,
} from '../../lib/emulator';
import type { DoctorOptions, DoctorTarget } from '../../lib';

/** A modem, or what is taken for one, and what a doctor must say of it. */
export interface Sick {
  readonly name: string;
  readonly target: () => DoctorTarget;
  readonly options?: DoctorOptions;
  /** The checks that need attention, and words of what was seen and of the next step. */
  readonly finds: Readonly<Record<string, readonly [seen: RegExp, advice: RegExp]>>;
}

/** A virtual modem with a page behind it. */
export const modem = (settings: Partial<EmulatorOptions> = {}): Emulator =>
  emulator({ family: 'sim800', origin: simulatedWeb({ 'http://example.com/': 'hello' }), ...settings });

const other = (name: string, port: () => Transport, seen: RegExp, advice: RegExp): Sick => ({
  name,
  target: () => () => port(),
  finds: { line: [seen, advice] },
});

/** A family whose modems can be sick, and what differs between them. */
interface SickFamily {
  readonly family: string;
  /** The command that firmware without TLS lacks. */
  readonly tls: string;
  /** The line that draws the current under which a weak supply breaks down. */
  readonly burst: string;
  /** What fills its flash up to a few thousand bytes. */
  readonly fill: readonly [file: string, bytes: number];
  /** What is said of a network that refuses the access point. */
  readonly refusal: RegExp;
}

const SICK_FAMILIES: readonly SickFamily[] = [
  {
    ...{ family: 'sim800', tls: '+HTTPSSL', burst: 'AT+SAPBR=1' },
    ...{ fill: ['C:/User/log.bin', 183_000], refusal: /not allowed/ },
  },
  ...(['a7600', 'sim7600'] as const).map((family): SickFamily => ({
    ...{ family, tls: '+CSSLCFG', burst: 'AT+CGACT=1,1' },
    ...{ fill: [family === 'a7600' ? 'C:/log.bin' : 'F:/log.bin', 11_345_000], refusal: /AT\+CGACT=1,1/ },
  })),
  {
    ...{ family: 'ec25', tls: '+QSSLCFG', burst: 'AT+QIACT=1' },
    ...{ fill: ['UFS:/log.bin', 14_395_000], refusal: /AT\+QIACT=1/ },
  },
];

const fullFlash = ({ family, fill: [file, bytes] }: SickFamily): Emulator => {
  const full = modem({ family });
  full.state.storage.write(file, new Uint8Array(bytes));
  return full;
};

/** A modem whose settings somebody changed: it hears these lines first. */
const set = (family: string, ...lines: readonly string[]): Emulator => {
  const changed = modem({ family });
  changed
    .attach(of(latin1Bytes(lines.map((line) => `${line}\r`).join(''))))
    .subscribe()
    .unsubscribe();
  return changed;
};

/** The table of issue 19 on one family, and some more. */
const tableOf = (sickFamily: SickFamily): readonly Sick[] => {
  const { family, tls, burst, refusal } = sickFamily;
  const sick = (
    name: string,
    settings: Partial<EmulatorOptions>,
    finds: Sick['finds'],
    options?: DoctorOptions,
  ): Sick => ({
    name: `${name}, ${family}`,
    target: () => modem({ family, ...settings }).at,
    finds,
    ...(options && { options }),
  });
  return [
    sick('another rate', { portBaud: 9_600 }, { rate: [/at 9600 baud, not at 115200/, /--baud 9600/] }),
    sick('silence', { faults: [faults.silent()] }, { line: [/nothing answers/, /power.*PWRKEY.*RX and TX/] }),
    sick('data mode', { leftIn: 'data' }, { line: [/data mode/, /\+\+\+ and ATH/] }),
    sick('the multiplexer', { muxOpen: true }, { line: [/multiplexer/, /--fix/] }),
    sick('a prompt', { leftIn: 'prompt' }, { line: [/text of a message/, /program that left it/] }),
    sick('a SIM with a PIN', { sim: 'SIM PIN' }, { sim: [/PIN/, /RXMODEM_PIN/] }),
    sick('a SIM with a PUK', { sim: 'SIM PUK' }, { sim: [/PUK/, /PUK of its operator/] }),
    sick('no SIM', { sim: 'absent' }, { sim: [/not inserted/, /insert the SIM/] }),
    sick('no signal', { rssi: 99, registration: 2 }, { signal: [/CSQ 99/, /antenna/] }),
    sick('a weak signal', { rssi: 3 }, { signal: [/weak: -107 dBm/, /antenna/] }),
    sick('a denial', { registration: 3 }, { circuit: [/denied/, /refuses this SIM/] }),
    sick('no access point', { needsApn: true }, { bearer: [refusal, /--apn/] }),
    sick(
      'a wrong access point',
      { apns: ['internet'] },
      { bearer: [refusal, /“intrenet”/] },
      { apn: 'intrenet' },
    ),
    sick(
      'firmware without SSL',
      { faults: [faults.missingCommands({ names: [tls] })] },
      { tls: [/no TLS/, /update/] },
    ),
    {
      name: `a full flash, ${family}`,
      target: () => fullFlash(sickFamily).at,
      finds: { files: [/flash is full: [3-5]\d\d\d bytes/, /files rm/] },
    },
    sick('a clock that was never set', { clock: '' }, { clock: [/never set/, /clock --sync/] }),
    sick('a low supply', { milliVolts: 3_300 }, { supply: [/3300 mV/, /2 A in bursts/] }),
    // Quectel's modems are not known to say why they go off.
    ...(family === 'ec25' ? [] : [burst, 'AT+CPIN?']).map((during) =>
      sick(
        `a supply that breaks down during ${during}`,
        { faults: [faults.undervoltage({ during })] },
        { supply: [/UNDER-VOLTAGE POWER DOWN/, /2 A in bursts/] },
      ),
    ),
    sick(
      'power that is lost',
      { faults: [faults.powerLost({ during: 'AT+CSQ' })] },
      { line: [/no longer answered/, /check power/] },
    ),
    sick('no result codes', { quiet: true }, { line: [/ATQ1/, /ATQ0/] }),
    sick(
      'no result codes and no echo at another rate',
      { quiet: true, portBaud: 9_600, faults: [faults.noEcho()] },
      { line: [/ATQ1/, /ATQ0/], rate: [/at 9600 baud/, /--baud 9600/] },
    ),
    sick('numbers', { verbose: false }, { line: [/ATV0/, /ATV1/] }),
    {
      name: `XON and XOFF, ${family}`,
      target: () => set(family, 'AT+IFC=1,1').at,
      finds: { flow: [/0x11 and 0x13/, /AT\+IFC=0,0/] },
    },
    {
      name: `sleep, ${family}`,
      target: () => set(family, family === 'ec25' ? 'AT+QSCLK=1' : 'AT+CSCLK=2').at,
      finds: { sleep: [/AT\+[CQ]SCLK/, family === 'ec25' ? /AT\+QSCLK=0/ : /AT\+CSCLK=0/] },
    },
  ];
};

/** What answers, or does not, and is no modem. */
const OTHERS: readonly Sick[] = [
  other('an echo without a modem', impostors.terminal, /other line ends/, /getty/),
  other('a port that sends positions', impostors.nmea, /NMEA/, /another port of the same modem/),
  other('a printer', impostors.printer, /printer/, /another port/),
  other('a loopback plug', impostors.loopback, /loopback plug/, /remove the plug/),
  other('another device', impostors.console, /no modem: “AT unknown command/, /another port/),
];

export const TABLE: readonly Sick[] = [...SICK_FAMILIES.flatMap(tableOf), ...OTHERS];
