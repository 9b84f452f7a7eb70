import { ModemError } from '../../../grammar/errors/modemError';

type Row = readonly [means: string, advice: string];

/** Codes of the client by the URC that brings them (BG96 MQTT Application Note V1.0 pages 12–16, 23). */
const CODES: Readonly<Record<string, Readonly<Record<number, Row>>>> = {
  '+QMTOPEN': {
    [-1]: ['no connection could be opened, or the TLS handshake failed', 'check host, port and certificates'],
    1: ['the modem does not take the parameters', 'correct host and port'],
    2: ['the client is in use', 'wait until it is free'],
    3: ['the PDP context could not be opened', 'check the APN, then try again'],
    4: [
      'the name of the broker could not be resolved',
      'check the host name, then the DNS servers of the APN',
    ],
    5: ['the connection was broken', 'check host and port, and that the network lets the port through'],
  },
  '+QMTCONN': {
    1: ['the broker does not speak this version of MQTT', 'use a broker of MQTT 3.1.1'],
    2: ['the broker refused the client’s name', 'use another client name'],
    3: ['the broker is not available', 'try again later'],
    4: ['the broker refused user or password', 'correct them'],
    5: ['the broker did not authorize the client', 'check what the broker allows this user'],
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

const UNKNOWN: Row = ['it failed', 'check network and broker, then try again'];

/** The packet was not sent, or the broker did not answer it. */
export const NO_ANSWER: Row = ['the broker did not answer', 'check the signal, then connect again'];

/** What a code means that came with a URC, and what to do. */
export const meaningOf = (name: string, code: number): Row => CODES[name]?.[code] ?? UNKNOWN;

/** The failure that a code means, and the line that brought it. */
export const quectelMqttFailure = (what: string, [means, advice]: Row, line: string): ModemError =>
  new ModemError({ kind: 'network', step: 'mqtt', seen: `${what}: ${means} (${line})`, advice });
