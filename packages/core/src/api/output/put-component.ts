import type { HandlerSpec } from '../../engine/outputs/pending-output'
import type { JsonObject } from '../../protocol/json'
import type { OptionRules } from '../arguments'
import { checkArgument, isPlainObject } from '../arguments'
import { asJson } from '../json'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'
import type { Content } from './handle/content'
import { addAll } from './handle/content'

export interface ComponentOptions extends OutputOptions {
  /** The contents, which the component receives as `children`. */
  children?: Content
}

const COMPONENT_RULES = { ...OUTPUT_OPTION_RULES, children: 'any' } as const satisfies OptionRules

interface ComponentParams {
  readonly name: string
  readonly props?: object
  readonly children?: Content
}

const COMPONENT: OutputKind<ComponentParams> = {
  name: 'put_component',
  parameters: { name: 'string', props: 'object' },
  options: COMPONENT_RULES,
  fixed: ['name'],
  container: true,
  slot: 'children',
  build(id, { name, props = {}, children: content }, children) {
    checkArgument('put_component', 'name', name, 'string')
    checkArgument('put_component', 'props', props, 'object')
    addAll(children, content, 'children')
    const callbacks = functionsIn(props).map(([pointer]) => pointer)
    const json = asJson('put_component', 'props', props, { dropsFunctions: true }) as JsonObject
    return { id, type: 'component', name, props: json, ...(callbacks.length > 0 && { callbacks }) }
  },
  handlers: ({ props = {} }) => functionsIn(props).map(([key, run]) => handlerOf(key, run)),
}

/**
 * Shows a React component that the page registered: `<WebIOApp components={{ Chart }}>`.
 *
 * @param name the name under which the page registered it
 * @param props JSON. Functions at any depth become functions in the page that call back: each call is a separate task, with the arguments that are
 * JSON. They return nothing
 * @param options `children`: outputs and texts for the component's `children`; `enter` adds more
 * @throws TypeError if the props contain anything but JSON and functions
 * @example put_component('Rating', { value: 3, onRate: (stars: number) => save(stars) })
 */
export function put_component<Props extends object = Record<string, never>>(
  name: string,
  props?: Props,
  options?: ComponentOptions,
): Output {
  return makeOutput(COMPONENT, { name, ...(props && { props }) }, options)
}

type AnyFunction = (...args: unknown[]) => unknown

/** The functions in a value, each with its JSON Pointer (RFC 6901). */
function functionsIn(value: unknown, pointer = '', around: readonly unknown[] = []): [string, AnyFunction][] {
  if (typeof value === 'function') return [[pointer, value as AnyFunction]]
  // Cycles are not JSON and are reported later.
  if (!(Array.isArray(value) || isPlainObject(value)) || around.includes(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    functionsIn(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, [...around, value]),
  )
}

/** A page sends a list of arguments. Anything else does not come from our page. */
function handlerOf(key: string, run: AnyFunction): HandlerSpec {
  return { key, run: (value) => run(...(Array.isArray(value) ? (value as unknown[]) : [])) }
}
