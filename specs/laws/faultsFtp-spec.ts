import { a7600, quectel, sim800 } from '../../lib';
import { FTP_FLOWS } from './faults/flows';
import { lawOfFaults } from './faults/law';

lawOfFaults(sim800, FTP_FLOWS);
lawOfFaults(a7600, FTP_FLOWS);
lawOfFaults(quectel, FTP_FLOWS);
