/* `rxmodem/emulator`: a virtual modem for specs, demos and desks without hardware. */
export { emulator, type Emulator, type EmulatorOptions, type EmulatorView } from './emulator';
export type { FamilyName } from './families/families';
export { NO_KNOBS, type Knobs, type Stretch, type UrcPlace } from './knobs';
export type { Origin, OriginRequest, OriginResponse } from './origin';
export { OriginFailure, type OriginFailureKind } from './originFailure';
export { simulatedWeb, type Page, type Site } from './simulatedWeb';
