import process from 'node:process'
import { setTimeout } from 'node:timers/promises'

/** The number of bytes that this process uses after a garbage collection. It requires `--expose-gc`. */
export async function memoryInUse() {
  await collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** The number of bytes that the system has given to this process, after a garbage collection. It requires `--expose-gc`. */
export async function residentMemory() {
  await collectGarbage()
  return process.memoryUsage.rss()
}

async function collectGarbage() {
  const collect = globalThis.gc
  if (!collect) throw new Error('Start node with --expose-gc to measure memory.')
  // Objects with finalizers are freed by a later collection.
  for (let round = 0; round < 4; round++) {
    collect()
    await setTimeout(50)
  }
}
