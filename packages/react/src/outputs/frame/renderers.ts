import type { ComponentType } from 'react'
import type { Components, OutputProps, Outputs, PlacedType } from '../../components'
import { ButtonOutput, ButtonsOutput } from '../button'
import { ChartOutput } from '../chart'
import { CodeOutput } from '../code'
import { CollapseOutput } from '../collapse'
import { customRenderer } from '../custom-output'
import { FileOutput } from '../file'
import { DatatableOutput } from '../datatable'
import { GridOutput } from '../grid'
import { HtmlOutput } from '../html'
import { ImageOutput } from '../image'
import { JsonOutput } from '../json'
import { LinkOutput } from '../link'
import { LoadingOutput } from '../loading'
import { LogboxOutput } from '../logbox'
import { AudioOutput, VideoOutput } from '../media'
import { MarkdownOutput } from '../markdown'
import { MessageOutput } from '../message'
import { PinOutput } from '../pin'
import { ProgressbarOutput } from '../progressbar'
import { QrcodeOutput } from '../qrcode'
import { RegisteredComponent } from '../registered-component'
import type { RendererProps, Renderers } from './renderer-props'
import { ColumnOutput, GapOutput, RowOutput } from '../row'
import { ScopeOutput } from '../scope'
import { ScrollableOutput } from '../scrollable'
import { TableOutput } from '../table'
import { TabsOutput } from '../tabs'
import { TextOutput } from '../text'
import { WidgetOutput } from '../widget'

/** The built-in renderer of each output type. A new type needs a line here. */
const BUILT_IN: { readonly [Type in PlacedType]: ComponentType<RendererProps<Type>> } = {
  audio: AudioOutput,
  button: ButtonOutput,
  buttons: ButtonsOutput,
  chart: ChartOutput,
  code: CodeOutput,
  collapse: CollapseOutput,
  column: ColumnOutput,
  file: FileOutput,
  component: RegisteredComponent,
  datatable: DatatableOutput,
  error: MessageOutput,
  gap: GapOutput,
  grid: GridOutput,
  html: HtmlOutput,
  image: ImageOutput,
  info: MessageOutput,
  json: JsonOutput,
  link: LinkOutput,
  loading: LoadingOutput,
  logbox: LogboxOutput,
  markdown: MarkdownOutput,
  pin: PinOutput,
  progressbar: ProgressbarOutput,
  qrcode: QrcodeOutput,
  row: RowOutput,
  scope: ScopeOutput,
  scrollable: ScrollableOutput,
  success: MessageOutput,
  table: TableOutput,
  tabs: TabsOutput,
  text: TextOutput,
  video: VideoOutput,
  widget: WidgetOutput,
  warning: MessageOutput,
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

/** The built-in renderers, some of them replaced by the host page's own components. */
export function renderersWith(outputs: Outputs, components: Components): Renderers {
  const legacy = REPLACED_BY_COMPONENTS.map((type) => [type, components[type]] as const)
  const given = Object.entries({ ...Object.fromEntries(legacy), ...outputs }).filter(
    ([type, component]) => component !== undefined && Object.hasOwn(BUILT_IN, type),
  )
  const custom = given.map(([type, component]) => {
    // A node is passed to the component of its own type: the key narrows the union of all props.
    return [type, customRenderer(component as ComponentType<OutputProps>)] as const
  })
  return { ...(BUILT_IN as unknown as Renderers), ...Object.fromEntries(custom) }
}
