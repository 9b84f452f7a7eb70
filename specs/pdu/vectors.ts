import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An address as the vectors write it. */
interface VectorAddress {
  readonly number: string;
  readonly typeOfAddress: number;
  readonly kind: string;
}

/** What the decoders that made the vectors agree on; fields by the names that 23.040 has for them. */
export interface VectorMeaning {
  readonly smsc: string | null;
  readonly smscType?: number;
  readonly type: 'DELIVER' | 'SUBMIT' | 'STATUS-REPORT';
  readonly udhi: boolean;
  readonly originator?: VectorAddress;
  readonly destination?: VectorAddress;
  readonly recipient?: VectorAddress;
  readonly udh?: readonly { readonly iei: number; readonly data: string }[];
  readonly [field: string]: unknown;
}

export interface Vector {
  readonly name: string;
  readonly direction: 'mt' | 'mo';
  readonly pdu: string;
  readonly smscLength: number;
  readonly tpduLength: number;
  readonly decoded: VectorMeaning;
}

interface Vectors {
  readonly vectors: readonly Vector[];
  readonly malformed: readonly {
    readonly name: string;
    readonly direction: 'mt' | 'mo';
    readonly pdu: string;
    readonly wanted: string;
  }[];
  readonly ussd: readonly {
    readonly name: string;
    readonly dcs: number;
    readonly hex: string;
    readonly text: string;
  }[];
  readonly splits: readonly {
    readonly name: string;
    readonly text: readonly (readonly [string, number])[];
    readonly alphabet: 'gsm7' | 'ucs2';
    readonly referenceBits: 8 | 16;
    readonly unitsPerPart: readonly number[];
  }[];
  readonly alphabets: {
    readonly default: string;
    readonly extension: Readonly<Record<string, string>>;
    readonly languages: Readonly<
      Record<
        string,
        {
          readonly language: string;
          readonly locking?: Readonly<Record<string, string>>;
          readonly single?: Readonly<Record<string, string>>;
        }
      >
    >;
  };
}

/** PDUs with their meaning, from several programs that agree on it; `about` in the file says where each is from. */
export const vectors = JSON.parse(readFileSync(join(__dirname, 'pdu-vectors.json'), 'utf8')) as Vectors;
