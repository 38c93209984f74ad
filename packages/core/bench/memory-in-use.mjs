import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

/** Bytes that this process cannot do without. Needs `--expose-gc`. */
export async function memoryInUse() {
  const collect = globalThis.gc
  if (!collect) throw new Error('memoryInUse: start node with --expose-gc')
  // What a collection finalizes is freed by a later one.
  for (let round = 0; round < 4; round++) {
    collect()
    await setTimeout(50)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
