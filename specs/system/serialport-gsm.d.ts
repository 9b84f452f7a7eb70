declare module 'serialport-gsm' {
  import type { EventEmitter } from 'node:events';

  /** What a call of it gives. */
  interface Result {
    readonly status: string;
    readonly data: unknown;
  }

  /** As much of it as the specs use; the package brings no types. */
  interface GsmModem extends EventEmitter {
    open(path: string, options: object): Promise<Result>;
    close(): Promise<Result>;
    initializeModem(): Promise<Result>;
    setModemMode(mode: 'PDU' | 'SMS'): Promise<Result>;
    getModemSerial(): Promise<Result>;
    getNetworkSignal(): Promise<Result>;
    getOwnNumber(): Promise<Result>;
    checkSimMemory(): Promise<Result>;
    getSimInbox(): Promise<Result>;
    sendSMS(number: string, text: string, flash: boolean): Promise<Result>;
    deleteMessage(message: object): Promise<Result>;
    executeCommand(command: string): Promise<Result>;
    hangupCall(): Promise<Result>;
  }

  export function Modem(): GsmModem;
}
