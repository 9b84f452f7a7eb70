import type { Board, ModemFace, Transfer } from '../model/board';

const isOver = ({ phase }: Transfer): boolean => phase !== 'waiting' && phase !== 'receiving';

const ofConnection = (face: ModemFace, before: ModemFace | undefined): string[] =>
  before && before.connection !== face.connection ? [`${face.title}: ${face.connection}.`] : [];

const ofTransfers = (face: ModemFace, before: ModemFace | undefined): string[] =>
  face.transfers.flatMap((transfer) => {
    const was = before?.transfers.find(({ id }) => id === transfer.id);
    return was && isOver(transfer) && !isOver(was)
      ? [`${face.title}: ${transfer.url} ${transfer.phase}.`]
      : [];
  });

/**
 * Tells people who don't see the page what they would want to be told, and nothing else: connections that come and go,
 * transfers that end. URCs and progress are left alone: they would never stop talking.
 */
export const announcer = (place: HTMLElement): ((board: Board) => void) => {
  let before: Board | undefined;
  return (board) => {
    const link =
      before && before.isLinked !== board.isLinked
        ? [board.isLinked ? 'Live again.' : 'Connection to the server lost.']
        : [];
    const news = board.modems.flatMap((face) => {
      const was = before?.modems.find(({ id }) => id === face.id);
      return face === was ? [] : [...ofConnection(face, was), ...ofTransfers(face, was)];
    });
    before = board;
    if (link.length + news.length > 0) place.textContent = [...link, ...news].join(' ');
  };
};
