import type * as Emulator from 'rxmodem/emulator';

/**
 * Loads `rxmodem/emulator`, about a quarter of what a verb loads. Only what runs a virtual modem, or names its settings, calls it: a verb
 * on a real port does without.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded by the verbs that need it only
export const emulatorPart = (): typeof Emulator => require('rxmodem/emulator') as typeof Emulator;
