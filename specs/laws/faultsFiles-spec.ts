import { a7600, quectel, sim7600, sim800 } from '../../lib';
import { FILE_FLOWS } from './faults/flows';
import { lawOfFaults } from './faults/law';

lawOfFaults(sim800, FILE_FLOWS);
lawOfFaults(a7600, FILE_FLOWS);
lawOfFaults(sim7600, FILE_FLOWS);
lawOfFaults(quectel, FILE_FLOWS);
