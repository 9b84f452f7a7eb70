import { bearerState } from '../commands/bearer';
import { clock } from '../commands/clock';
import { contextActive, contextAddress } from '../commands/context';
import {
  circuitRegistration,
  lteRegistration,
  packetRegistration,
  signal,
  simState,
} from '../commands/network';
import { batteryA76 } from '../commands/powerA76';
import { battery } from '../commands/powerSim800';
import type { Command } from '../grammar/command';
import type { Vocabulary } from '../grammar/vocabulary';

/** Bearer 1 of a SIM800, PDP context 1 of an A76XX: what services ride on. */
const CID = 1;

const QUESTIONS: readonly Command<unknown>[] = [
  simState(),
  circuitRegistration(),
  packetRegistration(),
  lteRegistration(),
  signal(),
  bearerState({ cid: CID }),
  contextActive(),
  contextAddress({ cid: CID }),
  battery(),
  batteryA76(),
  clock(),
];

/** What a family can be asked for its state: the views of `modem.state` hear the answers. */
export const stateQuestions = ({ commands }: Vocabulary): readonly Command<unknown>[] =>
  QUESTIONS.filter(({ definition }) => commands.includes(definition));
