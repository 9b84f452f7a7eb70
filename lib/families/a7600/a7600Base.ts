import type { Profile } from '../../dialects/profile';
import { vocabularyOf } from '../../grammar/vocabulary';
import { simcom } from '../simcom/simcom';
import * as clockUrcs from '../simcom/simcomClockUrcs';
import * as powerUrcs from '../simcom/simcomPowerUrcs';
import * as sim from '../simcom/simcomSimCommands';
import { simcomViews } from '../simcom/simcomViews';
import * as basic from '../standard/basicCommands';
import * as calls from '../standard/callUrcs';
import * as clock from '../standard/clockCommands';
import * as context from '../standard/contextCommands';
import * as general from '../standard/generalCommands';
import * as identity from '../standard/identityCommands';
import * as messages from '../standard/messageUrcs';
import * as network from '../standard/networkCommands';
import * as networkUrcs from '../standard/networkUrcs';
import * as power from '../standard/powerCommands';
import * as reports from '../standard/reportCommands';
import * as serial from '../standard/serialCommands';
import { stateQuestions } from '../standard/stateQuestions';
import * as device from './device/a7600DeviceCommands';
import { a7600Device } from './device/a7600Device';
import { a7600Bearer, CONTEXT_CID } from './network/a7600Bearer';
import { a7600BearerView } from './network/a7600BearerView';
import { a7600Network } from './network/a7600Network';

const { atReady, qcReady, ready } = powerUrcs;
const { contextActive, contextAddress } = context;

/**
 * An A76XX without its services: it can be opened, brought to the network and asked for its state. `profileWith` adds services
 * (`a7600Parts.ts`); `a7600` has them all. The words of calls and messages that come unasked are among it: a line that is known
 * does not count as damage behind a body.
 */
export const a7600Base: Profile = Object.freeze({
  ...simcom,
  name: 'a7600',
  title: 'A7600',
  vocabulary: vocabularyOf(
    ...[general, basic, serial, identity, device, clock, clockUrcs],
    ...[power, powerUrcs, network, networkUrcs, calls, messages, reports],
    ...[context, sim],
  ),
  boot: [atReady, ready, qcReady],
  maxLineChars: 3_071,
  ...a7600Device,
  stateQuestions: [
    ...stateQuestions,
    contextActive(),
    contextAddress({ cid: CONTEXT_CID }),
    device.a7600Battery(),
  ],
  bearer: a7600Bearer,
  network: a7600Network,
  views: {
    ...simcomViews({ battery: device.a7600Battery, powerOff: device.a7600PowerOff }),
    bearer: a7600BearerView,
    calls: { rules: [] },
    messages: { rules: [] },
  },
});
