import * as reports from '../../commands/reports';
import * as serial from '../../commands/serial';
import type { Setting } from './settings';

/** Settings of all families, and the factory's values. */
export const sharedSettings: readonly Setting[] = [
  { set: serial.baudRate, read: serial.baudRateState, initial: '115200' },
  { set: serial.flowControl, read: serial.flowControlState, initial: '0,0' },
  { set: serial.framing, read: serial.framingState, initial: '3,3' },
  { set: serial.sleepMode, read: serial.sleepModeState, initial: '0' },
  { set: reports.circuitRegistrationReports, initial: '0' },
  { set: reports.packetRegistrationReports, initial: '0' },
  { set: reports.characterSet, read: reports.characterSetState, initial: '"IRA"' },
  { set: reports.ringTypes, read: reports.ringTypesState, initial: '0' },
  { set: reports.callerIds, read: reports.callerIdsState, initial: '0' },
];
