import { parse } from 'acorn'
import { simple } from 'acorn-walk'

interface Insertion {
  readonly at: number
  readonly text: string
}

/**
 * A program in which every turn of a loop calls a function first. Lines keep their numbers.
 * @param code JavaScript, as a script
 * @param check the name of the function
 */
export function guardLoops(code: string, check: string): string {
  const insertions: Insertion[] = []
  const guard = ({ body }: { body: { type: string; start: number; end: number } }) => {
    if (body.type === 'BlockStatement')
      insertions.push({ at: body.start + 1, text: `${check}();` })
    else
      insertions.push(
        { at: body.start, text: `{${check}();` },
        { at: body.end, text: '}' },
      )
  }
  simple(parse(code, { ecmaVersion: 'latest', sourceType: 'script' }), {
    WhileStatement: guard,
    DoWhileStatement: guard,
    ForStatement: guard,
    ForInStatement: guard,
    ForOfStatement: guard,
  })
  let guarded = ''
  let done = 0
  for (const { at, text } of insertions.toSorted((one, other) => one.at - other.at)) {
    guarded += code.slice(done, at) + text
    done = at
  }
  return guarded + code.slice(done)
}

/** How long a loop may keep the page from doing anything else. */
const LIMIT_SECONDS = 3

/** The function that loops call: it throws if they have run for too long without a pause. */
export function loopCheck(): () => void {
  let since: number | undefined
  return () => {
    const now = performance.now()
    if (since === undefined) {
      since = now
      // A timer fires only once nothing else runs.
      setTimeout(() => {
        since = undefined
      })
    } else if (now - since > LIMIT_SECONDS * 1000) {
      throw new Error(
        `A loop ran for ${LIMIT_SECONDS} seconds without a pause, so the playground has stopped it. Await something in it, such as an input.`,
      )
    }
  }
}
