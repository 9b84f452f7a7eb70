import { a7600, quectel, sim7600, sim800 } from '../../lib';
import { everyNth } from '../helpers/thin';
import { MQTT_FLOWS, PLACE_FLOWS } from './faults/flows';
import { lawOfFaults } from './faults/law';

// A thin run tries other flows on each family.
lawOfFaults(sim800, everyNth(2, PLACE_FLOWS));
lawOfFaults(a7600, [...everyNth(2, PLACE_FLOWS, 1), ...MQTT_FLOWS]);
lawOfFaults(sim7600, everyNth(2, PLACE_FLOWS));
lawOfFaults(quectel, [...everyNth(2, PLACE_FLOWS, 1), ...MQTT_FLOWS]);
