import type { NodeSpec } from '@webio/core/protocol'
import type { ComponentType } from 'react'
import type { PlacedType, SpecOf } from '../../components'

/** The props of a built-in renderer. */
export interface RendererProps<Type extends PlacedType> {
  readonly spec: SpecOf<Type>
}

/** A renderer whose type is determined by its key in a table. */
export type AnyRenderer = ComponentType<{ readonly spec: NodeSpec }>

/** The renderer of each output type. */
export type Renderers = Readonly<Record<string, AnyRenderer>>

/** Code with the renderers of types that not every page needs. */
export interface LaterRenderers {
  readonly LATER_RENDERERS: Renderers
}
