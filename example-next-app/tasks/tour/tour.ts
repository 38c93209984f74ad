import type { TaskFunction } from '@webio/core'
import { put_markdown, use_scope } from '@webio/core'
import { config } from '@webio/core/server'
import { family } from '../../lib/tour'

/** Examples by name. */
type Examples = Readonly<Record<string, () => unknown>>

/**
 * An application that runs the example named by the parameter `example`, as the pages of the tour request it. Without the parameter it runs all of
 * them, one below the other.
 * @param name the name of the family, whose title and summary it has
 */
export function tour(name: string, examples: Examples): TaskFunction {
  const { title, summary } = family(name)
  return config(
    { title: `Tour: ${title}`, description: summary },
    async ({ example }) => {
      if (example !== undefined) {
        await find(examples, String(example))()
        return
      }
      for (const [name, run] of Object.entries(examples)) {
        put_markdown(`## ${name}`)
        await use_scope(name, run)
      }
    },
  )
}

function find(examples: Examples, name: string): () => unknown {
  const found = Object.hasOwn(examples, name) ? examples[name] : undefined
  if (!found)
    throw new RangeError(
      `There is no example ${name}. There are ${Object.keys(examples).join(', ')}.`,
    )
  return found
}
