import { a7600Modem } from './a7600/a7600Modem';
import { sim7600Modem } from './sim7600/sim7600Modem';
import { sim800Modem } from './sim800/sim800Modem';

/** The families that can be emulated, by name. */
export const FAMILIES = { sim800: sim800Modem, a7600: a7600Modem, sim7600: sim7600Modem } as const;

/** Which modem is emulated. */
export type FamilyName = keyof typeof FAMILIES;
