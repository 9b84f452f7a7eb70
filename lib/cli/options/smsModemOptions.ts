import { type Command, Option } from 'commander';
import { type ModemOptions, modemOptions } from './modemOptions';
import { numberOption } from './numberOption';

/** Options of every verb that uses the messages of a modem. */
export interface SmsModemOptions extends ModemOptions {
  /** Seconds. */
  readonly readyTimeout: number;
}

/** Options that say how a text is spelled. */
export interface SpellingOptions {
  readonly encoding: 'auto' | 'gsm7' | 'ucs2';
  readonly wideReferences?: boolean;
}

/** Declares the options of the modem and of its readiness. */
export const smsModemOptions = (verb: Command): Command =>
  modemOptions(
    verb
      .optionsGroup('Network:')
      .addOption(
        new Option('--ready-timeout <seconds>', 'time limit for SIM and network to be ready')
          .argParser(numberOption(0, { fraction: true }))
          .default(60),
      ),
  );

/** Declares the options of the spelling. */
export const spellingOptions = (verb: Command): Command =>
  verb
    .optionsGroup('Message:')
    .addOption(
      new Option('--encoding <name>', 'alphabet; auto takes the shorter one that has every letter')
        .choices(['auto', 'gsm7', 'ucs2'])
        .default('auto'),
    )
    .option('--wide-references', 'join parts by a number of 16 bits, which some phones do not know');
