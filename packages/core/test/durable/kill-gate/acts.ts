import type { PageEvent } from '../../../src/protocol/events'
import type { FormSpec } from '../../../src/protocol/input-spec'
import type { NodeSpec } from '../../../src/protocol/output-spec'
import type { ViewTree } from '../../../src/state/view-tree'
import type { Random } from '../../chaos/random'
import type { Operation, Program } from './programs'

/** What a person does, in terms of what they see, so that it can be repeated on a page with other numbers. */
export type Act =
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'send'; readonly name: string; readonly value: string }
  | {
      readonly do: 'submit' | 'type' | 'press' | 'change' | 'edit' | 'act' | 'dismiss'
      readonly label: string
      /** Which one of several with this label. */
      readonly nth: number
      readonly value: string
    }

interface Target {
  readonly do: Exclude<Act['do'], 'wait' | 'send'>
  readonly label: string
  event(value: string): PageEvent
}

/** Chooses what a person does next: one thing, or several different ones at once. */
export function chosenActs(random: Random, tree: ViewTree, program: Program): Act[] {
  const acts: Act[] = []
  const count = random.below(4) === 0 ? 2 + random.below(2) : 1
  for (let i = 0; i < count; i++) {
    const act = chosenAct(random, tree, program)
    // Several acts at once must not concern the same thing, and time must not pass between them, or their
    // order is undefined.
    if (acts.some((one) => one.do === 'wait') || (act.do === 'wait' && acts.length > 0)) continue
    if (acts.some((one) => labelOf(one) === labelOf(act))) continue
    acts.push(act)
  }
  return acts
}

function labelOf(act: Act): string {
  if (act.do === 'wait') return 'wait'
  return act.do === 'send' ? act.name : (/\d+/.exec(act.label)?.[0] ?? act.label)
}

function chosenAct(random: Random, tree: ViewTree, program: Program): Act {
  const targets = targetsOf(tree)
  const events = eventsOf(program.operations)
  const dice = random.below(10)
  if (dice === 0 || targets.length === 0) return { do: 'wait', seconds: 1 + random.below(6) }
  if (dice === 1 && events.length > 0) {
    const name = `event ${events[random.below(events.length)]}`
    return { do: 'send', name, value: `v${random.below(1000)}` }
  }
  const target = targets[random.below(targets.length)] as Target
  const alike = targets.filter((one) => one.do === target.do && one.label === target.label)
  const value = `${random.below(4) === 0 ? 'no' : 'v'}${random.below(1000)}`
  return { do: target.do, label: target.label, nth: alike.indexOf(target), value }
}

/** The event of an act on this page. @throws Error if the target of the act does not exist */
export function eventOf(act: Exclude<Act, { do: 'wait' }>, tree: ViewTree): PageEvent {
  if (act.do === 'send') return { type: 'app-event', name: act.name, data: act.value }
  const found = targetsOf(tree).filter((one) => one.do === act.do && one.label === act.label)[act.nth]
  if (!found) throw new Error(`There is nothing to ${act.do} named ${act.label} (${act.nth}).`)
  return found.event(act.value)
}

function eventsOf(operations: readonly Operation[]): number[] {
  return operations.flatMap(({ n, kind, body }) => [...(kind === 'event' ? [n] : []), ...eventsOf(body)])
}

/** What a person can use. */
function targetsOf(tree: ViewTree): Target[] {
  // By number, so the order does not depend on that of parallel tasks.
  const nodes = [...tree.nodes.values()].sort((a, b) => a.spec.id - b.spec.id)
  const forms = [...tree.forms.values()].sort((a, b) => a.spec.id - b.spec.id)
  return [...nodes.flatMap(({ spec }) => ofNode(spec)), ...forms.flatMap(({ spec }) => ofForm(spec))]
}

function ofNode(spec: NodeSpec): Target[] {
  const output = spec.id
  switch (spec.type) {
    case 'button':
      return [
        {
          do: 'press',
          label: String(spec.label),
          event: () => ({ type: 'callback-fire', output, key: 0 }),
        },
      ]
    case 'buttons':
      return spec.buttons.map(({ label }, key) => ({
        do: 'press' as const,
        label: String(label),
        event: () => ({ type: 'callback-fire', output, key }),
      }))
    case 'pin':
      return [
        {
          do: 'change',
          label: spec.field.name,
          event: (value) => ({ type: 'pin-change', output, value }),
        },
      ]
    case 'popup':
      return [{ do: 'dismiss', label: String(spec.title), event: () => ({ type: 'output-dismiss', output }) }]
    case 'datatable': {
      const label = String(spec.instance_id)
      return [
        {
          do: 'edit',
          label,
          event: (value) => ({ type: 'cell-edit', output, row: 1, column: 1, value }),
        },
        { do: 'act', label, event: () => ({ type: 'callback-fire', output, key: 0, value: 2 }) },
      ]
    }
    default:
      return []
  }
}

function ofForm(spec: FormSpec): Target[] {
  const form = spec.id
  const label = spec.label ?? spec.fields.map((field) => ('label' in field ? field.label : '')).join()
  const [first] = spec.fields
  if (first?.type === 'actions') {
    return first.buttons.map((button) => ({
      do: 'press' as const,
      label: String(button.label),
      event: () => ({
        type: 'form-submit',
        form,
        values: {},
        action: { field: first.name, id: button.id },
      }),
    }))
  }
  const values = (value: string) => Object.fromEntries(spec.fields.map(({ name }) => [name, value]))
  const submit: Target = {
    do: 'submit',
    label,
    event: (value) => ({ type: 'form-submit', form, values: values(value) }),
  }
  if (!first || !first.watch) return [submit]
  return [
    submit,
    {
      do: 'type',
      label,
      event: (value) => ({ type: 'form-change', form, field: first.name, value }),
    },
  ]
}
