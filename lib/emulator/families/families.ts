import { a7600Modem } from './a7600/a7600Modem';
import { bg96Modem, ec25Modem, eg91Modem } from './quectel/quectelModem';
import { sim7600Modem } from './sim7600/sim7600Modem';
import { sim800Modem } from './sim800/sim800Modem';

/** The families that can be emulated, by name. */
export const FAMILIES = {
  sim800: sim800Modem,
  a7600: a7600Modem,
  sim7600: sim7600Modem,
  quectel: ec25Modem,
  ec25: ec25Modem,
  eg91: eg91Modem,
  bg96: bg96Modem,
} as const;

/** Which modem is emulated. */
export type FamilyName = keyof typeof FAMILIES;
