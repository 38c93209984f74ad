import type { ComponentType } from 'react'
import type { Components, OutputProps, PlacedType } from '../components'
import { ButtonOutput, ButtonsOutput } from './button'
import { CodeOutput } from './code'
import { CollapseOutput } from './collapse'
import { customRenderer } from './custom-output'
import { FileOutput } from './file'
import { DatatableOutput } from './datatable'
import { ColumnOutput, GapOutput, RowOutput } from './grid'
import { HtmlOutput } from './html'
import { ImageOutput } from './image'
import { JsonOutput } from './json'
import { LinkOutput } from './link'
import { LoadingOutput } from './loading'
import { MarkdownOutput } from './markdown'
import { MessageOutput } from './message'
import { PinOutput } from './pin'
import { ProgressbarOutput } from './progressbar'
import { RegisteredComponent } from './registered-component'
import type { RendererProps, Renderers } from './renderer-props'
import { ScopeOutput } from './scope'
import { TableOutput } from './table'
import { TextOutput } from './text'

/** The built-in renderer of each output type. A new type needs a line here. */
const BUILT_IN: { readonly [Type in PlacedType]: ComponentType<RendererProps<Type>> } = {
  button: ButtonOutput,
  buttons: ButtonsOutput,
  code: CodeOutput,
  collapse: CollapseOutput,
  column: ColumnOutput,
  file: FileOutput,
  component: RegisteredComponent,
  datatable: DatatableOutput,
  error: MessageOutput,
  gap: GapOutput,
  html: HtmlOutput,
  image: ImageOutput,
  info: MessageOutput,
  json: JsonOutput,
  link: LinkOutput,
  loading: LoadingOutput,
  markdown: MarkdownOutput,
  pin: PinOutput,
  progressbar: ProgressbarOutput,
  row: RowOutput,
  scope: ScopeOutput,
  success: MessageOutput,
  table: TableOutput,
  text: TextOutput,
  warning: MessageOutput,
}

/** The built-in renderers, some of them replaced by components of the host page's own. */
export function renderersWith({ fields: _, ...outputs }: Components): Renderers {
  const given = Object.entries(outputs).filter(([, component]) => component !== undefined)
  const custom = given.map(([type, component]) => {
    // A node of a type goes to the component under that type: the union of all props is narrowed by the key.
    return [type, customRenderer(component as ComponentType<OutputProps>)] as const
  })
  return { ...(BUILT_IN as unknown as Renderers), ...Object.fromEntries(custom) }
}
