// A QR code as one path of squares, so that a page draws it without a picture to load.

import qrcode from "qrcode";

export interface QrPath {
  /** Modules a side, the quiet zone included. */
  readonly size: number;
  readonly path: string;
}

const QUIET = 4;

/** The code of a text at the middle level of correction (15 %), which a creased card needs. */
export function qrPath(text: string): QrPath {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" });
  let path = "";
  const dark = (row: number, column: number) => column < modules.size && modules.get(row, column) !== 0;
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      const from = column;
      while (dark(row, column)) column += 1;
      if (column > from) path += `M${from + QUIET} ${row + QUIET}h${column - from}v1h-${column - from}z`;
    }
  }
  return { size: modules.size + 2 * QUIET, path };
}
