import { standardMessages } from '../../standard/messages/standardMessages';
import { quectelSmsDone } from '../device/quectelPowerUrcs';

/**
 * Short messages of Quectel's modems. Reports come directly: `+CDSI` names a storage in which they do not lie (seen on EC25).
 *
 * Source: EC25 AT manual § 9.
 */
export const quectelMessages = standardMessages({ title: 'Quectel', reports: [1], ready: [quectelSmsDone] });
