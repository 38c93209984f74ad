import type { AtOnceType } from '@webio/core/protocol'
import type { ComponentType } from 'react'
import type { PlacedType } from '../components'
import { ChartOutput } from './chart'
import { CodeOutput } from './code'
import { CollapseOutput } from './collapse'
import { FileOutput } from './file'
import { DatatableOutput } from './datatable'
import { ButtonOutput, ButtonsOutput } from './button'
import type { RendererProps, Renderers } from './frame/renderer-props'
import { GridOutput } from './grid'
import { HtmlOutput } from './html'
import { ImageOutput } from './image'
import { JsonOutput } from './json'
import { LinkOutput } from './link'
import { LoadingOutput } from './loading'
import { LogboxOutput } from './logbox'
import { AudioOutput, VideoOutput } from './media'
import { MarkdownOutput } from './markdown'
import { MessageOutput } from './message'
import { PinOutput } from './pin'
import { ProgressbarOutput } from './progressbar'
import { QrcodeOutput } from './qrcode'
import { RegisteredComponent } from './registered-component'
import { ColumnOutput, GapOutput, RowOutput } from './row'
import { ScrollableOutput } from './scrollable'
import { TableOutput } from './table'
import { TabsOutput } from './tabs'
import { WidgetOutput } from './widget'

/** The renderer of each type that `frame/renderers.ts` does not draw at once. A new type needs a line here. */
const BY_TYPE: { readonly [Type in Exclude<PlacedType, AtOnceType>]: ComponentType<RendererProps<Type>> } = {
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
  scrollable: ScrollableOutput,
  success: MessageOutput,
  table: TableOutput,
  tabs: TabsOutput,
  video: VideoOutput,
  widget: WidgetOutput,
  warning: MessageOutput,
}

/** The renderers by type. */
export const LATER_RENDERERS = BY_TYPE as unknown as Renderers
