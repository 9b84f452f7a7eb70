import type { Command } from '../../grammar/command';
import { clock } from './clockCommands';
import {
  circuitRegistration,
  lteRegistration,
  packetRegistration,
  signal,
  simState,
} from './networkCommands';

/** What any modem can be asked for its state: the views of `modem.state` hear the answers. */
export const stateQuestions: readonly Command<unknown>[] = [
  simState(),
  circuitRegistration(),
  packetRegistration(),
  lteRegistration(),
  signal(),
  clock(),
];
