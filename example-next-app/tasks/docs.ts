import type { TaskParams } from '@webio/core'
import { put_link, put_markdown, put_table } from '@webio/core'
import { EXAMPLES } from '../../docs/examples'

/** The example of the documentation that the parameter `example` names; without it, a list of them. */
export async function docs(params: TaskParams) {
  if (params['example'] === undefined) return listExamples()
  const name = String(params['example'])
  const load = Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name] : undefined
  if (!load)
    throw new RangeError(
      `There is no example ${name}. There are ${Object.keys(EXAMPLES).join(', ')}.`,
    )
  const { main } = await load()
  return main(params)
}

function listExamples() {
  put_markdown('# Examples of the documentation')
  put_table(
    Object.keys(EXAMPLES).map((name) => [
      put_link(name, { url: `?app=docs&example=${name}` }),
    ]),
    { header: ['Example'] },
  )
}
