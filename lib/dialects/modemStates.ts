/** Registration with the network; numbers are those of 27.007 § 7.2: 1 home, 2 searching, 3 denied, 5 roaming. */
export interface Registration {
  /** Of the packet network where the modem reports it, otherwise of calls and SMS. */
  readonly status: number;
  readonly isRegistered: boolean;
  readonly isRoaming: boolean;
  /** Of calls and SMS (`+CREG`), the packet network (`+CGREG`), LTE (`+CEREG`), as far as they were reported. */
  readonly circuit?: number;
  readonly packet?: number;
  readonly lte?: number;
  /** Location or tracking area and cell, hexadecimal, where the modem reports them. */
  readonly area?: string;
  readonly cell?: string;
}

/** Signal; `undefined` where the modem does not know. */
export interface Signal {
  /** 0 to 31. */
  readonly rssi: number | undefined;
  readonly dBm: number | undefined;
  /** Bit error rate class, 0 to 7. */
  readonly ber: number | undefined;
}

/** The SIM. */
export interface Sim {
  /** `READY`, `SIM PIN`, `SIM PUK`, `NOT INSERTED`, `SIM REMOVED` … or the words with which the modem refused the question. */
  readonly state: string;
  readonly isReady: boolean;
}

/** What services ride on: bearer 1 of a SIM800, PDP context 1 of an A76XX. */
export interface Bearer {
  readonly isOpen: boolean;
  readonly address?: string;
}

/** Power and start-up. */
export interface Power {
  readonly state: 'on' | 'off' | 'under-voltage' | 'over-voltage' | 'charge-only';
  /** How often the modem restarted since it was connected. */
  readonly restarts: number;
  readonly milliVolts?: number;
  /** Charge, 0 to 100, where the modem reports it. */
  readonly percent?: number;
}

/** The modem's clock, or the network's. */
export interface Clock {
  /** Local time as the modem has it, ISO 8601 with its zone: `2022-09-14T11:55:19+07:00`. */
  readonly at: string;
  /** Local time ahead of UTC. */
  readonly offsetMinutes: number | undefined;
}

/** Why a call ended. */
export type CallCause =
  /** This side hung up. */
  | 'local'
  /** The other side hung up. */
  | 'remote'
  | 'busy'
  | 'no-answer'
  /** An incoming call that was not answered. */
  | 'missed'
  /** An incoming call that was refused. */
  | 'rejected'
  /** The network ended it, or did not connect it. */
  | 'network'
  /** The modem restarted or went away: how it ended is not known. */
  | 'lost';

/** A voice call. */
export interface Call {
  /** Counts the calls of the modem: each has another one. */
  readonly key: number;
  readonly direction: 'incoming' | 'outgoing';
  /** `alerting`: it rings at the other end. `waiting`: it came in while another call is active. */
  readonly state: 'dialing' | 'alerting' | 'active' | 'held' | 'incoming' | 'waiting';
  /** Missing where it is withheld, or not known yet. */
  readonly number?: string;
  /** The name that the modem's phonebook has for it. */
  readonly name?: string;
}

/** A call that is over. */
export interface EndedCall extends Omit<Call, 'state'> {
  readonly cause: CallCause;
  /** Whether anybody answered it. */
  readonly wasAnswered: boolean;
}

/** Voice calls, as far as they were reported. */
export interface Calls {
  readonly current: readonly Call[];
  /** The last few calls that ended, the latest first. */
  readonly ended: readonly EndedCall[];
}

/** The storage in which messages are received, as far as it was reported. */
export interface MessageMemory {
  /** `SM` the SIM, `ME` the modem … */
  readonly storage?: string;
  readonly used: number;
  /** 0 if it is not known. */
  readonly total: number;
  /** The network keeps further messages until some are deleted. */
  readonly isFull: boolean;
}

/** Everything that is kept of a modem's state. */
export interface ModemStates {
  readonly registration: Registration;
  readonly signal: Signal;
  readonly sim: Sim;
  readonly bearer: Bearer;
  readonly power: Power;
  readonly clock: Clock;
  readonly calls: Calls;
  readonly messages: MessageMemory;
}
