import { importsFromWebIO } from './highlight'
import { readSource } from './read-source'

/** An exported function of a file in tasks/tour/, as in its source. */
export interface Example {
  /** Name of the function. */
  readonly name: string
  /** The part of its comment before the colon: the functions that it shows. */
  readonly heading: string
  /** The rest of its comment. */
  readonly prose: string
  /** The function itself. */
  readonly source: string
}

const EXAMPLE = new RegExp(
  String.raw`^/\*\*\s*(?<comment>(?:(?!\*/)[\s\S])*?)\s*\*/\n(?<source>export (?:async )?function (?<name>\w+)\([\s\S]*?\n\}$)`,
  'gm',
)

/** The examples of a family in the order of its file, and the highlighted names in their source. */
export async function readExamples(family: string): Promise<{
  readonly examples: readonly Example[]
  readonly imports: readonly string[]
}> {
  const file = `tasks/tour/${family}.ts`
  const text = await readSource(file)
  const examples = [...text.matchAll(EXAMPLE)].map(({ groups = {} }) => {
    const { comment = '', name = '', source = '' } = groups
    const [heading = '', ...rest] = comment.replace(/\s*\n\s*\*?\s*/g, ' ').split(': ')
    return { name, heading, prose: capitalized(rest.join(': ')), source }
  })
  if (examples.length === 0)
    throw new Error(`${file} has no examples. Export functions, each below a comment.`)
  return { examples, imports: importsFromWebIO(text) }
}

const capitalized = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1)
