/** Numbers of one kind, as many as come, without the weight of an array of objects. */
export class GrowingArray<Items extends Uint32Array | Float32Array> {
  private items: Items;
  private length = 0;

  /** @param create makes an array of the kind, filled with 0 */
  constructor(private readonly create: (length: number) => Items) {
    this.items = create(1024);
  }

  push(value: number): void {
    if (this.length === this.items.length) {
      const larger = this.create(2 * this.length);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = value;
  }

  /** What was pushed so far, not copied. */
  values(): Items {
    return this.items.subarray(0, this.length) as Items;
  }
}
