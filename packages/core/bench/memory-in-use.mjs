import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

/** The number of bytes that this process uses after a garbage collection. It requires `--expose-gc`. */
export async function memoryInUse() {
  const collect = globalThis.gc
  if (!collect) throw new Error('memoryInUse: start node with --expose-gc')
  // Objects with finalizers are freed by a later collection.
  for (let round = 0; round < 4; round++) {
    collect()
    await setTimeout(50)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
