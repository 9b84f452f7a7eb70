import { timer } from 'rxjs';
import type { EmulatorOptions } from '../../lib/emulator';
import { virtually } from '../modem/virtually';
import { desk } from './desk';
