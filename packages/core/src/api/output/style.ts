import { assertOutput } from './handle/is-output'
import type { Output } from './handle/output'

/**
 * Adds CSS declarations to an output, or to each of several. Deprecated in PyWebIO: `output.style(css)` does the same.
 * @returns its first argument
 * @throws TypeError if one of them is not an output
 */
export function style<T extends Output | readonly Output[]>(outputs: T, css: string): T {
  const list: readonly unknown[] = Array.isArray(outputs) ? (outputs as readonly unknown[]) : [outputs]
  list.forEach((output, index) => assertOutput('style', `outputs[${index}]`, output))
  for (const output of list as readonly Output[]) output.style(css)
  return outputs
}
