import { a7600 } from './a7600/a7600Modem';
import { sim7600 } from './sim7600/sim7600Modem';
import { sim800 } from './sim800/sim800Modem';

/** The families that can be emulated, by name. */
export const FAMILIES = { sim800, a7600, sim7600 } as const;

/** Which modem is emulated. */
export type FamilyName = keyof typeof FAMILIES;
