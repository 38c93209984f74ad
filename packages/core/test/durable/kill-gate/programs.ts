import {
  actions,
  checkpoint,
  clear,
  close_popup,
  eval_js,
  hold,
  input,
  input_group,
  now,
  on_event,
  pin,
  popup,
  put_button,
  put_buttons,
  put_datatable,
  put_input,
  put_scope,
  put_text,
  random,
  random_id,
  run_async,
  sleep,
  step,
  toast,
} from '../../../src/index'
import type { Random } from '../../chaos/random'

/** How often each kind of operation occurs in a program. */
const OPERATIONS = {
  text: 2,
  ask: 4,
  group: 1,
  actions: 1,
  button: 3,
  pin: 2,
  spawn: 2,
  race: 1.5,
  both: 1.5,
  step: 4,
  sleep: 1,
  popup: 1,
  table: 1,
  values: 2,
  event: 1,
  script: 1,
  toast: 0.5,
  fail: 0.5,
}

type Kind = keyof typeof OPERATIONS

/** One operation of a program. `n` is unique in the program and in the labels of its outputs. */
export interface Operation {
  readonly n: number
  readonly kind: Kind
  readonly body: readonly Operation[]
  /** A choice among the variants of the kind: 0, 1, 2 … */
  readonly variant: number
}

/** What a task does. */
export interface Program {
  /** The task is a loop that calls `checkpoint` in each round. */
  readonly isLoop: boolean
  readonly operations: readonly Operation[]
}

/** What a program does to the outside world. */
export interface World {
  /** The function of a step. It takes `turns` turns, and throws the first `failures` times. */
  effect(key: string, turns: number, failures: number): Promise<string>
}

export function randomProgram(random: Random): Program {
  let n = 0
  const list = (most: number, depth: number): Operation[] =>
    Array.from({ length: 1 + random.below(most) }, () => {
      const kind = random.pick(OPERATIONS)
      const hasBody = kind === 'button' || kind === 'pin' || kind === 'spawn' || kind === 'event'
      return {
        n: ++n,
        kind,
        body: hasBody && depth < 3 ? list(3, depth + 1) : [],
        variant: random.below(4),
      }
    })
  return { isLoop: random.below(4) === 0, operations: list(6, 0) }
}

/** A program in one line, for messages. */
export function textOf({ isLoop, operations }: Program): string {
  const list = (all: readonly Operation[]): string =>
    all
      .map(
        ({ n, kind, variant, body }) => `${kind} ${n}/${variant}${body.length > 0 ? `(${list(body)})` : ''}`,
      )
      .join(', ')
  return `${isLoop ? 'loop: ' : ''}${list(operations)}`
}

/** The task of a program. */
export function taskOf(program: Program, world: World): (params: { checkpoint?: unknown }) => Promise<void> {
  return async ({ checkpoint: before = 0 }) => {
    if (!program.isLoop) {
      put_scope('main')
      await perform(program.operations, 'main', world)
      return hold()
    }
    for (let round = before as number; ; round++) {
      clear('ROOT')
      put_scope('main')
      put_text(`round ${round}`, { scope: 'main' })
      // Nothing else may wait for the visitor at a checkpoint.
      for (const operation of program.operations)
        if (['text', 'ask', 'group', 'actions', 'step', 'values', 'both', 'sleep'].includes(operation.kind))
          await perform([operation], 'main', world)
      await actions(`round ${round} is over`, ['next'])
      checkpoint(round + 1)
    }
  }
}

/** Runs the operations in sequence. Their outputs go into their own scope, so tasks do not mix. */
async function perform(operations: readonly Operation[], scope: string, world: World): Promise<void> {
  for (const operation of operations) await PERFORM[operation.kind](operation, scope, world)
}

/** Runs the body of an operation, which belongs to `around`, in a separate scope for each event. */
function inside({ n, body }: Operation, around: string, world: World): () => Promise<void> {
  let runs = 0
  return async () => {
    const scope = `${around}-${n}_${++runs}`
    put_scope(scope, { scope: 'ROOT' })
    put_text(`run of ${n}`, { scope })
    await perform(body, scope, world)
    put_text(`end of ${n}`, { scope })
  }
}

type Perform = (operation: Operation, scope: string, world: World) => unknown

const PERFORM: Readonly<Record<Kind, Perform>> = {
  text: ({ n }, scope) => put_text(`text ${n}`, { scope }),

  async ask({ n, variant }, scope) {
    try {
      const answer = await input(`ask ${n}`, {
        required: true,
        ...(variant === 1 && { validate: (text: string) => (text.startsWith('no') ? 'refused' : null) }),
        ...(variant === 2 && {
          validate: async (text: string) => {
            await Promise.resolve()
            return text.startsWith('no') ? 'refused later' : null
          },
          onchange: (text: string) => put_text(`typed ${text}`, { scope }),
        }),
        ...(variant === 3 && { timeout: 5 + (n % 5) }),
      })
      put_text(`answer ${n}: ${answer}`, { scope })
    } catch (error) {
      put_text(`${n}: ${(error as Error).name}`, { scope })
    }
  },

  async group({ n }, scope) {
    const { a, b } = await input_group(`group ${n}`, [input('A', { name: 'a' }), input('B', { name: 'b' })])
    put_text(`group ${n}: ${a}, ${b}`, { scope })
  },

  async actions({ n }, scope) {
    put_text(`chosen ${n}: ${await actions(`choose ${n}`, [`yes ${n}`, `no ${n}`])}`, { scope })
  },

  button(operation, scope, world) {
    const { n, variant } = operation
    const options = [{}, { serial_mode: true }, { mutex_mode: true }, { once: true }][variant]
    put_buttons([`button ${n}`], inside(operation, scope, world), { ...options, scope })
  },

  pin(operation, scope, world) {
    const name = `pin${operation.n}`
    const run = inside(operation, scope, world)
    put_input(name, { scope, onchange: () => run() })
    put_button(`read ${name}`, async () => put_text(`${name} is ${String(await pin[name])}`, { scope }), {
      scope,
    })
  },

  spawn(operation, scope, world) {
    run_async(inside(operation, scope, world))
  },

  async race({ n, variant }, scope) {
    const slow = sleep(2 + variant).then(() => 'the timer')
    const asked = input(`race ${n}`, { timeout: 20 }).catch((error: Error) => error.name)
    put_text(`race ${n}: ${await Promise.race([slow, asked])}`, { scope })
    put_text(`then ${n}: ${String(await asked)}`, { scope })
  },

  async both({ n, variant }, scope, world) {
    const steps = [0, 1].map((k) =>
      step(`both ${n} ${k}`, ({ key }) => world.effect(key, (variant + k * 3) % 5, 0)),
    )
    const results = await Promise.all(steps)
    put_text(`both ${n}: ${results.join(' and ')}, ${random_id().length}`, { scope })
  },

  async step({ n, variant }, scope, world) {
    // A kill may repeat any of it: a step that always fails, and one whose second attempt succeeds.
    const failures = variant === 3 ? Infinity : variant === 2 ? 1 : 0
    const result = await step(`step ${n}`, ({ key }) => world.effect(key, variant * 2, failures), {
      retries: variant === 2 ? 1 : 0,
    }).catch((error: Error) => `failed: ${error.message}`)
    put_text(`step ${n}: ${result}`, { scope })
  },

  async sleep({ n, variant }, scope) {
    await sleep(1 + variant * 2)
    put_text(`slept ${n}`, { scope })
  },

  popup({ n }, scope) {
    popup(`popup ${n}`, () => {
      put_text(`in popup ${n}`)
      put_button(`close ${n}`, () => {
        put_text(`closed ${n}`, { scope })
        close_popup()
      })
    })
  },

  table({ n }, scope) {
    const records = [
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ]
    put_datatable(records, {
      scope,
      id_field: 'id',
      instance_id: `table${n}`,
      column_args: { name: { editable: true } },
      onedit: (_row, _field, value) => void put_text(`edited ${n}: ${String(value)}`, { scope }),
      actions: [[`act ${n}`, (row) => put_text(`row ${String(row)} of ${n}`, { scope })]],
    })
  },

  values({ n }, scope) {
    put_text(`value ${n} ${random_id()} ${random()} ${now()}`, { scope })
  },

  event(operation, scope, world) {
    on_event(`event ${operation.n}`, inside(operation, scope, world))
  },

  async script({ n }, scope) {
    put_text(`script ${n}: ${await eval_js<number>('n * 2', { n })}`, { scope })
  },

  toast: ({ n }) => toast(`toast ${n}`, { duration: 0 }),

  fail({ n }) {
    put_button(`fail ${n}`, () => {
      throw new Error(`on purpose: ${n}`)
    })
  },
}
