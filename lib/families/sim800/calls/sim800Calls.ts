import type { CallsDialect } from '../../../dialects/callsDialect';
import { standardCalls } from '../../standard/calls/standardCalls';
import { toneDetection } from './sim800CallCommands';

/** Calls of the SIM800: it reports DTMF keys only on request (SIM800 AT manual V1.09 page 333). */
export const sim800Calls: CallsDialect = Object.freeze({
  ...standardCalls,
  reportTones: toneDetection({ on: true }),
} satisfies CallsDialect);
