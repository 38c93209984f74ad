import { contents } from '../../support/tree'
import { Random } from '../../chaos/random'
import type { ViewTree } from '../../../src/state/view-tree'
import type { Act } from './acts'
import { chosenActs, eventOf } from './acts'
import { Machine } from './machine'
import { pictureOf } from './picture'
import type { Program } from './programs'
import { randomProgram, textOf } from './programs'
import { Visitor } from './visitor'

const ROUNDS = 7

/** What one seed has tested. */
export interface Played {
  readonly events: number
  readonly kills: number
}

/**
 * Runs a random program with a random visitor, once without interruption and once with kills at random
 * moments, and compares what the page shows
 * after each act of the visitor.
 * @throws Error with the difference
 */
export async function play(seed: number): Promise<Played> {
  const program = randomProgram(new Random(seed))
  const random = new Random(seed ^ 0x5bd1e995)
  const rounds: Act[][] = []
  const pictures: string[] = []
  const calm = new Run(program)
  await calm.begin()
  for (let round = 0; round < ROUNDS; round++) {
    const acts = chosenActs(random, calm.tree, program)
    rounds.push(acts)
    await calm.play(acts)
    pictures.push(pictureOf(calm.tree))
  }
  const rough = new Run(program, new Random(seed ^ 0x2545f491))
  try {
    await rough.begin()
    for (const [round, acts] of rounds.entries()) {
      await rough.play(acts)
      const picture = pictureOf(rough.tree)
      if (picture !== pictures[round])
        throw new Error(
          `The page shows something else than without kills: ${difference(pictures[round] ?? '', picture)}`,
        )
      await rough.restAndDie()
    }
  } catch (error) {
    const acts = rounds.map((round) => JSON.stringify(round)).join('\n')
    const parts = [(error as Error).message, acts, textOf(program), await rough.journal()]
    throw new Error(parts.join('\n'), { cause: error })
  }
  return { events: rounds.flat().length, kills: rough.kills }
}

/** One run of a program, with its visitor. */
class Run {
  kills = 0
  readonly #machine: Machine
  readonly #visitor: Visitor
  readonly #random: Random | null

  /**
   * @param random chooses when to kill the process; null never kills it
   */
  constructor(program: Program, random: Random | null = null) {
    this.#random = random
    this.#machine = new Machine(program)
    this.#visitor = new Visitor(this.#machine)
  }

  get tree(): ViewTree {
    return this.#visitor.page.tree
  }

  /** The records of the session, one per line. */
  async journal(): Promise<string> {
    const lines: string[] = []
    for await (const entry of this.#machine.store.load(this.#visitor.session?.id ?? ''))
      lines.push(JSON.stringify({ ...entry, info: undefined }))
    return lines.join('\n')
  }

  /** Resolves when the session is in the store. */
  async begin(): Promise<void> {
    const { store, process } = this.#machine
    await this.#visitor.connect(process)
    const id = this.#visitor.session?.id ?? ''
    while (((await store.get(id))?.lastSeq ?? 0) === 0) {
      this.#assertNoFaults()
      await turn(0)
    }
    await this.#settle()
  }

  /**
   * Does what a visitor does, and resolves when the page is at rest again, no matter how many processes that takes.
   */
  async play(acts: readonly Act[]): Promise<void> {
    this.#arm(0.7)
    // All at once, based on the current page.
    const events = acts.map((act) => (act.do === 'wait' ? act.seconds : eventOf(act, this.tree)))
    for (const event of events) {
      if (typeof event === 'number') this.#machine.clock.advance(event)
      else this.#visitor.send(event)
    }
    await this.#live()
  }

  /**
   * At times, the process dies or is replaced while nothing happens. The page must then show exactly the same.
   */
  async restAndDie(): Promise<void> {
    const dice = this.#random?.below(5) ?? 0
    if (dice < 3) return
    const before = exactly(this.tree)
    this.#machine.killAt = Infinity
    if (dice === 3) this.#machine.kill()
    else {
      const { process } = this.#machine
      let isOver = false
      void process.host.close('shutdown').finally(() => (isOver = true))
      for (let turns = 0; !isOver; turns++) await turn(turns)
      this.#machine.kill()
    }
    await this.#live()
    const after = exactly(this.tree)
    if (before !== after)
      throw new Error(`A restart changes what a page at rest shows: ${difference(before, after)}`)
  }

  /** May set a moment at which the process dies. */
  #arm(chance: number): void {
    const random = this.#random
    if (random && random.next() < chance) this.#machine.killAt = this.#machine.moments + 1 + random.below(14)
  }

  async #live(): Promise<void> {
    for (;;) {
      await this.#settle()
      this.#assertNoFaults()
      if (this.#visitor.isLost) throw new Error('The session is gone.')
      if (this.#machine.process.isAlive && this.#visitor.isConnected) break
      this.kills++
      this.#machine.start()
      this.#arm(0.4)
      await this.#connect()
    }
    this.#machine.killAt = Infinity
    const { faults } = this.#machine
    if (this.#visitor.page.lastEvent > 0 && this.#visitor.page.isPending(this.#visitor.page.lastEvent))
      faults.push(`event ${this.#visitor.page.lastEvent} is never acknowledged`)
    this.#assertNoFaults()
  }

  #assertNoFaults(): void {
    const { faults } = this.#machine
    if (faults.length > 0) throw new Error(faults.join('; '))
  }

  /** Resolves when the page is connected, or its process has died. */
  async #connect(): Promise<void> {
    const { process, clock } = this.#machine
    let isOver = false
    const connecting = this.#visitor.connect(process).finally(() => (isOver = true))
    connecting.catch(() => {})
    for (let quiet = 0, turns = 0; !isOver && process.isAlive;) {
      await turn(turns)
      if (process.isReplaying) turns++
      quiet = process.isIdle && process.isReplaying ? quiet + 1 : 0
      // A replay that waits for something that never comes.
      if (quiet > 50) clock.advance(0.005)
      if (quiet > 100) throw new Error('The replay hangs.')
    }
    if (isOver) await connecting
  }

  /** Resolves when nothing is in progress, or the process has died. */
  async #settle(): Promise<void> {
    for (let quiet = 0, turns = 0; quiet < 4; turns++) {
      await turn(turns)
      const { process } = this.#machine
      quiet = !process.isAlive || (process.isIdle && this.#visitor.isIdle) ? quiet + 1 : 0
    }
  }
}

/** More turns than any program needs to come to rest. */
const MOST_TURNS = 20_000

/** @throws Error if the program does not come to rest */
function turn(count: number): Promise<void> {
  if (count > MOST_TURNS) throw new Error('The program does not come to rest.')
  return new Promise((resolve) => setImmediate(resolve))
}

/**
 * Everything that a restart must keep. Messages of refused answers are omitted, because the page asks again.
 */
function exactly(tree: ViewTree): string {
  const { forms, ...all } = contents(tree) as { forms: { spec: unknown }[] }
  return JSON.stringify({ ...all, forms: forms.map(({ spec }) => spec) }, null, 1)
}

function difference(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')]
  const at = a.findIndex((line, index) => line !== b[index])
  return `line ${at}: ${JSON.stringify(a.slice(at - 3, at + 6))} became ${JSON.stringify(b.slice(at - 3, at + 6))}`
}
