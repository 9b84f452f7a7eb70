/* `rxmodem/emulator`: a virtual modem for specs, demos and desks without hardware. */
export { emulator, type Emulator, type EmulatorOptions, type EmulatorView } from './emulator';
export type { FamilyName } from './families/families';
export type { FileStore } from './fileStore';
export { FtpFailure } from './ftpFailure';
export type { FtpFailureKind, FtpLogin, FtpOrigin, FtpSession } from './ftpOrigin';
export { NO_KNOBS, type Knobs, type Stretch, type UrcPlace } from './knobs';
export type { Origin, OriginRequest, OriginResponse } from './origin';
export { OriginFailure, type OriginFailureKind } from './originFailure';
export type { ModemState } from './state';
export { simulatedFtp, type FtpSite, type SimulatedFtp } from './simulatedFtp';
export { simulatedWeb, type Page, type Site } from './simulatedWeb';
