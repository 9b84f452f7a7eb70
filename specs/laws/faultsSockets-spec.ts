import { a7600, quectel, sim800 } from '../../lib';
import { everyNth } from '../helpers/thin';
import { SOCKET_FLOWS } from './faults/flows';
import { lawOfFaults } from './faults/law';

// A thin run tries other flows on each family.
[sim800, a7600, quectel].forEach((profile, turn) => lawOfFaults(profile, everyNth(2, SOCKET_FLOWS, turn)));
