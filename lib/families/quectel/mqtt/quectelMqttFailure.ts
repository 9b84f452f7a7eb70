import { ModemError } from '../../../grammar/errors/modemError';
import { connackRows, type MqttRow, unknownMqttRow } from '../../standard/mqtt/connackRows';

/** Codes of the client by the URC that brings them (BG96 MQTT Application Note V1.0 pages 12–16, 23). */
const CODES: Readonly<Record<string, Readonly<Record<number, MqttRow>>>> = {
  '+QMTOPEN': {
    [-1]: ['no connection could be opened, or the TLS handshake failed', 'check host, port and certificates'],
    1: ['the modem does not take the parameters', 'correct host and port'],
    2: ['the client is in use', 'wait until it is free'],
    3: ['the PDP context could not be opened', 'check the APN, then try again', 'no-bearer'],
    4: [
      'the name of the broker could not be resolved',
      'check the host name, then the DNS servers of the APN',
    ],
    5: ['the connection was broken', 'check host and port, and that the network lets the port through'],
  },
  '+QMTCONN': {
    1: connackRows.version,
    2: connackRows.clientId,
    3: connackRows.unavailable,
    4: connackRows.login,
    5: connackRows.notAuthorized,
  },
  '+QMTSUB': {
    128: ['the broker refused the subscription', 'check what the broker allows this user'],
  },
  '+QMTSTAT': {
    1: [
      'the broker or the network closed the connection',
      'check client name, user and password, then connect again',
    ],
    2: ['the broker did not answer a ping', 'check the signal, then connect again'],
    3: ['the broker did not answer', 'check host and port, then connect again'],
    4: ['the broker did not accept the client', 'check client name, user and password, then connect again'],
    5: ['the client was disconnected', 'connect again'],
    6: ['packets could not be sent', 'check the signal, then connect again'],
    7: ['the link is down', 'check the signal, then connect again'],
  },
};

/** The packet was not sent, or the broker did not answer it. */
export const NO_ANSWER: MqttRow = ['the broker did not answer', 'check the signal, then connect again'];

/** What a code means that came with a URC, and what to do. */
export const meaningOf = (name: string, code: number): MqttRow => CODES[name]?.[code] ?? unknownMqttRow;

/** The failure that a code means, and the line that brought it. */
export const quectelMqttFailure = (what: string, [means, advice, cause]: MqttRow, line: string): ModemError =>
  new ModemError({
    kind: 'network',
    step: 'mqtt',
    seen: `${what}: ${means} (${line})`,
    advice,
    ...(cause && { cause }),
  });
