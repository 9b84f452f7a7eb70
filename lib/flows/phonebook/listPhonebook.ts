import {
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  mergeMap,
  type Observable,
  of,
  range as numbers,
  tap,
} from 'rxjs';
import type { CommandChannel } from '../../../operators/commandChannel';
import { retryWith } from '../../../operators/retryWith';
import type {
  PhonebookCharset,
  PhonebookDialect,
  PhonebookEntry,
  PhonebookLevel,
  PhonebookRange,
} from '../../dialects/phonebookDialect';
import { orWithout } from '../../dialects/steps/optionally';
import type { Reason } from '../../grammar/errors/reason';

/** A phonebook that is chosen and readable. */
export interface Book {
  readonly dialect: PhonebookDialect;
  readonly channel: CommandChannel;
  readonly charset: PhonebookCharset;
}

/** How many places are read at once: an answer of more takes long, and no other command comes in between. */
const SLICE = 50;
/** The SIM is busy for some seconds after a start: the modem says so, and nothing is done (CME 14). */
export const WHILE_BUSY = {
  attempts: 10,
  delay: 2_000,
  when: (reason: Reason): boolean => reason.kind === 'cme' && reason.code === 14,
};

/**
 * Emits the entries of a phonebook by their places, 50 places at a time. The modem says how many there are: where fewer came, a line was
 * lost, and the places are read once more.
 *
 *     > AT+CPBS?   < +CPBS: "SM",3,250   > AT+CPBR=1,50   < +CPBR: 1,"+15550100",145,"Ann"   < OK   …
 */
export const listPhonebook = ({ dialect, channel, charset }: Book): Observable<PhonebookEntry> =>
  defer(() => {
    const seen = new Set<number>();
    const all = dialect.range(channel).pipe(
      mergeMap(slices),
      concatMap((slice) => dialect.read(channel, slice, charset).pipe(retryWith(WHILE_BUSY))),
      filter(({ index }) => !seen.has(index)),
      tap(({ index }) => seen.add(index)),
    );
    return levelOf(dialect, channel).pipe(
      mergeMap((level) => {
        const isShort = (): boolean => seen.size < (level?.used ?? 0);
        return concat(
          all,
          defer(() => (isShort() ? all : EMPTY)),
          defer(() => {
            if (isShort())
              channel.note(
                `the modem speaks of ${level?.used} entries and gave ${seen.size}; going on with these`,
              );
            return EMPTY;
          }),
        );
      }),
    );
  });

/** The storage that is chosen, and how full it is; `undefined` where the modem does not say it twice. */
export const levelOf = (
  dialect: PhonebookDialect,
  channel: CommandChannel,
): Observable<PhonebookLevel | undefined> =>
  dialect.level(channel).pipe(
    retryWith(WHILE_BUSY),
    orWithout(channel, () => undefined),
  );

const slices = ({ from, to }: PhonebookRange): Observable<PhonebookRange> =>
  numbers(0, Math.max(0, Math.ceil((to - from + 1) / SLICE))).pipe(
    concatMap((at) => of({ from: from + at * SLICE, to: Math.min(to, from + (at + 1) * SLICE - 1) })),
  );
