import { networkTimeReports, networkTimeReportsState } from '../../commands/clockSim800';
import { bootReports, bootReportsState, signalReports } from '../../commands/reportsSim800';
import { packetEventReports, packetEventReportsState } from '../../commands/reports';
import type { Setting } from './settings';

/** Settings of the SIM800 alone. */
export const sim800Settings: readonly Setting[] = [
  { set: networkTimeReports, read: networkTimeReportsState, initial: '0' },
  { set: packetEventReports, read: packetEventReportsState, initial: '0' },
  { set: bootReports, read: bootReportsState, initial: '1' },
  { set: signalReports, initial: '0' },
];
