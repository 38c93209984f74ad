import type { AtOnceType } from '@webio/core/protocol'
import type { ComponentType } from 'react'
import type { Components, OutputProps, Outputs, PlacedType } from '../../components'
import { customRenderer } from '../custom-output'
import { ScopeOutput } from '../scope'
import { TextOutput } from '../text'
import type { RendererProps, Renderers } from './renderer-props'

const AT_ONCE: { readonly [Type in AtOnceType]: ComponentType<RendererProps<Type>> } = {
  scope: ScopeOutput,
  text: TextOutput,
}

/** All types that a host page may draw itself. */
const REPLACEABLE: { readonly [Type in PlacedType]: true } = {
  audio: true,
  button: true,
  buttons: true,
  chart: true,
  code: true,
  collapse: true,
  column: true,
  file: true,
  component: true,
  datatable: true,
  error: true,
  gap: true,
  grid: true,
  html: true,
  image: true,
  info: true,
  json: true,
  link: true,
  loading: true,
  logbox: true,
  markdown: true,
  pin: true,
  progressbar: true,
  qrcode: true,
  row: true,
  scope: true,
  scrollable: true,
  success: true,
  table: true,
  tabs: true,
  text: true,
  video: true,
  widget: true,
  warning: true,
}

/** Types of outputs of version 0.1: for these names, `components` replaces the output just as `outputs` does. */
const REPLACED_BY_COMPONENTS: readonly PlacedType[] = [
  ...([
    'button',
    'buttons',
    'chart',
    'code',
    'collapse',
    'column',
    'file',
    'component',
    'datatable',
  ] as const),
  ...([
    'error',
    'gap',
    'grid',
    'html',
    'image',
    'info',
    'json',
    'link',
    'loading',
    'markdown',
    'pin',
  ] as const),
  ...(['progressbar', 'row', 'scope', 'scrollable', 'success', 'table', 'tabs', 'text', 'widget'] as const),
  'warning',
]

/** The renderers that are there at once: the built-in ones, and the host page's own components. */
export function renderersWith(outputs: Outputs, components: Components): Renderers {
  const legacy = REPLACED_BY_COMPONENTS.map((type) => [type, components[type]] as const)
  const given = Object.entries({ ...Object.fromEntries(legacy), ...outputs }).filter(
    ([type, component]) => component !== undefined && Object.hasOwn(REPLACEABLE, type),
  )
  const custom = given.map(([type, component]) => {
    // A node is passed to the component of its own type: the key narrows the union of all props.
    return [type, customRenderer(component as ComponentType<OutputProps>)] as const
  })
  return { ...(AT_ONCE as unknown as Renderers), ...Object.fromEntries(custom) }
}
