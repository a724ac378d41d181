/** Points of a picture that come in pieces, in any order, more than once. */

export class Points {
  epoch = -1;
  length = 0;
  private columns = [0, 1, 2].map(() => new Float64Array(1024));

  /** Take a piece: three columns one after the other. Returns false if something before it is missing. */
  take(epoch: number, after: number, count: number, bytes: DataView): boolean {
    if (epoch !== this.epoch && after > 0) return false;
    if (epoch !== this.epoch) this.length = 0;
    this.epoch = epoch;
    if (after > this.length) return false;
    this.room(after + count);
    this.columns.forEach((column, place) => {
      for (let at = 0; at < count; at++) column[after + at] = bytes.getFloat64((place * count + at) * 8, true);
    });
    this.length = Math.max(this.length, after + count);
    return true;
  }

  column(place: 0 | 1 | 2): Float64Array {
    return this.columns[place]!.subarray(0, this.length);
  }

  private room(wanted: number): void {
    if (wanted <= this.columns[0]!.length) return;
    let size = this.columns[0]!.length;
    while (size < wanted) size *= 2;
    this.columns = this.columns.map((column) => {
      const wider = new Float64Array(size);
      wider.set(column.subarray(0, this.length));
      return wider;
    });
  }
}
