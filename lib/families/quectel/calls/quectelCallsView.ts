import type { Calls } from '../../../dialects/modemStates';
import type { View } from '../../../dialects/views';
import { hangUpAll } from '../../standard/callCommands';
import { callReport, callsView, endsCalls } from '../../standard/calls/callsView';
import { quectelCallChanged, quectelHangUp } from './quectelCallCommands';

const [VOICE, OUTGOING, ACTIVE, ALERTING] = [0, 0, 3, 7];

/**
 * The state `calls` of a Quectel. Of `^DSCI` it reads what no result code tells: that an outgoing call rings, and that it was answered.
 * The other changes follow commands of this side, or bring a code of their own; a report before the command's `OK` would count twice.
 */
export const quectelCallsView: View<Calls> = callsView(
  hangUpAll,
  endsCalls(quectelHangUp),
  callReport(quectelCallChanged, ({ direction, state, type }) => {
    const isVoice = type === undefined || type === VOICE;
    if (!isVoice || direction !== OUTGOING) return undefined;
    if (state === ALERTING) return { kind: 'alerting' };
    return state === ACTIVE ? { kind: 'connected' } : undefined;
  }),
);
