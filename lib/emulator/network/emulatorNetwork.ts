import { asyncScheduler, filter, from, mergeMap, type Observable } from 'rxjs';
import { decodePdu } from '../../pdu/decodePdu';
import { type DeliverRequest, encodeDeliver } from '../../pdu/encodeDeliver';
import type { Pdu } from '../../pdu/pdu';
import { hostCall, type HostCall, type IncomingNetworkCall } from './hostCall';
import type { MobileNetwork } from './mobileNetwork';
import type { SentSms } from './smsOutcome';

/** A message from outside: what it says, or its PDU in hexadecimal digits, which may be malformed. */
export type IncomingSms =
  | (Omit<DeliverRequest, 'sentAt' | 'serviceCentre'> & {
      /** When the centre took it. Default now. */
      readonly sentAt?: Date | string;
    })
  | { readonly pdu: string };

/** The network as one virtual modem has it. */
export interface EmulatorNetwork {
  /** The number of its SIM. */
  readonly number: string;
  /**
   * Delivers a message from outside; a long text comes in parts. It waits while the modem is off, not registered or full.
   *
   *     modem.network.sms({ from: '+491701234567', text: 'hello' })      +CMTI: "SM",1
   *
   * Fails with `invalid-argument` for what can't be spelled.
   */
  readonly sms: (message: IncomingSms) => void;
  /**
   * Calls the modem from outside.
   *
   *     modem.network.call({ from: '+491701234567' })                    RING   +CLIP: "+491701234567",145
   */
  readonly call: (call?: IncomingNetworkCall) => HostCall;
  /** Begins a USSD session; with `asks` the network waits for a reply. */
  readonly ussd: (text: string, options?: { readonly asks?: boolean }) => void;
  /** The messages that the host sends, each part as one. */
  readonly sent: Observable<SentSms>;
}

/** The network as the modem of a number has it. */
export const emulatorNetwork = (network: MobileNetwork, number: string): EmulatorNetwork => {
  let reference = 0;
  const pdusOf = (message: IncomingSms): readonly Pdu[] => {
    if ('pdu' in message) return [decodePdu(message.pdu, { direction: 'received' })];
    reference = (reference + 1) % 256;
    const { sentAt = new Date(asyncScheduler.now()), ...rest } = message;
    return encodeDeliver({ reference, ...rest, sentAt, serviceCentre: network.serviceCentre });
  };
  return {
    number,
    sms: (message) => {
      from(pdusOf(message))
        .pipe(mergeMap((pdu) => network.forward(number, pdu)))
        .subscribe();
    },
    call: (call = {}) => hostCall(network.find(number), call),
    ussd: (text, { asks = false } = {}) => network.find(number)?.ussd(text, asks),
    sent: network.sent.pipe(filter(({ from: sender }) => sender === number)),
  };
};
