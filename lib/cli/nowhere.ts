import { EMPTY } from 'rxjs';
import type { Modem, Profile } from 'rxmodem';

/** A modem on no port: a flow checks by the profile what it was given, and then nothing happens. */
export const nowhere = (profile: Profile): Modem => ({
  profile,
  send: () => EMPTY,
  sendRaw: () => EMPTY,
  urcs: EMPTY,
  trace: EMPTY,
  inTurn: () => EMPTY,
  hold: () => EMPTY,
  note: () => undefined,
});
