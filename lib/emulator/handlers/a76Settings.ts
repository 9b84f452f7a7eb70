import * as clock from '../../commands/clockA76';
import * as reports from '../../commands/reportsA76';
import { baudRateStored, baudRateStoredState } from '../../commands/serialA76';
import { packetEventReports, packetEventReportsState } from '../../commands/reports';
import type { Setting } from './settings';

/** Settings of A76XX and SIM7600 alone. */
export const a76Settings: readonly Setting[] = [
  { set: clock.timeZoneUpdate, read: clock.timeZoneUpdateState, initial: '0' },
  { set: clock.timeZoneReports, read: clock.timeZoneReportsState, initial: '0' },
  { set: baudRateStored, read: baudRateStoredState, initial: '115200' },
  { set: reports.lteRegistrationReports, initial: '0' },
  { set: reports.signalReportsA76, read: reports.signalReportsA76State, initial: '0' },
  { set: packetEventReports, read: packetEventReportsState, initial: '2,0' },
  { set: reports.reportPort, read: reports.reportPortState, initial: '0' },
  { set: reports.preferredMode, read: reports.preferredModeState, initial: '2' },
];
