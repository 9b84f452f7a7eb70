import { map, of, type Observable } from 'rxjs';
import { simulatedNet, SocketFailure, type SimulatedHost, type SimulatedNet } from '../../../lib/emulator';
import { latin1 } from '../../../lib/grammar/latin1';
import { desk, type Desk, type DeskOptions } from '../desk';

/** A virtual modem with its echo off, whose sockets reach a simulated network. */
export interface SocketDesk extends Desk {
  readonly net: SimulatedNet;
  /** Types a line and its CR. */
  readonly at: (line: string) => string;
}

export const OK = '\r\nOK\r\n';
export const ERROR = '\r\nERROR\r\n';

/** Hosts that most specs need. */
const HOSTS: Readonly<Record<string, SimulatedHost>> = {
  'echo.example': {
    addresses: ['203.0.113.7', '203.0.113.8'],
    tcp: { 7: (incoming) => incoming },
    udp: { 7: (bytes) => bytes },
  },
  'hello.example': { tcp: { 80: () => of('hello') } },
  'shout.example': {
    tcp: { 7: (incoming) => incoming.pipe(map((bytes) => latin1(bytes).toUpperCase())) },
  },
  'dark.example': { echo: undefined, tcp: { 80: { fails: 'timeout', connectMs: 30_000 } } },
};

export const socketDesk = (
  options: DeskOptions = {},
  hosts: Readonly<Record<string, SimulatedHost>> = {},
): SocketDesk => {
  const net = simulatedNet({ ...HOSTS, ...hosts });
  const on = desk({ sockets: net, ...options });
  on.types('ATE0\r');
  return { ...on, net, at: (line) => on.types(`${line}\r`) };
};

/** Brings up a SIM800’s stack for several connections that are read when the host asks. */
export const sim800Up = (on: SocketDesk, ...more: readonly string[]): void => {
  const lines = ['+CIPMUX=1', '+CIPRXGET=1', '+CSTT="CMNET"', '+CIICR', '+CIFSR', ...more];
  for (const line of lines) on.at(`AT${line}`);
};

/** Starts the socket service of an A7600, whose connections are read when the host asks, without an echo of data. */
export const a7600Up = (on: SocketDesk, ...more: readonly string[]): void => {
  for (const line of ['+CIPCFG="DATAECHO",OFF', '+CIPRXGET=1', '+NETOPEN', ...more]) on.at(`AT${line}`);
};

/** A failure of a server, as an error of its stream. */
export const reset = (): Observable<never> =>
  of(0).pipe(
    map(() => {
      throw new SocketFailure('reset');
    }),
  );
