import type { Subscription } from 'rxjs';
import { type RunHelpers, TestScheduler } from 'rxjs/testing';
import { ModemError } from '../grammar/errors/modemError';
import { openModem, type OpenModemOptions } from '../modem/openModem';
import type { Modem } from '../modem/modem';
import type { Profile } from '../dialects/profile';
import { sim800 } from '../families/sim800/sim800';
import type { Transport } from '../wire/transport';
import { assertDeepEqual, type AssertDeepEqual } from './assertDeepEqual';

/** How a marble test with a modem is run. */
export interface RunOptions extends OpenModemOptions {
  /** The modem's family. Default `sim800`. */
  readonly profile?: Profile | undefined;
  /** How marbles are compared. Default: `expect(actual).toEqual(expected)`, where there is a global `expect`. */
  readonly assertDeepEqual?: AssertDeepEqual | undefined;
}

/** A marble test: what is expected is said with a modem at hand; time has not begun yet. */
export type ModemTest = (
  modem: Modem,
  expectObservable: RunHelpers['expectObservable'],
  helpers: RunHelpers,
) => void;

const unmarbled = (): void => undefined;

/** Something done in a virtual time of its own, with all that it scheduled. */
const virtually = (act: () => void): void => new TestScheduler(unmarbled).run(act);

/**
 * Runs a marble test with a modem on any transport: it is brought up first, so that the test's time begins at 0.
 *
 *     runModem(emulator({ family: 'sim800', origin, faults: [faults.stall({ … })] }).transport, (modem, expectObservable) =>
 *       expectObservable(http.get(modem, url).pipe(collect(), map(({ status }) => status))).toBe('15s (s|)', { s: 200 }));
 *
 * Fails as `openModem` does where the modem can't be brought up.
 */
export const runModem = (transport: Transport, test: ModemTest, options: RunOptions = {}): void => {
  const { profile = sim800, assertDeepEqual: assert = assertDeepEqual, ...manner } = options;
  let modem: Modem | undefined;
  let failure: unknown;
  let connection: Subscription | undefined;
  virtually(() => {
    connection = openModem(transport, profile, manner).subscribe({
      next: (up) => (modem = up),
      error: (error: unknown) => (failure = error),
    });
  });
  if (failure instanceof Error) throw failure;
  if (!modem) throw new ModemError({ kind: 'closed', where: 'the transport' });
  const up = modem;
  try {
    new TestScheduler(assert).run((helpers) => test(up, helpers.expectObservable, helpers));
  } finally {
    virtually(() => connection?.unsubscribe());
  }
};
