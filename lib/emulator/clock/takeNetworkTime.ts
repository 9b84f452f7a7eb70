import { isRegistered } from '../../grammar/isRegistered';
import type { HandlerContext } from '../core/handler';
import { spokenLine } from '../core/utterance';

/** The network sends its time when a modem registers (NITZ); the modem takes it as its settings say. */
export const takeNetworkTime = (modem: HandlerContext): void => {
  const { state, family, clock } = modem;
  const time = clock.network;
  if (!state.powered || state.sim !== 'READY' || !isRegistered(state.registration)) {
    state.hasNetworkTime = false;
    return;
  }
  if (time === undefined || state.hasNetworkTime) return;
  state.hasNetworkTime = true;
  if (family.clock.takesNetworkTime(state.settings)) clock.set(time, family.clock.isUtc(state.settings));
  for (const line of family.clock.reports(state.settings, time)) modem.say(spokenLine(line, 'urc'));
};
