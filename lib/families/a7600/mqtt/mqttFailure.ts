import { ModemError } from '../../../grammar/errors/modemError';
import { connackRows, type MqttRow, unknownMqttRow } from '../../standard/mqtt/connackRows';

/** What the codes of the client mean (A76XX AT manual V1.09 pages 420–421). */
const CODES: Readonly<Record<number, MqttRow>> = {
  3: [
    'no connection to the broker could be made',
    'check host and port, and that the network lets the port through',
  ],
  11: ['there is no connection', 'connect again'],
  14: ['the client is busy', 'try again'],
  17: ['the broker did not answer in time', 'check the signal, then try again'],
  19: ['the client is in use', 'wait until it is free'],
  25: [
    'the name of the broker could not be resolved',
    'check the host name, then the DNS servers of the APN',
  ],
  26: ['the connection was closed by the broker', 'check client name, user and password, then connect again'],
  27: connackRows.version,
  28: connackRows.clientId,
  29: connackRows.unavailable,
  30: connackRows.login,
  31: connackRows.notAuthorized,
  32: ['the TLS handshake failed', 'check the certificates and that both sides share a TLS version'],
};

/** No socket could be connected (3) or made (4), no network opened (7, 9). */
const NO_NETWORK: ReadonlySet<number> = new Set([3, 4, 7, 9]);

/** The failure for a code of the client. */
export const mqttFailure = (what: string, code: number): ModemError => {
  const [means, advice] = CODES[code] ?? unknownMqttRow;
  return new ModemError({
    kind: 'network',
    step: 'mqtt',
    seen: `${what}: ${means} (MQTT code ${code})`,
    advice,
    ...(NO_NETWORK.has(code) && { cause: 'no-bearer' }),
  });
};
