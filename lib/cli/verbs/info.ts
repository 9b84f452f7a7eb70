import { concatMap, tap } from 'rxjs';
import type { Identity, Modem } from 'rxmodem';
import { infoText, modemInfo } from '../modem/modemInfo';
import { modemOptions, type ModemOptions } from '../options/modemOptions';
import { note } from '../output/note';
import { printed } from '../output/stdoutSink';
import type { Verb } from '../options/verb';
import { withModem } from '../modem/withModem';

/** A modem of another family leaves questions unanswered: the lines that say "unknown" have that cause. */
const noteForeign = ({ profile }: Modem, { model }: Pick<Identity, 'model'>): void => {
  const fitting = model === null ? undefined : profile.profileFor(model);
  if (fitting === undefined || fitting === profile.name) return;
  note(`the modem calls itself ${model}: use --profile ${fitting}, not ${profile.name}`);
};

/** Shows modem, SIM, signal, registration, bearer and address: `rxmodem info`. */
export const info: Verb<ModemOptions> = {
  usage: 'info',
  does: 'Shows modem, SIM, signal, registration, bearer and address.',
  examples: [
    ['rxmodem info', 'the embedded emulator'],
    ['rxmodem info --port /dev/ttyUSB0 --json', 'a real modem, as JSON for a script'],
  ],
  asks: true,
  declare: modemOptions,
  run: ({ options }) =>
    withModem(options, (modem) =>
      modemInfo(modem).pipe(
        tap((known) => noteForeign(modem, known)),
        concatMap((known) => printed(options.json ? known : infoText(known))),
      ),
    ),
};
