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
import * as device from './device/sim800DeviceCommands';
import { sim800Device } from './device/sim800Device';
import { BEARER_CID, sim800Bearer } from './network/sim800Bearer';
import * as bearer from './network/sim800BearerCommands';
import { sim800BearerView } from './network/sim800BearerView';
import { sim800Network } from './network/sim800Network';

/**
 * A SIM800 without its services: it can be opened, brought to the network and asked for its state. `profileWith` adds services
 * (`sim800Parts.ts`); `sim800` has them all. The words of calls and messages that come unasked are among it: a line that is known
 * does not count as damage behind a body.
 */
export const sim800Base: Profile = Object.freeze({
  ...simcom,
  name: 'sim800',
  title: 'SIM800',
  vocabulary: vocabularyOf(
    ...[general, basic, serial, identity, device, clock, clockUrcs],
    ...[power, powerUrcs, network, networkUrcs, calls, messages, reports],
    ...[bearer, context, sim],
  ),
  boot: [powerUrcs.ready],
  maxLineChars: 556,
  ...sim800Device,
  stateQuestions: [...stateQuestions, bearer.bearerState({ cid: BEARER_CID }), device.battery()],
  bearer: sim800Bearer,
  network: sim800Network,
  views: {
    ...simcomViews(device),
    bearer: sim800BearerView,
    calls: { rules: [] },
    messages: { rules: [] },
  },
});
