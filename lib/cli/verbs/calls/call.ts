import {
  concat,
  concatMap,
  defer,
  EMPTY,
  map,
  merge,
  type Observable,
  Subject,
  switchMap,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { type CallEvent, calls, type Modem } from 'rxmodem';
import { Option } from 'commander';
import { CliError } from '../../errors/cliError';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import { numberOption } from '../../options/numberOption';
import type { Verb } from '../../options/verb';
import { withSim } from '../../modem/withSim';
import { afterDone } from '../../output/afterDone';
import { printed } from '../../output/stdoutSink';
import { callLine, callText } from './callLine';

interface CallOptions extends ModemOptions {
  /** Seconds. */
  readonly hangUpAfter?: number;
}

/** Calls a number; hangs up some time after it was answered. */
const made = (modem: Modem, number: string, { hangUpAfter }: CallOptions): Observable<CallEvent> => {
  const connected = new Subject<void>();
  const hangsUp = connected.pipe(
    switchMap(() => (hangUpAfter === undefined ? EMPTY : timer(hangUpAfter * 1_000))),
    switchMap(() => calls.hangUp(modem)),
  );
  const events = calls.dial(modem, number).pipe(
    tap(({ kind }) => {
      if (kind === 'connected') connected.next();
    }),
    tap({ complete: () => connected.complete(), error: () => connected.complete() }),
  );
  return merge(hangsUp, events);
};

const ADVICE: Readonly<Record<string, string>> = {
  busy: 'the other side is busy; trying again later may help',
  'no-answer': 'nobody answered; trying again later may help',
  network: 'the network did not connect the call; check the number, the signal and the registration',
};

/** A call that was never connected is a failure. */
const verdict = (wasConnected: boolean, last: CallEvent | undefined): Observable<never> => {
  if (wasConnected || last?.kind !== 'ended') return EMPTY;
  const message = ADVICE[last.cause] ?? `the call ended (${last.cause}); try again`;
  return throwError(() => new CliError({ kind: 'refused-by-network', message }));
};

/** Makes a voice call: `rxmodem call +15550100`. */
export const call: Verb<CallOptions> = {
  usage: 'call <number>',
  does: 'Makes a voice call and prints what becomes of it, one event a line: dialing, ringing, connected, ended. Ctrl-C hangs up.',
  takes: { number: 'digits, with + in front of an international number' },
  examples: [
    ['rxmodem call +15550100', 'at the embedded emulator, where somebody answers'],
    ['rxmodem call +15550100 --port /dev/ttyUSB0 --hang-up-after 30', 'hangs up 30 s after the answer'],
  ],
  declare: (command) =>
    modemOptions(command)
      .optionsGroup('Call:')
      .addOption(
        new Option('--hang-up-after <seconds>', 'hang up this long after the answer').argParser(
          numberOption(0, { fraction: true }),
        ),
      ),
  run: ({ args: [number = ''], options }) =>
    withSim(options, (modem) =>
      defer(() => {
        let last: CallEvent | undefined;
        let wasConnected = false;
        const events = made(modem, number, options).pipe(
          tap((event) => {
            last = event;
            wasConnected ||= event.kind === 'connected';
          }),
          map((event) => callLine(event, number)),
          concatMap((line) => printed(options.json ? line : callText(line))),
          afterDone('the number was dialled'),
        );
        return concat(
          events,
          defer(() => verdict(wasConnected, last)),
        );
      }),
    ),
};
