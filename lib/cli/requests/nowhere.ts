import { EMPTY } from 'rxjs';
import type { Modem, Profile } from 'rxmodem';

/** A modem without a port: a flow checks its arguments against the profile, and nothing is sent. */
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
