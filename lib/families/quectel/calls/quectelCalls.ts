import type { CallsDialect } from '../../../dialects/callsDialect';
import { standardCalls } from '../../standard/calls/standardCalls';
import { quectelCallStates, quectelToneDetection, quectelToneHeard } from './quectelCallCommands';

/** Calls of Quectel: each change of a call is reported, and DTMF keys on request. */
export const quectelCalls: CallsDialect = Object.freeze({
  ...standardCalls,
  reports: [...standardCalls.reports, quectelCallStates({ on: true })],
  reportTones: quectelToneDetection({ on: true }),
  tones: [quectelToneHeard],
} satisfies CallsDialect);
