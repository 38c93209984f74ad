import type { PatternPart } from './pattern-syntax'
import { parsePattern } from './pattern-syntax'

/** The maximum number of steps of a pattern. Each repetition of a counted part (`{2,64}`) is a copy of its steps. */
const MAX_STEPS = 2000
/** The maximum of steps times characters of one match: tens of milliseconds. */
const MAX_WORK = 2_000_000

/** A pattern whose matching time grows only with the length of the text, whatever the pattern and the text are. */
export interface LinearPattern {
  /** The maximum length of a text, in characters, which limits the work for one match. */
  readonly longest: number
  /** Whether the whole text matches. */
  matches(text: string): boolean
}

type Step =
  | { readonly type: 'character'; readonly matches: (character: string) => boolean }
  | { readonly type: 'split'; to: readonly number[] }
  /** Continues if the condition with this index holds here. */
  | { readonly type: 'condition'; readonly index: number }

/** Where something holds in a text: one entry for each position between characters. */
type Places = Uint8Array
type Condition = (text: readonly string[]) => Places

/** The steps of one part, read in one direction. It has matched after the last step. */
interface Program {
  readonly steps: Step[]
  readonly conditions: Condition[]
  readonly isBackward: boolean
}

/**
 * Compiles the attribute `pattern` of HTML: a regular expression with the flag `u` that has to match the whole text. It follows all possible states
 * of the expression at once (Thompson), so nothing is tried twice. Lookarounds are evaluated for the whole text
 * in advance.
 * @throws SyntaxError if `source` is not a regular expression; RangeError if it has back references or modifiers, or is too large
 */
export function compilePattern(source: string): LinearPattern {
  void new RegExp(`^(?:${source})$`, 'u')
  const budget = { left: MAX_STEPS }
  const program = compile(parsePattern(source), false, budget)
  return {
    longest: Math.floor(MAX_WORK / (MAX_STEPS - budget.left + 1)),
    matches(text) {
      const characters = [...text]
      return run(program, characters, false)[characters.length] === 1
    },
  }
}

function compile(part: PatternPart, isBackward: boolean, budget: { left: number }): Program {
  const steps: Step[] = []
  const conditions: Condition[] = []

  const emit = (step: Step): void => {
    if (budget.left-- <= 0) {
      throw new RangeError(
        `it has more than ${MAX_STEPS} steps: counted repetitions count once for each repetition. Use \`validate\` for such a rule.`,
      )
    }
    steps.push(step)
  }
  const condition = (holds: Condition): void => emit({ type: 'condition', index: conditions.push(holds) - 1 })
  const split = (): { type: 'split'; to: readonly number[] } => {
    const step = { type: 'split', to: [] as readonly number[] } as const
    emit(step)
    return step
  }

  const add = (one: PatternPart): void => {
    switch (one.type) {
      case 'character':
        return emit(one)
      case 'sequence':
        return (isBackward ? [...one.parts].reverse() : one.parts).forEach(add)
      case 'choice':
        return addChoice(one.options)
      case 'repeat':
        return addRepeat(one.part, one.min, one.max)
      case 'edge':
        return condition(EDGES[one.edge])
      case 'look':
        return condition(lookaround(one, budget))
      default:
        one satisfies never
    }
  }
  const addChoice = (options: readonly PatternPart[]): void => {
    const entry = split()
    const starts: number[] = []
    const exits = options.map((option) => {
      starts.push(steps.length)
      add(option)
      return split()
    })
    entry.to = starts
    for (const exit of exits) exit.to = [steps.length]
  }
  const addRepeat = (repeated: PatternPart, min: number, max: number): void => {
    const first = steps.length
    for (let n = 0; n < min; n++) {
      add(repeated)
      // An empty part stays empty, however often it is repeated.
      if (steps.length === first) return
    }
    if (max === Infinity) {
      const start = steps.length
      const loop = split()
      add(repeated)
      split().to = [start]
      loop.to = [start + 1, steps.length]
      return
    }
    const skips = []
    for (let n = min; n < max; n++) {
      skips.push({ step: split(), body: steps.length })
      add(repeated)
    }
    for (const { step, body } of skips) step.to = [body, steps.length]
  }

  add(part)
  return { steps, conditions, isBackward }
}

/** A lookahead is read from the end of the text, so that one pass answers for all positions. */
function lookaround(look: PatternPart & { type: 'look' }, budget: { left: number }): Condition {
  const program = compile(look.part, !look.isBehind, budget)
  return (text) => {
    const places = run(program, text, true)
    return look.isNegative ? places.map((holds) => 1 - holds) : places
  }
}

/**
 * Follows all states of a program through a text.
 * @param isAnywhere whether a match may begin at every position, not only at the first
 * @returns the positions at which a match ends
 */
function run(
  { steps, conditions, isBackward }: Program,
  text: readonly string[],
  isAnywhere: boolean,
): Places {
  const holding = conditions.map((condition) => condition(text))
  const ends = new Uint8Array(text.length + 1)
  /** The round in which each step was last reached. */
  const reached = new Int32Array(steps.length + 1).fill(-1)
  let entered: number[] = []
  for (let round = 0; round <= text.length; round++) {
    const place = isBackward ? text.length - round : round
    if (round === 0 || isAnywhere) entered.push(0)
    const character = text[isBackward ? place - 1 : place]
    const next: number[] = []
    for (let index = entered.pop(); index !== undefined; index = entered.pop()) {
      if (reached[index] === round) continue
      reached[index] = round
      const step = steps[index]
      if (!step) ends[place] = 1
      else if (step.type === 'split') entered.push(...step.to)
      else if (step.type === 'condition') {
        if (holding[step.index]?.[place] === 1) entered.push(index + 1)
      } else if (character !== undefined && step.matches(character)) next.push(index + 1)
    }
    entered = next
  }
  return ends
}

const EDGES: { readonly [edge in '^' | '$' | '\\b' | '\\B']: Condition } = {
  '^': (text) => places(text, (place) => place === 0),
  $: (text) => places(text, (place) => place === text.length),
  '\\b': (text) => places(text, (place) => isWord(text[place - 1]) !== isWord(text[place])),
  '\\B': (text) => places(text, (place) => isWord(text[place - 1]) === isWord(text[place])),
}

function places(text: readonly string[], holds: (place: number) => boolean): Places {
  return Uint8Array.from({ length: text.length + 1 }, (_, place) => (holds(place) ? 1 : 0))
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /^\w$/.test(character)
}
