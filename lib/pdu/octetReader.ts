/** What is wrong with octets that were read. */
export interface OctetProblem {
  /** The field that could not be read: `address`, `user data` … */
  readonly field: string;
  readonly problem: string;
  /** Where the field begins, counted from the first octet of the PDU. */
  readonly atOctet: number;
}

/**
 * Reads octets from front to back. It never throws: the first problem is kept, and every later read gives nothing, so that a
 * decoder reads straight on and looks at `problem` once, at its end.
 */
export class OctetReader {
  problem: OctetProblem | undefined;
  private at = 0;

  /** `offset` is where these octets begin in the PDU; problems count from there. */
  constructor(
    private readonly octets: Uint8Array,
    private readonly offset = 0,
  ) {}

  /** Octets that were not read yet. */
  get left(): number {
    return this.problem ? 0 : this.octets.length - this.at;
  }

  /** The next octet; 0 if there is none. */
  octet(field: string): number {
    return this.take(1, field)[0] ?? 0;
  }

  /** The next octets, as a view of the PDU; none if there are fewer. */
  take(count: number, field: string): Uint8Array {
    if (count > this.left) {
      this.fail(field, `needs ${count} octets, ${this.left} are left`);
      return new Uint8Array();
    }
    this.at += count;
    return this.octets.subarray(this.at - count, this.at);
  }

  /** Ends the reading. Only the first problem counts. */
  fail(field: string, problem: string): void {
    this.problem ??= Object.freeze({ field, problem, atOctet: this.offset + this.at });
  }

  /** A reader of what is left, whose problems do not end this one. */
  rest(): OctetReader {
    return new OctetReader(this.octets.subarray(this.octets.length - this.left), this.offset + this.at);
  }
}
