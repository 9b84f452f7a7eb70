import { a7600, quectel, sim7600, sim800 } from '../../lib';
import { CALL_FLOWS, MESSAGE_FLOWS } from './faults/flows';
import { lawOfFaults } from './faults/law';

lawOfFaults(sim800, [...CALL_FLOWS, ...MESSAGE_FLOWS]);
lawOfFaults(a7600, [...CALL_FLOWS, ...MESSAGE_FLOWS]);
lawOfFaults(sim7600, CALL_FLOWS);
lawOfFaults(quectel, [...CALL_FLOWS, ...MESSAGE_FLOWS]);
