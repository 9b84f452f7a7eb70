import { ModemError } from '../../../grammar/errors/modemError';

/** What the codes of the client mean (A76XX AT manual V1.09 pages 420–421). */
const CODES: Readonly<Record<number, readonly [means: string, advice: string]>> = {
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
  27: ['the broker does not speak this version of MQTT', 'use a broker of MQTT 3.1.1'],
  28: ['the broker refused the client’s name', 'use another client name'],
  29: ['the broker is not available', 'try again later'],
  30: ['the broker refused user or password', 'correct them'],
  31: ['the broker did not authorize the client', 'check what the broker allows this user'],
  32: ['the TLS handshake failed', 'check the certificates and that both sides share a TLS version'],
};

/** The failure for a code of the client. */
export const mqttFailure = (what: string, code: number): ModemError => {
  const [means, advice] = CODES[code] ?? ['it failed', 'check network and broker, then try again'];
  return new ModemError({
    kind: 'network',
    step: 'mqtt',
    seen: `${what}: ${means} (MQTT code ${code})`,
    advice,
  });
};
