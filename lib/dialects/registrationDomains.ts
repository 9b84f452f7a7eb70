import { circuitRegistration, lteRegistration, packetRegistration } from '../commands/network';
import {
  circuitRegistrationChanged,
  lteRegistrationChanged,
  packetRegistrationChanged,
} from '../commands/networkUrcs';
import { circuitRegistrationReports, packetRegistrationReports } from '../commands/reports';
import { lteRegistrationReports } from '../commands/reportsA76';

/** A network that a modem registers with: how it is asked for, how its URC is turned on, and the URC. */
export interface RegistrationDomain {
  readonly name: 'circuit' | 'packet' | 'lte';
  readonly state: typeof circuitRegistration;
  readonly reports: typeof circuitRegistrationReports;
  readonly changed: typeof circuitRegistrationChanged;
}

/** The networks of 27.007 § 7.2, § 10.1.20 and § 10.1.22: calls and SMS, GPRS, LTE. */
export const registrationDomains = {
  circuit: {
    name: 'circuit',
    state: circuitRegistration,
    reports: circuitRegistrationReports,
    changed: circuitRegistrationChanged,
  },
  packet: {
    name: 'packet',
    state: packetRegistration,
    reports: packetRegistrationReports,
    changed: packetRegistrationChanged,
  },
  lte: {
    name: 'lte',
    state: lteRegistration,
    reports: lteRegistrationReports,
    changed: lteRegistrationChanged,
  },
} as const satisfies Readonly<Record<string, RegistrationDomain>>;
