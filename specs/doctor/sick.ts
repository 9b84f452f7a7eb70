import { of } from 'rxjs';
import { latin1Bytes } from '../../lib/wire/latin1';
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

const sick = (
  name: string,
  settings: Partial<EmulatorOptions>,
  finds: Sick['finds'],
  options?: DoctorOptions,
): Sick => ({ name, target: () => modem(settings).at, finds, ...(options && { options }) });

const other = (name: string, port: () => Transport, seen: RegExp, advice: RegExp): Sick => ({
  name,
  target: () => () => port(),
  finds: { line: [seen, advice] },
});

const fullFlash = (): Emulator => {
  const full = modem({ family: 'a7600' });
  full.state.storage.write('C:/log.bin', new Uint8Array(11_345_000));
  return full;
};

/** A modem whose settings somebody changed: it hears these lines first. */
const set = (...lines: readonly string[]): Emulator => {
  const changed = modem();
  changed
    .attach(of(latin1Bytes(lines.map((line) => `${line}\r`).join(''))))
    .subscribe()
    .unsubscribe();
  return changed;
};

/** The table of issue 19, and some more. */
export const TABLE: readonly Sick[] = [
  sick('another rate', { portBaud: 9_600 }, { rate: [/at 9600 baud, not at 115200/, /--baud 9600/] }),
  sick('silence', { faults: [faults.silent()] }, { line: [/nothing answers/, /power.*PWRKEY.*RX and TX/] }),
  other('an echo without a modem', impostors.terminal, /other line ends/, /getty/),
  sick('data mode', { leftIn: 'data' }, { line: [/data mode/, /\+\+\+ and ATH/] }),
  sick('the multiplexer', { muxOpen: true }, { line: [/multiplexer/, /--fix/] }),
  sick('a prompt', { leftIn: 'prompt' }, { line: [/text of a message/, /program that left it/] }),
  sick('a SIM with a PIN', { sim: 'SIM PIN' }, { sim: [/PIN/, /RXMODEM_PIN/] }),
  sick('a SIM with a PUK', { sim: 'SIM PUK' }, { sim: [/PUK/, /PUK of its operator/] }),
  sick('no SIM', { sim: 'absent' }, { sim: [/not inserted/, /insert the SIM/] }),
  sick('no signal', { rssi: 99, registration: 2 }, { signal: [/CSQ 99/, /antenna/] }),
  sick('a weak signal', { rssi: 3 }, { signal: [/weak: -107 dBm/, /antenna/] }),
  sick('a denial', { registration: 3 }, { circuit: [/denied/, /refuses this SIM/] }),
  sick('no access point', { needsApn: true }, { bearer: [/not allowed/, /--apn/] }),
  sick(
    'a wrong access point',
    { apns: ['internet'] },
    { bearer: [/not allowed/, /“intrenet”/] },
    { apn: 'intrenet' },
  ),
  sick(
    'a wrong access point on LTE',
    { family: 'a7600', apns: ['internet'] },
    { bearer: [/AT\+CGACT=1,1/, /“intrenet”/] },
    { apn: 'intrenet' },
  ),
  sick(
    'firmware without SSL',
    { faults: [faults.missingCommands({ names: ['+HTTPSSL'] })] },
    { tls: [/no TLS/, /update/] },
  ),
  {
    name: 'a full flash',
    target: () => fullFlash().at,
    finds: { files: [/flash is full: 3480 bytes/, /files rm/] },
  },
  sick('a clock that was never set', { clock: '' }, { clock: [/never set/, /clock --sync/] }),
  sick('a low supply', { milliVolts: 3_300 }, { supply: [/3300 mV/, /2 A in bursts/] }),
  sick(
    'a supply that breaks down',
    { faults: [faults.undervoltage({ during: 'AT+SAPBR=1' })] },
    { supply: [/UNDER-VOLTAGE POWER DOWN/, /2 A in bursts/] },
  ),
  other('a port that sends positions', impostors.nmea, /NMEA/, /another port of the same modem/),
  other('a printer', impostors.printer, /printer/, /another port/),
  other('a loopback plug', impostors.loopback, /loopback plug/, /remove the plug/),
  other('another device', impostors.console, /no modem: “AT unknown command/, /another port/),
  sick('no result codes', { quiet: true }, { line: [/ATQ1/, /ATQ0/] }),
  sick(
    'no result codes and no echo at another rate',
    { quiet: true, portBaud: 9_600, faults: [faults.noEcho()] },
    { line: [/ATQ1/, /ATQ0/], rate: [/at 9600 baud/, /--baud 9600/] },
  ),
  sick('numbers', { verbose: false }, { line: [/ATV0/, /ATV1/] }),
  {
    name: 'XON and XOFF',
    target: () => set('AT+IFC=1,1').at,
    finds: { flow: [/0x11 and 0x13/, /AT\+IFC=0,0/] },
  },
  { name: 'sleep', target: () => set('AT+CSCLK=2').at, finds: { sleep: [/AT\+CSCLK/, /AT\+CSCLK=0/] } },
];
