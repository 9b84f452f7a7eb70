import { concat, defer, map, switchMap, take } from 'rxjs';
import {
  a7600,
  collect,
  commands,
  openModem,
  http,
  quectel,
  sim7600,
  sim800,
  type Transport,
} from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import type { TraceEntry } from '../../lib/modem/trace/traceEntry';
import { latin1 } from '../../lib/grammar/latin1';
import { patterned } from '../modem/bodies';
import { desk, PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';

/** A transport that notes what is written, in one log with what was announced. */
const spied = (transport: Transport, log: string[]): Transport =>
  transport.pipe(
    map((port) => ({
      ...port,
      write: (bytes) =>
        defer(() => {
          log.push(latin1(bytes).endsWith('\r') ? `wrote ${latin1(bytes)}` : `wrote ${bytes.length} bytes`);
          return port.write(bytes);
        }),
    })),
  );

const announced =
  (log: string[]) =>
  ({ sign, text }: TraceEntry): void => {
    if (sign === '>') log.push(`said ${text}\r`);
    if (sign === '>>') log.push(`said ${text}`);
  };

const situations: Readonly<Record<string, Partial<EmulatorSettings>>> = {
  'answers at once': {},
  'answers later': { latencyMs: 5 },
  'sends pieces and URCs': {
    faults: [
      faults.pieces({ least: 1, most: 7 }),
      faults.urcs({ lines: ['+CREG: 1', 'RING'], where: ['everywhere'] }),
    ],
  },
  'starts as the port opens, and is deaf at first': { bootOnOpen: true, faults: [faults.deaf({ lines: 2 })] },
  'stalls in the middle of a payload': { faults: [faults.stall({ during: 'AT+HTTPREAD', after: 150 })] },
  'restarts in the middle of a payload': { faults: [faults.restart({ during: 'AT+HTTPREAD', after: 150 })] },
  'gives a code of its own first': { faults: [faults.failedRequests({ codes: [601, 604] })] },
  'has a session open': { httpOpen: true },
};

describe.each([sim800, a7600, sim7600, quectel])(
  'law 4: on a $title nothing is written that is not first',
  (profile) => {
    it.each(Object.entries(situations))('in the traffic, where the modem %s', (_, knobs) => {
      const log: string[] = [];
      const { virtual } = desk(profile, patterned(700), knobs);
      const data = new Uint8Array(12);
      virtually(() =>
        watch(
          openModem(spied(virtual.transport, log), profile, { trace: announced(log) }).pipe(
            take(1),
            switchMap((modem) =>
              concat(
                http.get(modem, { url: PAGE, windowBytes: 300 }).pipe(collect()),
                modem.send(commands.httpInit()),
                modem.send(commands.httpData({ size: data.length, time: 10_000 }), ({ give }) => give(data)),
                modem.send(commands.httpTerm()),
                modem.sendRaw('AT+CSQ'),
              ),
            ),
          ),
        ),
      );
      const writes = log.filter((line) => line.startsWith('wrote '));

      expect(writes.length).toBeGreaterThan(8);
      expect(log).toEqual(writes.flatMap((line) => [line.replace('wrote ', 'said '), line]));
    });
  },
);
