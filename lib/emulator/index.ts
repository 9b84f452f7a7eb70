/* `rxmodem/emulator`: a virtual modem for specs, demos and desks without hardware. */
export { emulator, type Emulator, type EmulatorOptions, type EmulatorView } from './emulator';
export type { FamilyName } from './families/families';
export type { Fault, FaultName, FaultNamed } from './faults/catalogue';
export { faultList, type FaultEntry } from './faults/faultList';
export { faults, type Faults } from './faults/faults';
export { readFault } from './faults/readFault';
export { writeFault } from './faults/writeFault';
export type { FileStore } from './fileStore';
export { FtpFailure } from './ftpFailure';
export type { FtpFailureKind, FtpLogin, FtpOrigin, FtpSession } from './ftpOrigin';
export { NO_KNOBS, type Circumstances, type Knobs } from './knobs';
export type { Origin, OriginRequest, OriginResponse } from './origin';
export { OriginFailure, type OriginFailureKind } from './originFailure';
export type { ModemState } from './state';
export { random } from './random';
export { simulatedFtp, type FtpSite, type SimulatedFtp } from './simulatedFtp';
export { simulatedWeb, type Page, type Site } from './simulatedWeb';
export type { UrcPlace } from './urcPlace';
