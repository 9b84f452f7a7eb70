import { EMPTY } from 'rxjs';
import type { Modem, Profile } from 'rxmodem';

/** A modem on no port: a flow checks by the profile what it was given, and then nothing happens. */
export const nowhere = (profile: Profile): Modem => ({
  profile,
  transport: EMPTY,
  state: {
    registration: EMPTY,
    signal: EMPTY,
    sim: EMPTY,
    bearer: EMPTY,
    power: EMPTY,
    clock: EMPTY,
    connection: EMPTY,
  },
  send: () => EMPTY,
  sendRaw: () => EMPTY,
  urcs: EMPTY,
  trace: EMPTY,
  exclusive: () => EMPTY,
  withBearer: () => () => EMPTY,
  keepOpen: () => EMPTY,
  pending: EMPTY,
  redact: (line) => line,
  note: () => undefined,
});
