import type { Firmware } from '../dialects/firmware';
import { a7600Firmwares } from './a7600/firmwares';
import { quectelFirmwares } from './quectel/firmwares';
import { sim7600Firmwares } from './sim7600/firmwares';
import { joinedName } from './standard/joinedName';
import { sim800Firmwares } from './sim800/firmwares';

/** The tables of firmware by the name of the profile. A family adds its line here. */
const FIRMWARES: Readonly<Record<string, readonly Firmware[]>> = {
  sim800: sim800Firmwares,
  a7600: a7600Firmwares,
  sim7600: sim7600Firmwares,
  quectel: quectelFirmwares,
};

/** What is known of a modem’s firmware, by the name of its profile, its model and its revision (`AT+CGMR`). */
export const firmwaresOf = (
  profile: string,
  model: string | null,
  revision: string | null,
): readonly Firmware[] => {
  const named = `${joinedName(model ?? '')} ${joinedName(revision ?? '')}`;
  return (Object.hasOwn(FIRMWARES, profile) ? (FIRMWARES[profile] ?? []) : []).filter(({ match }) =>
    match.test(named),
  );
};
