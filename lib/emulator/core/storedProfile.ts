import type { FamilyFacts } from './family';
import type { EmulatorSettings } from './emulatorSettings';
import type { FirmwareQuirks } from '../faults/firmwareQuirks';
import type { ModemState } from './state';

/** The parameters that `AT&W` stores. */
export interface StoredProfile extends Pick<ModemState, 'echo' | 'verbose' | 'quiet' | 'errorReports'> {
  readonly settings: ReadonlyMap<string, string>;
}

/** `AT&F` and `ATZ` keep the serial port (SIM800 AT manual V1.09 page 47), and what no profile holds: clock, operator, stores. */
const UNTOUCHED = [
  ...['+IPR', '+IPREX', '+IFC', '+ICF', '+CSCLK'],
  ...['+COPS', '+COPS mode', '+CPBS', '+CPMS', '+HTTPSCONT'],
];

/** Takes the parameters of a modem as `AT&W` stores them. */
export const takeProfile = ({ echo, verbose, quiet, errorReports, settings }: ModemState): StoredProfile => ({
  ...{ echo, verbose, quiet, errorReports },
  settings: new Map(settings),
});

/** The parameters from the factory. */
export const factoryProfile = (
  family: FamilyFacts,
  { errorReports = family.errorReports }: EmulatorSettings & FirmwareQuirks,
): StoredProfile => ({ echo: true, verbose: true, quiet: false, errorReports, settings: new Map() });

/** Sets the parameters to a profile. */
export const loadProfile = (state: ModemState, { settings, ...switches }: StoredProfile): void => {
  Object.assign(state, switches);
  for (const name of state.settings.keys()) if (!UNTOUCHED.includes(name)) state.settings.delete(name);
  for (const [name, value] of settings) if (!state.settings.has(name)) state.settings.set(name, value);
};
