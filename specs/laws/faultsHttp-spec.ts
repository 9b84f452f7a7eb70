import { a7600, quectel, sim7600, sim800 } from '../../lib';
import { HTTP_FLOWS } from './faults/flows';
import { lawOfFaults } from './faults/law';

lawOfFaults(sim800, HTTP_FLOWS.slice(0, 1), true);
lawOfFaults(sim800, HTTP_FLOWS.slice(1));
lawOfFaults(a7600, HTTP_FLOWS);
lawOfFaults(sim7600, HTTP_FLOWS.slice(0, 1));
// Quectel modems have no HEAD.
lawOfFaults(
  quectel,
  HTTP_FLOWS.filter(({ title }) => title !== 'HTTP HEAD'),
);
