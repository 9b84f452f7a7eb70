import { EMPTY, interval, map, merge, NEVER, type Observable, of, Subject, takeUntil, defer } from 'rxjs';
import { latin1, latin1Bytes } from '../grammar/latin1';
import type { Port, Transport } from '../wire/transport';

/** What a port does that no modem is on: the answer to what the host writes, and what comes by itself. */
interface Behaviour {
  readonly answer: (text: string) => string;
  readonly unasked?: Observable<string>;
}

/** A port that behaves so until it is closed. */
const port = (name: string, { answer, unasked = NEVER }: Behaviour): Transport =>
  defer(() => {
    const said = new Subject<string>();
    const over = new Subject<void>();
    const opened: Port = {
      name,
      incoming: merge(said, unasked.pipe(takeUntil(over))).pipe(map((text) => latin1Bytes(text))),
      write: (bytes) =>
        defer(() => {
          const text = answer(latin1(bytes));
          if (text !== '') said.next(text);
          return EMPTY;
        }),
    };
    return merge(of(opened), NEVER);
  });

/** One second of a receiver without a position. */
const SENTENCES = [
  '$GNRMC,093000.00,V,,,,,,,170524,,,N*6C',
  '$GNGGA,093000.00,,,,,0,00,99.99,,,,,,*72',
  '$GPGSV,1,1,00*79',
];

/** The real-time status of a receipt printer that is ready (ESC/POS, DLE EOT 1). */
const PRINTER_READY = '\x12';
const STATUS_REQUEST = '\x10\x04';

/**
 * Ports on which no modem answers, for the specs of what looks for one: each is a transport that can be opened again.
 */
export const impostors = Object.freeze({
  /** A loopback plug: every byte comes back. */
  loopback: (): Transport => port('loopback', { answer: (text) => text }),
  /** A terminal that echoes what is typed, with CR LF for CR, as a console does that waits for a login. */
  terminal: (): Transport => port('terminal', { answer: (text) => text.replaceAll('\r', '\r\n') }),
  /** The port of a satellite receiver: sentences once a second, whatever is written. */
  nmea: (): Transport =>
    port('nmea', {
      answer: () => '',
      unasked: interval(1_000).pipe(map(() => SENTENCES.map((line) => `${line}\r\n`).join(''))),
    }),
  /** A receipt printer: it prints what comes, and answers a question for its status only. */
  printer: (): Transport =>
    port('printer', { answer: (text) => (text.includes(STATUS_REQUEST) ? PRINTER_READY : '') }),
  /** A device with a command line of its own. */
  console: (prompt = 'device> '): Transport =>
    port('console', {
      answer: (text) =>
        text.includes('\r') ? `${text.replaceAll('\r', '\r\n')}unknown command\r\n${prompt}` : '',
    }),
});
