import type { NetworkCause } from '../../../grammar/errors/reason';

/** What a code of a client means, and what to do. */
export type MqttRow = readonly [means: string, advice: string, cause?: NetworkCause];

/** What the return codes of a broker's CONNACK mean (MQTT 3.1.1 § 3.2.2.3); each maker has codes of its own for them. */
export const connackRows = {
  version: ['the broker does not speak this version of MQTT', 'use a broker of MQTT 3.1.1'],
  clientId: ['the broker refused the client’s name', 'use another client name'],
  unavailable: ['the broker is not available', 'try again later'],
  login: ['the broker refused user or password', 'correct them'],
  notAuthorized: ['the broker did not authorize the client', 'check what the broker allows this user'],
} as const satisfies Readonly<Record<string, MqttRow>>;

/** What a code means that no manual tells. */
export const unknownMqttRow: MqttRow = ['it failed', 'check network and broker, then try again'];
