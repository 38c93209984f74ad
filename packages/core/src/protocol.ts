/**
 * `@webio/core/protocol`: the messages between a session and its page, the view tree that both have, and the page's half of the
 * protocol. Runs anywhere.
 */
export { PROTOCOL_VERSION } from './protocol/version'
export { isHandshakeErrorCode } from './protocol/error-codes'
export { parseAnsi, plainAnsi } from './protocol/ansi'
export { THEMES } from './protocol/themes'
export type { ThemeName } from './protocol/themes'
export { fillMessage } from './protocol/fill-message'
export { FIRST_MESSAGES, firstText } from './protocol/first-messages'
export type { FirstMessageId, FirstMessageRef } from './protocol/first-messages'
export { ENGLISH_MESSAGES, messageText } from './protocol/messages'
export { FIRST_FREE_ID, POPUPS_ID, ROOT_ID, TOASTS_ID } from './protocol/output-spec'
export {
  DATATABLE_THEMES,
  checkCellText,
  FILTER_OPERATORS,
  isCellValue,
  isDateFormat,
  MAX_ROWS_PER_REQUEST,
} from './protocol/datatable'
export { isTransient } from './protocol/commands'
export { MAX_QUERY } from './protocol/input-spec'
export { checkChange, checkField, emptyValue, initialValue, isRawValueOf } from './protocol/field-rules'
export { numberNotation, readNumber } from './protocol/number-text'
export type { NumberReading, NumberSeparators } from './protocol/number-text'
export { checkNewFile, filesNamed } from './protocol/file-rules'
export { sizeText } from './protocol/size-text'
export { isSafeImageUrl, isSafeMediaUrl, isSafeUrl } from './protocol/safe-url'
export { parseHandshake, parsePageMessage } from './protocol/parse-message'
export { mayHoldHtml, pageCodeFor } from './state/page-code'
export type { AtOnceType, PageCode } from './state/page-code'
export { createViewTree } from './state/view-tree'
export { formsInside, isCancelable, isDismissible } from './state/popup-forms'
export { applyCommand, resetViewTree } from './state/reduce'
export { snapshotOf, wireSpecOf } from './state/snapshot'
export { readShareId } from './protocol/viewers'
export { PageSession } from './page/page-session'

export type { FileFacts } from './protocol/file-rules'
export type { FirstPaint } from './protocol/first-paint'
export type { Json, JsonObject, JsonObjectShape, JsonShape } from './protocol/json'
export type {
  ConnectionErrorCode,
  ErrorCode,
  EventErrorCode,
  HandshakeErrorCode,
  NoticeCode,
} from './protocol/error-codes'
export type {
  CellChoice,
  CellValue,
  ColumnFilter,
  ColumnKind,
  ColumnSort,
  DatatableColumn,
  DatatableTheme,
  FilterOperator,
  RowBlock,
  RowId,
  RowMarks,
  RowQuery,
} from './protocol/datatable'
export type { AnsiColor, AnsiSpan, AnsiStyle, AnsiText } from './protocol/ansi'
export type { Message, MessageId, MessageRef } from './protocol/messages'
export type {
  ButtonColor,
  ButtonLook,
  ButtonNode,
  ButtonSpec,
  ButtonsNode,
  ChartNode,
  CodeNode,
  CollapseNode,
  ColumnNode,
  FileNode,
  ComponentNode,
  DatatableNode,
  GapNode,
  GridCell,
  GridNode,
  HtmlNode,
  QrcodeNode,
  ImageNode,
  JsonNode,
  LinkNode,
  LoadingNode,
  MarkdownNode,
  MessageNode,
  MessageNodeOf,
  MessageType,
  NodeBase,
  NodeId,
  NodeSpec,
  NodeType,
  PinNode,
  PopupNode,
  ProgressbarNode,
  RowNode,
  ScopeNode,
  ScrollableNode,
  TableCell,
  TableCellObject,
  TableNode,
  TabsNode,
  TabSpec,
  TextNode,
  ToastNode,
  WidgetNode,
  WidgetSlot,
} from './protocol/output-spec'
export type {
  ActionsField,
  ActionSpec,
  CheckboxField,
  CodeEditorSpec,
  Drafts,
  FieldBase,
  FieldSpec,
  FieldType,
  FileField,
  FormSpec,
  HtmlAttributeValue,
  InputField,
  OptionSpec,
  RadioField,
  RawValue,
  SelectField,
  FoundOptions,
  SliderField,
  TextareaField,
  TextInputType,
  UploadSpec,
} from './protocol/input-spec'
export type {
  AppOpenCommand,
  CellSettledCommand,
  CookieSetCommand,
  CloseReason,
  Command,
  DownloadCommand,
  PageEnv,
  RowsAnswerCommand,
  RowsFailedCommand,
  ScriptRunCommand,
  TransientCommand,
  TreeCommand,
} from './protocol/commands'
export type { PageEvent, PressedAction, RowsRequestEvent, ScriptResultEvent } from './protocol/events'
export type {
  BatchMessage,
  EventMessage,
  GoodbyeMessage,
  HandledMessage,
  Handshake,
  LeaveMessage,
  PageLimits,
  PageMessage,
  RefusedMessage,
  ResumeRequest,
  SeenMessage,
  ServerMessage,
  WelcomeMessage,
} from './protocol/wire-messages'
export type { ShareId, ViewRequest, ViewerRole, ViewerSpec } from './protocol/viewers'
export type { RowsView } from './state/row-store'
export type { TreeObserver } from './state/tree-observer'
export type { ViewClosed, ViewForm, ViewNode, ViewTree } from './state/view-tree'
export type { Scheduler } from './page/batch-inbox'
export type { PageSessionOptions, PageStatus, RefusedEvent, SessionTicket } from './page/page-session'
export type {
  Disconnection,
  PageFailureCode,
  PageTransport,
  PageTransportFactory,
  PageTransportListener,
} from './page/page-transport'
