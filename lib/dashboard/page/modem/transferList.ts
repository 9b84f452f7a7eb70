import type { Transfer } from '../../model/board';
import { type TransferRow, transferRow } from './transferRow';

/** Makes the list of a modem's transfers: rows come and go, and change only where their transfer did. */
export const transferList = (
  list: HTMLElement,
  emptiness: HTMLElement,
  cancel: (transfer: string) => void,
): ((transfers: readonly Transfer[]) => void) => {
  const rows = new Map<string, TransferRow & { shown?: Transfer }>();
  return (transfers) => {
    for (const transfer of transfers.toReversed()) {
      const row = rows.get(transfer.id) ?? { ...transferRow(transfer, () => cancel(transfer.id)) };
      if (!rows.has(transfer.id)) list.prepend(row.element);
      rows.set(transfer.id, row);
      if (row.shown !== transfer) row.show(transfer);
      row.shown = transfer;
    }
    for (const [id, { element }] of rows) {
      if (transfers.some((transfer) => transfer.id === id)) continue;
      element.remove();
      rows.delete(id);
    }
    emptiness.hidden = transfers.length > 0;
  };
};
