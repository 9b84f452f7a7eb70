import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';
import type { Ask } from './ask';
import type { Command } from '../grammar/command';

/** A position that a receiver of satellites (GNSS) found. A field is missing where the modem does not say. */
export interface GnssFix {
  /** Degrees, south negative. */
  readonly latitude: number;
  /** Degrees, west negative. */
  readonly longitude: number;
  /** Meters above mean sea level. */
  readonly altitudeMeters?: number;
  readonly speedKmh?: number;
  /** Degrees from true north, clockwise. */
  readonly courseDegrees?: number;
  /** When, in UTC: ISO 8601. */
  readonly at: string;
  /** Satellites that are used, or in view where the modem says only that. */
  readonly satellites?: number;
  /** Horizontal dilution of precision: 1 is good, above 10 is poor. */
  readonly hdop?: number;
  readonly mode?: '2d' | '3d';
}

/** One way to a receiver: its commands. */
export interface GnssWay {
  /** Whether it is on; `null` where the modem has no such receiver. */
  readonly isOn: Ask<boolean>;
  readonly switchOn: Command;
  readonly switchOff: Command;
  /** Completes when a receiver that was switched on can be asked. Missing: at once. */
  readonly ready?: (channel: CommandChannel) => Observable<never>;
  /** Emits the position once, or `null` while there is none. Fails as the modem does. */
  readonly read: (channel: CommandChannel) => Observable<GnssFix | null>;
}

/** How a family finds its position: the ways that its models have, the likeliest first. */
export interface GnssDialect {
  readonly ways: readonly GnssWay[];
}
