import { a7600, quectel, sim800 } from '../../lib';
import { SOCKET_FLOWS } from './faults/flows';
import { lawOfFaults } from './faults/law';

lawOfFaults(sim800, SOCKET_FLOWS);
lawOfFaults(a7600, SOCKET_FLOWS);
lawOfFaults(quectel, SOCKET_FLOWS);
