import { map } from 'rxjs';
import type { Transport } from '../../lib';
import { random } from '../../lib/emulator/faults/random';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';

/** What slips into a conversation: line ends, results, URCs, prompts, headers with senseless numbers, bytes of any value. */
export const FRAGMENTS: readonly string[] = [
  ...[
    '\r',
    '\n',
    '\r\n',
    '\r\n\r\n',
    '\0',
    '\x1a',
    '\x1b',
    '\xff',
    '\xff\xfe',
    '>',
    '\r\n> ',
    '"',
    ',',
    ': ',
  ],
  ...['OK', 'ERROR', '+CME ERROR: 3', '+CME ERROR: ', 'NO CARRIER', 'SHUT OK', 'DOWNLOAD', 'CONNECT'],
  ...[
    'RING',
    '+CREG: 1',
    '+CGEV: NW PDN DEACT 1',
    '+SAPBR 1: DEACT',
    '+HTTP_PEER_CLOSED',
    '+CFTPSNOTIFY: PEER CLOSED',
  ],
  ...[
    '+HTTPACTION: 0,200,150',
    '+HTTPACTION: 0,601,0',
    '+HTTPACTION: -1,1e9,99999999999',
    '+FTPGET: 1,0',
    '+FTPGET: 1,86',
  ],
  ...[
    '+HTTPREAD: 4294967296',
    '+HTTPREAD: -1',
    '+HTTPREAD: 1.5',
    '+HTTPREAD: 0',
    '+HTTPHEAD: 4294967296',
    '+HTTPHEAD: 7',
  ],
  ...[
    '+FTPGET: 2,4294967296',
    '+FTPPUT: 1,1,-5',
    '+FTPPUT: 2,99999999',
    '+CFTPSGET: DATA,4294967296',
    '+CFTPSGET: 0',
  ],
  ...[
    '+CFTRANTX: DATA,99999999999999999999',
    '+FSOPEN: -1',
    '+FSATTRI: 4294967296',
    '+FSFLSIZE: -7',
    '+FTPSIZE: 1,0,-1',
  ],
].flatMap((text) => (/^[\w+]/.test(text) ? [text, `\r\n${text}\r\n`] : [text]));

/** Draws by a seed. */
export interface Dice {
  /** A whole number below this one. */
  readonly below: (limit: number) => number;
  /** True with this chance. */
  readonly chance: (of: number) => boolean;
  readonly oneOf: <T>(list: readonly T[]) => T;
}

export const dice = (seed: number): Dice => {
  const next = random(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (of) => next() < of,
    oneOf: (list) => list[below(list.length)] as (typeof list)[number],
  };
};

/** Cuts, doubles and swaps lines, flips and drops bytes, slips fragments in: so many times. */
export const mutated = (text: string, { below, oneOf }: Dice, times: number): string => {
  let left = text;
  for (let turn = 0; turn < times; turn += 1) {
    const at = below(left.length + 1);
    const lines = left.split('\r\n');
    const line = below(lines.length);
    left = oneOf<() => string>([
      () => left.slice(0, at) + oneOf(FRAGMENTS) + left.slice(at),
      () => left.slice(0, at) + left.slice(at + 1 + below(8)),
      () => left.slice(0, at) + String.fromCharCode(below(256)) + left.slice(at + 1),
      () => [...lines.slice(0, line), ...lines.slice(line + 1)].join('\r\n'),
      () => [...lines.slice(0, line + 1), ...lines.slice(line)].join('\r\n'),
      () =>
        [...lines.slice(0, line), ...lines.slice(line, line + 2).reverse(), ...lines.slice(line + 2)].join(
          '\r\n',
        ),
    ])();
  }
  return left;
};

/** A transport that mutates a piece of what comes, with this chance; after so many pieces no more. */
export const mutating = (transport: Transport, drawn: Dice, chance: number, pieces: number): Transport =>
  transport.pipe(
    map((port) => {
      let seen = 0;
      const strike = (bytes: Uint8Array): Uint8Array => {
        seen += 1;
        return seen <= pieces && drawn.chance(chance)
          ? latin1Bytes(mutated(latin1(bytes), drawn, 1 + drawn.below(3)))
          : bytes;
      };
      return { ...port, incoming: port.incoming.pipe(map(strike)) };
    }),
  );
