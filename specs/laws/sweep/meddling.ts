import { defer, delay, EMPTY, map, merge, type Observable, of, Subject, concatMap, filter } from 'rxjs';
import type { Port, Transport } from '../../../lib';
import { latin1, latin1Bytes } from '../../../lib/grammar/latin1';
import type { Said } from '../../modem/scripted';

/** A command line that was written, and how many were written before it. */
export interface Written {
  readonly line: string;
  readonly at: number;
}

/** What happens to one command line. */
export interface Meddled {
  /** Whether the modem hears the line. Default: no. */
  readonly isHeard?: boolean;
  /** What comes in place of the modem's answer. */
  readonly says?: readonly Said[];
  /**
   * Which of the modem's own lines still pass: none (`mute`) until the next command line, or those that the function gives
   * back, changed or not.
   */
  readonly passes?: (text: string) => string;
  /** Whether all later lines are kept from the modem, too, and nothing of what it says passes: it is off. */
  readonly isOff?: boolean;
  /** Whether what is said about the modem's own words holds for all later commands, too. */
  readonly isLasting?: boolean;
}

/** Decides what happens to a line; `undefined` where it is left alone. */
export type Meddle = (written: Written) => Meddled | undefined;

/** A transport with somebody in between, and what was written to it. */
export interface Meddling {
  readonly through: (transport: Transport) => Transport;
  readonly written: readonly Written[];
}

const spoken = (said: Said): Observable<string> =>
  typeof said === 'string' ? of(said) : of(said.say).pipe(delay(said.after));

const NOTHING = (): string => '';

/** Stands between the library and a modem: keeps command lines from it, answers in its name, and drops what it says. */
export const meddling = (meddle: Meddle): Meddling => {
  const written: Written[] = [];
  let isOff = false;
  let passes: ((text: string) => string) | undefined;
  let isLasting = false;
  const own = new Subject<Uint8Array>();
  const on = (port: Port): Port => {
    const write: Port['write'] = (bytes, item) =>
      defer(() => {
        const text = latin1(bytes);
        if (isOff) return EMPTY;
        // An `AT` into the silence of a command is a line, too.
        if (text === 'AT\r' && item?.kind === 'gave' && !isLasting) passes = undefined;
        if (item?.kind !== 'said') return port.write(bytes, item);
        const one = { line: text.replace(/\r$/, ''), at: written.length };
        written.push(one);
        const what = meddle(one);
        if (!isLasting) passes = undefined;
        if (!what) return port.write(bytes, item);
        isOff = what.isOff ?? false;
        isLasting = what.isLasting ?? false;
        passes = isOff ? NOTHING : (what.passes ?? passes);
        const says = of(...(what.says ?? [])).pipe(concatMap(spoken), map(latin1Bytes));
        // The answer comes behind the write, as a modem's does.
        says.pipe(delay(1)).subscribe((said) => own.next(said));
        return what.isHeard ? port.write(bytes, item) : EMPTY;
      });
    const heard = port.incoming.pipe(
      map((bytes) => (passes ? latin1Bytes(passes(latin1(bytes))) : bytes)),
      filter(({ length }) => length > 0),
    );
    return { ...port, write, incoming: merge(heard, own) };
  };
  return { through: (transport) => transport.pipe(map(on)), written };
};
