import type { NodeId } from '../protocol/output-spec'

/** A list up to this length is one block. Blocks of a divided list are halved beyond it. */
const LONGEST_BLOCK = 1024

/**
 * The ids of a node's children, in order. An edit costs about the same in a list of 100 and in one of 100,000, because an edit within a long list
 * divides it into blocks and then moves only the ids of one block. Reading the list joins the blocks.
 */
export class ChildList {
  /** At least one; if there are several, each has at least one id. */
  #blocks: NodeId[][] = [[]]
  #length = 0

  get length(): number {
    return this.#length
  }

  /** All ids. Valid until the next change; never write to it. */
  get ids(): readonly NodeId[] {
    if (this.#blocks.length > 1) this.#blocks = [this.#blocks.flat()]
    return this.#block(0)
  }

  append(id: NodeId): void {
    this.#length++
    const last = this.#blocks.length - 1
    this.#block(last).push(id)
    if (last > 0) this.#limit(last)
  }

  /** Inserts an id before the one at `index`, or at the end if the list is not that long. */
  insert(index: number, id: NodeId): void {
    if (index >= this.#length) return this.append(id)
    this.#divide()
    let at = 0
    let offset = index
    for (; offset > this.#block(at).length; at++) offset -= this.#block(at).length
    this.#block(at).splice(offset, 0, id)
    this.#length++
    this.#limit(at)
  }

  /** Removes an id, if it is in the list. */
  remove(id: NodeId): void {
    this.#divide()
    // Ids are issued in order, so most lists are sorted.
    if (!this.#removeFrom(this.#likelyBlock(id), id))
      for (let at = 0; at < this.#blocks.length; at++) if (this.#removeFrom(at, id)) return
  }

  clear(): void {
    this.#blocks = [[]]
    this.#length = 0
  }

  #block(at: number): NodeId[] {
    return this.#blocks[at] as NodeId[]
  }

  /** Prepares an edit that is not at the end. */
  #divide(): void {
    if (this.#blocks.length > 1 || this.#length <= LONGEST_BLOCK) return
    const ids = this.#block(0)
    const size = LONGEST_BLOCK / 2
    this.#blocks = Array.from({ length: Math.ceil(ids.length / size) }, (_, at) =>
      ids.slice(at * size, (at + 1) * size),
    )
  }

  #limit(at: number): void {
    const block = this.#block(at)
    if (block.length > LONGEST_BLOCK) this.#blocks.splice(at + 1, 0, block.splice(LONGEST_BLOCK / 2))
  }

  /** The block that has the id if the list is sorted. */
  #likelyBlock(id: NodeId): number {
    let low = 0
    let high = this.#blocks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#block(middle)[0] as NodeId) <= id) low = middle
      else high = middle - 1
    }
    return low
  }

  #removeFrom(at: number, id: NodeId): boolean {
    const block = this.#block(at)
    const offset = block.indexOf(id)
    if (offset < 0) return false
    block.splice(offset, 1)
    if (block.length === 0 && this.#blocks.length > 1) this.#blocks.splice(at, 1)
    this.#length--
    return true
  }
}
