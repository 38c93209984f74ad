import type { NodeSpec } from '@webio/core/protocol'
import type { ComponentType } from 'react'
import type { PlacedType, SpecOf } from '../../components'

/** What a built-in renderer is given. */
export interface RendererProps<Type extends PlacedType> {
  readonly spec: SpecOf<Type>
}

/** A renderer whose type is known by its key in a table. */
export type AnyRenderer = ComponentType<{ readonly spec: NodeSpec }>

/** The renderer of each output type. */
export type Renderers = Readonly<Record<string, AnyRenderer>>
