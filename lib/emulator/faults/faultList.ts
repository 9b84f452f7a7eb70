import { CATALOGUE, type FaultDefinition } from './catalogue';

/** What a fault does and takes, in words, for help texts. */
export interface FaultEntry {
  readonly name: string;
  readonly does: string;
  readonly takes: readonly {
    readonly name: string;
    readonly does: string;
    readonly takes: string;
    /** Its default; missing if it is required or has none. */
    readonly default?: string;
    readonly isNeeded: boolean;
  }[];
}

const entry = (name: string, { does, takes }: FaultDefinition): FaultEntry => ({
  name,
  does,
  takes: Object.entries(takes).map(([key, { does: what, kind, fallback, want }]) => ({
    name: key,
    does: what,
    takes: kind.takes,
    isNeeded: want === 'needed',
    ...(fallback === undefined ? {} : { default: kind.write(fallback as never) }),
  })),
});

/** The catalogue of faults in words, for help texts. */
export const faultList: readonly FaultEntry[] = Object.freeze(
  Object.entries(CATALOGUE).map(([name, definition]) => entry(name, definition as FaultDefinition)),
);
