import type { TaskParams } from '@webio/core'
import { EXAMPLES } from '../../docs/examples'

/** An example of the documentation: the one that the parameter `example` names. */
export async function docs(params: TaskParams) {
  const name = String(params['example'])
  const load = Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name] : undefined
  if (!load)
    throw new RangeError(
      `There is no example ${name}. There are ${Object.keys(EXAMPLES).join(', ')}.`,
    )
  const { main } = await load()
  return main(params)
}
