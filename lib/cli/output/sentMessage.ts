import { EMPTY, type Observable, throwError } from 'rxjs';
import { ModemError, type SendEvent } from 'rxmodem';
import { CliError } from '../errors/cliError';

type Status = 'delivered' | 'failed' | 'pending';
type PartEvent = Extract<SendEvent, { readonly part: number }>;

const [NOT_DELIVERED, NO_REPORT, MAY_HAVE_GONE] = [69, 75, 28];

/** What became of a message so far, for the output and the exit code. */
export class SentMessage {
  private queued: (SendEvent & { readonly kind: 'queued' }) | undefined;
  private readonly last = new Map<number, PartEvent>();
  private readonly references: (number | null)[] = [];
  private reportedAt: string | undefined;

  constructor(
    private readonly to: string,
    private readonly isReported: boolean,
  ) {}

  add(event: SendEvent): void {
    if (event.kind === 'queued') {
      this.queued = event;
      return;
    }
    this.last.set(event.part, event);
    if (event.kind === 'sent') this.references.push(event.reference ?? null);
    if ('at' in event) this.reportedAt = event.at ?? this.reportedAt;
  }

  /** Whether the network has every part. */
  get isSent(): boolean {
    const parts = this.queued?.parts ?? Infinity;
    return (
      this.last.size === parts &&
      [...this.last.values()].every(({ kind }) => kind !== 'waiting' && kind !== 'unknown')
    );
  }

  json(): object {
    const { parts = 0, encoding = 'gsm7' } = this.queued ?? {};
    return {
      ...{ to: this.to, parts, encoding, references: this.references },
      ...(this.isReported && { status: this.status, reportedAt: this.reportedAt ?? null }),
    };
  }

  text(): string {
    const { parts = 0, encoding = 'gsm7' } = this.queued ?? {};
    const count = parts === 1 ? 'one message' : `${parts} messages`;
    const end = this.isReported
      ? `; ${this.status}${this.reportedAt === undefined ? '' : ` at ${this.reportedAt}`}`
      : '';
    return `sent to ${this.to} as ${count}, ${encoding}${end}`;
  }

  /** Completes if the message is where it was to go; otherwise fails with the exit code that says why. */
  verdict(): Observable<never> {
    if (!this.isReported || this.status === 'delivered') return EMPTY;
    const { status } = this;
    return throwError(
      () =>
        new CliError({
          kind: 'report',
          message: this.reportWords(),
          exit: status === 'failed' ? NOT_DELIVERED : NO_REPORT,
        }),
    );
  }

  /** A failure that names the part that may have gone. */
  failure(error: unknown): unknown {
    if (!(error instanceof ModemError) || !error.reason.mayBeDone) return error;
    const unsure = [...this.last.values()].filter(({ kind }) => kind === 'unknown');
    const names = unsure.map(({ part }) => part).join(', ');
    const parts = this.queued?.parts ?? 1;
    const which = parts === 1 ? 'the message' : `part ${names} of ${parts}`;
    return new CliError({
      kind: 'modem',
      error,
      exit: MAY_HAVE_GONE,
      prefix: `${which} may have been sent: `,
    });
  }

  private get status(): Status {
    const events = [...this.last.values()];
    if (events.some(({ kind }) => kind === 'failed')) return 'failed';
    return events.length > 0 && events.every(({ kind }) => kind === 'delivered') ? 'delivered' : 'pending';
  }

  private reportWords(): string {
    if (this.status === 'pending')
      return `the message to ${this.to} was sent, and no report came in time; wait longer with --timeout, or ask the recipient`;
    const failed = [...this.last.values()].find((event) => event.kind === 'failed');
    const why = failed && 'status' in failed ? failed.status?.meaning : undefined;
    return `the message to ${this.to} was not delivered: ${why ?? 'the network does not say why'}; check the number, and try again later`;
  }
}
